"""The kinds of issues."""

from collections.abc import Iterable

from django.contrib.gis.db import models
from django.contrib.staticfiles.finders import find
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from issues.querysets import (
    CategoryQuerySet,
)

FARTHEST = 1000
"""How far "near by" may reach, in metres."""


KEYWORDS = _("What people call it, with spaces between; the search finds these words, too.")


class Category(models.Model):
    """A kind of issue, in two levels. Reports may use either; the finer is better."""

    slug = models.SlugField(_("slug"), unique=True)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("group"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        help_text=_("Without one it is a group itself."),
    )
    name_tr = models.CharField(_("name in Turkish"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)
    keywords_tr = models.CharField(
        _("other words in Turkish"), max_length=300, blank=True, db_default="", help_text=KEYWORDS
    )
    keywords_en = models.CharField(
        _("other words in English"), max_length=300, blank=True, db_default="", help_text=KEYWORDS
    )
    glyph = models.CharField(_("glyph"), max_length=40, help_text=_("its name at lucide.dev/icons"))
    colour = models.CharField(
        _("colour"),
        max_length=7,
        blank=True,
        help_text=_("Of a group, like #0072B2; what is in the group has the same."),
    )
    open311_code = models.CharField(
        _("Open311 code"),
        max_length=20,
        unique=True,
        help_text=_("A code of yours that no other category has."),
    )
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
        """Keep two levels, as the database does, one colour in a group, and an icon that is there."""
        if self.parent and (self.parent.parent_id or (self.pk and self.children.exists())):
            raise ValidationError({"parent": _("Categories have two levels only.")})
        if not find(f"icons/{self.glyph}.svg"):
            raise ValidationError({"glyph": _("There is no icon of this name.")})
        self.colour = (self.parent or self).colour.upper()

    @property
    def name(self) -> str:
        """The name in the language in use."""
        return self.name_en if get_language() == "en" else self.name_tr

    @property
    def name_among_its_own(self) -> str:
        """What a group is called among the categories below it: the rest of them."""
        return _("Other: %(group)s") % {"group": _begun_small(self.name)}

    @property
    def search_words(self) -> str:
        """Everything that a search finds it by, in both languages."""
        return " ".join([self.name_tr, self.name_en, self.keywords_tr, self.keywords_en])


def _begun_small(name: str) -> str:
    """Return a name as it stands within a sentence; what is written in capitals stays so."""
    if name[1:2].isupper():
        return name
    turkish = {"I": "ı", "İ": "i"} if get_language() == "tr" else {}
    return turkish.get(name[:1], name[:1].lower()) + name[1:]


def grouped(categories: Iterable[Category]) -> list[tuple[Category, list[Category]]]:
    """Return each group with the categories below it; the group itself closes its list.

    A category whose own group is not among them stands as a group of one.
    """
    everything = list(categories)
    known = {c.pk for c in everything}
    groups = (c for c in everything if c.parent_id not in known)
    return [(g, [*(c for c in everything if c.parent_id == g.pk), g]) for g in groups]
