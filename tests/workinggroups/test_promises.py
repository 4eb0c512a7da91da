"""Actions: promised before everybody, told of, late or done; and whether they helped."""

import json
import re
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from uuid_utils.compat import uuid7

from accounts.limits import LIMITS
from issues.bulk import ImportedIssue, import_issues
from issues.models import Category, Rating, Source
from issues.own.actions import rate, reopen
from neighbourhoods.actions import YearFigure, load_figures
from planning.workload.actions import count_months
from tests.district import BRIDGE, FIELD, FOUNTAIN, MARKET, SCHOOL, pin, resolve
from tests.places.kept import keep
from tests.workinggroups.meetings import decided, promised
from tests.workinggroups.people import AYSE, FATMA, MEHMET, person, whole_group
from workinggroups.decisions.actions import decide
from workinggroups.errors import RefusedError
from workinggroups.models import Action, Decision, Progress, Verdict, Way
from workinggroups.promises.actions import tell
from workinggroups.promises.effect import effect_on_indicator, effect_on_reports
from workinggroups.promises.tasks import see_effects

TODAY = timezone.localdate
NAMES = (("Etkisi", "en"), ("Etkisi", "meyen"))
FORM = {
    "title": "Üç konteyner",
    "doer": "municipality",
    "unit": "Temizlik İşleri",
    "mahalle": "102",
}


def visit(client, email):
    client.force_login(person(email))
    return client


@pytest.fixture
def decision(town) -> Decision:
    """A decision of the group by consensus."""
    return decided(whole_group())


def long_ago(action, *, began: date, done: date):
    """The same action, begun and done in the past."""
    Action.objects.filter(pk=action.pk).update(promised_on=began)
    action.refresh_from_db()
    tell(action=action, progress=Progress.DOING, note="Başladı.", on=began)
    tell(action=action, progress=Progress.DONE, note="Bitti.", on=done)
    action.refresh_from_db()
    return action


def test_the_secretary_records_an_action_and_everybody_reads_it(decision, client):
    issue, place = pin(FOUNTAIN), keep()
    day = (TODAY() + timedelta(days=20)).isoformat()
    sent = FORM | {"due_on": day, "topic": Category.objects.get(slug="cop").pk, "issues": str(issue.number),
                   "places": str(place.number), "duties": ["participation"]}  # fmt: skip
    answer = visit(client, AYSE).post(f"/decisions/{decision.pk}/promise/", sent)
    client.logout()
    page = client.get(answer.headers["Location"]).content.decode()
    for told in ("Üç konteyner", "Belediye, Temizlik İşleri", "Bağlar", "Taşan çöp konteyneri"):
        assert told in page
    for tied in (f"/issues/{issue.number}/", f"/places/{place.number}/", "/neighbourhoods/baglar/"):
        assert "Üç konteyner" in client.get(tied).content.decode()
    assert "Üç konteyner" not in client.get("/neighbourhoods/dere/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"due_on": "2020-01-01"}, "Bu tarih geçti"),
        ({"target": "5"}, "hangi göstergenin"),
        ({"mahalle": "", "topic": "cop"}, "tek bir mahalle ötekilerle"),
        ({"issues": "99999"}, "99999"),
        ({"title": " "}, "zorunlu"),
    ],
)
def test_what_cannot_be_promised_is_refused_with_a_sentence(decision, client, wrong, sentence):
    day = (TODAY() + timedelta(days=20)).isoformat()
    topic = {"topic": Category.objects.get(slug="cop").pk} if "topic" in wrong else {}
    sent = FORM | {"due_on": day} | wrong | topic
    answer = visit(client, AYSE).post(f"/decisions/{decision.pk}/promise/", sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Action.objects.exists()


def test_a_member_without_the_right_records_and_tells_nothing(decision, client):
    action = promised(decision)
    visit(client, FATMA)
    assert client.get(f"/decisions/{decision.pk}/promise/").status_code == 403
    assert client.post(f"/promises/{action.pk}/tell/").status_code == 403


def test_it_is_told_step_by_step_and_never_backwards(decision, client):
    action = promised(decision)
    sent = {"progress": "doing", "on": TODAY().isoformat(), "note": "İhale yapıldı."}
    assert visit(client, MEHMET).post(f"/promises/{action.pk}/tell/", sent).status_code == 302
    assert "İhale yapıldı." in client.get(f"/promises/{action.pk}/").content.decode()
    yesterday = sent | {"on": (TODAY() - timedelta(days=1)).isoformat()}
    tomorrow = sent | {"on": (TODAY() + timedelta(days=1)).isoformat()}
    for wrong in (yesterday, tomorrow, sent | {"note": ""}, sent | {"progress": "x"}):
        assert client.post(f"/promises/{action.pk}/tell/", wrong).status_code == 422
    client.post(f"/promises/{action.pk}/tell/", sent | {"progress": "done"})
    assert client.post(f"/promises/{action.pk}/tell/", sent).status_code == 422
    action.refresh_from_db()
    assert (action.progress, action.ended_on) == (Progress.DONE, TODAY())


def test_what_was_told_stays(decision):
    action = promised(decision)
    tell(action=action, progress=Progress.DOING, note="Başladı.", on=TODAY())
    with (
        pytest.raises(DatabaseError, match="never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE workinggroups_actionstep SET note = 'Başka'")


def test_nothing_follows_from_what_is_superseded(decision):
    facts = {"text": "Beş.", "way": Way.CONSENSUS, "supersedes": decision}
    decide(id=uuid7(), item=decision.item, facts=facts)
    with pytest.raises(RefusedError):
        promised(decision)


def test_late_ones_stand_out_and_are_counted(decision, client):
    late, kept = promised(decision, title="Geciken"), promised(decision, title="Tutulan")
    Action.objects.filter(pk=late.pk).update(due_on=TODAY() - timedelta(days=1))
    tell(action=kept, progress=Progress.DONE, note="Oldu.", on=TODAY())
    assert list(Action.objects.late()) == [late]
    page = client.get("/promises/").content.decode()
    assert page.count("card late") == 1
    feed = client.get("/promises/feed.atom").content.decode()
    assert "Tutulan: yapıldı" in feed
    assert "gecikti" in client.get(f"/promises/{late.pk}/").content.decode()


def test_the_list_is_by_group_mahalle_and_duty(decision, client):
    promised(decision, title="Bağlar’da", mahalle="102", duties=["heritage"])
    promised(decision, title="Her yerde")
    for query, found in (
        ("mahalle=baglar", 1),
        ("duty=heritage", 1),
        ("group=yesil-alanlar", 2),
        ("mahalle=dere", 0),
    ):
        assert client.get(f"/promises/?{query}").content.decode().count('<li class="card') == found
    page = client.get("/promises/duties/").content.decode()
    assert page.count("1 karar") == 1
    assert page.count("1 eylem") == 1


def reported(where, category, per_month, *, first, months):
    """Reports of some months, so many in each."""
    topic = Category.objects.get(slug=category).pk
    import_issues(
        issues=[
            ImportedIssue(
                uuid7(),
                *where,
                topic,
                "Çöp taşıyor.",
                "new",
                first + timedelta(days=30 * m + 1),
                None,
            )
            for m in range(months)
            for _ in range(per_month)
        ],
        source=Source.WEB,
    )


def planted_reports(fewer):
    """A year before and half a year after; in Bağlar `fewer` reports a month afterwards. Returns when it began and was done."""
    now = timezone.now()
    before, after = now - timedelta(days=560), now - timedelta(days=182)
    for where, n in ((SCHOOL, 8), (BRIDGE, 10), (MARKET, 9), (FIELD, 8)):
        reported(where, "cop", n, first=before, months=12)
        reported(where, "cop", n, first=after, months=6)
    reported(FOUNTAIN, "cop", 12, first=before, months=12)
    reported(FOUNTAIN, "cop", fewer, first=after, months=6)
    return (before + timedelta(days=366)).date(), (after - timedelta(days=1)).date()


def planted(decision, fewer):
    """An action after which so many reports a month came."""
    began, done = planted_reports(fewer)
    action = promised(decision, mahalle="102", topic=Category.objects.get(slug="cop"))
    return long_ago(action, began=began, done=done)


def test_a_planted_effect_is_seen_and_said(decision, client):
    action = planted(decision, fewer=2)
    found = effect_on_reports(action)
    assert (found.counts.before, found.counts.after, found.effect.others) == (144, 12, 4)
    assert found.effect.upper < 0.5
    page = client.get(f"/promises/{action.pk}/").content.decode()
    assert "beklenene göre bildirimlerde" in page


def test_that_nothing_is_seen_is_said_as_plainly(decision, client):
    action = planted(decision, fewer=12)
    assert not effect_on_reports(action).effect.is_seen
    assert "Bir etki görülmüyor" in client.get(f"/promises/{action.pk}/").content.decode()


@pytest.mark.parametrize(
    ("fewer", "told", "counts"),
    [(2, "etki görülüyor: daha az bildirim", (1, 0)), (12, "bir etki görülmüyor", (0, 1))],
)
def test_the_night_keeps_what_is_seen_for_the_list(decision, client, fewer, told, counts):
    planted(decision, fewer=fewer)
    assert "etki" not in re.sub("Etki", "", client.get("/promises/").content.decode())
    see_effects(timestamp=0)
    page = client.get("/promises/").content.decode()
    assert f"· {told}" in page
    shown = [re.search(rf"{name} görül{end}</dt>\s*<dd>\s*(\d)", page)[1] for name, end in NAMES]
    assert tuple(map(int, shown)) == counts


def test_the_feed_is_of_what_is_asked_for(decision, client):
    action = done_yesterday(decision)
    assert action.title in client.get("/promises/feed.atom?mahalle=baglar").content.decode()
    assert action.title not in client.get("/promises/feed.atom?mahalle=dere").content.decode()
    assert client.get("/promises/feed.atom?mahalle=baglar&group=gone").status_code == 404
    names = {
        re.search(r"<id>(.*?)</id>", client.get(f"/promises/feed.atom{q}").content.decode())[1]
        for q in ("", "?mahalle=baglar", "?mahalle=dere")
    }
    assert len(names) == 3
    page = client.get("/promises/?mahalle=baglar").content.decode()
    assert "/promises/feed.atom?mahalle=baglar" in page


def test_it_is_too_early_in_the_first_weeks(decision, client):
    action = promised(decision, mahalle="102", topic=Category.objects.get(slug="cop"))
    began = TODAY() - timedelta(days=100)
    action = long_ago(action, began=began, done=TODAY() - timedelta(days=20))
    assert effect_on_reports(action) is None
    assert "Henüz bir şey söylenemez" in client.get(f"/promises/{action.pk}/").content.decode()


def test_an_indicator_is_looked_at_in_the_years_around_it(decision, client):
    year = TODAY().year
    values = {"101": (10, 11), "102": (10, 30), "103": (10, 12), "104": (10, 11), "105": (10, 12)}
    load_figures(
        figures=[
            YearFigure(code, "butce", when, Decimal(value))
            for code, both in values.items()
            for when, value in zip((year - 2, year), both, strict=True)
        ],
        source="drawn",
    )
    action = promised(decision, mahalle="102", indicator="butce", target=25)
    began = date(year - 1, 2, 1)
    action = long_ago(action, began=began, done=date(year - 1, 6, 1))
    found = effect_on_indicator(action)
    assert (found.before, found.after, found.target) == (10, 30, 25)
    assert found.effect.estimate == pytest.approx(18.5)
    assert "18,5 farklı" in client.get(f"/promises/{action.pk}/").content.decode()


def test_closings_and_reopenings_since_are_told_and_no_rating(decision, client):
    topic = Category.objects.get(slug="cop")
    action = promised(decision, mahalle="102", topic=topic)
    began = TODAY() - timedelta(days=90)
    action = long_ago(action, began=began, done=TODAY() - timedelta(days=60))
    closed = [pin(FOUNTAIN, "cop") for _ in range(3)]
    for issue in closed:
        resolve(issue)
    rate(issue=closed[0], score=Rating.Score.SATISFIED, text="")
    reopen(issue=closed[1])
    count_months(until=timezone.now() + timedelta(days=32))  # this month is whole by then
    page = client.get(f"/promises/{action.pk}/").content.decode()
    assert "3 bildirim kapatıldı; bunlardan 1 tanesini" in page
    assert "memnun" not in page


def test_where_the_same_was_done_does_not_tell_what_comes_without_it(decision):
    action = planted(decision, fewer=2)
    assert effect_on_reports(action).effect.others == 4
    beside = promised(decision, mahalle="101", topic=action.topic.parent)
    assert effect_on_reports(action).effect.others == 4, "it is only planned there"
    long_ago(beside, began=action.ended_on, done=TODAY() - timedelta(days=30))
    assert effect_on_reports(action).effect is None, "three are too few to compare with"


def done_yesterday(decision):
    day = TODAY() - timedelta(days=1)
    return long_ago(promised(decision, mahalle="102"), began=day, done=day)


def judged(address, word, phone=None):
    """What a phone is answered that says so; a new phone, if none is given."""
    phone = phone or Client()
    return phone.post(f"{address}verdict/", {"word": word})


def test_residents_say_whether_it_helped_and_five_are_told(decision, client):
    address = f"/promises/{done_yesterday(decision).pk}/"
    for word in ("helped", "helped", "partly", "not"):
        assert judged(address, word).status_code == 302
    page = client.get(address).content.decode()
    assert "Beş kişi yanıtladığında" in page
    assert "Yanıt veren" not in page
    judged(address, "helped")
    told = client.get(address).content.decode()
    assert "Yanıt veren 5 kişiden 3 kişi “işe yaradı”, 1 kişi “biraz”, 1 kişi" in told


def test_a_phone_counts_once_and_may_think_again(decision, client):
    address = f"/promises/{done_yesterday(decision).pk}/"
    judged(address, "helped", client)
    judged(address, "not", client)
    assert [v.word for v in Verdict.objects.all()] == ["not"]
    page = client.get(address).content.decode()
    assert re.search(r'value="not"\s+aria-pressed="true"', page)
    assert re.search(r'value="helped"\s+aria-pressed="false"', page)


def test_what_a_phone_said_is_in_its_owners_file_and_goes_with_the_account(decision, client):
    address = f"/promises/{done_yesterday(decision).pk}/"
    judged(address, "helped")
    judged(address, "not", visit(client, AYSE))
    with ZipFile(BytesIO(b"".join(client.get("/accounts/me/ortak-harita.zip")))) as package:
        others = json.loads(package.read("data.json"))["others"]
    assert [told["word"] for told in others if "word" in told] == ["not"]
    answer = client.post("/accounts/me/erase/", {"rest": "gone", "sure": "on"})
    assert answer.cookies["supporter"].value == ""
    assert answer["Clear-Site-Data"] == '"storage"'
    assert [v.word for v in Verdict.objects.all()] == ["helped"]


def test_what_is_no_answer_or_about_what_is_not_done_is_refused(decision):
    done, planned = done_yesterday(decision), promised(decision)
    unknown = judged(f"/promises/{done.pk}/", "great")
    assert unknown.status_code == 422
    assert "Lütfen yanıtlardan birini seçin" in unknown.content.decode()
    assert judged(f"/promises/{planned.pk}/", "helped").status_code == 409
    assert not Verdict.objects.exists()


def test_too_many_answers_from_one_network_wait(decision):
    address = f"/promises/{done_yesterday(decision).pk}/"
    answers = [judged(address, "helped") for _ in range(LIMITS["verdict-one"].most + 1)]
    assert [answer.status_code for answer in answers[:-1]] == [302] * LIMITS["verdict-one"].most
    assert answers[-1].status_code == 429
    assert answers[-1].headers["Retry-After"]


def test_a_form_sent_twice_makes_one_promise(decision, client):
    page = visit(client, AYSE).get(f"/decisions/{decision.pk}/promise/").content.decode()
    identity = re.search(r'name="id" value="([^"]+)"', page)[1]
    sent = FORM | {"id": identity, "due_on": (TODAY() + timedelta(days=20)).isoformat()}
    answers = [client.post(f"/decisions/{decision.pk}/promise/", sent) for _ in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Action.objects.count() == 1
