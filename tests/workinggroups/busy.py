"""A group in which every page and state of groups can be met."""

from datetime import timedelta

from django.utils import timezone

from tests.workinggroups.meetings import called, decided, minuted, promised, put, put_under
from tests.workinggroups.people import FATMA, greens, let_in, person
from workinggroups.groups.actions import ask_to_join
from workinggroups.meetings.actions import close_meeting, open_meeting
from workinggroups.models import Action, Progress, Role, Snapshot, Way
from workinggroups.promises.actions import tell


def busy_group() -> dict[str, object]:
    """Build it; returns the parts of its addresses. Ayşe is its secretary, Elif its facilitator."""
    group = greens()
    ask_to_join(group=group, user=person("mehmet@example.org"), name="Mehmet", why="Ben de varım.")
    let_in(group, FATMA)
    meeting, held_meeting = called(group), called(group, title="Ekim toplantısı")
    put(meeting, "Kaldırımlar", "/?layer=neighbourhoods", "/?layer=density")
    put(held_meeting, "Yollar", "/")
    open_meeting(meeting=held_meeting)
    close_meeting(meeting=held_meeting)
    let_in(group, "elif@example.org", Role.FACILITATOR)
    running = decided(group, Way.SECRET_VOTE)
    for address in ("/", "/?layer=neighbourhoods"):
        put_under(running.item, address)
    late, done = promised(decided(group)), promised(decided(group), mahalle="102")
    Action.objects.filter(pk=late.pk).update(due_on=timezone.localdate() - timedelta(days=2))
    tell(action=done, progress=Progress.DONE, note="Üçü de kondu.", on=timezone.localdate())
    return {
        "vote": running.pk,
        "open_meeting": running.item.meeting_id,
        "item": running.item_id,
        "code": running.item.meeting.code,
        "decision": done.decision_id,
        "late": late.pk,
        "done": done.pk,
        "minutes": minuted(group).meeting_id,
        "group": group.slug,
        "meeting": meeting.pk,
        "held_meeting": held_meeting.pk,
        "snapshot": Snapshot.objects.earliest("pk").pk,
    }
