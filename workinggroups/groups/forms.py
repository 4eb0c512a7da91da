"""Forms of groups and of who belongs to them."""

from django import forms
from django.utils.translation import gettext_lazy as _

from intake.fields import TextField
from workinggroups.duties import Duty
from workinggroups.models import Joining, Kind, Role


class GroupForm(forms.Form):
    """What a group says of itself."""

    name = TextField(label=_("Name"), max_length=120)
    kind = forms.ChoiceField(label=_("What it is"), choices=Kind.choices)
    purpose = TextField(
        label=_("What it is for"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
    joining = forms.ChoiceField(label=_("How one joins"), choices=Joining.choices)
    duties = forms.MultipleChoiceField(
        label=_("Duties of the charter that it works on"),
        choices=Duty.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


class FoundForm(GroupForm):
    """A new group, with who runs it."""

    secretary = forms.EmailField(
        label=_("E-mail address of its secretary"),
        help_text=_("This person leads the list of members from now on."),
    )
    secretary_name = TextField(
        label=_("Name of its secretary"),
        max_length=80,
        help_text=_("It stands on the group’s public page."),
    )


class JoinForm(forms.Form):
    """How somebody who wants to join is called, and a word to the group."""

    name = TextField(
        label=_("Your name in the group"),
        max_length=80,
        help_text=_("How the group calls you. It stands on its public pages and in its minutes."),
    )
    why = TextField(
        label=_("A word to the group"),
        max_length=1000,
        required=False,
        help_text=_("The secretary alone reads it, until you are answered."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RoleForm(forms.Form):
    """A role in a group."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.MEMBER)


class InviteForm(RoleForm):
    """Somebody to invite."""

    email = forms.EmailField(label=_("E-mail address"))
    name = TextField(
        label=_("Name"), max_length=80, help_text=_("Whoever is invited may change it.")
    )
