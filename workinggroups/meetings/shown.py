"""An agenda as it is shown: each subject with where it leads, and what of it may be seen."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from issues.models import PublicIssue
from places.models import PublicPlace
from workinggroups.models import (
    AgendaItem,
    Decision,
    Meeting,
    MeetingNote,
    NoteState,
    Snapshot,
    Subject,
    SubjectKind,
)

PAGES = {
    SubjectKind.INDICATOR: "indicators:detail",
    SubjectKind.ISSUE: "issues:detail",
    SubjectKind.PLACE: "places:detail",
    SubjectKind.SCENARIO: "fairness:scenario",
}


@dataclass(frozen=True)
class ShownSubject:
    """A subject with its address; `is_gone` of a report or place that is not public any more."""

    subject: Subject
    address: str
    is_gone: bool
    snapshot: Snapshot | None


@dataclass(frozen=True)
class ShownItem:
    """An item of an agenda with its subjects, and what was decided under it."""

    item: AgendaItem
    subjects: list[ShownSubject]
    decisions: list[Decision]
    notes: list[MeetingNote]

    @property
    def pk(self) -> int:
        """The item's key."""
        return self.item.pk


def agenda(meeting: Meeting) -> list[ShownItem]:
    """Return a meeting's agenda. Asks at most seven queries."""
    items = list(meeting.items.prefetch_related("subjects"))
    subjects = [subject for item in items for subject in item.subjects.all()]
    seen = _public(subjects)
    rows = Snapshot.objects.defer("manifest").filter(subject__item__meeting=meeting)
    decisions = defaultdict(list)
    for decision in Decision.objects.filter(item__meeting=meeting).order_by("made_at"):
        decisions[decision.item_id].append(decision)
    notes = defaultdict(list)
    for note in MeetingNote.objects.filter(item__meeting=meeting, state=NoteState.SHOWN):
        notes[note.item_id].append(note)
    snapshots = {snapshot.subject_id: snapshot for snapshot in rows}
    return [
        ShownItem(
            item,
            [_shown(s, seen, snapshots.get(s.pk)) for s in item.subjects.all()],
            decisions[item.pk],
            notes[item.pk],
        )
        for item in items
    ]


def _public(subjects: Iterable[Subject]) -> dict[str, set[str]]:
    """Return the keys of reports and of places that everybody may see, among those of subjects."""
    told = list(subjects)
    issues = {int(s.key) for s in told if s.kind == SubjectKind.ISSUE}
    places = {int(s.key) for s in told if s.kind == SubjectKind.PLACE}
    of_issues = PublicIssue.objects.filter(number__in=issues).values_list("number", flat=True)
    of_places = PublicPlace.objects.filter(number__in=places).values_list("number", flat=True)
    return {
        SubjectKind.ISSUE: set(map(str, of_issues)),
        SubjectKind.PLACE: set(map(str, of_places)),
    }


def _shown(subject: Subject, seen: dict[str, set[str]], snapshot: Snapshot | None) -> ShownSubject:
    is_gone = subject.kind in seen and subject.key not in seen[subject.kind]
    return ShownSubject(subject, "" if is_gone else _address(subject, snapshot), is_gone, snapshot)


def _address(subject: Subject, snapshot: Snapshot | None) -> str:
    if subject.kind == SubjectKind.DOCUMENT:
        return subject.key
    if subject.kind != SubjectKind.VIEW:
        return reverse(PAGES[SubjectKind(subject.kind)], args=[subject.key])
    if snapshot:
        return reverse("meetings:snapshot", args=[subject.item.meeting_id, snapshot.pk])
    return f"{reverse('maps:home')}?{subject.query}" + (f"#{subject.at}" if subject.at else "")
