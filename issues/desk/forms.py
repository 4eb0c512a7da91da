"""One form per step of a moderator; `FORMS` knows them by the last word of their address."""

from collections.abc import Callable
from typing import Any, ClassVar, cast

from django import forms
from django.contrib.gis.geos import Point
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from gisdata.crs import WGS84
from intake.fields import TextField
from intake.screening import masked, personal_data
from issues import moderation
from issues.models import (
    COMMENT_LENGTH,
    DESCRIPTION_LENGTH,
    SPOT_LENGTH,
    TRANSITIONS,
    Category,
    Comment,
    CommentFlag,
    Flag,
    Issue,
    ModerationStep,
    Photo,
    Question,
    Status,
    grouped,
)
from issues.place_field import PlaceField
from issues.placing import places_near, tied_place
from issues.questions.answers import ANSWER_LENGTH


def newest_flag(of: Issue | Comment) -> str:
    """Return when the newest flag came of those that a page of the desk shows."""
    shown: list[Flag | CommentFlag] = cast("Any", of).open_flags  # the views attach them
    return shown[-1].created_at.isoformat() if shown else ""


def step_seen(issue: Issue) -> int:
    """Return the last step on a report as a page of the desk shows it."""
    last: int = cast("Any", issue).last_step  # the views attach it
    return last


class StepForm(forms.Form):
    """What every step carries: the last step that the moderator saw, and the tab to go back to."""

    name: ClassVar[str]
    title: ClassVar[Any]
    action: ClassVar[Callable[..., ModerationStep]]
    ends_review: ClassVar[bool] = False
    do_not_call_in_templates: ClassVar[bool] = True  # templates read name and title of the class

    seen = forms.IntegerField(widget=forms.HiddenInput)
    tab = forms.CharField(widget=forms.HiddenInput, required=False, max_length=10)

    def __init__(self, issue: Issue, data: dict[str, str] | None = None, *, tab: str = "") -> None:
        self.issue = issue
        first = {"seen": step_seen(issue), "tab": tab} | self.first()
        super().__init__(data, initial=first, auto_id=f"{self.name}-%s", label_suffix="")

    def first(self) -> dict[str, Any]:
        """Return what the fields hold before anybody writes."""
        return {}

    def act(self, by: User) -> ModerationStep:
        """Take the step.

        Raises:
            RefusedError: it is not allowed, with a sentence that says why.
        """
        seen = self.cleaned_data["seen"]
        return type(self).action(issue=self.issue, by=by, seen=seen, **self.asked())

    def asked(self) -> dict[str, Any]:
        """Return what the action wants to know beside that."""
        return {}

    def look_again(self, issue: Issue) -> None:
        """Let what was typed be sent once more, now that the moderator sees the report as it is."""
        self.issue = issue
        self.data = {**self.data, "seen": str(step_seen(issue))}


class ReviewForm(StepForm):
    """What ends the review, and with it the flags that stood there: not those that came since."""

    ends_review = True

    flagged = forms.DateTimeField(widget=forms.HiddenInput, required=False)

    def first(self) -> dict[str, Any]:
        """Return when the newest flag came."""
        return {"flagged": newest_flag(self.issue)}

    def asked(self) -> dict[str, Any]:
        """Return that, or where there is no flag a time before any."""
        return {"flagged": self.cleaned_data["flagged"] or self.issue.created_at}

    def look_again(self, issue: Issue) -> None:
        """Know of the newest flag, too."""
        super().look_again(issue)
        self.data = {**self.data, "flagged": newest_flag(issue)}


class DecisionForm(ReviewForm):
    """A decision, which asks nothing more."""

    key: ClassVar[str]


class PublishForm(DecisionForm):
    """Publish, or say that all is well."""

    name, key, title = "publish", "p", _("Publish")
    action = moderation.publish


class HoldForm(DecisionForm):
    """Hold for another look."""

    name, key, title = "hold", "h", _("Hold")
    action = moderation.hold


class TakeDownForm(DecisionForm):
    """Take down."""

    name, key, title = "take-down", "t", _("Take down")
    action = moderation.take_down


class RedactForm(StepForm):
    """Write the texts without personal data."""

    name, title = "redact", _("Take personal data out")
    action = moderation.redact

    description = TextField(
        label=_("Description"),
        help_text=_("What the program found is […] here already. Please read the rest too."),
        max_length=DESCRIPTION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    spot = TextField(label=_("Description of the spot"), max_length=SPOT_LENGTH, required=False)
    confirm = forms.BooleanField(label=_("I know that the text before is not kept anywhere."))

    def __init__(self, issue: Issue, data: dict[str, str] | None = None, *, tab: str = "") -> None:
        self.worded = Question.objects.texts_among(issue.answers)
        super().__init__(issue, data, tab=tab)
        for question in self.worded:
            self.fields[f"answer-{question.code}"] = forms.CharField(
                label=question.label, max_length=ANSWER_LENGTH, required=False
            )
        confirm = self.fields.pop("confirm")
        self.fields["confirm"] = confirm  # the last, as it is about all of them

    def first(self) -> dict[str, Any]:
        """Return the texts with an ellipsis for what was found."""
        texts = {"description": self.issue.description, "spot": self.issue.spot}
        texts |= {f"answer-{q.code}": self.issue.answers[q.code] for q in self.worded}
        return {name: masked(text, personal_data(text)) for name, text in texts.items()}

    def asked(self) -> dict[str, Any]:
        """Return what the fields say."""
        said = self.cleaned_data
        answers = {q.code: said[f"answer-{q.code}"] for q in self.worded}
        return {"description": said["description"], "spot": said["spot"], "answers": answers}


class RemovePhotoForm(StepForm):
    """Delete one photo; the buttons stand beside the photos themselves."""

    name, title = "remove-photo", _("Remove this photo")
    action = moderation.remove_photo

    photo = forms.ModelChoiceField(queryset=Photo.objects.none(), widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Photo]", self.fields["photo"])
        field.queryset = self.issue.photos.all()
        field.error_messages["invalid_choice"] = _("This photo is not there any more.")

    def asked(self) -> dict[str, Any]:
        """Return what the field says."""
        return {"photo": self.cleaned_data["photo"]}


class MergeForm(ReviewForm):
    """Join with the report that it repeats."""

    name, title = "merge", _("Join with another report")
    action = moderation.merge

    number = forms.IntegerField(
        label=_("Number of the other report"),
        help_text=_("That one stays; the page of this one leads there."),
        min_value=1,
    )

    def clean_number(self) -> Issue:
        """Find the other report."""
        found = Issue.objects.filter(number=self.cleaned_data["number"]).first()
        if not found:
            raise forms.ValidationError(_("There is no report with this number."))
        return found

    def asked(self) -> dict[str, Any]:
        """Return what the fields say."""
        return super().asked() | {"into": self.cleaned_data["number"]}


class PlaceForm(StepForm):
    """Say which place of the register it is about; offered where one is near."""

    name, title = "place", _("Tie to a place")
    action = moderation.tie

    place = PlaceField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("PlaceField", self.fields["place"]).queryset = places_near(self.issue)

    def first(self) -> dict[str, Any]:
        """Return what was said before."""
        return {"place": tied_place(self.issue)}

    def asked(self) -> dict[str, Any]:
        """Return what the field says."""
        return {"place": self.cleaned_data["place"]}


class CategoryForm(StepForm):
    """Put it under another category."""

    name, title = "category", _("Change the category")
    action = moderation.change_category

    category = forms.ModelChoiceField(
        label=_("Category"), queryset=Category.objects.open_for_reports(), to_field_name="slug"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Category]", self.fields["category"])
        field.choices = [
            (group.name, [(c.slug, c.name) for c in members])
            for group, members in grouped(Category.objects.open_for_reports())
        ]

    def first(self) -> dict[str, Any]:
        """Return the category that it has."""
        return {"category": self.issue.category.slug}

    def asked(self) -> dict[str, Any]:
        """Return what the fields say."""
        return {"category": self.cleaned_data["category"]}


class MoveForm(StepForm):
    """Put the pin elsewhere; degrees in EPSG:4326."""

    name, title = "move", _("Correct the place")
    action = moderation.move

    latitude = forms.FloatField(label=_("latitude"), min_value=-90, max_value=90)
    longitude = forms.FloatField(label=_("longitude"), min_value=-180, max_value=180)

    def first(self) -> dict[str, Any]:
        """Return the place that it has, to about ten centimetres."""
        place = self.issue.location
        return {"longitude": round(place.x, 6), "latitude": round(place.y, 6)}

    def asked(self) -> dict[str, Any]:
        """Return what the fields say."""
        data = self.cleaned_data
        return {"location": Point(data["longitude"], data["latitude"], srid=WGS84)}


class StreetForm(StepForm):
    """Move the pin from somebody's door to the street."""

    name, title = "street", _("Move the pin to the street")
    action = moderation.blur


class AnswerForm(StepForm):
    """Answer in public."""

    name, title = "answer", _("Answer")
    action = moderation.answer

    to = forms.ChoiceField(label=_("New status"))
    note = TextField(
        label=_("Note"),
        help_text=_("Everybody can read it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = TRANSITIONS[Status(self.issue.status)]
        field = cast("forms.ChoiceField", self.fields["to"])
        field.choices = [(s.value, s.label) for s in Status if s in allowed]

    def asked(self) -> dict[str, Any]:
        """Return what the fields say."""
        data = self.cleaned_data
        return {"to": Status(data["to"]), "note": data["note"]}


class CommentForm(StepForm):
    """Write below the report."""

    name, title = "comment", _("Write a comment")
    action = moderation.comment

    text = TextField(
        label=_("Comment"),
        help_text=_("Everybody can read it, as a word of the secretariat."),
        max_length=COMMENT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def asked(self) -> dict[str, Any]:
        """Return what the field says."""
        return {"text": self.cleaned_data["text"]}


DECISION_FORMS = [PublishForm, HoldForm, TakeDownForm]
EDIT_FORMS = [
    RedactForm,
    MergeForm,
    CategoryForm,
    MoveForm,
    StreetForm,
    PlaceForm,
    AnswerForm,
    CommentForm,
]
FORMS: dict[str, type[StepForm]] = {
    form.name: form for form in [*DECISION_FORMS, *EDIT_FORMS, RemovePhotoForm]
}
