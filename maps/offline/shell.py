"""The app shell: what a phone keeps so that the map and its report sheet open without a network.

Beside it the phone keeps tiles of the base map, as they are looked at. There is nothing of single reports or their numbers in it; docs/adr/0010 says why.
"""

from fnmatch import fnmatch
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import find, get_finders
from django.templatetags.static import static
from django.urls import reverse

from issues.models import Category, Choice, Question
from neighbourhoods.models import Basemap, BoundarySet

STATIC = (
    "site/*.css",
    "site/*.svg",
    "site/icon-192.png",
    "maps/*.css",
    "maps/*.js",
    "offline/*.css",
    "offline/*.js",
    "accounts/proof.js",
    "issues/colours.js",
    "issues/elements.js",
    "issues/picker.css",
    "issues/picker.js",
    "issues/search.js",
    "fonts/atkinson-hyperlegible-latin*-400-normal.woff2",
    "idb/index.js",
    "maplibre-gl/maplibre-gl.css",
    "maplibre-gl/maplibre-gl.mjs",
    "maplibre-gl/maplibre-gl-shared.mjs",
    "maplibre-gl/maplibre-gl-worker.mjs",
    "uuid/*.js",
)
"""What the map page loads; a browser test fails when something is missing here."""

SOURCES = ("*/templates/**/*.html", "config/locale/**/*.po", "maps/offline/*.py")
"""What its pages are made from."""


def shell() -> dict[str, Any]:
    """Return what the service worker keeps, under a version that changes with any of it.

    Asks five queries.
    """
    asked = [list(kind.objects.order_by("pk").values()) for kind in (Category, Question, Choice)]
    boundaries, basemap = BoundarySet.objects.current(), Basemap.objects.current()
    pages = {code: f"{reverse('maps:shell')}?{code}" for code, _name in settings.LANGUAGES}
    known = [boundaries and boundaries.pk, basemap and basemap.key]
    made_from = (release(), settings.DISTRICT_NAME, settings.BASEMAP_URL, asked, known)
    first_tile = reverse("maps:basemap-tile", args=["0", 0, 0, 0])
    return {
        "version": sha256(repr(made_from).encode()).hexdigest()[:16],
        "home": reverse("maps:home"),
        "pages": pages,
        "offline": reverse("maps:offline"),
        "files": [
            *map(static, [*static_files(), *_glyphs(asked[0])]),
            *_told(),
            reverse("maps:outlines"),
            *([reverse("maps:basemap")] if basemap else []),
        ],
        "tiles": first_tile.removesuffix("0/0/0/0.mvt"),
    }


def _glyphs(categories: list[dict[str, Any]]) -> list[str]:
    return sorted({f"icons/{category['glyph']}.svg" for category in categories} & served())


def _told() -> list[str]:
    """Return the addresses of words and categories, in each language."""
    codes = [code for code, _name in settings.LANGUAGES]
    return [f"{reverse(name)}?{code}" for name in ("texts", "api:categories") for code in codes]


@cache
def served() -> frozenset[str]:
    """Return the names of all static files there are."""
    found = (file for finder in get_finders() for file in finder.list([]))
    # A folder of the settings that is served under a name keeps it as its storage's prefix.
    return frozenset(
        str(PurePath(getattr(storage, "prefix", "") or "", name)) for name, storage in found
    )


@cache
def static_files() -> tuple[str, ...]:
    """Return the names of the shell's static files, other than the categories' glyphs."""
    return tuple(sorted(name for name in served() if any(fnmatch(name, p) for p in STATIC)))


@cache
def release() -> str:
    """Return a digest of the files that the shell is made from; they change with a release only."""
    served = [Path(str(find(name))) for name in static_files()]
    sources = [file for pattern in SOURCES for file in settings.BASE_DIR.glob(pattern)]
    digest = sha256()
    for file in [*served, *sorted(sources)]:
        digest.update(file.read_bytes())
    return digest.hexdigest()
