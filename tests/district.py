"""The drawn world of the tests: one small town, a map of it, and what its people pin.

                29.10   29.11   29.12   29.13
          41.00   +-------+-------+
                  | Bağlar| Çınar |                 code  name    people
          40.99   +-------+-------+-------+          101  Çınar    2000
                  | Dere  | Iğdır | Ovacık|          102  Bağlar   1000
          40.98   +-------+-------+-------+          103  Dere     4000
                                                     104  Iğdır     500
    The corner of four is at 29.11 40.99.            105  Ovacık   none known

Points are named after what stands there. It is built through the real actions only.
"""

from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import UUID

from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from uuid_utils.compat import uuid7

from accounts.models import User
from gisdata.crs import WGS84
from intake.photo_files import cleaned
from issues.actions import Report, change_status, report_issue
from issues.comments.actions import write
from issues.loading import load_catalogue
from issues.models import Category, Comment, Issue, Photo, Source, Status
from issues.photos import add_photo
from neighbourhoods.actions import (
    NamedBoundary,
    YearFigure,
    activate_boundary_set,
    load_boundaries,
    load_figures,
)
from neighbourhoods.models import BoundarySet
from tests.pictures import encoded

CINAR, BAGLAR, DERE, IGDIR, OVACIK = "101", "102", "103", "104", "105"
SQUARES = {
    CINAR: ("Çınar", 29.11, 40.99),
    BAGLAR: ("Bağlar", 29.10, 40.99),
    DERE: ("Dere", 29.10, 40.98),
    IGDIR: ("Iğdır", 29.11, 40.98),
    OVACIK: ("Ovacık", 29.12, 40.98),
}
PEOPLE = {CINAR: 2000, BAGLAR: 1000, DERE: 4000, IGDIR: 500}

SCHOOL = (29.115, 40.995)  # in Çınar
FOUNTAIN = (29.105, 40.995)  # in Bağlar
BRIDGE = (29.105, 40.985)  # in Dere
MARKET = (29.115, 40.985)  # in Iğdır
FIELD = (29.125, 40.985)  # in Ovacık
CORNER = (29.11, 40.99)  # where four meet: Çınar, of the lowest code
HILL = (29.125, 40.995)  # in Türkiye, in no mahalle

FRAME = (29.10, 40.98, 29.13, 41.00)


def square(west: float, south: float, side: float = 0.01) -> MultiPolygon:
    box = Polygon.from_bbox((west, south, round(west + side, 6), round(south + side, 6)))
    return MultiPolygon(box, srid=WGS84)


def town(**moved: MultiPolygon) -> list[NamedBoundary]:
    """The five mahalle; `c101=…` draws one of them differently."""
    return [
        NamedBoundary(code, name, moved.get(f"c{code}", square(west, south)))
        for code, (name, west, south) in SQUARES.items()
    ]


def settle() -> BoundarySet:
    """Build the town: categories, boundaries, population."""
    load_catalogue()
    boundary_set = load_boundaries(name="Town", source="drawn", boundaries=town())
    activate_boundary_set(boundary_set=boundary_set)
    load_figures(
        figures=[YearFigure(code, "population", 2023, Decimal(n)) for code, n in PEOPLE.items()],
        source="drawn",
    )
    return boundary_set


def pin(
    where: tuple[float, float] = FOUNTAIN,
    category: str = "bozuk-yol",
    *,
    identity: UUID | None = None,
    **facts: Any,
) -> Issue:
    """Report an issue as a resident does."""
    report = Report(
        id=identity or uuid7(),
        location=Point(*where, srid=WGS84),
        category=Category.objects.get(slug=category),
        description=str(facts.pop("description", "Yolda çukur var.")),
        **facts,
    )
    issue, _created = report_issue(report=report, source=Source.WEB)
    return issue


def photograph(issue: Issue, *, identity: UUID | None = None, by: User | None = None) -> Photo:
    """Add a photo to an issue."""
    photo, _created = add_photo(
        issue=issue, id=identity or uuid7(), photo=cleaned(BytesIO(encoded())), by=by
    )
    return photo


def remark(issue: Issue, text: str = "Bizim sokakta da öyle.") -> Comment:
    """Write below an issue as a neighbour does."""
    return write(sent_id=uuid7(), issue=issue, text=text)


def resolve(issue: Issue) -> None:
    """Bring an issue to its good end."""
    change_status(issue=issue, to=Status.RESOLVED, note="Yapıldı.")


def mahalle_of(issue: Issue) -> str | None:
    """The name of the mahalle that the database says, afresh."""
    fresh = Issue.objects.select_related("neighbourhood").get(pk=issue.pk)
    return fresh.neighbourhood.name if fresh.neighbourhood else None
