"""Feeds of things at places: Atom with GeoRSS points."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.contrib.gis.feeds import Feed, GeoAtom1Feed
from django.contrib.gis.geos import Point


@dataclass(frozen=True)
class Entry:
    """What a feed says of something: `name` is for ever, whatever the service's address.

    `point` is in EPSG:4326, where one is known; `text` holds no character that XML forbids.
    """

    name: str
    title: str
    text: str
    link: str
    published: datetime
    updated: datetime
    categories: list[str] = field(default_factory=list)
    point: Point | None = None


def tag(path: str) -> str:
    """Return what a reader knows something by for ever: a tag URI (RFC 4151)."""
    return f"tag:ortak-harita,2026:{quote(settings.DISTRICT_NAME)}{path}"


class EntryFeed(Feed):
    """A feed whose items are entries; what it is called and holds, each says."""

    feed_type = GeoAtom1Feed

    def feed_guid(self, obj: Any) -> str:
        """Return what a reader knows the feed by: one for each address."""
        return tag(str(self.feed_url(obj)))

    def item_title(self, item: Any) -> str:
        """Said of an entry; so are those below."""
        return str(item.title)

    def item_description(self, item: Any) -> str:
        return str(item.text)

    def item_link(self, item: Entry) -> str:
        return item.link

    def item_guid(self, item: Entry) -> str:
        return tag(f"/{item.name}")

    def item_pubdate(self, item: Entry) -> datetime:
        return item.published

    def item_updateddate(self, item: Entry) -> datetime:
        return item.updated

    def item_categories(self, item: Entry) -> list[str]:
        return item.categories

    def item_geometry(self, item: Entry) -> Point | None:
        return item.point
