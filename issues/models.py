"""What residents pin: categories, issues, their status, their moderation, and the daily counts."""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime

import pghistory
from django.conf import settings
from django.contrib.gis.db import models
from django.contrib.gis.measure import Distance
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db.models import F, Func, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from gisdata.crs import WGS84
from gisdata.functions import LocalDay, MortonAt
from issues.querysets import (
    CategoryQuerySet,
    DailyCountQuerySet,
    HateTermQuerySet,
    IssueQuerySet,
    PublicIssueQuerySet,
    SubscriptionQuerySet,
)
from issues.screening import Kind
from neighbourhoods.models import Neighbourhood

DESCRIPTION_LENGTH = 4000
SPOT_LENGTH = 200
FLAG_LENGTH = 500
MOST_PHOTOS = 5

FARTHEST = 1000
"""How far "near by" may reach, in metres."""


class Status(models.TextChoices):
    """Where an issue stands. `TRANSITIONS` says what may follow what."""

    NEW = "new", _("new")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    IN_PROGRESS = "in_progress", _("in progress")
    RESOLVED = "resolved", _("resolved")
    DECLINED = "declined", _("declined")


OPEN = [Status.NEW, Status.ACKNOWLEDGED, Status.IN_PROGRESS]
CLOSED = [Status.RESOLVED, Status.DECLINED]

TRANSITIONS = {
    Status.NEW: {Status.ACKNOWLEDGED, Status.IN_PROGRESS, Status.RESOLVED, Status.DECLINED},
    Status.ACKNOWLEDGED: {Status.IN_PROGRESS, Status.RESOLVED, Status.DECLINED},
    Status.IN_PROGRESS: {Status.RESOLVED, Status.DECLINED},
    Status.RESOLVED: {Status.ACKNOWLEDGED},
    Status.DECLINED: {Status.ACKNOWLEDGED},
}
"""From each status, those that may come next; the last two lines are a reopening."""


class Visibility(models.TextChoices):
    """Who sees an issue. Only public ones stand in the public views and the counts."""

    PUBLIC = "public", _("public")
    HELD = "held", _("held for review")
    REMOVED = "removed", _("taken down")


class Precision(models.TextChoices):
    """How well the place is known."""

    EXACT = "exact", _("a point on the map")
    NEIGHBOURHOOD = "neighbourhood", _("only the mahalle and a description")


class Source(models.TextChoices):
    """The way an issue came in."""

    WEB = "web", _("web")
    API = "api", _("API")
    ADMIN = "admin", _("admin")
    IMPORT = "import", _("import")
    SAMPLE = "sample", _("sample data")


KEYWORDS = _("What people call it, with spaces between; the search finds these words, too.")
FROM_RESIDENTS = [Source.WEB, Source.API]


class Category(models.Model):
    """A kind of issue, in two levels. Reports may use either; the finer is better."""

    slug = models.SlugField(unique=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    name_tr = models.CharField(_("name in Turkish"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)
    keywords_tr = models.CharField(
        _("other words in Turkish"), max_length=300, blank=True, db_default="", help_text=KEYWORDS
    )
    keywords_en = models.CharField(
        _("other words in English"), max_length=300, blank=True, db_default="", help_text=KEYWORDS
    )
    glyph = models.CharField(_("glyph"), max_length=40, help_text=_("a name of the Lucide icons"))
    colour = models.CharField(_("colour"), max_length=7)
    open311_code = models.CharField(_("Open311 code"), max_length=20, unique=True)
    target_days = models.PositiveSmallIntegerField(_("target days"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("open for new reports"), default=True)
    nearby_metres = models.PositiveSmallIntegerField(
        _("near by: metres"),
        default=50,
        validators=[MaxValueValidator(FARTHEST)],
        help_text=_("Open reports this near are offered before a new one is sent."),
    )
    nearby_days = models.PositiveSmallIntegerField(
        _("near by: days"), default=180, help_text=_("Older reports are not offered.")
    )

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["position", "slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(colour__regex=r"^#[0-9A-F]{6}$"),
                name="category_colour",
                violation_error_message=_("Write the colour as # and six digits, like #0072B2."),
            ),
            models.CheckConstraint(
                condition=Q(nearby_metres__lte=FARTHEST), name="category_nearby_metres"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")), name="category_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Keep two levels, as the database does, with a sentence for the admin."""
        if self.parent and (self.parent.parent_id or (self.pk and self.children.exists())):
            raise ValidationError({"parent": _("Categories have two levels only.")})

    @property
    def name(self) -> str:
        """The name in the language in use."""
        return self.name_en if get_language() == "en" else self.name_tr

    @property
    def search_words(self) -> str:
        """Everything that a search finds it by, in both languages."""
        return " ".join([self.name_tr, self.name_en, self.keywords_tr, self.keywords_en])


def grouped(categories: Iterable[Category]) -> list[tuple[Category, list[Category]]]:
    """Return each group with the categories below it; the group itself closes its list.

    A category whose own group is not among them stands as a group of one.
    """
    everything = list(categories)
    known = {c.pk for c in everything}
    groups = (c for c in everything if c.parent_id not in known)
    return [(g, [*(c for c in everything if c.parent_id == g.pk), g]) for g in groups]


class NextNumber(Func):
    """The next public number of an issue."""

    template = "nextval('issues_number')"
    arity = 0
    output_field = models.BigIntegerField()


class IssueFacts(models.Model):
    """The columns that an issue and its public view share. `location` is in EPSG:4326."""

    number = models.BigIntegerField(
        _("number"), unique=True, editable=False, db_default=NextNumber()
    )
    location = models.PointField(_("location"), srid=WGS84)
    precision = models.CharField(
        _("precision"), max_length=15, choices=Precision, default="exact", db_default="exact"
    )
    spot = models.CharField(
        _("description of the spot"), max_length=SPOT_LENGTH, blank=True, db_default=""
    )
    # No index of their own: those of `Issue` begin with these columns.
    category = models.ForeignKey(
        Category, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    neighbourhood = models.ForeignKey(
        Neighbourhood,
        null=True,
        blank=True,
        editable=False,
        db_index=False,
        on_delete=models.DO_NOTHING,
        related_name="+",
        help_text=_("assigned by the database"),
    )
    description = models.TextField(_("description"), max_length=DESCRIPTION_LENGTH)
    status = models.CharField(
        _("status"), max_length=15, choices=Status, default="new", db_default="new"
    )
    reported_at = models.DateTimeField(_("reported at"), db_default=Now())
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"#{self.number}"

    def get_absolute_url(self) -> str:
        """The issue's public page."""
        return reverse("issues:detail", args=[self.number])


@pghistory.track(
    pghistory.UpdateEvent("changed", row=pghistory.Old, level=pghistory.Statement),
    pghistory.DeleteEvent("deleted", row=pghistory.Old, level=pghistory.Statement),
    exclude=["neighbourhood", "reported_day", "morton", "reviewed_at", "duplicate_of"],
)
class Issue(IssueFacts):
    """A problem that somebody pinned. The phone makes its id (UUIDv7), so a retry is no copy.

    Everything public is read from `PublicIssue` and `DailyCount`; this table is for actions,
    the admin and the person who reported.
    """

    id = models.UUIDField(primary_key=True)
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility, default="public", db_default="public"
    )
    source = models.CharField(
        _("source"), max_length=10, choices=Source, default="web", db_default="web"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    reviewed_at = models.DateTimeField(
        _("reviewed at"), null=True, editable=False, help_text=_("when a moderator last decided")
    )
    duplicate_of = models.ForeignKey(
        "self",
        verbose_name=_("duplicate of"),
        null=True,
        editable=False,
        db_index=False,  # `issue_duplicate` is smaller
        on_delete=models.SET_NULL,
        related_name="duplicates",
    )
    reported_day = models.GeneratedField(
        expression=LocalDay("reported_at"), output_field=models.DateField(), db_persist=True
    )
    morton = models.GeneratedField(
        expression=MortonAt("location"), output_field=models.BigIntegerField(), db_persist=True
    )

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        permissions = [("moderate_issue", "Can moderate issues")]
        indexes = [
            models.Index(
                fields=["number"],
                condition=Q(reviewed_at=None, visibility="public", source__in=FROM_RESIDENTS),
                name="issue_unreviewed",
            ),
            models.Index(fields=["number"], condition=Q(visibility="held"), name="issue_held"),
            models.Index(
                fields=["duplicate_of"],
                condition=Q(duplicate_of__isnull=False),
                name="issue_duplicate",
            ),
            models.Index(F("reported_at").desc(), F("number").desc(), name="issue_newest"),
            models.Index(fields=["category", "-reported_at"], name="issue_category"),
            models.Index(fields=["neighbourhood", "-reported_at"], name="issue_neighbourhood"),
            models.Index(
                fields=["morton", "reported_day", "category", "status", "neighbourhood"],
                include=["precision"],
                condition=Q(visibility="public"),
                name="issue_morton",
            ),
            models.Index(
                fields=["category", "reported_day", "morton", "status", "neighbourhood"],
                include=["precision"],
                condition=Q(visibility="public"),
                name="issue_category_day",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="issue_status"),
            models.CheckConstraint(
                condition=Q(visibility__in=Visibility.values), name="issue_visibility"
            ),
            models.CheckConstraint(
                condition=Q(precision__in=Precision.values), name="issue_precision"
            ),
            models.CheckConstraint(
                condition=Q(status__in=CLOSED, closed_at__isnull=False)
                | Q(status__in=OPEN, closed_at__isnull=True),
                name="issue_closed_at",
            ),
            models.CheckConstraint(  # days are kept as numbers like 20261122
                condition=Q(reported_at__gte=datetime(1900, 1, 1, tzinfo=UTC)),
                name="issue_reported_at",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("reported_at")),
                name="issue_closed_after_reported",
            ),
            models.CheckConstraint(  # issues/sql/duplicates.sql forbids chains
                condition=Q(duplicate_of__isnull=True)
                | (Q(visibility="removed") & ~Q(duplicate_of=F("id"))),
                name="issue_duplicate_hidden",
            ),
        ]


class PublicIssue(IssueFacts):
    """A row of the view `public_issues`: the only door by which issues go out."""

    number = models.BigIntegerField(primary_key=True)
    reported_day = models.DateField()
    morton = models.BigIntegerField()
    support_count = models.IntegerField()
    distance: Distance
    """Of those near by alone: from the place that was asked."""

    objects = PublicIssueQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "public_issues"

    @property
    def is_open(self) -> bool:
        """Whether it still waits for its end, so that more people can support it."""
        return self.status in OPEN


class Support(models.Model):
    """Somebody who says "ben de": one phone, once per issue.

    `supporter` is a random id that only that phone keeps; it is never shown or exported.
    """

    issue = models.ForeignKey(
        Issue, on_delete=models.CASCADE, related_name="supports", db_index=False
    )
    supporter = models.UUIDField()
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue", "supporter"], name="support_once"),
        ]

    def __str__(self) -> str:
        return f"{self.issue_id} {self.created_at:%Y-%m-%d}"


class SupportCount(models.Model):
    """How many support an issue; kept by the triggers of issues/sql/support.sql.

    It stands beside the issue's row, whose every change is counted anew and kept as history.
    """

    issue = models.OneToOneField(
        Issue, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    count = models.IntegerField()

    def __str__(self) -> str:
        return f"{self.issue_id}: {self.count}"


class PhotoFacts(models.Model):
    """What a photo and its public view share. The phone makes its id, so a retry is no copy.

    The pictures themselves are files: see issues/photos.py. Width and height are in pixels.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    position = models.PositiveSmallIntegerField(_("position"))
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.position} ({self.width} × {self.height})"

    def get_absolute_url(self) -> str:
        """The photo, for everybody while its issue is public."""
        return reverse("issues:photo", args=[self.id])

    def get_small_url(self) -> str:
        """Its thumbnail."""
        return reverse("issues:small-photo", args=[self.id])


class Photo(PhotoFacts):
    """A photo of an issue, as `photo_files.cleaned` made it anew."""

    issue = models.ForeignKey(  # its index is that of `photo_of_issue`
        Issue, on_delete=models.CASCADE, related_name="photos", db_index=False
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=MOST_PHOTOS), name="photo_position"
            ),
            models.UniqueConstraint(fields=["issue", "position"], name="photo_of_issue"),
        ]


class PublicPhoto(PhotoFacts):
    """A row of the view `public_photos`: the only door by which photos go out."""

    issue = models.ForeignKey(PublicIssue, on_delete=models.DO_NOTHING, related_name="photos")

    class Meta:
        managed = False
        db_table = "public_photos"
        ordering = ["position"]


class StatusChange(models.Model):
    """One step of an issue, public, with its note and date."""

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="changes")
    from_status = models.CharField(max_length=15, choices=Status)
    to_status = models.CharField(max_length=15, choices=Status)
    note = models.TextField(_("public note"), max_length=2000)
    changed_at = models.DateTimeField(db_default=Now())
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        ordering = ["changed_at", "id"]
        indexes = [models.Index(fields=["-changed_at"], name="statuschange_newest")]

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class HateTerm(models.Model):
    """A word or phrase for which a report waits for a person. The secretariat keeps the list."""

    class Language(models.TextChoices):
        """The language that a term belongs to."""

        TURKISH = "tr", _("Turkish")
        ENGLISH = "en", _("English")

    text = models.CharField(_("word or phrase"), max_length=60, unique=True)
    language = models.CharField(_("language"), max_length=2, choices=Language)
    inflects = models.BooleanField(
        _("with Turkish endings"),
        default=False,
        help_text=_("finds “-ler”, “-siniz” and so on too"),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)

    objects = HateTermQuerySet.as_manager()

    class Meta:
        verbose_name = _("hurtful word")
        verbose_name_plural = _("hurtful words")
        ordering = ["language", "text"]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Refuse a term without two letters: it would hold every report."""
        if sum(map(str.isalpha, self.text)) < 2:
            raise ValidationError({"text": _("Write a word of two letters or more.")})


class HoldReason(models.Model):
    """Why an issue was held: the kind of what stands in which field, never the text itself."""

    class Field(models.TextChoices):
        """The fields that are read."""

        DESCRIPTION = "description", _("description")
        SPOT = "spot", _("description of the spot")

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="hold_reasons")
    kind = models.CharField(max_length=10, choices=Kind)
    field = models.CharField(max_length=15, choices=Field)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issue", "kind", "field"], name="holdreason_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_field_display()})"


class Flag(models.Model):
    """Somebody's word that a report is not right. It hides nothing; a moderator looks."""

    class Reason(models.TextChoices):
        """What may be wrong with a report."""

        PERSONAL = "personal", _("It tells something private about a person")
        HURTFUL = "hurtful", _("It is hurtful or insulting")
        UNTRUE = "untrue", _("It is not true")
        DUPLICATE = "duplicate", _("It has been reported before")
        MISPLACED = "misplaced", _("Its place or category is wrong")
        OTHER = "other", _("Something else")

    id = models.UUIDField(primary_key=True)
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="flags", db_index=False)
    reason = models.CharField(_("reason"), max_length=10, choices=Reason)
    text = models.CharField(_("in your words"), max_length=FLAG_LENGTH, blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    handled_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["issue", "handled_at"], name="flag_issue"),
            models.Index(fields=["issue"], condition=Q(handled_at=None), name="flag_open"),
        ]

    def __str__(self) -> str:
        return self.get_reason_display()


class ModerationStep(models.Model):
    """What a moderator did to an issue, when, and who. `PUBLIC_STEPS` are shown to everybody."""

    class Action(models.TextChoices):
        """What a moderator can do."""

        PUBLISHED = "published", _("published")
        HELD = "held", _("held for review")
        TAKEN_DOWN = "taken_down", _("taken down")
        MERGED = "merged", _("joined with another report")
        REDACTED = "redacted", _("personal data taken out")
        RECATEGORISED = "recategorised", _("category changed")
        MOVED = "moved", _("place corrected")
        ANSWERED = "answered", _("answered")
        UNDONE = "undone", _("last step undone")

    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, related_name="moderation_steps")
    action = models.CharField(max_length=15, choices=Action)
    from_visibility = models.CharField(max_length=10, choices=Visibility)
    detail = models.CharField(max_length=200, blank=True)
    taken_at = models.DateTimeField(default=timezone.now, editable=False)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("moderation step")
        verbose_name_plural = _("moderation steps")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.detail}".strip()

    @property
    def can_be_undone(self) -> bool:
        """Whether `moderation.undo` knows the way back."""
        return self.action in DECISIONS


DECISIONS = [
    ModerationStep.Action.PUBLISHED,
    ModerationStep.Action.HELD,
    ModerationStep.Action.TAKEN_DOWN,
    ModerationStep.Action.MERGED,
]
"""The steps that end a review; each can be undone as long as it is the last."""

PUBLIC_STEPS = [
    ModerationStep.Action.REDACTED,
    ModerationStep.Action.RECATEGORISED,
    ModerationStep.Action.MOVED,
]
"""The steps that an issue's public page tells, with their date and without who took them."""


class DailyCount(models.Model):
    """How many public issues of one kind were reported in one mahalle on one day.

    Kept by the database's triggers; a mahalle of NULL is "outside". Every number of the service
    that is not about single issues comes from here.
    """

    neighbourhood = models.ForeignKey(
        Neighbourhood, null=True, on_delete=models.DO_NOTHING, related_name="+"
    )
    category = models.ForeignKey(Category, on_delete=models.DO_NOTHING, related_name="+")
    status = models.CharField(max_length=15, choices=Status)
    day = models.DateField()
    count = models.IntegerField()

    objects = DailyCountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "category", "status", "neighbourhood"],
                nulls_distinct=False,
                name="dailycount_key",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.category_id} {self.status}: {self.count}"


class CellCount(models.Model):
    """How many public issues of one kind lie in one cell of the grid: see issues/sql/cells.sql.

    Kept by the database's triggers, like `DailyCount`. 0 and "" stand for all; cells, levels and
    sums are of the grid of gisdata/sql/grid.sql.
    """

    pk = models.CompositePrimaryKey(
        "level", "category_id", "period", "cell", "neighbourhood_id", "status"
    )
    level = models.SmallIntegerField()
    category_id = models.IntegerField()
    period = models.IntegerField()
    cell = models.BigIntegerField()
    neighbourhood_id = models.IntegerField()
    status = models.CharField(max_length=15)
    count = models.IntegerField()
    exact = models.IntegerField()
    sum_x = models.BigIntegerField()
    sum_y = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.level}/{self.cell} {self.period}: {self.count}"


class Pace(models.TextChoices):
    """How soon somebody wants to hear."""

    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("once a day, if there is something")


def new_key() -> str:
    """Return a secret that stands in the links of somebody's e-mails."""
    return secrets.token_urlsafe(32)


class Subscription(models.Model):
    """Somebody's wish to hear by e-mail of one issue, or of all in a mahalle, a category, an area.

    An address is kept here and nowhere else, apart from what its owner reported; the row goes when
    the wish does. Nobody is written to before `confirmed_at`, except to be asked for it.
    """

    key = models.CharField(max_length=43, unique=True, default=new_key, editable=False)
    email = models.EmailField()
    issue = models.ForeignKey(
        Issue, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    neighbourhood_code = models.CharField(max_length=20, blank=True)
    category = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    area = models.PolygonField(null=True, blank=True, srid=WGS84)
    pace = models.CharField(max_length=10, choices=Pace)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_until = models.DateTimeField(
        null=True, blank=True, help_text=_("what happened before was in a daily e-mail")
    )

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(issue__isnull=False)
                | Q(category__isnull=False)
                | Q(area__isnull=False)
                | ~Q(neighbourhood_code=""),
                name="subscription_follows_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pace} {self.pk}"
