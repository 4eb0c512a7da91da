"""What a category asks beside the description, and the answers that reports hold, as rows."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.gis.db import models
from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils.formats import date_format, localize
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from issues.models.categories import Category
from issues.models.issue import Issue, PublicIssue
from issues.querysets import QuestionQuerySet

LARGEST_NUMBER = Decimal("999999.999")
"""Too small for a telephone or an identity number, so that a number answer is nobody's data."""

ANSWERED = _("There are answers already: this stays. Switch the question off and add a new one.")
PRIVATE = {
    "code": _(
        "Answers for the secretariat alone may be on their way by this code: it stays."
        " Switch the question off and add a new one."
    ),
    "is_public": _(
        "People were told that the secretariat alone reads this, and answers may be on their way."
        " Switch the question off and add a new one."
    ),
}
"""Why these stay as they are in a question that is not public, answered or not: reports wait on phones."""


class Named(models.Model):
    """Something with a code for programs and a label for people, at its place in an order."""

    label_tr = models.CharField(_("in Turkish"), max_length=120)
    label_en = models.CharField(_("in English"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    is_active = models.BooleanField(_("in use"), default=True)

    class Meta:
        abstract = True
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The label in the language in use."""
        return self.label_en if get_language() == "en" else self.label_tr


class Question(Named):
    """A question to those who report in a category; a group's go to all categories in it.

    A code names one question of the whole service: a report that is put under another category
    keeps its answers, and what was told the secretariat alone cannot become a public answer there.
    """

    class Kind(models.TextChoices):
        """What is an answer."""

        TEXT = "text", _("a short text")
        NUMBER = "number", _("a number")
        CHOICE = "choice", _("one of several choices")
        SEVERAL = "several", _("any of several choices")
        DATE = "date", _("a date")

    category = models.ForeignKey(
        Category, verbose_name=_("category"), on_delete=models.PROTECT, related_name="questions"
    )
    code = models.SlugField(
        _("code"),
        max_length=40,
        unique=True,
        help_text=_(
            "Its name for programs; letters, digits and hyphens. No two questions share one."
        ),
    )
    kind = models.CharField(_("kind of answer"), max_length=10, choices=Kind)
    help_tr = models.CharField(_("help in Turkish"), max_length=200, blank=True)
    help_en = models.CharField(_("help in English"), max_length=200, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
    is_public = models.BooleanField(
        _("everybody may read the answers"),
        default=False,
        help_text=_(
            "Otherwise the secretariat alone, and whoever is asked is told so: that stays once saved."
        ),
    )
    minimum = models.DecimalField(
        _("smallest number"), max_digits=9, decimal_places=3, null=True, blank=True
    )
    maximum = models.DecimalField(
        _("largest number"), max_digits=9, decimal_places=3, null=True, blank=True
    )
    unit = models.CharField(_("unit"), max_length=20, blank=True, help_text=_("like m or cm"))

    objects = QuestionQuerySet.as_manager()

    class Meta(Named.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["text", "number", "choice", "several", "date"]),
                name="question_kind",
            ),
            models.CheckConstraint(
                condition=Q(minimum__isnull=True)
                | Q(maximum__isnull=True)
                | Q(minimum__lte=F("maximum")),
                name="question_minimum",
                violation_error_message=_("The smallest number is larger than the largest."),
            ),
        ]

    @property
    def help(self) -> str:
        """The help in the language in use."""
        return self.help_en if get_language() == "en" else self.help_tr

    @property
    def is_answered(self) -> bool:
        """Whether some report, public or not, holds an answer to it."""
        return Issue.objects.exclude(answers={}).filter(answers__has_key=self.code).exists()

    def clean(self) -> None:
        """Refuse numbers' limits elsewhere, and what would change answers that are there."""
        limits = [self.minimum is not None, self.maximum is not None, bool(self.unit)]
        if self.kind != self.Kind.NUMBER and any(limits):
            raise ValidationError(
                {"kind": _("Only a number has a smallest, a largest and a unit. Empty them.")}
            )
        if self.pk:
            self._keep_answers_true()

    def _keep_answers_true(self) -> None:
        """Once answered, a question keeps its meaning, and what was told in private stays so."""
        before = Question.objects.get(pk=self.pk)
        changed = {
            name
            for name in ("code", "kind", "is_public")
            if getattr(before, name) != getattr(self, name)
        }
        errors = {} if before.is_public else {n: PRIVATE[n] for n in changed & PRIVATE.keys()}
        meaning = changed & {"code", "kind"}
        if meaning and before.is_answered:
            errors |= dict.fromkeys(meaning, ANSWERED)
        if errors:
            raise ValidationError(errors)

    def said(self, value: Any) -> str:
        """Return a stored answer as people read it; asks for the choices, best fetched before."""
        match self.kind:
            case self.Kind.CHOICE | self.Kind.SEVERAL:
                chosen = [value] if isinstance(value, str) else value
                labels = {choice.code: choice.label for choice in self.choices.all()}
                return ", ".join(labels.get(code, code) for code in chosen)
            case self.Kind.NUMBER:
                return f"{localize(value)} {self.unit}".strip()
            case self.Kind.DATE:
                return date_format(date.fromisoformat(value))
        return str(value)


class Choice(Named):
    """One of the answers that a question offers."""

    question = models.ForeignKey(Question, on_delete=models.CASCADE, related_name="choices")
    code = models.SlugField(_("code"), max_length=40)

    class Meta(Named.Meta):
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        constraints = [models.UniqueConstraint(fields=["question", "code"], name="choice_code")]

    def clean(self) -> None:
        """Refuse another code once the question is answered."""
        if not self.pk:
            return
        before = Choice.objects.select_related("question").get(pk=self.pk)
        if before.code != self.code and before.question.is_answered:
            raise ValidationError(
                {"code": _("There are answers already: switch this choice off and add a new one.")}
            )


class AnswerFacts(models.Model):
    """An answer as the views of issues/sql/answers.sql show it; `value` as it is stored."""

    pk = models.CompositePrimaryKey("issue_id", "question_id")
    question = models.ForeignKey(Question, on_delete=models.DO_NOTHING, related_name="+")
    value = models.JSONField()

    class Meta:
        abstract = True
        managed = False
        ordering = ["question__position", "question_id"]

    def __str__(self) -> str:
        return self.text

    @property
    def code(self) -> str:
        """The question's code."""
        return self.question.code

    @property
    def label(self) -> str:
        """The question, in the reader's language."""
        return self.question.label

    @property
    def text(self) -> str:
        """The answer in words, in the reader's language."""
        return self.question.said(self.value)


class Answer(AnswerFacts):
    """A row of the view `all_answers`, for the staff."""

    issue = models.ForeignKey(Issue, on_delete=models.DO_NOTHING, related_name="given_answers")

    class Meta(AnswerFacts.Meta):
        db_table = "all_answers"


class PublicAnswer(AnswerFacts):
    """A row of the view `public_answers`: the only door by which answers go out."""

    issue = models.ForeignKey(PublicIssue, on_delete=models.DO_NOTHING, related_name="answers")

    class Meta(AnswerFacts.Meta):
        db_table = "public_answers"
