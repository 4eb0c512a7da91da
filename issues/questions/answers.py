"""What is asked in a category, and the one place that checks answers: API, sheet and list form alike."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from issues.models import LARGEST_NUMBER, Category, Choice, Question

Kind = Question.Kind

ANSWER_LENGTH = 200
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)

SENT_AS: dict[Kind, type | tuple[type, ...]] = {
    Kind.TEXT: str,
    Kind.NUMBER: (int, float, str),
    Kind.CHOICE: str,
    Kind.SEVERAL: list,
    Kind.DATE: str,
}
"""As what JSON, or a form, sends an answer; None and an empty text are none."""


def questions_of(category: Category) -> list[Question]:
    """Return all questions of a category, its group's first, with those that are asked no more.

    Those are for what comes late, as from a phone that had no network. `with_questions` fetches
    them beforehand.
    """
    groups = [category.parent, category] if category.parent else [category]
    return [question for group in groups for question in group.questions.all()]


def asked(category: Category) -> list[Question]:
    """Return the questions that a report of a category is asked now."""
    return [question for question in questions_of(category) if question.is_active]


def offered(question: Question) -> list[Choice]:
    """Return the choices that are offered now."""
    return [choice for choice in question.choices.all() if choice.is_active]


def checked_answers(category: Category, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers as they are stored, by the codes of their questions; empty ones are left out.

    A text is stored as such, a number as one, a choice as its code, several as a list of codes in the
    order of the choices, a date like 2026-01-31.

    Raises:
        ValidationError: with `message_dict`, what is wrong by code. A code that the category does
            not know is wrong; a question that is switched off may still be answered.
    """
    questions = questions_of(category)
    known = {question.code: question for question in questions}
    strange = {code: [_sent_wrong(known.get(code), value)] for code, value in given.items()}
    errors: dict[str, Any] = {code: said for code, said in strange.items() if any(said)}
    form = AnswersForm(
        questions, {f"answer-{code}": given[code] for code in given if code not in errors}
    )
    errors = dict(form.errors) | errors
    if errors:
        raise ValidationError(errors)
    return form.answers()


class AnswersForm(forms.Form):
    """The questions of a category as fields; in a page they are called ``answer-<code>``."""

    def __init__(
        self,
        questions: Iterable[Question],
        data: Mapping[str, Any] | None = None,
        *,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, prefix="answer", label_suffix="")
        self.questions = list(questions)
        for question in self.questions:
            self.fields[question.code] = answer_field(question)
            self.initial[question.code] = (initial or {}).get(f"answer-{question.code}")

    def answers(self) -> dict[str, Any]:
        """Return what was answered, as it is stored."""
        stored = {q.code: _stored(q, self.cleaned_data[q.code]) for q in self.questions}
        return {code: value for code, value in stored.items() if value not in (None, "", [])}


def answer_field(question: Question) -> forms.Field:
    """Return the form field of a question; only one in use can ask for an answer."""
    field = FIELDS[Kind(question.kind)](question)
    field.label = _title(question)
    field.help_text = " ".join(filter(None, [question.help, _readers(question)]))
    field.required = question.is_active and question.is_required
    field.widget.is_required = field.required
    return field


def _title(question: Question) -> str:
    unit = f"({question.unit})" if question.unit else ""
    asked_for = _("(required)") if question.is_required else ""
    return " ".join(filter(None, [question.label, unit, asked_for]))


def _readers(question: Question) -> str:
    return "" if question.is_public else _("Only the secretariat reads this.")


def _text(_question: Question) -> forms.Field:
    return forms.CharField(max_length=ANSWER_LENGTH)


def _number(question: Question) -> forms.Field:
    least = _plain(-LARGEST_NUMBER if question.minimum is None else question.minimum)
    most = _plain(LARGEST_NUMBER if question.maximum is None else question.maximum)
    signed = "text" if least < 0 else "decimal"  # a phone's keys for decimals lack the minus
    return forms.DecimalField(
        min_value=least,
        max_value=most,
        decimal_places=3,
        error_messages={
            "min_value": _("At least %(limit)s can be written.") % {"limit": localize(least)},
            "max_value": _("At most %(limit)s can be written.") % {"limit": localize(most)},
        },
        widget=forms.NumberInput(attrs={"step": "any", "inputmode": signed}),
    )


def _choice(question: Question) -> forms.Field:
    field = forms.ChoiceField(choices=_pairs(question.choices.all()), widget=forms.RadioSelect)
    unknown = [] if question.is_required else [("", gettext_lazy("I do not know"))]
    field.widget.choices = [*_pairs(offered(question)), *unknown]
    return field


def _several(question: Question) -> forms.Field:
    field = forms.MultipleChoiceField(
        choices=_pairs(question.choices.all()), widget=forms.CheckboxSelectMultiple
    )
    field.widget.choices = _pairs(offered(question))
    return field


def _date(_question: Question) -> forms.Field:
    return forms.DateField(
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        validators=[MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)],
    )


FIELDS = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.CHOICE: _choice,
    Kind.SEVERAL: _several,
    Kind.DATE: _date,
}


def _pairs(choices: Iterable[Choice]) -> list[tuple[str, str]]:
    return [(choice.code, choice.label) for choice in choices]


def _stored(question: Question, value: Any) -> Any:
    """Return a cleaned value as JSON can hold it."""
    match value:
        case Decimal():
            return _plain(value)
        case date():
            return value.isoformat()
        case list():
            return [choice.code for choice in question.choices.all() if choice.code in value]
    return value


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


def _sent_wrong(question: Question | None, value: Any) -> str:
    """Return why a field could not even read a value, or nothing."""
    if question is None:
        return _("This category has no such question.")
    kind = Kind(question.kind)
    if value is None or (isinstance(value, SENT_AS[kind]) and not isinstance(value, bool)):
        return ""
    return {
        Kind.TEXT: _("Give a text."),
        Kind.NUMBER: _("Give a number."),
        Kind.CHOICE: _("Give the code of one choice."),
        Kind.SEVERAL: _("Give a list with the codes of choices."),
        Kind.DATE: _("Give a date like 2026-01-31."),
    }[kind]
