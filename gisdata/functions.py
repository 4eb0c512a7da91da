"""Database functions that Django lacks, a small class for each."""

from django.db.models import (
    BigIntegerField,
    BooleanField,
    CharField,
    DateField,
    Func,
    IntegerField,
    TextField,
)


class TrFold(Func):
    """Fold text for Turkish search (see gisdata/folding.py)."""

    function = "tr_fold"
    output_field = TextField()


class NameFold(Func):
    """A name folded word by word, its abbreviations written out (see gisdata/sql/names.sql)."""

    function = "name_fold"
    output_field = TextField()


class NameKey(Func):
    """What tells a name from others of its kind: without "sokak", "caddesi" and the like."""

    function = "name_key"
    output_field = TextField()


class Slips(Func):
    """How many letters make one text the other, counted to a number given (fuzzystrmatch)."""

    function = "levenshtein_less_equal"
    arity = 3
    output_field = IntegerField()


class LocalDay(Func):
    """The calendar day of a moment in the district's time zone."""

    function = "local_day"
    output_field = DateField()


class MortonAt(Func):
    """The Morton code of a point's cell at level 28 of the grid (see gisdata/sql/grid.sql)."""

    function = "morton_at"
    output_field = BigIntegerField()


class AreaHash(Func):
    """What tells a polygon from every other, whichever corner it begins with; NULL for none."""

    template = "md5(ST_AsEWKB(ST_Normalize(%(expressions)s)))"
    arity = 1
    output_field = CharField(max_length=32)


class LiesIn(Func):
    """Whether a place lies in a polygon, written so that no index is used for it.

    PostGIS's own index condition counts as one place in a thousand, whatever the polygon; beside the
    overlap of boxes, for which there are statistics, this leaves the planner a true estimate.
    """

    template = "(ST_CoveredBy(%(expressions)s) IS TRUE)"
    arity = 2
    output_field = BooleanField()
