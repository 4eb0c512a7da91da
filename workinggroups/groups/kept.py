"""What groups keep about somebody, among the data of their account."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.kept import Kept, Said, add_finder, add_reason, add_said
from accounts.models import User
from workinggroups.models import Membership, OpenVote, SecretTurn, State, Verdict


def tell_of_groups() -> None:
    """Let groups and votes stand among one's own data, and keep accounts that belong to groups."""
    add_finder(groups_of)
    add_finder(votes_of)
    add_said(
        Said(
            lambda phone: Verdict.objects.select_related("action").filter(phone=phone), told_verdict
        )
    )
    add_reason(lambda: Membership.objects.exclude(state=State.LEFT).values("user"))


def told_verdict(verdict: Verdict) -> Kept:
    """Tell what this phone said came of an action."""
    word = str(verdict.get_word_display())
    address = reverse("promises:action", args=[verdict.action_id])
    return Kept(
        _("what came of an action"), f"{verdict.action}: {word}", address, {"word": verdict.word}
    )


def groups_of(user: User) -> list[Kept]:
    """Return where somebody belongs, asks to, or is invited."""
    members = Membership.objects.select_related("group").filter(user=user)
    return [
        Kept(
            _("working group"),
            f"{member.group.name}: {member.get_role_display()}, {member.get_state_display()}",
            reverse("groups:group", args=[member.group.slug]),
            {
                "name": member.name,
                "role": member.role,
                "state": member.state,
                "why": member.why,
                "changed_at": member.changed_at,
            },
        )
        for member in members
    ]


def votes_of(user: User) -> list[Kept]:
    """Return where somebody voted; of secret votes only that they did."""
    open_votes = OpenVote.objects.select_related("decision").filter(member__user=user)
    turns = SecretTurn.objects.select_related("decision").filter(member__user=user)
    told = [(vote.decision, str(vote.get_voice_display())) for vote in open_votes]
    told += [(turn.decision, _("by a secret vote")) for turn in turns]
    return [
        Kept(
            _("vote"),
            f"{decision}: {voice}",
            reverse("decisions:decision", args=[decision.pk]),
            {"decision": str(decision.pk), "voice": voice},
        )
        for decision, voice in told
    ]
