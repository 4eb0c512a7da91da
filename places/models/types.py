"""The types of places: a list that the secretariat edits."""

from django.contrib.gis.db import models
from django.contrib.staticfiles.finders import find
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from places.models.choices import Kind


class PlaceType(models.Model):
    """What a place is: a fountain, a park. It says which of the two kinds the place belongs to."""

    slug = models.SlugField(_("slug"), unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name_tr = models.CharField(_("name in Turkish"), max_length=80)
    name_en = models.CharField(_("name in English"), max_length=80)
    glyph = models.CharField(_("glyph"), max_length=40, help_text=_("its name at lucide.dev/icons"))
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("open for nominations"), default=True)

    class Meta:
        verbose_name = _("type of place")
        verbose_name_plural = _("types of places")
        ordering = ["position", "slug"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="placetype_kind"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a glyph that is not there."""
        if not find(f"icons/{self.glyph}.svg"):
            raise ValidationError({"glyph": _("There is no icon of this name.")})

    @property
    def name(self) -> str:
        """The name in the language in use."""
        return self.name_en if get_language() == "en" else self.name_tr
