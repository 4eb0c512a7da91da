"""What readers and reporters ask most, as whole requests; beside the same counts made plainly.

script/bench pages --pins 1000000
"""

import argparse
import json
import time
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from uuid import UUID

from django.db import connection
from uuid_utils.compat import uuid7

from benchmarks.measure import report, spread
from benchmarks.pins import DESCRIPTION, load_unless_there
from benchmarks.servers import GUNICORN, ask, serving
from issues.models import Issue, PublicIssue
from neighbourhoods.models import Neighbourhood

TIMES = 30
CENTRE = (29.12, 40.985)
PAGES = {
    "map": "/",
    "list": "/issues/",
    "list_of_a_mahalle": "/issues/?mahalle={mahalle}",
    "issue": "/issues/{number}/",
    "all_mahalle": "/neighbourhoods/",
    "a_mahalle": "/neighbourhoods/{mahalle}/",
    "form": "/issues/new/?category=cop",
    "list_api": "/api/v1/issues/",
    "statistics_api": "/api/v1/neighbourhoods/statistics/",
    "heat_geojson": "/layers/density.geojson",
    "mahalle_geojson": "/layers/neighbourhoods.geojson",
}
PLAIN = {
    "count": "SELECT count(*) FROM issues_issue WHERE visibility = 'public'",
    "count_per_mahalle_and_status": "SELECT neighbourhood_id, status, count(*) FROM issues_issue"
    " WHERE visibility = 'public' GROUP BY 1, 2",
}
"""The numbers of the list and of the table of all mahalle, counted pin by pin."""


def main() -> None:
    """Load the pins unless they are there, then ask for one page after the other."""
    parser = argparse.ArgumentParser(prog="script/bench pages", description=__doc__)
    parser.add_argument("--pins", type=int, default=1_000_000)
    options = parser.parse_args()
    load_unless_there(options.pins)
    parts = {
        "number": PublicIssue.objects.newest_first().values_list("number", flat=True)[0],
        "mahalle": Neighbourhood.objects.current().values_list("slug", flat=True)[0],
    }
    with serving(GUNICORN, "/", environment={"PROXIES": "1"}) as port:
        pages = {
            name: ask(port, [path.format(**parts)] * TIMES).summary()
            for name, path in PAGES.items()
        }
        pin = spread(pins(port))
    result = {
        "benchmark": "pages",
        "pins": options.pins,
        "about": "HTTP through gunicorn on loopback, one request after another",
        "pages": pages,
        "pin": pin,
        "peers": {name: spread([plainly(text) for _ in range(5)]) for name, text in PLAIN.items()},
    }
    report(result)


def pins(port: int) -> list[float]:
    """Return the seconds of reports, each from a network of its own; none stays behind."""
    sent = [uuid7() for _ in range(TIMES)]
    server = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        return [pin(server, id, f"10.0.0.{n}") for n, id in enumerate(sent)]
    finally:
        server.close()
        Issue.objects.filter(pk__in=sent).delete()


def pin(server: HTTPConnection, id: UUID, network: str) -> float:
    """Return the seconds of one report.

    Raises:
        HTTPException: it was refused.
    """
    text = json.dumps(
        {
            "id": str(id),
            "location": {"type": "Point", "coordinates": CENTRE},
            "category": "cop",
            "description": DESCRIPTION,
        }
    )
    start = time.perf_counter()
    headers = {"Content-Type": "application/json", "X-Forwarded-For": network}
    server.request("POST", "/api/v1/issues/", text, headers)
    answer = server.getresponse()
    said = answer.read()
    if answer.status != HTTPStatus.CREATED:
        raise HTTPException(f"{answer.status} {said!r}")
    return time.perf_counter() - start


def plainly(text: str) -> float:
    """Return the seconds of a query."""
    start = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(text)
        cursor.fetchall()
    return time.perf_counter() - start
