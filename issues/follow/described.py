"""What somebody follows, for pages and e-mails: looked up for many at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.urls import reverse

from issues.areas import NAMED, area_of_names
from issues.follow.wishes import Wish
from issues.models import PublicIssue, Subscription
from neighbourhoods.models import Neighbourhood


@dataclass(frozen=True)
class KnownWish(Wish):
    """A wish with what is shown of it, so that it asks the database for nothing more."""

    public_issue: PublicIssue | None = None
    area_in_words: str = ""


def described(subscription: Subscription) -> dict[str, Any]:
    """Return what one subscription follows."""
    [described_one] = described_all([subscription])
    return described_one


def described_all(subscriptions: Sequence[Subscription]) -> list[dict[str, Any]]:
    """Return what each subscription follows, in at most three queries.

    Args:
        subscriptions: as `SubscriptionQuerySet.with_what_it_follows` fetches them.
    """
    mahalle = _mahalle({s.neighbourhood_code for s in subscriptions} - {""})
    public = _public({number for s in subscriptions if (number := _number(s))})
    areas = _areas_in_words([s for s in subscriptions if s.area])
    return [
        {
            "subscription": subscription,
            "wish": KnownWish(
                issue=subscription.issue,
                neighbourhood=mahalle.get(subscription.neighbourhood_code),
                category=subscription.category,
                area=subscription.area,
                public_issue=public.get(_number(subscription)),
                area_in_words=areas.get(subscription.pk, ""),
            ),
            "manage_url": absolute(reverse("issues:subscription", args=[subscription.key])),
            "stop_url": absolute(reverse("issues:unsubscribe", args=[subscription.key])),
        }
        for subscription in subscriptions
    ]


def absolute(path: str) -> str:
    """Return the address of a path of ours, as an e-mail needs it."""
    return f"{settings.SITE_URL}{path}"


def _number(subscription: Subscription) -> int:
    """Return under which number the followed issue is public, if it is; 0 for none."""
    issue = subscription.issue
    return (issue.duplicate_of or issue).number if issue else 0


def _mahalle(codes: set[str]) -> dict[str, Neighbourhood]:
    found = Neighbourhood.objects.current().filter(code__in=codes).defer("boundary")
    return {neighbourhood.code: neighbourhood for neighbourhood in found}


def _public(numbers: set[int]) -> dict[int, PublicIssue]:
    found = PublicIssue.objects.filter(number__in=numbers).select_related("category")
    return {issue.number: issue for issue in found}


def _areas_in_words(subscriptions: Sequence[Subscription]) -> dict[int, str]:
    touched = Neighbourhood.objects.current().filter(boundary__intersects=OuterRef("area"))
    names = ArraySubquery(touched.values("name")[: NAMED + 1])
    rows = Subscription.objects.filter(pk__in=[s.pk for s in subscriptions])
    known = dict(rows.annotate(names=names).values_list("pk", "names"))
    return {s.pk: area_of_names(s.area, known.get(s.pk, [])) for s in subscriptions if s.area}
