"""A meeting of the group, with something on its agenda."""

from datetime import timedelta

from django.utils import timezone
from uuid_utils.compat import uuid7

from workinggroups.decisions.actions import decide
from workinggroups.meetings.actions import (
    add_item,
    add_subject,
    call_meeting,
    close_meeting,
    keep_for_group,
    open_meeting,
)
from workinggroups.meetings.addresses import found_at
from workinggroups.minutes.actions import write_minutes
from workinggroups.models import (
    Action,
    AgendaItem,
    Decision,
    GroupView,
    Meeting,
    Minutes,
    Subject,
    Way,
)
from workinggroups.promises.actions import promise


def called(group, *, days=1, **facts) -> Meeting:
    """A meeting in some days, at the culture house."""
    begins = timezone.now() + timedelta(days=days)
    usual = {
        "title": "Kasım toplantısı",
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=2),
        "place": "Kültür Evi, rampası var",
        "publish_days": 7,
    }
    return call_meeting(id=uuid7(), group=group, facts=usual | facts)


def group_view(group, address="/?category=cop", title="Çöp") -> GroupView:
    """A view that the group keeps."""
    state = found_at(address).state
    assert state
    return keep_for_group(group=group, title=title, state=state)


def put(meeting, title="Çöp konteynerleri", *addresses) -> AgendaItem:
    """An item with what stands at these addresses."""
    item = add_item(meeting=meeting, title=title, note="Nerede eksik?")
    for address in addresses:
        put_under(item, address)
    return item


def put_under(item, address, title="") -> Subject:
    """What stands at an address, under an item."""
    at = found_at(address)
    return add_subject(item=item, kind=at.kind, key=at.key, title=title or at.title, state=at.state)


def decided(group, way=Way.CONSENSUS, **facts) -> Decision:
    """What the group decides in a meeting that is open now."""
    meeting = called(group, title="Karar toplantısı")
    item = put(meeting, "Konteynerler")
    item.meeting = open_meeting(meeting=meeting)
    usual = {"text": "Üç konteyner konsun.", "way": way, "duties": ["participation"]}
    return decide(id=uuid7(), item=item, facts=usual | facts)


def minuted(group) -> Minutes:
    """The published minutes of a meeting of the group."""
    meeting = called(group, title="Tutanaklı toplantı")
    put(meeting, "Haritalar", "/")
    open_meeting(meeting=meeting)
    close_meeting(meeting=meeting)
    return write_minutes(meeting=meeting, present="Ayşe", text="Konuşuldu.", publish=True)


def promised(decision, **facts) -> Action:
    """What follows from a decision: the municipality puts up three containers within a month."""
    due = timezone.localdate() + timedelta(days=30)
    usual = {"title": "Üç konteyner", "doer": "municipality", "due_on": due}
    return promise(key=uuid7(), decision=decision, facts=usual | facts)
