"""Decisions: by consensus or by vote, never changed, and of a secret vote nobody knows who said what."""

import re

import pytest
from django.db import DatabaseError, connection, transaction
from uuid_utils.compat import uuid7

from accounts.models import User
from tests.at_once import at_once
from tests.district import FOUNTAIN, pin
from tests.places.kept import keep
from tests.workinggroups.meetings import called, put
from tests.workinggroups.people import (
    AYSE,
    CAN,
    ELIF,
    FATMA,
    MEHMET,
    let_in,
    member,
    person,
    whole_group,
)
from workinggroups.decisions.actions import close_vote, decide, vote
from workinggroups.decisions.tasks import leave_no_trace
from workinggroups.errors import RefusedError
from workinggroups.groups.actions import ask_to_join, decline, leave
from workinggroups.meetings.actions import close_meeting, open_meeting
from workinggroups.models import (
    Decision,
    Meeting,
    OpenVote,
    Outcome,
    SecretTally,
    SecretTurn,
    Voice,
    Way,
)

TEXT = "Çeşme Sokak’a üç konteyner konsun."


def visit(client, email):
    client.force_login(person(email))
    return client


@pytest.fixture
def item(db):
    """An item of the agenda of a meeting that is open, of a group with one of each role."""
    meeting = called(whole_group())
    found = put(meeting, "Konteynerler")
    open_meeting(meeting=meeting)
    found.refresh_from_db()
    return found


def asked(item, way=Way.OPEN_VOTE, **facts) -> Decision:
    return decide(id=uuid7(), item=item, facts={"text": TEXT, "way": way, **facts})


def say(decision, email, voice):
    vote(decision=decision, member=member(decision.group, email), voice=voice)


def closed(decision, dissent="") -> Decision:
    return close_vote(decision=decision, dissent=dissent)


def test_the_facilitator_records_a_consensus_with_dissent_and_what_it_is_about(town, item, client):
    issue, place = pin(FOUNTAIN), keep()
    address = f"/meetings/{item.meeting_id}/items/{item.pk}/decide/"
    form = visit(client, MEHMET).get(address).content.decode()
    identity = re.search(r'name="id" value="([^"]+)"', form)[1]
    sent = {
        "id": identity, "text": TEXT, "rationale": "Üçü de taşıyor.", "way": "consensus", "quorum": "0",
        "dissent": "Fatma: yeri dar.", "issues": f"#{issue.number}", "places": str(place.number),
        "mahalle": ["102"], "duties": ["participation"],
    }  # fmt: skip
    answers = [client.post(address, sent) for _ in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    page = client.get(answers[0].headers["Location"]).content.decode()
    for told in (
        TEXT,
        "Üçü de taşıyor.",
        "Fatma: yeri dar.",
        f"#{issue.number}",
        place.name,
        "Bağlar",
        "katılım",
    ):
        assert told.replace("’", "’") in page
    assert Decision.objects.get().outcome == Outcome.ADOPTED
    assert TEXT[:20] in client.get(f"/meetings/{item.meeting_id}/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": ""}, "Bu alan zorunlu"),
        ({"way": "open", "quorum": "4"}, "yalnızca 3 üyenin"),
        ({"way": "open", "dissent": "Olmaz"}, "oylamayı kapatırken"),
        ({"issues": "99999"}, "99999"),
        ({"places": "çeşme"}, "1024, 1031"),
        ({"mahalle": ["999"]}, "999"),
    ],
)
def test_what_cannot_be_decided_is_refused_with_a_sentence(town, item, client, wrong, sentence):
    sent = {"text": TEXT, "way": "consensus", "quorum": "0"} | wrong
    answer = visit(client, MEHMET).post(
        f"/meetings/{item.meeting_id}/items/{item.pk}/decide/", sent
    )
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Decision.objects.exists()


def test_nothing_is_decided_outside_of_a_meeting(item):
    close_meeting(meeting=Meeting.objects.get(pk=item.meeting_id))
    item.meeting.refresh_from_db()
    with pytest.raises(RefusedError):
        asked(item)


def test_an_open_vote_says_who_said_what_when_it_is_over(item, client):
    decision = asked(item)
    visit(client, FATMA).post(f"/decisions/{decision.pk}/vote/", {"voice": "for"})
    say(decision, AYSE, Voice.AGAINST)
    say(decision, MEHMET, Voice.FOR)
    page = client.get(f"/decisions/{decision.pk}/").content.decode()
    assert "Fatma" not in page
    assert "3 üye oy verdi" in page
    visit(client, MEHMET).post(
        f"/decisions/{decision.pk}/close/", {"dissent": "Ayşe: önce sayalım."}
    )
    page = client.get(f"/decisions/{decision.pk}/").content.decode()
    assert "Fatma, Mehmet" in page or "Mehmet, Fatma" in page
    decision.refresh_from_db()
    assert (decision.outcome, decision.votes_for, decision.votes_against) == (Outcome.ADOPTED, 2, 1)
    assert decision.eligible == 3


@pytest.mark.parametrize(
    ("voices", "quorum", "outcome"),
    [
        ("fff", 0, Outcome.ADOPTED), ("ffa", 3, Outcome.ADOPTED), ("fa", 0, Outcome.REJECTED), ("", 0, Outcome.REJECTED),
        ("ff", 3, Outcome.NO_QUORUM), ("f..", 3, Outcome.ADOPTED), ("...", 0, Outcome.REJECTED),
    ],
)  # fmt: skip
@pytest.mark.parametrize("way", [Way.OPEN_VOTE, Way.SECRET_VOTE])
def test_more_for_than_against_adopts_if_enough_voted(item, way, voices, quorum, outcome):
    decision = asked(item, way, quorum=quorum)
    said = {"f": Voice.FOR, "a": Voice.AGAINST, ".": Voice.ABSTAIN}
    for email, voice in zip([AYSE, MEHMET, FATMA], voices, strict=False):
        say(decision, email, said[voice])
    assert closed(decision).outcome == outcome


@pytest.mark.parametrize("way", [Way.OPEN_VOTE, Way.SECRET_VOTE])
def test_nobody_votes_twice_or_without_a_voice_or_too_late(item, way, client):
    decision = asked(item, way)
    say(decision, FATMA, Voice.FOR)
    leave(member=member(decision.group, FATMA))
    for email in (FATMA, CAN):
        with pytest.raises(RefusedError):
            say(decision, email, Voice.FOR)
    say(decision, MEHMET, Voice.FOR)
    answer = visit(client, MEHMET).post(f"/decisions/{decision.pk}/vote/", {"voice": "against"})
    assert answer.status_code == 409
    assert "Zaten oy verdiniz." in answer.content.decode()
    assert closed(decision).votes_for == 2
    late = {AYSE: 409, FATMA: 403, "baska@example.org": 403}
    for email, status in late.items():
        answer = visit(client, email).post(f"/decisions/{decision.pk}/vote/", {"voice": "for"})
        assert answer.status_code == status


def test_of_two_votes_at_once_of_one_member_one_counts(transactional_db):
    meeting = called(whole_group())
    put(meeting)
    open_meeting(meeting=meeting)
    decision = asked(Meeting.objects.get().items.get(), Way.SECRET_VOTE)
    refused = []

    def try_to_vote():
        try:
            say(decision, FATMA, Voice.FOR)
        except RefusedError as error:
            refused.append(error)

    at_once(*[try_to_vote] * 4)
    assert len(refused) == 3
    assert SecretTally.objects.get().votes_for == 1


def rows_of(table):
    """All that a table says, the system's own columns too, in the order in which it is stored."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT xmin::text, ctid::text, to_jsonb(t)::text FROM {table} t")
        return cursor.fetchall()


def test_of_a_secret_vote_the_database_does_not_tell_who_said_what(transactional_db):
    meeting = called(whole_group())
    put(meeting)
    open_meeting(meeting=meeting)
    decision = asked(Meeting.objects.get().items.get(), Way.SECRET_VOTE)
    for email, voice in ((MEHMET, Voice.AGAINST), (AYSE, Voice.FOR), (FATMA, Voice.FOR)):
        say(decision, email, voice)
    turns, [tally] = rows_of("workinggroups_secretturn"), rows_of("workinggroups_secrettally")
    assert len({xmin for xmin, _ctid, _row in turns}) == 1, "no turn is younger than another"
    members = [re.search(r'"member_id": (\d+)', row)[1] for _xmin, _ctid, row in turns]
    assert members == sorted(members, key=int), "their order is that of the members"
    assert not any(voice in row for _x, _c, row in turns for voice in Voice.values)
    assert "member" not in tally[2]
    assert not OpenVote.objects.exists()
    closed(decision)
    leave_no_trace()
    assert rows_of("workinggroups_secrettally") == []
    assert len(rows_of("workinggroups_secretturn")) == 3
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size('workinggroups_secrettally')")
        assert cursor.fetchone()[0] == 0


def test_the_count_of_a_secret_vote_is_on_no_page_before_it_is_closed(item, client):
    decision = asked(item, Way.SECRET_VOTE)
    say(decision, FATMA, Voice.FOR)
    page = visit(client, MEHMET).get(f"/decisions/{decision.pk}/").content.decode()
    assert "1 üye oy verdi" in page
    assert 'class="figures"' not in page
    assert "Kimin ne oy verdiği yazılmaz" in page


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE workinggroups_decision SET text = 'Başka'",
        "UPDATE workinggroups_decision SET dissent = 'Başka'",
        "DELETE FROM workinggroups_decision",
    ],
)
def test_the_database_lets_nobody_change_a_decision(item, change):
    asked(item, Way.CONSENSUS)
    with (
        pytest.raises(DatabaseError, match="never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


def test_what_is_voted_on_does_not_change_while_it_is(item):
    asked(item)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        Decision.objects.update(text="Başka")


@pytest.mark.parametrize("way", [Way.OPEN_VOTE, Way.SECRET_VOTE])
def test_the_database_counts_no_vote_after_the_end_or_from_outside(item, way):
    decision = asked(item, way)
    model = OpenVote if way == Way.OPEN_VOTE else SecretTurn
    facts = {"voice": "for"} if way == Way.OPEN_VOTE else {}
    with pytest.raises(DatabaseError, match="does not count"), transaction.atomic():
        model.objects.create(decision=decision, member_id=10**9, **facts)
    closed(decision)
    with pytest.raises(DatabaseError, match="does not count"), transaction.atomic():
        model.objects.create(decision=decision, member=member(decision.group, AYSE), **facts)


def test_a_decision_leads_to_what_was_looked_at(town, client):
    meeting = called(whole_group())
    item = put(meeting, "Yollar", "/?category=bozuk-yol")
    item.meeting = open_meeting(meeting=meeting)
    decision = asked(item, Way.CONSENSUS)
    page = client.get(f"/decisions/{decision.pk}/").content.decode()
    [address] = re.findall(r'href="(/meetings/[^"]+/snapshots/\d+/)"', page)
    assert client.get(address).status_code == 200


def test_a_decision_is_superseded_by_one_other_alone(item, client):
    older = asked(item, Way.CONSENSUS)
    newer = asked(item, Way.CONSENSUS, supersedes=older, text="Beş konteyner konsun.")
    assert "Beş konteyner konsun." in client.get(f"/decisions/{older.pk}/").content.decode()
    assert TEXT[:20] in client.get(f"/decisions/{newer.pk}/").content.decode()
    with pytest.raises(RefusedError):
        asked(item, Way.CONSENSUS, supersedes=older)
    rejected = closed(asked(item))
    with pytest.raises(RefusedError):
        asked(item, Way.CONSENSUS, supersedes=rejected)


def test_who_erases_their_account_is_named_no_more_and_their_vote_counts(item, client):
    decision = asked(item)
    say(decision, FATMA, Voice.FOR)
    closed(decision)
    User.objects.get(email=FATMA).delete()
    page = client.get(f"/decisions/{decision.pk}/").content.decode()
    assert "Fatma" not in page
    decision.refresh_from_db()
    assert decision.votes_for == 1


@pytest.mark.parametrize("way", [Way.OPEN_VOTE, Way.SECRET_VOTE])
def test_who_joins_during_a_vote_has_no_voice_in_it(item, way, client):
    decision = asked(item, way)
    late = let_in(decision.group, ELIF)
    page = visit(client, ELIF).get(f"/decisions/{decision.pk}/").content.decode()
    assert "siz oy hakkı edinmeden başlamıştı" in page
    with pytest.raises(RefusedError):
        vote(decision=decision, member=late, voice=Voice.FOR)
    for email in (AYSE, FATMA, MEHMET):
        say(decision, email, Voice.FOR)
    assert closed(decision).eligible == 3


def test_who_erases_their_account_and_joins_again_does_not_vote_twice(item):
    decision = asked(item)
    say(decision, FATMA, Voice.FOR)
    User.objects.get(email=FATMA).delete()
    again = let_in(decision.group, FATMA)
    with pytest.raises(RefusedError):
        vote(decision=decision, member=again, voice=Voice.FOR)
    assert closed(decision).votes_for == 1


def test_who_leads_closes_a_vote_and_nobody_else(item, client):
    decision = asked(item)
    assert visit(client, AYSE).post(f"/decisions/{decision.pk}/close/").status_code == 403
    assert visit(client, MEHMET).post(f"/decisions/{decision.pk}/close/").status_code == 302
    assert client.post(f"/decisions/{decision.pk}/close/").status_code == 409


def test_a_vote_that_fails_supersedes_nothing(item, client):
    older = asked(item, Way.CONSENSUS)
    failing = asked(item, supersedes=older, text="Beş konteyner konsun.")
    assert "Beş konteyner" not in client.get(f"/decisions/{older.pk}/").content.decode()
    closed(failing)
    other = asked(item, Way.CONSENSUS, supersedes=older, text="Altı konteyner konsun.")
    assert older.superseded_by == other


def test_of_two_votes_that_would_supersede_the_same_the_first_adopted_does(item):
    older = asked(item, Way.CONSENSUS)
    votes = [asked(item, supersedes=older) for _ in range(2)]
    for one in votes:
        say(one, FATMA, Voice.FOR)
    closed(votes[0])
    with pytest.raises(RefusedError):
        closed(votes[1])


def test_a_meeting_is_not_closed_while_something_is_voted_on(item):
    decision = asked(item)
    meeting = Meeting.objects.get(pk=item.meeting_id)
    with pytest.raises(RefusedError):
        close_meeting(meeting=meeting)
    closed(decision)
    close_meeting(meeting=meeting)


def test_two_secret_votes_are_closed_one_after_the_other(item):
    first, second = asked(item, Way.SECRET_VOTE), asked(item, Way.SECRET_VOTE)
    closed(first)
    closed(second)


def test_who_voted_and_asks_again_and_is_declined_keeps_their_name(item, client):
    decision = asked(item)
    say(decision, FATMA, Voice.FOR)
    closed(decision)
    leave(member=member(decision.group, FATMA))
    decline(member=ask_to_join(group=decision.group, user=person(FATMA), name="Fatma", why=""))
    assert "Fatma" in client.get(f"/decisions/{decision.pk}/").content.decode()
