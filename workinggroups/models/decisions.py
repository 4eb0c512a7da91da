"""Decisions of groups, and how they came about."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workinggroups.duties import LENGTH, Duty
from workinggroups.models.groups import Membership, WorkingGroup
from workinggroups.models.meetings import AgendaItem


class Way(models.TextChoices):
    """How a decision is made."""

    CONSENSUS = "consensus", _("by consensus")
    OPEN_VOTE = "open", _("by an open vote")
    SECRET_VOTE = "secret", _("by a secret vote")


class Outcome(models.TextChoices):
    """Where a decision stands."""

    VOTING = "voting", _("is being voted on")
    ADOPTED = "adopted", _("adopted")
    REJECTED = "rejected", _("not adopted")
    NO_QUORUM = "no_quorum", _("too few voted")


class Voice(models.TextChoices):
    """What a member says in a vote."""

    FOR = "for", pgettext_lazy("vote", "for")
    AGAINST = "against", pgettext_lazy("vote", "against")
    ABSTAIN = "abstain", pgettext_lazy("vote", "abstains")


class Decision(models.Model):
    """What a group decided under an item of its agenda.

    Once it is decided nothing of it changes, which the database holds; another decision may supersede it.
    `places` of what it is about: `issues` and `places` are numbers, `mahalle` official codes.
    """

    id = models.UUIDField(primary_key=True)
    group = models.ForeignKey(WorkingGroup, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    text = models.TextField(_("what is decided"), max_length=2000)
    rationale = models.TextField(_("why"), max_length=4000, blank=True)
    dissent = models.TextField(_("dissent"), max_length=4000, blank=True)
    way = models.CharField(max_length=10, choices=Way)
    outcome = models.CharField(max_length=10, choices=Outcome)
    quorum = models.PositiveSmallIntegerField(_("votes needed"), default=0)
    eligible = models.PositiveSmallIntegerField(default=0)
    """How many had a voice when it was put to the vote."""
    electors = ArrayField(models.BigIntegerField(), default=list, editable=False)
    """Their memberships: who joins later, or erased their account and joins again, has none in this vote."""
    votes_for = models.PositiveSmallIntegerField(default=0)
    votes_against = models.PositiveSmallIntegerField(default=0)
    abstentions = models.PositiveSmallIntegerField(default=0)
    duties = ArrayField(models.CharField(max_length=LENGTH, choices=Duty), default=list, blank=True)
    issues = ArrayField(models.BigIntegerField(), default=list, blank=True)
    places = ArrayField(models.BigIntegerField(), default=list, blank=True)
    mahalle = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    supersedes = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="newer"
    )
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-made_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(way__in=Way.values), name="decision_way"),
            models.UniqueConstraint(
                fields=["supersedes"], condition=Q(outcome="adopted"), name="decision_superseded"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=Outcome.values), name="decision_outcome"
            ),
            models.CheckConstraint(
                condition=Q(outcome="voting") ^ Q(decided_at__isnull=False), name="decision_decided"
            ),
            models.CheckConstraint(
                condition=Q(duties__contained_by=Duty.values), name="decision_duties"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def duty_names(self) -> list[str]:
        """What its duties are called."""
        return [str(Duty(duty).label) for duty in self.duties]

    @property
    def superseded_by(self) -> "Decision | None":
        """The adopted decision that stands in its place, if there is one."""
        return self.newer.filter(outcome=Outcome.ADOPTED).first()

    @property
    def is_open(self) -> bool:
        """Whether it can be voted on."""
        return self.outcome == Outcome.VOTING


class OpenVote(models.Model):
    """What a member said in an open vote, for everybody to read; who erases their account is not named any more."""

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="open_votes")
    member = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="open_votes"
    )
    voice = models.CharField(max_length=8, choices=Voice)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "member"], name="openvote_once"),
            models.CheckConstraint(condition=Q(voice__in=Voice.values), name="openvote_voice"),
        ]

    def __str__(self) -> str:
        return self.voice


class SecretTurn(models.Model):
    """That a member took part in a secret vote; not what they said, nor when.

    What was said is a number in `SecretTally` from the start. See docs/adr/0020-groups.md.
    """

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="secret_turns")
    member = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="secret_turns"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["decision", "member"], name="secretturn_once")
        ]

    def __str__(self) -> str:
        return f"{self.decision_id}"


class SecretTally(models.Model):
    """How often each was said in a secret vote, while it runs; read by nobody until it is closed."""

    decision = models.OneToOneField(
        Decision, on_delete=models.CASCADE, primary_key=True, related_name="tally"
    )
    votes_for = models.PositiveSmallIntegerField(default=0)
    votes_against = models.PositiveSmallIntegerField(default=0)
    abstentions = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.decision_id}"
