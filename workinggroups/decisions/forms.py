"""The form of a decision."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.fields import TextField
from issues.models import PublicIssue
from neighbourhoods.models import Neighbourhood
from places.models import PublicPlace
from workinggroups.duties import Duty
from workinggroups.models import Decision, Membership, Outcome, Voice, Way, WorkingGroup
from workinggroups.rights import RIGHTS, Right

MOST = 50


class NumbersField(forms.CharField):
    """Public numbers of reports or places, with commas or spaces between; what is not public is refused."""

    def __init__(self, model: type[PublicIssue] | type[PublicPlace], **options: Any) -> None:
        self.model = model
        super().__init__(required=False, max_length=500, **options)

    def clean(self, value: Any) -> list[int]:
        """Return the numbers."""
        parts = super().clean(value).replace(",", " ").replace("#", " ").split()
        if not all(part.isascii() and part.isdecimal() and len(part) < 16 for part in parts):
            raise forms.ValidationError(_("Give numbers like 1024, 1031."))
        wanted = list(dict.fromkeys(map(int, parts)))[:MOST]
        found = self.model._default_manager.filter(number__in=wanted)
        missing = set(wanted) - set(found.values_list("number", flat=True))
        if missing:
            told = ", ".join(map(str, sorted(missing)))
            raise forms.ValidationError(_("This is not public: %(numbers)s.") % {"numbers": told})
        return wanted


class AboutForm(forms.Form):
    """What a decision or an action is about."""

    issues = NumbersField(PublicIssue, label=_("Numbers of reports that it is about"))
    places = NumbersField(PublicPlace, label=_("Numbers of places that it is about"))
    duties = forms.MultipleChoiceField(
        label=_("Duties of the charter"),
        choices=Duty.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class DecisionForm(AboutForm):
    """What is decided, why, and how."""

    text = TextField(
        label=_("What is decided?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    rationale = TextField(
        label=_("Why?"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    way = forms.ChoiceField(label=_("How is it decided?"), choices=Way.choices)
    quorum = forms.IntegerField(
        label=_("How many must vote?"),
        min_value=0,
        max_value=1000,
        initial=0,
        help_text=_("Counts for votes alone; 0 where it does not matter."),
    )
    dissent = TextField(
        label=_("Dissent"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Of a consensus: what somebody wants to be remembered against it."),
    )
    mahalle = forms.MultipleChoiceField(
        label=_("Neighbourhoods"), required=False, widget=forms.CheckboxSelectMultiple
    )
    supersedes = forms.ModelChoiceField(
        Decision.objects.none(),
        label=_("Which decision does it supersede?"),
        required=False,
        empty_label=_("none"),
    )
    field_order = ["text", "rationale", "way", "quorum", "dissent", "supersedes", "mahalle"]

    def __init__(self, group: WorkingGroup, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **options})
        self.group = group
        current = Neighbourhood.objects.current().values_list("code", "name")
        fields: Any = self.fields
        fields["mahalle"].choices = list(current)
        fields["supersedes"].queryset = Decision.objects.filter(
            group=group, outcome=Outcome.ADOPTED
        ).exclude(newer__outcome=Outcome.ADOPTED)

    def clean(self) -> dict[str, Any]:
        """Refuse a quorum that nobody can reach, and dissent that is told before a vote."""
        given: dict[str, Any] = super().clean() or {}
        by_vote = given.get("way") != Way.CONSENSUS
        voters = Membership.objects.with_role(*RIGHTS[Right.VOTE]).filter(group=self.group).count()
        if by_vote and given.get("quorum", 0) > voters:
            sentence = _("Only %(voters)d members have a voice.") % {"voters": voters}
            self.add_error("quorum", sentence)
        if by_vote and given.get("dissent"):
            self.add_error("dissent", _("After the vote, when you close it, is the time for this."))
        return given


class VoteForm(forms.Form):
    """A voice."""

    voice = forms.ChoiceField(label=_("Your vote"), choices=Voice.choices, widget=forms.RadioSelect)


class CloseForm(forms.Form):
    """The end of a vote."""

    dissent = TextField(
        label=_("Dissent"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What somebody wants to be remembered against it."),
    )
