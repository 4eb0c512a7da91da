"""How long after the facilitator moves the screen a hundred phones show it; beside asking for all of it each time.

script/bench followers --followers 100 --seconds 30
"""

import argparse
import json
import threading
import time
from collections.abc import Callable
from datetime import timedelta
from http.client import HTTPConnection
from typing import Any

from django.utils import timezone
from uuid_utils.compat import uuid7

from benchmarks.measure import progress, report, spread
from benchmarks.pins import load_unless_there
from benchmarks.servers import GUNICORN, serving
from maps.saved.state import read_state
from workinggroups.groups.actions import found_group
from workinggroups.meetings.actions import add_item, add_subject, call_meeting, open_meeting
from workinggroups.models import Meeting, Snapshot, SubjectKind, WorkingGroup
from workinggroups.stage.actions import Shown, show

SEEN = 2
"""Seconds that the last move has to be seen."""

OFTEN = 0.7
"""Seconds between two questions of a phone, as workinggroups/static/workinggroups/following.js asks."""

PINS = 5000


def main() -> None:
    """Open a meeting, let phones follow it, move its screen once a second."""
    parser = argparse.ArgumentParser(prog="script/bench followers", description=__doc__)
    parser.add_argument("--followers", type=int, default=100)
    parser.add_argument("--seconds", type=int, default=30)
    options = parser.parse_args()
    load_unless_there(PINS)
    meeting = opened()
    try:
        with serving(GUNICORN, "/follow/") as port:
            ours = followed(meeting, port, options, lambda known: f"?since={known}")
            peer = followed(meeting, port, options, lambda _known: "")
    finally:
        WorkingGroup.objects.filter(pk=meeting.group_id).delete()
    report(
        {
            "benchmark": "followers",
            "followers": options.followers,
            "about": "HTTP through gunicorn on loopback; from the move to the phone that shows it",
            "ours": ours,
            "peers": {"all_of_it_each_time": peer},
        }
    )


def opened() -> Meeting:
    """Return an open meeting over one view of every report, which its screen shows."""
    facts = {"name": f"Ölçüm {uuid7()}", "kind": "group", "purpose": "Ölçmek.", "joining": "open"}
    group = found_group(facts=facts, secretary="olcum@example.org", name="Ölçen")
    now = timezone.now()
    when = {"title": "Ölçüm", "starts_at": now, "ends_at": now + timedelta(hours=1), "place": "-"}
    meeting = call_meeting(id=uuid7(), group=group, facts=when)
    item = add_item(meeting=meeting, title="Bildirimler", note="")
    state = read_state({"layer": "hexagons"})
    add_subject(item=item, kind=SubjectKind.VIEW, key="", title="Bildirimler", state=state)
    return open_meeting(meeting=meeting)


class Phone(threading.Thread):
    """Asks for the screen every OFTEN seconds until it is over; notes when it saw which version, and how long it waited."""

    def __init__(
        self, wait: float, port: int, address: Callable[[int], str], over: threading.Event
    ) -> None:
        super().__init__()
        self.wait, self.port, self.address, self.over = wait, port, address, over
        self.known = 0
        self.seen: list[tuple[int, float]] = []
        self.asked: list[float] = []

    def run(self) -> None:
        """Follow; phones were opened one after the other."""
        server = HTTPConnection("127.0.0.1", self.port, timeout=30)
        pause = self.wait
        while not self.over.wait(pause):
            self.ask(server)
            pause = OFTEN
        server.close()

    def ask(self, server: HTTPConnection) -> None:
        """Ask once."""
        start = time.perf_counter()
        server.request("GET", self.address(self.known))
        body = server.getresponse().read()
        self.asked.append(time.perf_counter() - start)
        version = json.loads(body)["version"] if body else self.known
        if version != self.known:
            self.seen.append((version, time.perf_counter()))
            self.known = version


def followed(
    meeting: Meeting, port: int, options: argparse.Namespace, query: Callable[[int], str]
) -> dict[str, Any]:
    """Return how long phones took to show each move, and how long their questions took."""
    progress.print(f"[dim]· {options.followers} phones for {options.seconds} s …[/dim]")
    shown = Shown(item=meeting.items.get(), left=Snapshot.objects.latest("pk"), right=None)
    first = show(meeting=meeting, shown=shown)
    over = threading.Event()
    phones = started(meeting, port, options.followers, query, over)
    moved = moves(meeting, shown, options.seconds, over)
    for phone in phones:
        phone.join()
    seen = [one for phone in phones for one in phone.seen if one[0] != first]
    return {
        "until_it_is_shown": spread([at - moved[version] for version, at in seen]),
        "each_question": spread([took for phone in phones for took in phone.asked]),
    }


def started(
    meeting: Meeting, port: int, followers: int, query: Callable[[int], str], over: threading.Event
) -> list[Phone]:
    """Return phones that follow a meeting until it is over, opened one after the other."""
    address = f"/follow/{meeting.code}/state.json"
    waits = [OFTEN * n / followers for n in range(followers)]
    phones = [Phone(wait, port, lambda known: address + query(known), over) for wait in waits]
    for phone in phones:
        phone.start()
    return phones


def moves(meeting: Meeting, shown: Shown, seconds: int, over: threading.Event) -> dict[int, float]:
    """Move the screen once a second, leave it to be seen, and say that it is over; return when each version was begun."""
    moved = {}
    try:
        for _second in range(seconds - SEEN):
            over.wait(1)
            begun = time.perf_counter()
            moved[show(meeting=meeting, shown=shown)] = begun
        over.wait(SEEN)
    finally:
        over.set()
    return moved
