"""Trying a place before reports go there: what it offers, and what of it would not fit."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from issues.forwarding.described import attributes_of
from issues.forwarding.remote import NotNowError, RefusedThereError, asked, items_of
from issues.models import Endpoint, Route
from issues.questions.answers import questions_of


def troubles_of(endpoint: Endpoint) -> list[str]:
    """Ask a place what it offers, and return in sentences what would not work; nothing is sent there.

    Raises:
        NotNowError, RefusedThereError: it does not say what it offers.
    """
    offered = {str(one.get("service_code")) for one in items_of(asked(endpoint, "services"))}
    routes = list(endpoint.routes.select_related("category__parent"))
    found = [] if routes else [_("No category is sent there: add one below.")]
    for route in routes:
        found += _troubles_of_route(endpoint, route, offered)
    return found + list(_troubles_of_updates(endpoint))


def _troubles_of_route(endpoint: Endpoint, route: Route, offered: set[str]) -> Iterator[str]:
    names = {"category": route.category.name, "code": route.service_code}
    if route.service_code not in offered:
        yield _("%(category)s: there is no service %(code)s there.") % names
        return
    ours = {q.code for q in questions_of(route.category) if q.is_public and q.is_required}
    for code, attribute in attributes_of(endpoint, route.service_code).items():
        if attribute.get("required") is True and code not in ours:
            yield _(
                "%(category)s: the place requires “%(attribute)s”, which nobody is asked here."
            ) % {
                **names,
                "attribute": attribute.get("description") or code,
            }


def _troubles_of_updates(endpoint: Endpoint) -> Iterator[str]:
    if not endpoint.takes_updates:
        return
    try:
        asked(endpoint, "servicerequestupdates")
    except (NotNowError, RefusedThereError) as error:
        yield _("It takes no answers (servicerequestupdates): %(said)s") % {"said": error}
