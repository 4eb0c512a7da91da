"""What pages of reports, places and mahalle say of actions."""

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from intake.tied import Key, Tied, add_finder
from workinggroups.models import Action


def add_finders() -> None:
    """Let actions stand on the pages of what they are about."""
    add_finder("issue", lambda key: _told(Action.objects.about_issue(int(key))))
    add_finder("place", lambda key: _told(Action.objects.about_place(int(key))))
    add_finder("mahalle", of_mahalle)


def of_mahalle(code: Key) -> list[Tied]:
    """Return the actions in a mahalle."""
    return _told(Action.objects.filter(mahalle=code))


def _told(actions: QuerySet[Action]) -> list[Tied]:
    return [
        Tied(action.title, reverse("promises:action", args=[action.pk]), standing(action))
        for action in actions
    ]


def standing(action: Action) -> str:
    """Return how an action stands, in words; one that is late is called so."""
    return _("late") if action.is_late else str(action.get_progress_display())
