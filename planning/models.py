"""What uploaded figures mean, the scenarios that planners keep, and what the worker counted at night."""

from django.conf import settings
from django.contrib.gis.db.models import PolygonField
from django.db import models
from django.db.models.functions import Now
from django.utils.formats import number_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gisdata.crs import WGS84


class Better(models.TextChoices):
    """When an indicator is good news."""

    MORE = "more", _("the more, the better")
    LESS = "less", _("the less, the better")
    NEITHER = "neither", _("neither")


class FigureKind(models.Model):
    """What the figures of one kind are: with it they are an indicator like those that are counted here.

    `slug` is the `kind` of `neighbourhoods.Figure`. A resource is something that a mahalle has a part of
    (budget, benches, staff hours), so that its parts can be added up and shared otherwise.
    """

    slug = models.SlugField(_("kind"), max_length=60, primary_key=True)
    name_tr = models.CharField(_("Turkish name"), max_length=80)
    name_en = models.CharField(_("English name"), max_length=80)
    unit = models.CharField(_("unit"), max_length=20, blank=True)
    definition_tr = models.TextField(_("Turkish definition"), max_length=500, blank=True)
    definition_en = models.TextField(_("English definition"), max_length=500, blank=True)
    sdg = models.CharField(_("SDG target"), max_length=10, blank=True)
    better = models.CharField(_("good news"), max_length=10, choices=Better, default=Better.NEITHER)
    is_resource = models.BooleanField(_("is a resource"), default=False)

    class Meta:
        verbose_name = _("kind of figures")
        verbose_name_plural = _("kinds of figures")
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(better__in=Better.values), name="figurekind_better"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language in use."""
        return self.name_en if get_language() == "en" else self.name_tr

    @property
    def definition(self) -> str:
        """The definition in the language in use."""
        return self.definition_en if get_language() == "en" else self.definition_tr


class Scenario(models.Model):
    """A question about sharing a budget, with its answer as it was when it was kept: nothing of it changes.

    `question` is the query of the page that asks it; `answer` are the rows and measures that it showed.
    """

    id = models.UUIDField(primary_key=True)
    title = models.CharField(_("title"), max_length=120)
    note = models.TextField(_("note"), blank=True, max_length=2000)
    question = models.JSONField()
    answer = models.JSONField()
    kept_at = models.DateTimeField(db_default=Now(), editable=False)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenarios")
        ordering = ["-kept_at"]
        permissions = [("keep_scenario", "Can keep scenarios")]

    def __str__(self) -> str:
        return self.title


class KeptReadiness(models.Model):
    """What came after the first report of problems in one mahalle, as it was counted last.

    Of public reports from `since` up to `until`: how many, how many said the same while each was waited for,
    and for how many days that was in all. See analysis/reporting.py.
    """

    code = models.CharField(max_length=20, primary_key=True)
    reports = models.PositiveIntegerField()
    further = models.PositiveIntegerField()
    days = models.FloatField()
    since = models.DateTimeField()
    until = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.code}: {self.further} / {self.days:.0f}"


class Ending(models.TextChoices):
    """What one waits for after a report."""

    ANSWER = "answer", _("the first answer")
    CLOSING = "closing", _("the end")


class KeptDuration(models.Model):
    """How many public reports waited so many whole days, as it was counted last; see planning/times.

    `is_over` says whether what they waited for came by then, or they still wait.
    `in_time` says whether it came within the category's target days; None for reports younger than those, of
    which the quick alone would be known.
    """

    code = models.CharField(max_length=20)
    category = models.ForeignKey("issues.Category", on_delete=models.CASCADE, related_name="+")
    quarter = models.PositiveIntegerField(db_default=0)
    """In which they were made, as 20263; 0 of what was counted before quarters were told apart."""
    ending = models.CharField(max_length=10, choices=Ending)
    days = models.PositiveSmallIntegerField()
    is_over = models.BooleanField()
    in_time = models.BooleanField(null=True)
    count = models.PositiveIntegerField()
    until = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ending", "category", "code", "quarter", "days", "is_over", "in_time"],
                nulls_distinct=False,
                name="keptduration_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.ending} {self.days}: {self.count}"


class Spread(models.TextChoices):
    """Where in a mahalle its residents are thought to be."""

    BUILDINGS = "buildings", _("spread over its buildings, by their area")
    EVENLY = "evenly", _("spread evenly over it, as no buildings are known")


class KeptAccess(models.Model):
    """What a mahalle's residents have of green near by, in the unit of the indicator, as it was counted last."""

    slug = models.SlugField()
    code = models.CharField(max_length=20)
    value = models.FloatField()
    spread = models.CharField(max_length=10, choices=Spread)
    by_streets = models.BooleanField(db_default=False)
    """Whether one walks along the streets of the base map; else in straight lines."""
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["slug", "code"], name="keptaccess_once")]

    def __str__(self) -> str:
        return f"{self.slug} {self.code}: {self.value:.0f}"


class Pattern(models.TextChoices):
    """What a hexagon is, with those around it, over the months; see planning/patterns."""

    NEW = "new", _("a hot spot in the last month for the first time")
    GROWING = "growing", _("a hot spot that grows")
    ALWAYS = "always", _("always a hot spot")
    FADING = "fading", _("a hot spot that fades")
    SOMETIMES = "sometimes", _("a hot spot in some months")
    SPREAD = "spread", _("a hot spot over the year, in no month alone")
    RARE = "rare", _("reports are rarer than elsewhere")

    @property
    def colour(self) -> str:
        """The colour on every map, of those that people who see few colours can tell apart (Okabe and Ito)."""
        return PATTERN_COLOURS[self.value]


PATTERN_COLOURS = {
    "new": "#CC79A7",
    "growing": "#D55E00",
    "always": "#E69F00",
    "sometimes": "#F0E442",
    "spread": "#F0E442",
    "fading": "#009E73",
    "rare": "#0072B2",
}


class HexagonPattern(models.Model):
    """A hexagon of the district: its reports of a year, and whether they gather there; as it was counted last.

    `per_km2` is by its area in the district, `z` the Gi* of that. `shape` is in EPSG:4326.
    """

    hexagon = models.CharField(max_length=20, primary_key=True)
    code = models.CharField(max_length=20, blank=True)
    """The official code of the mahalle that its middle is in."""
    reports = models.PositiveIntegerField()
    per_km2 = models.FloatField()
    z = models.FloatField()
    p = models.FloatField()
    pattern = models.CharField(max_length=10, choices=Pattern, blank=True)
    since = models.DateField()
    until = models.DateField()
    shape = PolygonField(srid=WGS84)

    def __str__(self) -> str:
        return f"{self.hexagon}: {self.reports}"


class KeptGathering(models.Model):
    """Whether reports gather at all: Moran's I of hexagons, and of the mahalle's rates; as it was counted last."""

    class Scale(models.TextChoices):
        """What is compared with what lies around it."""

        HEXAGONS = "hexagons", _("hexagons of 250 m")
        MAHALLE = "mahalle", _("neighbourhoods, per resident")

    scale = models.CharField(max_length=10, choices=Scale, primary_key=True)
    areas = models.PositiveIntegerField()
    i = models.FloatField()
    expected = models.FloatField()
    p = models.FloatField()
    since = models.DateField()
    until = models.DateField()
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.scale}: {self.i:.2f}"

    @property
    def p_told(self) -> str:
        """Return p with its sign, as "= 0.0123" or "< 0.0001"."""
        sign, shown = ("<", 0.0001) if self.p < 0.0001 else ("=", self.p)
        return f"{sign} {number_format(shown, 4)}"


class KeptLocalRate(models.Model):
    """A mahalle's rate beside the rates of those around it; as it was counted last."""

    class Kind(models.TextChoices):
        """High or low, among high or low ones."""

        HIGH = "HH", _("many reports, and so have those around it")
        LOW = "LL", _("few reports, and so have those around it")
        HIGH_AMONG_LOW = "HL", _("many reports, those around it few")
        LOW_AMONG_HIGH = "LH", _("few reports, those around it many")

    code = models.CharField(max_length=20, primary_key=True)
    per_1000 = models.FloatField()
    kind = models.CharField(max_length=2, choices=Kind, blank=True)
    p = models.FloatField()

    def __str__(self) -> str:
        return f"{self.code}: {self.kind}"


class KeptMonth(models.Model):
    """What happened to public reports of a mahalle and a category in a month, counted with `KeptDuration`.

    `reopened` are closed ones that were opened again; `rated` the closings that their reporters rated, of which
    they were satisfied with `satisfied`. The month is as 202611; see planning/workload.
    """

    code = models.CharField(max_length=20)
    category = models.ForeignKey("issues.Category", on_delete=models.CASCADE, related_name="+")
    month = models.PositiveIntegerField()
    opened = models.PositiveIntegerField()
    closed = models.PositiveIntegerField()
    reopened = models.PositiveIntegerField()
    rated = models.PositiveIntegerField()
    satisfied = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "category", "month"], name="keptmonth_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.month}: +{self.opened} -{self.closed}"
