"""Database functions that Django lacks, a small class for each."""

from django.db.models import BigIntegerField, DateField, Func, TextField


class TrFold(Func):
    """Fold text for Turkish search (see gisdata/folding.py)."""

    function = "tr_fold"
    output_field = TextField()


class LocalDay(Func):
    """The calendar day of a moment in the district's time zone."""

    function = "local_day"
    output_field = DateField()


class MortonAt(Func):
    """The Morton code of a point's cell at level 28 of the grid (see gisdata/sql/grid.sql)."""

    function = "morton_at"
    output_field = BigIntegerField()
