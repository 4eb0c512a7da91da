"""Groups and who belongs to them."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from workinggroups.duties import LENGTH, Duty


class Kind(models.TextChoices):
    """What a group is."""

    WORKING_GROUP = "group", _("working group")
    WOMEN = "women", _("women’s assembly")
    YOUTH = "youth", _("youth assembly")
    CHILDREN = "children", _("children’s assembly")
    DISABLED = "disabled", _("disabled people’s assembly")
    NEIGHBOURHOOD = "mahalle", _("neighbourhood assembly")


class Joining(models.TextChoices):
    """How one becomes a member."""

    OPEN = "open", _("open: whoever wants to take part asks")
    INVITATION = "invitation", _("by invitation")


class Role(models.TextChoices):
    """What a member does in a group; workinggroups/rights.py says what each may do."""

    FACILITATOR = "facilitator", _("facilitator")
    SECRETARY = "secretary", _("secretary")
    MEMBER = "member", _("member")
    OBSERVER = "observer", _("observer")


class State(models.TextChoices):
    """Where somebody stands with a group."""

    ASKED = "asked", _("asked to join")
    INVITED = "invited", _("invited")
    IN = "in", _("takes part")
    LEFT = "left", _("left")


class WorkingGroup(models.Model):
    """A working group or an assembly; everything of it but its members' addresses is public."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("what it is"), max_length=10, choices=Kind)
    purpose = models.TextField(_("what it is for"), max_length=2000)
    joining = models.CharField(_("how one joins"), max_length=10, choices=Joining)
    duties = ArrayField(models.CharField(max_length=LENGTH, choices=Duty), default=list, blank=True)
    founded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="workinggroup_kind"),
            models.CheckConstraint(
                condition=Q(joining__in=Joining.values), name="workinggroup_joining"
            ),
            models.CheckConstraint(
                condition=Q(duties__contained_by=Duty.values), name="workinggroup_duties"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def duty_names(self) -> list[str]:
        """What its duties are called."""
        return [str(Duty(duty).label) for duty in self.duties]


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Questions about who belongs to groups."""

    def in_force(self) -> "MembershipQuerySet":
        """Those who take part now."""
        return self.filter(state=State.IN)

    def with_role(self, *roles: str) -> "MembershipQuerySet":
        """Those who take part now in one of these roles."""
        return self.in_force().filter(role__in=roles)


class Membership(models.Model):
    """Somebody in a group. Everybody reads `name` and `role`; `why` is read by the secretary alone."""

    group = models.ForeignKey(WorkingGroup, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.MEMBER)
    state = models.CharField(max_length=8, choices=State)
    name = models.CharField(
        _("name"),
        max_length=80,
        help_text=_("How the group calls you. It stands on its public pages and in its minutes."),
    )
    why = models.TextField(_("a word to the group"), max_length=1000, blank=True)
    changed_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["group", "user"], name="membership_once"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="membership_state"),
        ]

    def __str__(self) -> str:  # without the name: the admin's log keeps it
        return str(self.get_role_display())

    @property
    def is_in(self) -> bool:
        """Whether they take part now."""
        return self.state == State.IN
