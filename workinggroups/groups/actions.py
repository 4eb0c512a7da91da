"""Changes of groups and of who belongs to them: keyword-only, one transaction each, no request."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.actions import is_kept, open_account
from accounts.models import User
from gisdata.folding import tr_fold
from workinggroups.errors import RefusedError
from workinggroups.groups import tasks
from workinggroups.models import Joining, Membership, Role, State, WorkingGroup
from workinggroups.models.groups import MembershipQuerySet

RESERVED = {"new", ""}
"""Names that addresses have already, or cannot have."""


@transaction.atomic
def found_group(*, facts: Mapping[str, Any], secretary: str, name: str) -> WorkingGroup:
    """Found a group; whoever has the address `secretary` runs it from now on, called `name`.

    Raises:
        RefusedError: the account of the address was switched off, or a group of this name is there.
    """
    named = slugify(tr_fold(facts["name"]))[:50]
    slug = f"{named}-grubu".strip("-") if named in RESERVED else named
    group, is_new = WorkingGroup.objects.get_or_create(slug=slug, defaults=facts)
    if not is_new:
        raise RefusedError(_("There is a group of this name already."))
    _let_in(group, _account(secretary), Role.SECRETARY, name)
    return group


@transaction.atomic
def change_group(*, group: WorkingGroup, facts: Mapping[str, Any]) -> None:
    """Change what a group says of itself; its address stays."""
    WorkingGroup.objects.filter(pk=group.pk).update(**facts)


@transaction.atomic
def ask_to_join(*, group: WorkingGroup, user: User, name: str, why: str) -> Membership:
    """Ask to be let in, or take an invitation up; asked twice is asked once.

    Raises:
        RefusedError: the group invites its members, or the account was erased meanwhile.
    """
    if not is_kept(user=user):
        raise RefusedError(_("This account was erased."))
    known = _locked(group, user)
    if known and known.state in {State.IN, State.ASKED}:
        return known
    if known and known.state == State.INVITED:
        return _set(known, state=State.IN, name=name)
    if group.joining != Joining.OPEN:
        raise RefusedError(_("This group invites its members."))
    asked = {"state": State.ASKED, "role": Role.MEMBER, "name": name, "why": why}
    member = _set(known, **asked) if known else _new(group, user, asked)
    tasks.tell_secretaries.defer(membership=member.pk)
    return member


@transaction.atomic
def invite(*, group: WorkingGroup, email: str, role: Role, name: str) -> Membership:
    """Invite whoever has an address; they are in when they say so.

    Raises:
        RefusedError: they take part already, or their account was switched off.
    """
    user = _account(email)
    known = _locked(group, user)
    if known and known.state == State.IN:
        raise RefusedError(_("Whoever has this address takes part already."))
    invited = {"state": State.INVITED, "role": role, "name": name, "why": ""}
    member = _set(known, **invited) if known else _new(group, user, invited)
    tasks.tell_invited.defer(membership=member.pk)
    return member


@transaction.atomic
def accept(*, member: Membership) -> None:
    """Let in somebody who asked.

    Raises:
        RefusedError: they do not ask any more.
    """
    _set(_asking(member), state=State.IN, why="")
    tasks.tell_accepted.defer(membership=member.pk)


@transaction.atomic
def decline(*, member: Membership) -> None:
    """Do not let in somebody who asked; nothing of it is kept, but of who was in the group before that they left.

    Raises:
        RefusedError: they do not ask any more.
    """
    forget(asked=Membership.objects.filter(pk=_asking(member).pk))


@transaction.atomic
def forget(*, asked: MembershipQuerySet) -> None:
    """Forget who asked or was invited; those who voted once have left again, so that their votes have a name."""
    voted = Q(open_votes__isnull=False) | Q(secret_turns__isnull=False)
    known = list(asked.filter(voted).values_list("pk", flat=True).distinct())
    Membership.objects.filter(pk__in=known).update(state=State.LEFT, why="")
    asked.exclude(pk__in=known).delete()


@transaction.atomic
def change_role(*, member: Membership, role: Role) -> None:
    """Give a member another role.

    Raises:
        RefusedError: the group would be without a secretary.
    """
    locked = _current(member)
    if role != Role.SECRETARY:
        _keep_a_secretary(locked)
    _set(locked, role=role)


@transaction.atomic
def leave(*, member: Membership) -> None:
    """Take part no longer, by one's own wish or the secretary's; what was voted stays counted.

    Raises:
        RefusedError: the group would be without a secretary.
    """
    locked = _current(member)
    _keep_a_secretary(locked)
    _set(locked, state=State.LEFT, why="")


def _account(email: str) -> User:
    found = open_account(email=email)
    if found is None:
        raise RefusedError(_("The account of this address was switched off."))
    return found


def _let_in(group: WorkingGroup, user: User, role: Role, name: str) -> Membership:
    return _new(group, user, {"state": State.IN, "role": role, "name": name})


def _new(group: WorkingGroup, user: User, facts: Mapping[str, Any]) -> Membership:
    member, _is_new = Membership.objects.get_or_create(group=group, user=user, defaults=facts)
    return member


def _locked(group: WorkingGroup, user: User) -> Membership | None:
    return Membership.objects.select_for_update().filter(group=group, user=user).first()


def _asking(member: Membership) -> Membership:
    return _in_state(member, State.ASKED, _("This person does not ask to join any more."))


def _current(member: Membership) -> Membership:
    return _in_state(member, State.IN, _("This person does not take part any more."))


def _in_state(member: Membership, state: State, otherwise: str) -> Membership:
    rows = Membership.objects.select_for_update().filter(group=member.group_id)
    locked = {row.pk: row for row in rows}.get(member.pk)  # all of a group, so that no two leave it
    if locked is None or locked.state != state:
        raise RefusedError(otherwise)
    return locked


def _keep_a_secretary(member: Membership) -> None:
    others = Membership.objects.with_role(Role.SECRETARY).filter(group=member.group_id)
    if member.role == Role.SECRETARY and not others.exclude(pk=member.pk).exists():
        raise RefusedError(_("A group needs a secretary. Name another one first."))


def _set(member: Membership, **facts: Any) -> Membership:
    for name, value in facts.items():
        setattr(member, name, value)
    member.changed_at = timezone.now()
    member.save(update_fields=[*facts, "changed_at"])
    return member
