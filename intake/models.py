"""The words for which a text waits for a person."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class HateTermQuerySet(models.QuerySet["HateTerm"]):
    """Questions about the lexicon."""

    def in_use(self) -> Self:
        """Return the terms that reports are held for."""
        return self.filter(is_active=True)


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
