"""An Atom feed of what is told of actions."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from workinggroups.models import Action, ActionStep
from workinggroups.promises.forms import ListForm

HOW_MANY = 50


@dataclass(frozen=True)
class Asked:
    """Which actions, and the query of the address that says so."""

    conditions: Q
    query: str

    def at(self, name: str) -> str:
        """Return the address of a page under the filter."""
        return reverse(name) + (f"?{self.query}" if self.query else "")


class PromiseFeed(Feed[ActionStep, Asked]):
    """The newest steps of actions, of all or of what the address asks for, as the page's filters do."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> Asked:
        """Return which actions are asked for; 404 for a group or mahalle that there is not."""
        conditions = ListForm(request.GET).conditions()
        if conditions is None:
            raise Http404
        known = {k: v for k, v in sorted(request.GET.items()) if k in ListForm.base_fields and v}
        return Asked(conditions, urlencode(known))

    def title(self, obj: Asked) -> str:
        """Name the district."""
        return f"Ortak Harita {settings.DISTRICT_NAME}: {_('What was promised')}"

    def link(self, obj: Asked) -> str:
        """Return the page."""
        return obj.at("promises:list")

    def feed_url(self, obj: Asked) -> str:
        """Return the feed's own address, one for each filter."""
        return obj.at("promises:feed")

    def feed_guid(self, obj: Asked) -> str:
        """Return what a reader knows the feed by."""
        return f"tag:ortak-harita,2026:{self.feed_url(obj)}"

    def items(self, obj: Asked) -> Any:
        """Return the newest steps."""
        asked = Action.objects.filter(obj.conditions)
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
