"""Who works at the secretariat."""

from django.contrib.auth.models import Group
from django.core.management import call_command

from accounts.models import User


def zeynep() -> User:
    """Return Zeynep, who runs it."""
    return User.objects.create_superuser("zeynep", "zeynep@example.org")


def elif_() -> User:
    """Return Elif, who moderates; she is in the group and has no other right."""
    call_command("load_moderation")
    user = User.objects.create_user("elif", "elif@example.org", is_staff=True)
    user.groups.add(Group.objects.get(name="Sekreterlik"))
    return user
