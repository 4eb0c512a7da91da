"""What is said of a file of figures, and the file between its two presses."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gisdata.figures import YEARS, FigureLine, FiguresRefusedError, figures_in, text_of
from intake.fields import TextField
from neighbourhoods.models import POPULATION, Figure
from planning.models import FigureKind
from planning.upload.check import Intake, checked

MOST_BYTES = 1024 * 1024
"""As much as 50,000 figures; packed and signed it stays below DATA_UPLOAD_MAX_MEMORY_SIZE."""

MOST_MISTAKES = 20
"""Sentences that a person reads before they mend the file and send it again."""

SALT, VALID_FOR = "planning.upload", 24 * 60 * 60
SOURCE_LENGTH = Figure._meta.get_field("source").max_length


@dataclass(frozen=True)
class Upload:
    """The text of a file, what its figures are, and where they come from."""

    kind: str
    source: str
    text: str
    year: int | None

    def lines(self) -> list[FigureLine]:
        """Read its figures."""
        return figures_in(self.text, year=self.year)


def sealed(upload: Upload, intake: Intake) -> str:
    """Return an upload, with the state of what it would replace, as a text that the page keeps."""
    return signing.dumps([asdict(upload), intake.state], salt=SALT, compress=True)


def opened(seal: str) -> tuple[Upload, str]:
    """Return what was sealed.

    Raises:
        BadSignature: it was not sealed here, or more than a day ago.
    """
    upload, state = signing.loads(seal, salt=SALT, max_age=VALID_FOR)
    return Upload(**upload), state


def told(mistakes: Iterable[str]) -> list[str]:
    """Return the first mistakes, and how many more there are."""
    first = list(mistakes)
    more = len(first) - MOST_MISTAKES
    if more <= 0:
        return first
    return [*first[:MOST_MISTAKES], _("and %(more)d more like these") % {"more": more}]


class UploadForm(forms.Form):
    """A file of figures with what is counted in it; a good one has an `upload` and its `intake`."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is counted?"),
        error_messages={
            "required": gettext_lazy("Please choose what is counted."),
            "invalid_choice": gettext_lazy("Please choose one of the list."),
        },
    )
    source = TextField(
        label=gettext_lazy("Where do the figures come from?"),
        help_text=gettext_lazy(
            "Everybody sees it beside the figures. For example: Municipality, annual report 2025"
        ),
        max_length=SOURCE_LENGTH,
        error_messages={"required": gettext_lazy("Please write where the figures come from.")},
    )
    year = forms.IntegerField(
        label=gettext_lazy("Year"),
        help_text=gettext_lazy("Only if the file has no column of years."),
        min_value=YEARS[0],
        max_value=YEARS[-1],
        required=False,
    )
    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy("At most 1 MB, saved as “CSV UTF-8”."),
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
        error_messages={
            "required": gettext_lazy("Please choose the file."),
            "empty": gettext_lazy("This file is empty. Please choose another one."),
        },
    )

    upload: Upload
    intake: Intake

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        kind: Any = self.fields["kind"]
        explained = FigureKind.objects.exclude(slug=POPULATION)
        self.names = {POPULATION: _("Population"), **{one.slug: one.name for one in explained}}
        kind.choices = [("", _("Please choose")), *self.names.items()]

    def clean_file(self) -> str:
        """Return the text of a file that is not too large."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            sentence = _("This file is larger than 1 MB. Please share it out over several files.")
            raise forms.ValidationError(sentence)
        try:
            return text_of(file.read())
        except FiguresRefusedError as refusal:
            raise forms.ValidationError(refusal.mistakes) from refusal

    def clean(self) -> dict[str, Any]:
        """Look the figures over, once the fields are good."""
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        self.upload = Upload(data["kind"], data["source"], data["file"], data["year"])
        try:
            self.intake = checked(kind=self.upload.kind, lines=self.upload.lines())
        except FiguresRefusedError as refusal:
            raise forms.ValidationError(told(refusal.mistakes)) from refusal
        return data
