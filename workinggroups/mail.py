"""E-mails of groups. No request in here."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from issues.follow.described import absolute
from workinggroups.models import Membership


def page_at(name: str, *args: Any) -> str:
    """Return the address of a page by its name, as an e-mail needs it."""
    return absolute(reverse(name, args=args))


def write(member: Membership, template: str, more: Mapping[str, Any]) -> None:
    """Write to somebody in a group, in Turkish; the first line of the template is the subject.

    Args:
        member: of whom `group` and `user` are known.
        template: in workinggroups/mail, without its suffix.
        more: what it tells besides.
    """
    context = {
        "member": member,
        "group": member.group,
        "group_url": page_at("groups:group", member.group.slug),
        "district_name": settings.DISTRICT_NAME,
        **more,
    }
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string(f"workinggroups/mail/{template}.txt", context)
    subject, _newline, body = text.strip().partition("\n")
    EmailMessage(
        subject,
        body.strip() + "\n",
        to=[member.user.email],
        headers={"Auto-Submitted": "auto-generated"},
    ).send()
