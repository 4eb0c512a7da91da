"""Questions about issues, their categories and their counts."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from math import cos, radians
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.contrib.gis.db import models
from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import Point, Polygon
from django.contrib.gis.measure import Distance as Metres
from django.db import connection, transaction
from django.db.models import F, Max, Min, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from accounts.models import User
from gisdata.crs import WGS84
from gisdata.functions import AreaHash, LiesIn
from issues.filters import IssueFilter
from issues.periods import ALL_TIME

if TYPE_CHECKING:
    from issues.models import (
        Category,
        DailyCount,
        Issue,
        Photo,
        PublicCell,
        PublicIssue,
        Question,
        Subscription,
    )

EVERY_CATEGORY, ANY_STATUS = 0, ""
"""What stands for all categories, and for any status, in the kept cells."""

FOR_PHOTOS = timedelta(hours=24)
"""How long after a report its reporter may add photos: a phone may have been without a network."""


class CategoryQuerySet(models.QuerySet["Category"]):
    """Questions about categories."""

    def open_for_reports(self) -> Self:
        """Return the categories that a new report may use."""
        return self.filter(is_active=True)

    def with_questions(self) -> Self:
        """Fetch each category's questions and its group's, with their choices, along with it."""
        found = self.select_related("parent")
        return found.prefetch_related("questions__choices", "parent__questions__choices")

    def with_children(self, slugs: Iterable[str]) -> Self:
        """Return the named categories and those below them."""
        wanted = list(slugs)
        return self.filter(Q(slug__in=wanted) | Q(parent__slug__in=wanted))

    def uppermost(self, keys: Iterable[int]) -> Self:
        """Return the categories with these keys whose group is not among them, too."""
        return self.filter(pk__in=keys).exclude(parent__in=keys)


class QuestionQuerySet(models.QuerySet["Question"]):
    """Questions about questions."""

    def texts_among(self, answers: Mapping[str, object]) -> list["Question"]:
        """Return the questions that are answered in people's own words; asks nothing for none."""
        if not answers:
            return []
        return list(self.filter(code__in=answers.keys(), kind="text"))


class IssueQuerySet(models.QuerySet["Issue"]):
    """Questions about issues that only their reporter or the staff may ask."""

    def open_for_photos(self) -> Self:
        """Return the issues whose reporter may still add photos: young, not taken down or erased."""
        young = self.filter(created_at__gt=Now() - FOR_PHOTOS)
        shown_or_held = young.exclude(visibility__in=["removed", "withdrawn"])
        return shown_or_held.exclude(moderation_steps__action="erased")

    def unreviewed(self) -> Self:
        """Return what residents reported, is public, and no moderator has decided on yet."""
        return self.filter(reviewed_at=None, visibility="public", source__in=["web", "api"])

    def flagged(self) -> Self:
        """Return public issues with a flag that nobody has handled; held ones wait already."""
        waiting = self.filter(flags__isnull=False, flags__handled_at=None, visibility="public")
        return waiting.distinct()

    def held(self) -> Self:
        """Return what waits for a person before it is public."""
        return self.filter(visibility="held")

    def with_last_step(self) -> Self:
        """Attach `last_step`: the id of the newest moderation step, 0 where there is none."""
        steps = apps.get_model("issues", "ModerationStep").objects.filter(issue=OuterRef("pk"))
        newest = Subquery(steps.order_by("-pk").values("pk")[:1])
        return self.annotate(last_step=Coalesce(newest, 0))

    def of(self, user: "User") -> Self:
        """Return what somebody reported, as far as it is known, newest first."""
        return self.filter(reporter__user=user).order_by("-number")

    def for_reporters(self) -> Self:
        """Fetch all that its reporter sees of an issue along with it."""
        return self.select_related("category", "neighbourhood").prefetch_related("photos")

    def oldest_first(self) -> Self:
        """Order as reports came in."""
        return self.order_by("number")


class PhotoQuerySet(models.QuerySet["Photo"]):
    """Questions about photos."""

    def waiting(self) -> Self:
        """Return those that are not shown before a moderator has seen them."""
        return self.filter(shown_at=None)


def box_around(place: Point, metres: float) -> Polygon:
    """Return a box in degrees (EPSG:4326) that holds a circle of at most some kilometres.

    A degree of latitude is 110,574 m at least (at the equator); the length of one of longitude
    shrinks with the cosine of the latitude. A tenth is added for the curve of the earth.
    """
    high = metres * 1.1 / 110_574
    wide = high / cos(radians(place.y))
    box = Polygon.from_bbox((place.x - wide, place.y - high, place.x + wide, place.y + high))
    box.srid = WGS84
    return box


class PublicIssueQuerySet(models.QuerySet["PublicIssue"]):
    """Questions about what everybody may see."""

    known_count: int
    has_more: bool

    def matching(self, asked: IssueFilter) -> Self:
        """Return the issues under a filter."""
        found = self._matching_but_area(asked)
        return found.filter(location__coveredby=asked.area) if asked.area else found

    def matching_many(self, asked: IssueFilter) -> Self:
        """Return the same, for an area with very many: the newest are found without the others."""
        found = self._matching_but_area(asked)
        if not asked.area:
            return found
        area = Value(asked.area, models.PolygonField(srid=WGS84))
        return found.filter(LiesIn(F("location"), area), location__bboverlaps=asked.area)

    def _matching_but_area(self, asked: IssueFilter) -> Self:
        found = self.filter(asked.condition(day="reported_day"), asked.moments())
        return found.filter(location__bboverlaps=asked.bbox) if asked.bbox else found

    def count_up_to(self, most: int) -> int:
        """Return how many there are; where there are more than `most`, one more than that."""
        return self.order_by()[: most + 1].count()

    def newest_first(self) -> Self:
        """Order by report, newest first; ties by number, so that pages are stable."""
        return self.order_by("-reported_at", "-number")

    def with_known_count(self, total: int, *, has_more: bool = False) -> Self:
        """Attach how many a paginator may show, and whether there are more, so that it need not count."""
        self.known_count, self.has_more = total, has_more
        return self

    def followed_by(self, wish: "Subscription") -> Self:
        """Keep what somebody wants to hear of: the other side of `SubscriptionQuerySet.about`."""
        found = self
        if wish.issue:
            found = found.filter(number=(wish.issue.duplicate_of or wish.issue).number)
        if wish.category:
            found = found.filter(Q(category=wish.category) | Q(category__parent=wish.category))
        if wish.neighbourhood_code:
            found = found.filter(neighbourhood__code=wish.neighbourhood_code)
        return found.filter(location__coveredby=wish.area) if wish.area else found

    def for_readers(self) -> Self:
        """Fetch all that is shown of an issue along with it."""
        related = self.select_related("category", "neighbourhood")
        return related.prefetch_related("photos", "answers__question__choices")

    def nearby(self, place: Point, category: "Category") -> Self:
        """Return the open issues of the same group around a place, nearest first.

        How far and how old they may be is the category's own. `distance` is geodesic, on WGS 84.
        The box around the place is for the index; the distance decides.
        """
        group = category.parent_id or category.pk
        oldest = timezone.now() - timedelta(days=category.nearby_days)
        return (
            self.filter(
                Q(category=group) | Q(category__parent=group),
                closed_at__isnull=True,
                reported_at__gte=oldest,
                location__bboverlaps=box_around(place, category.nearby_metres),
            )
            .on_a_point()
            .annotate(distance=Distance("location", place, spheroid=True))
            .filter(distance__lte=Metres(m=category.nearby_metres))
            .order_by("distance", "number")
        )

    def on_a_point(self) -> Self:
        """Leave out those whose place is known only by mahalle: they would make a false heat."""
        return self.filter(precision="exact")


class PublicCellQuerySet(models.QuerySet["PublicCell"]):
    """Questions that the cells of the grid answer, at a cost that grows with the area alone."""

    def of_all_time(self, asked: IssueFilter, *, level: int) -> Self:
        """Return the cells of a level under a filter that asks for no days and no part of the map."""
        if asked.has_place or asked.has_days:
            raise ValueError("cells of all time know no days; a part of the map is for PublicIssue")
        found = self.filter(
            level=level, period=ALL_TIME, category_id__in=asked.categories or [EVERY_CATEGORY]
        )
        if asked.neighbourhoods:
            found = found.filter(neighbourhood_id__in=asked.neighbourhoods)
        if asked.statuses:
            return found.filter(status__in=asked.statuses)
        return found.exclude(status=ANY_STATUS)

    def total(self) -> int:
        """Return the sum of the counts."""
        return sum_of(self)


class DailyCountQuerySet(models.QuerySet["DailyCount"]):
    """Questions that counts answer, at a cost that grows with days and not with pins."""

    def matching(self, asked: IssueFilter) -> Self:
        """Return the counts under a filter that asks for no part of the map."""
        if asked.has_place:
            raise ValueError("daily counts know no part of the map; ask PublicIssue")
        return self.filter(asked.condition(day="day"))

    def known_days(self) -> tuple[date, date] | None:
        """Return the first and the last day that have reports, or None where there is none."""
        known = self.filter(count__gt=0).aggregate(first=Min("day"), last=Max("day"))
        return (known["first"], known["last"]) if known["first"] else None

    def total(self) -> int:
        """Return the sum of the counts."""
        return sum_of(self)


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Questions about who wants to hear of what."""

    def confirmed(self) -> Self:
        """Keep those whose owners said by a button that the address is theirs."""
        return self.filter(confirmed_at__isnull=False)

    def of(self, user: "User") -> Self:
        """Keep those with the address of an account, whose owner has proved it by a code."""
        return self.filter(email=user.email.lower()).order_by("pk")

    def with_what_it_follows(self) -> Self:
        """Fetch the report and the category along with each."""
        return self.select_related("issue__duplicate_of", "category")

    def on_area(self, area: Polygon | None) -> Self:
        """Keep those of exactly this area; `area=` would compare the boxes around them alone."""
        if area is None:
            return self.filter(area=None)
        return self.filter(area_hash=AreaHash(Value(area, models.PolygonField(srid=WGS84))))

    def about(self, issue: "Issue") -> Self:
        """Keep those that follow an issue, by itself, a duplicate, or by where and what it is."""
        code = issue.neighbourhood.code if issue.neighbourhood else None
        kind = (
            Q(category=None) | Q(category=issue.category_id) | Q(category=issue.category.parent_id)
        )
        where = Q(neighbourhood_code="") | Q(neighbourhood_code=code)
        inside = Q(area=None) | Q(area__covers=issue.location)
        itself = Q(issue=issue) | Q(issue__duplicate_of=issue)
        return self.filter(itself | (Q(issue=None) & kind & where & inside))


def sum_of(counts: models.QuerySet[Any]) -> int:
    """Return the sum of the column `count`."""
    return counts.aggregate(total=Sum("count"))["total"] or 0


def count_differences() -> int:
    """Return how many kept counts differ from a recount: 0, if all is well.

    Reports go on meanwhile; only where one seems to have come in between, writers wait for a second look.
    """
    return _wrong_counts() and _wrong_counts_of_a_still_table()


@transaction.atomic
def _wrong_counts_of_a_still_table() -> int:
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE issues_issue IN SHARE ROW EXCLUSIVE MODE")
    return _wrong_counts()


def _wrong_counts() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT issues_wrong_counts()")
        wrong: int = cursor.fetchone()[0]
    return wrong
