"""E-mails about who belongs to a group; the worker sends them."""

from procrastinate.contrib.django import app

from issues.follow.tasks import MAIL
from workinggroups.mail import page_at, write
from workinggroups.models import Membership, Role, State

WITH_BOTH = Membership.objects.select_related("group", "user")


@app.task(retry=MAIL)
def tell_secretaries(membership: int) -> None:
    """Let each secretary know, in an e-mail of their own, that somebody asks to join."""
    for asking in Membership.objects.filter(pk=membership, state=State.ASKED):
        secretaries = Membership.objects.with_role(Role.SECRETARY).filter(group=asking.group_id)
        for secretary in secretaries:
            tell_secretary.defer(membership=secretary.pk)


@app.task(retry=MAIL)
def tell_secretary(membership: int) -> None:
    """Write to one secretary that somebody asks; who and why stands on the page alone."""
    for secretary in WITH_BOTH.filter(pk=membership):
        page = page_at("groups:members", secretary.group.slug)
        write(secretary, "asked", {"members_url": page})


@app.task(retry=MAIL)
def tell_invited(membership: int) -> None:
    """Write to somebody who is invited."""
    for invited in WITH_BOTH.filter(pk=membership, state=State.INVITED):
        write(invited, "invited", {"join_url": page_at("groups:join", invited.group.slug)})


@app.task(retry=MAIL)
def tell_accepted(membership: int) -> None:
    """Write to somebody who was let in."""
    for member in WITH_BOTH.filter(pk=membership, state=State.IN):
        write(member, "accepted", {})
