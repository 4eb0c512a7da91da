"""What moderators do, and what the database holds true meanwhile."""

from contextlib import suppress

import pytest
from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from uuid_utils.compat import uuid7

from intake.loading import load_lexicon
from intake.models import HateTerm
from issues import moderation
from issues.actions import OutsideError, RefusedError, change_visibility
from issues.flags import flag_issue
from issues.models import (
    PUBLIC_STEPS,
    Category,
    Comment,
    DailyCount,
    Flag,
    HoldReason,
    Issue,
    ModerationStep,
    PublicChange,
    PublicIssue,
    PublicStep,
    Status,
    Support,
    SupportCount,
    Visibility,
)
from issues.querysets import count_differences
from tests.at_once import at_once
from tests.district import BRIDGE, HILL, MARKET, mahalle_of, pin

PHONE = "0532 123 45 67"


def supports(issue):
    counts = SupportCount.objects.filter(issue=issue)
    return counts.values_list("count", flat=True).first() or 0


def reasons(issue):
    return set(HoldReason.objects.filter(issue=issue).values_list("kind", "field"))


def seen_by(issue):
    return Issue.objects.with_last_step().get(pk=issue.pk).last_step


def visibility(issue):
    return Issue.objects.get(pk=issue.pk).visibility


def flag(issue, text=""):
    return flag_issue(identity=uuid7(), issue=issue, reason=Flag.Reason.OTHER, text=text)


@pytest.fixture
def lexicon(db):
    load_lexicon()


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"description": f"Beni arayın: {PHONE}"}, {("phone", "description")}),
        ({"description": "Çukur", "spot": "34 ABC 123 yanı"}, {("plate", "spot")}),
        (
            {"description": "Şerefsizler! www.ornek.com", "spot": "a@ornek.com"},
            {("hate", "description"), ("link", "description"), ("email", "spot")},
        ),
    ],
)
def test_a_report_that_needs_a_look_is_held_with_its_reasons_and_public_nowhere(
    town, lexicon, texts, expected
):
    issue = pin(**texts)
    assert issue.visibility == Visibility.HELD
    assert reasons(issue) == expected
    assert not PublicIssue.objects.exists()
    assert DailyCount.objects.all().total() == 0


def test_an_ordinary_report_is_public_at_once_without_a_reason(town, lexicon):
    issue = pin(description="34 numara önündeki bank kırık.", spot="14ES durağı")
    assert issue.visibility == Visibility.PUBLIC
    assert not reasons(issue)


def test_a_held_report_sent_again_is_still_one_with_the_same_reasons(town, lexicon):
    first = pin(description=PHONE)
    again = pin(description=PHONE, identity=first.pk)
    assert (first.pk, HoldReason.objects.count()) == (again.pk, 1)


def test_screening_asks_once_however_many_words_there_are(town):
    with CaptureQueriesContext(connection) as few:
        pin()
    HateTerm.objects.bulk_create(HateTerm(text=f"sözcük{i}", language="tr") for i in range(200))
    with CaptureQueriesContext(connection) as many:
        pin()
    assert sum("intake_hateterm" in query["sql"] for query in many) == 1
    assert len(many) == len(few)


def test_the_secretariat_edits_the_list_and_its_words_stay(town):
    call_command("load_moderation")
    HateTerm.objects.filter(text="kaltak").update(is_active=False, note="at takımı")
    assert load_lexicon() == 0
    assert HateTerm.objects.get(text="kaltak").note == "at takımı"
    assert pin(description="Kaltak çalındı").visibility == Visibility.PUBLIC
    assert pin(description="KAHPELER").visibility == Visibility.HELD
    with pytest.raises(ValidationError):
        HateTerm(text="a.", language="tr").full_clean()


@pytest.mark.parametrize(
    ("decide", "after"),
    [
        (moderation.publish, Visibility.PUBLIC),
        (moderation.hold, Visibility.HELD),
        (moderation.take_down, Visibility.REMOVED),
    ],
)
@pytest.mark.parametrize("before", [Visibility.PUBLIC, Visibility.HELD, Visibility.REMOVED])
def test_a_decision_is_recorded_ends_the_review_and_can_be_undone(
    town, zeynep, decide, before, after
):
    issue = pin()
    change_visibility(issue=issue, to=before)
    flagged = flag(issue)
    step = decide(issue=issue, by=zeynep)
    issue.refresh_from_db()
    flagged.refresh_from_db()
    assert (issue.visibility, step.taken_by, step.from_visibility) == (after, zeynep, before)
    assert issue.reviewed_at == flagged.handled_at == step.taken_at
    moderation.undo(step=step, by=zeynep)
    issue.refresh_from_db()
    flagged.refresh_from_db()
    assert (issue.visibility, issue.reviewed_at, flagged.handled_at) == (before, None, None)
    assert not count_differences()


def test_who_comes_second_is_told_and_nothing_is_done(town, zeynep):
    issue = pin()
    seen = seen_by(issue)
    moderation.take_down(issue=issue, by=zeynep, seen=seen)
    for late in (moderation.publish, moderation.hold):
        with pytest.raises(moderation.HandledMeanwhileError, match="başka biri"):
            late(issue=issue, by=zeynep, seen=seen)
    assert visibility(issue) == Visibility.REMOVED
    moderation.publish(issue=issue, by=zeynep, seen=seen_by(issue))
    assert visibility(issue) == Visibility.PUBLIC


def test_only_the_last_decision_can_be_undone(town, zeynep):
    issue = pin()
    first = moderation.hold(issue=issue, by=zeynep)
    last = moderation.redact(issue=issue, description="Çukur", spot="", by=zeynep)
    with pytest.raises(moderation.HandledMeanwhileError):
        moderation.undo(step=first, by=zeynep)
    with pytest.raises(RefusedError, match="geri alınamaz"):
        moderation.undo(step=last, by=zeynep)


def text_columns():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " JOIN information_schema.tables USING (table_schema, table_name)"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
            " AND data_type NOT IN ('integer', 'bigint', 'boolean', 'smallint')"
        )
        return cursor.fetchall()


def places_with(words):
    """Every column of every table that holds these words anywhere."""
    found = []
    with connection.cursor() as cursor:
        for table, column in text_columns():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" WHERE "{column}"::text LIKE %s', [f"%{words}%"]
            )
            if cursor.fetchone()[0]:
                found.append(f"{table}.{column}")
    return sorted(found)


def test_what_was_edited_out_is_nowhere_in_the_database(town, zeynep):
    issue = pin(description=f"Çukur var. {PHONE}", spot=f"Ali'nin evi, {PHONE}")
    change_visibility(issue=issue, to=Visibility.PUBLIC)  # leaves an event in the history
    flag(issue, text=f"{PHONE} burada yazıyor")
    assert places_with(PHONE) == [
        "issues_flag.text", "issues_issue.description", "issues_issue.spot",
        "issues_issueevent.description", "issues_issueevent.spot",
    ]  # fmt: skip
    moderation.redact(issue=issue, description="Çukur var.", spot="Ev", by=zeynep)
    assert places_with(PHONE) == []
    issue.refresh_from_db()
    assert (issue.description, issue.spot, reasons(issue)) == ("Çukur var.", "Ev", set())


def test_the_history_of_another_report_is_left_alone_and_stays_closed(town, zeynep):
    other, issue = pin(description=f"Başka {PHONE}"), pin(description=PHONE)
    for each in (other, issue):
        change_visibility(issue=each, to=Visibility.PUBLIC)
    moderation.redact(issue=issue, description="Çukur", spot="", by=zeynep)
    events = Issue.pgh_event_model.objects
    assert events.get(pgh_obj_id=other.pk).description == f"Başka {PHONE}"
    assert {e.description for e in events.filter(pgh_obj_id=issue.pk)} == {moderation.REDACTED}
    with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
        events.update(description="")


def test_personal_data_that_is_left_is_told_again(town, zeynep):
    issue = pin(description=f"{PHONE}, 34 ABC 123")
    moderation.redact(issue=issue, description="34 ABC 123", spot="", by=zeynep)
    assert reasons(issue) == {("plate", "description")}
    with pytest.raises(RefusedError, match="açıklama bırak"):
        moderation.redact(issue=issue, description=" ", spot="", by=zeynep)


def test_a_duplicate_is_hidden_and_its_page_leads_to_the_original(town, zeynep, client):
    original, copy = pin(), pin()
    step = moderation.merge(issue=copy, into=original, by=zeynep)
    assert DailyCount.objects.all().total() == 1
    assert client.get(f"/issues/{copy.number}/")["Location"] == f"/issues/{original.number}/"
    change_visibility(issue=original, to=Visibility.REMOVED)
    assert client.get(f"/issues/{copy.number}/").status_code == 404
    change_visibility(issue=original, to=Visibility.PUBLIC)
    moderation.undo(step=step, by=zeynep)
    assert client.get(f"/issues/{copy.number}/").status_code == 200


def test_duplicates_of_a_duplicate_follow_it(town, zeynep):
    first, second, third = pin(), pin(), pin()
    moderation.merge(issue=third, into=second, by=zeynep)
    moderation.merge(issue=second, into=first, by=zeynep)
    assert set(first.duplicates.all()) == {second, third}


def test_supporters_of_a_duplicate_count_for_the_original_until_the_merge_is_undone(town, zeynep):
    original, copy = pin(), pin()
    both, neighbour = uuid7(), uuid7()
    for issue, supporter in ((original, both), (copy, both), (copy, neighbour)):
        Support.objects.create(issue=issue, supporter=supporter)
    step = moderation.merge(issue=copy, into=original, by=zeynep)
    assert supports(original) == 2
    moderation.undo(step=step, by=zeynep)
    assert (supports(original), supports(copy)) == (1, 2)


def test_an_undone_merge_takes_its_own_duplicates_back(town, zeynep):
    first, second, third = pin(), pin(), pin()
    moderation.merge(issue=third, into=second, by=zeynep)
    step = moderation.merge(issue=second, into=first, by=zeynep)
    moderation.undo(step=step, by=zeynep)
    assert not first.duplicates.exists()
    assert list(second.duplicates.all()) == [third]


def test_a_duplicate_that_was_published_by_mistake_is_one_again(town, zeynep):
    original, copy = pin(), pin()
    Support.objects.create(issue=copy, supporter=uuid7())
    moderation.merge(issue=copy, into=original, by=zeynep)
    step = moderation.publish(issue=copy, by=zeynep)
    assert supports(original) == 0
    moderation.undo(step=step, by=zeynep)
    copy.refresh_from_db()
    assert (copy.duplicate_of, copy.visibility, supports(original)) == (original, "removed", 1)


def test_a_merge_that_makes_no_sense_is_refused(town, zeynep):
    first, second, third = pin(), pin(), pin()
    moderation.merge(issue=second, into=first, by=zeynep)
    for issue, into in ((first, first), (third, second), (first, second)):
        with pytest.raises(RefusedError):
            moderation.merge(issue=issue, into=into, by=zeynep)


def test_the_database_itself_allows_no_chain_no_circle_and_no_public_duplicate(town):
    first, second, third = pin(), pin(), pin()
    hidden = {"visibility": Visibility.REMOVED}
    Issue.objects.filter(pk=second.pk).update(duplicate_of=first, **hidden)
    for issue, values in (
        (third, {"duplicate_of": second, **hidden}),
        (first, {"duplicate_of": third, **hidden}),
        (first, {"duplicate_of": second, **hidden}),
        (third, {"duplicate_of": third, **hidden}),
        (third, {"duplicate_of": first}),
        (second, {"visibility": Visibility.PUBLIC}),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Issue.objects.filter(pk=issue.pk).update(**values)


def test_two_who_merge_two_reports_into_each_other_at_once_leave_one_public(
    transactional_town, zeynep
):
    first, second = pin(), pin()

    def merge(issue, into):
        with suppress(RefusedError):
            moderation.merge(issue=issue, into=into, by=zeynep)

    at_once(lambda: merge(first, second), lambda: merge(second, first))
    assert PublicIssue.objects.count() == 1


def rows_beside(issue):
    """Everything that is kept of the other reports."""
    tables = {
        Issue: "pk",
        Flag: "issue",
        Comment: "issue",
        ModerationStep: "issue",
        Support: "issue",
    }
    return {
        table: list(table.objects.exclude(**{key: issue.pk}).order_by("pk").values())
        for table, key in tables.items()
    }


def test_what_is_done_to_one_report_leaves_all_others_as_they_were(town, zeynep):
    issue, other, copy = pin(), pin(MARKET), pin(MARKET)
    for each in (issue, other):
        flag(each)
        moderation.comment(issue=each, text="Bakıyoruz.", by=zeynep)
        moderation.publish(issue=each, by=zeynep)
    moderation.merge(issue=copy, into=other, by=zeynep)
    before = rows_beside(issue)
    done = {"issue": issue, "by": zeynep}
    moderation.undo(step=moderation.hold(**done), by=zeynep)
    moderation.take_down(**done)
    moderation.publish(**done)
    moderation.redact(**done, description="Yolda çukur.", spot="")
    moderation.change_category(**done, category=Category.objects.get(slug="cop"))
    moderation.move(**done, location=Point(*BRIDGE, srid=4326))
    moderation.answer(**done, to=Status.ACKNOWLEDGED, note="Ekibe ilettik.")
    moderation.comment(**done, text="Yarın oradayız.")
    assert rows_beside(issue) == before


def test_an_undone_merge_leaves_alone_what_was_published_meanwhile(town, zeynep):
    first, second, third = pin(), pin(), pin()
    moderation.merge(issue=third, into=second, by=zeynep)
    step = moderation.merge(issue=second, into=first, by=zeynep)
    moderation.publish(issue=third, by=zeynep)
    moderation.undo(step=step, by=zeynep)
    third.refresh_from_db()
    assert (third.visibility, third.duplicate_of) == (Visibility.PUBLIC, None)


def test_an_undone_step_opens_its_own_flags_again_and_no_earlier_ones(town, zeynep):
    issue = pin()
    earlier = flag(issue)
    moderation.publish(issue=issue, by=zeynep)
    later = flag(issue)
    moderation.undo(step=moderation.hold(issue=issue, by=zeynep), by=zeynep)
    assert list(issue.flags.filter(handled_at=None)) == [later]
    assert earlier in issue.flags.exclude(handled_at=None)


def test_an_answer_keeps_who_gave_it(town, zeynep):
    issue = pin()
    step = moderation.answer(issue=issue, to=Status.ACKNOWLEDGED, note="Ekibe.", by=zeynep)
    assert issue.changes.get().changed_by == zeynep
    assert (step.taken_by, step.detail) == (zeynep, "acknowledged")


def test_category_place_and_answer_are_mended_and_told(town, zeynep, client):
    issue = pin()
    moderation.change_category(issue=issue, category=Category.objects.get(slug="cop"), by=zeynep)
    moderation.move(issue=issue, location=Point(*MARKET, srid=4326), by=zeynep)
    moderation.answer(issue=issue, to=Status.ACKNOWLEDGED, note="Ekibe ilettik.", by=zeynep)
    assert mahalle_of(issue) == "Iğdır"
    page = client.get(f"/issues/{issue.number}/").content.decode()
    assert "konu değiştirildi" in page
    assert "yer düzeltildi" in page
    assert "Ekibe ilettik." in page
    assert "zeynep" not in page
    assert not count_differences()


def test_what_cannot_be_mended_so_is_refused_and_leaves_no_step(town, zeynep):
    issue = pin(BRIDGE)
    with pytest.raises(RefusedError):
        moderation.change_category(issue=issue, category=issue.category, by=zeynep)
    with pytest.raises(OutsideError):
        moderation.move(issue=issue, location=Point(*HILL, srid=4326), by=zeynep)
    with pytest.raises(RefusedError):
        moderation.answer(issue=issue, to=Status.NEW, note="?", by=zeynep)
    assert not issue.moderation_steps.exists()


def test_the_history_tells_answers_and_corrections_in_their_order_and_nothing_else(
    town, zeynep, client
):
    issue = pin()
    moderation.change_category(issue=issue, category=Category.objects.get(slug="cop"), by=zeynep)
    moderation.answer(issue=issue, to=Status.ACKNOWLEDGED, note="Ekibe ilettik.", by=zeynep)
    moderation.move(issue=issue, location=Point(*MARKET, srid=4326), by=zeynep)
    page = client.get(f"/issues/{issue.number}/").content.decode()
    told = [page.index(text) for text in ("konu değiştirildi", "Ekibe ilettik.", "yer düzeltildi")]
    assert told == sorted(told)
    for action in ModerationStep.Action:
        ModerationStep.objects.create(issue=issue, action=action, from_visibility="public")
    assert set(PublicStep.objects.values_list("action", flat=True)) == set(PUBLIC_STEPS)
    moderation.take_down(issue=issue, by=zeynep)
    assert not PublicStep.objects.exists()
    assert not PublicChange.objects.exists()
