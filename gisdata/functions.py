"""Database functions that Django lacks, a small class for each."""

from django.db.models import DateField, Func, TextField


class TrFold(Func):
    """Fold text for Turkish search (see gisdata/folding.py)."""

    function = "tr_fold"
    output_field = TextField()


class LocalDay(Func):
    """The calendar day of a moment in the district's time zone."""

    function = "local_day"
    output_field = DateField()
