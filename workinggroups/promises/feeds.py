"""An Atom feed of what is told of actions."""

from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from workinggroups.models import Action, ActionStep
from workinggroups.promises.forms import ListForm

HOW_MANY = 50


class PromiseFeed(Feed[ActionStep, Q]):
    """The newest steps of actions, of all or of what the address asks for, as the page's filters do."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> Q:
        """Return which actions are asked for."""
        return ListForm(request.GET).asked()

    def title(self) -> str:
        """Name the district."""
        return f"Ortak Harita {settings.DISTRICT_NAME}: {_('What was promised')}"

    def link(self) -> str:
        """Return the page."""
        return reverse("promises:list")

    def items(self, obj: Q) -> Any:
        """Return the newest steps."""
        asked = Action.objects.filter(obj)
        related = ActionStep.objects.select_related("action__decision__group")
        return related.filter(action__in=asked).order_by("-told_at", "-pk")[:HOW_MANY]

    def item_title(self, item: ActionStep) -> str:
        """Name the action and how far it is."""
        return f"{item.action.title}: {item.get_progress_display()}"

    def item_description(self, item: ActionStep) -> str:
        """Return the note."""
        return item.note

    def item_link(self, item: ActionStep) -> str:
        """Return the action's page."""
        return reverse("promises:action", args=[item.action_id])

    def item_guid(self, item: ActionStep) -> str:
        """Return what a step is known by for ever."""
        return f"tag:ortak-harita,2026:promise-step-{item.pk}"

    def item_pubdate(self, item: ActionStep) -> Any:
        """Return when it was told."""
        return item.told_at

    def item_updateddate(self, item: ActionStep) -> Any:
        """Return when it was told: nothing changes afterwards."""
        return item.told_at

    def item_author_name(self, item: ActionStep) -> str:
        """Return the group."""
        return item.action.decision.group.name
