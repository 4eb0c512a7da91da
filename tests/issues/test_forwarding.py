"""Reports are sent on to a municipality's Open311 service, in order, at least once, and what it says comes back."""

import pytest
from django.core.cache import cache
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.keys import new_key
from accounts.models import ClientKey
from issues.actions import change_status, change_visibility
from issues.forwarding import remote
from issues.forwarding.actions import continue_all, send_again, set_aside
from issues.forwarding.pulling import pull
from issues.forwarding.remote import NotNowError
from issues.forwarding.tasks import MOST_ATTEMPTS, send_on
from issues.models import (
    Category,
    ClientReport,
    Endpoint,
    Forward,
    ForwardMessage,
    Issue,
    PublicChange,
    Status,
    Visibility,
)
from issues.moderation import change_category
from tests.conftest import rolled_back
from tests.district import BAGLAR, BRIDGE, DERE, FOUNTAIN, HILL, photograph, pin
from tests.hall import open_hall, taking
from tests.logins import log_in_staff
from tests.questions import ask

KEY, ADDRESS = "requests.json", "/open311/v2/"
TAKEN = (201, [{"service_request_id": "B-1"}])


@pytest.fixture
def hall():
    """The municipality's own service."""
    with open_hall() as server:
        yield server


def send_all():
    """Do what is queued, as the worker does when its time has come."""
    for job in ProcrastinateJob.objects.filter(task_name__endswith="send_on").order_by("id"):
        send_on(**job.args)


def states():
    return list(ForwardMessage.objects.order_by("pk").values_list("state", flat=True))


def said_of(issue):
    """The answers that everybody reads, each with who gave it."""
    changes = PublicChange.objects.filter(issue=issue.number)
    return [(change.to_status, change.source, change.note) for change in changes]


def test_a_report_arrives_with_its_answers_its_photos_and_its_address(
    transactional_town, hall, settings
):
    settings.SITE_URL = "https://ortakharita.example"
    ask("number", "bozuk-yol", code="derinlik")
    ask("text", "bozuk-yol", code="yama")
    ask("text", "bozuk-yol", code="sir", is_public=False)
    ask("several", "bozuk-yol", code="renk")
    taking(hall.url, jurisdiction="atasehir")
    theirs = [{"code": "derinlik"}, {"code": "renk", "values": [{"key": "red"}]}]
    hall.says["services/bozuk-yol"] = (200, [{"attributes": theirs}])
    answers = {"derinlik": 12, "yama": "eski", "sir": "gizli", "renk": ["red", "blue"]}
    issue = pin(FOUNTAIN, answers=answers, spot="Çeşmenin yanı")
    photo = photograph(issue)
    send_all()
    [(what, form, headers)] = hall.taken
    assert what == "requests"
    assert headers["Idempotency-Key"] == str(Forward.objects.get().pk)
    assert form == {
        "api_key": "k",
        "jurisdiction_id": "atasehir",
        "service_code": "bozuk-yol",
        "lat": str(FOUNTAIN[1]),
        "long": str(FOUNTAIN[0]),
        "address_string": "Çeşmenin yanı, Bağlar",
        "description": f"Yolda çukur var.\n\nyama?: eski\nrenk?: red, blue\n{settings.SITE_URL}/issues/{issue.number}/",
        "attribute[derinlik]": "12",
        "media_url": f"{settings.SITE_URL}{photo.get_absolute_url()}",
    }
    assert Forward.objects.get().remote_id == "B-1"
    send_all()
    assert len(hall.taken) == 1, "what has arrived is not sent again"


def test_it_goes_where_its_category_or_its_group_and_its_mahalle_are_taken_once(town, hall):
    here = taking(hall.url, codes=[BAGLAR])
    taking(hall.url, codes=[DERE])
    taking(hall.url, categories=["cop"])
    taking(hall.url, is_active=False)
    group = Category.objects.get(slug="bozuk-yol").parent.slug
    of_group = taking(hall.url, categories=[group])
    issue = pin(FOUNTAIN)
    assert {forward.endpoint for forward in issue.forwards.all()} == {here, of_group}
    change_visibility(issue=issue, to=Visibility.HELD)
    change_visibility(issue=issue, to=Visibility.PUBLIC)
    assert issue.forwards.count() == 2


def test_what_is_undone_was_never_queued(town, hall):
    taking(hall.url)
    with rolled_back():
        pin(FOUNTAIN)
        assert ProcrastinateJob.objects.filter(task_name__endswith="send_on").exists()
    assert not Forward.objects.exists()
    assert not ProcrastinateJob.objects.filter(task_name__endswith="send_on").exists()


def test_a_report_from_outside_goes_to_who_takes_all(town, hall, settings):
    settings.ACCEPT_OUTSIDE = True
    taking(hall.url, codes=[BAGLAR])
    of_all = taking(hall.url)
    assert [forward.endpoint for forward in pin(HILL).forwards.all()] == [of_all]


def test_a_report_that_another_system_sent_is_not_sent_on(town, hall):
    taking(hall.url)
    issue = pin(FOUNTAIN)
    client = ClientKey.objects.create(name="Çağrı merkezi", digest="d", scopes=["report"])
    ClientReport.objects.create(client=client, issue=issue)
    send_all()
    assert (hall.taken, states()) == ([], ["set_aside"])


def test_answers_follow_their_report_in_order_and_not_to_who_takes_none(town, hall):
    taking(hall.url)
    taking(hall.url, name="Büyükşehir", takes_updates=False)
    issue = pin(FOUNTAIN)
    change_status(issue=issue, to=Status.ACKNOWLEDGED, note="Bakıyoruz.")
    change_status(issue=issue, to=Status.RESOLVED, note="Dolduruldu.")
    hall.answers = [(503, [])]
    with pytest.raises(NotNowError):
        send_all()
    send_all()
    ours = [form for _what, form, _headers in hall.taken if "description" in form][1:]
    updates = [form for form in ours if "update_id" in form]
    assert [(u["status"], u["description"]) for u in updates] == [
        ("open", "Bakıyoruz."),
        ("closed", "Dolduruldu."),
    ]
    mine = Forward.objects.get(endpoint__takes_updates=True)
    assert {u["service_request_id"] for u in updates} == {mine.remote_id}
    assert len({u["update_id"] for u in updates}) == 2
    assert set(states()) == {"sent"}


def test_what_is_refused_is_given_up_at_once_and_holds_what_comes_after_it(town, hall):
    taking(hall.url)
    issue = pin(FOUNTAIN)
    change_status(issue=issue, to=Status.ACKNOWLEDGED, note="Bakıyoruz.")
    hall.answers = [(400, [{"code": 400, "description": "service_code is unknown"}])]
    send_all()
    dead = ForwardMessage.objects.get(state="dead")
    assert dead.said == "400 service_code is unknown"
    assert states() == ["dead", "waiting"]
    assert len(hall.taken) == 1
    send_again(message=dead)
    send_all()
    assert states() == ["sent", "sent"]


def test_what_is_set_aside_lets_the_next_go(town, hall):
    taking(hall.url)
    issue = pin(FOUNTAIN)
    send_all()
    change_status(issue=issue, to=Status.ACKNOWLEDGED, note="Bakıyoruz.")
    change_status(issue=issue, to=Status.RESOLVED, note="Dolduruldu.")
    hall.answers = [(404, [])]
    send_all()
    assert states() == ["sent", "dead", "waiting"]
    set_aside(message=ForwardMessage.objects.get(state="dead"))
    send_all()
    assert states() == ["sent", "set_aside", "sent"]


@pytest.mark.parametrize("status", [500, 503, 429, 403])
def test_what_may_work_later_is_tried_again_and_given_up_in_the_end(town, hall, status):
    taking(hall.url)
    pin(FOUNTAIN)
    hall.answers = [(status, [])] * MOST_ATTEMPTS
    for _ in range(MOST_ATTEMPTS - 1):
        with pytest.raises(NotNowError):
            send_all()
    send_all()
    [message] = ForwardMessage.objects.all()
    assert (message.state, message.attempts, message.said) == ("dead", MOST_ATTEMPTS, str(status))
    assert len({headers["Idempotency-Key"] for _what, _form, headers in hall.taken}) == 1


@pytest.mark.parametrize(
    "answer",
    [
        (200, b"<xml/>"), (200, []), (200, {}), (200, [{}]), (200, ["B-1"]), (302, []), (200, b"\xff"),
        (200, [{"service_request_id": "9" * 101}]), (200, [{"service_request_id": None}]), (400, {"a": 1}),
    ],
)  # fmt: skip
def test_an_answer_that_nobody_understands_is_given_up_and_not_sent_twice(town, hall, answer):
    taking(hall.url)
    pin(FOUNTAIN)
    hall.answers = [answer]
    send_all()
    send_all()
    assert (len(hall.taken), states()) == (1, ["dead"])


def test_a_place_that_is_away_is_told_in_the_list(town, hall):
    taking(hall.url)
    hall.shutdown()
    hall.server_close()
    pin(FOUNTAIN)
    with pytest.raises(NotNowError):
        send_all()
    assert "refused" in ForwardMessage.objects.get().said


def test_of_a_long_answer_no_more_is_read_than_there_may_be(town, hall, monkeypatch):
    monkeypatch.setattr(remote, "MOST_BYTES", 10)
    taking(hall.url)
    pin(FOUNTAIN)
    hall.answers = [(201, b" " * 1000)]
    send_all()
    assert states() == ["dead"]


def test_a_place_that_does_not_answer_is_waited_for_once_and_not_for_each_report(
    town, hall, monkeypatch
):
    monkeypatch.setattr(remote, "PATIENCE", 0.2)
    monkeypatch.setattr(remote, "SLOW", 0.1)
    taking(hall.url)
    hall.answers = ["hang"] * 9
    for where in (FOUNTAIN, BRIDGE):
        pin(where)
    for job in ProcrastinateJob.objects.filter(task_name__endswith="send_on"):
        with pytest.raises(NotNowError, match="timed out"):
            send_on(**job.args)
    assert len(hall.taken) == 1
    cache.clear()  # a minute later
    hall.answers = []
    send_all()
    assert states() == ["sent", "sent"]


def test_of_what_is_not_public_nothing_goes_until_it_is(town, hall):
    endpoint = taking(hall.url)
    issue = pin(FOUNTAIN)
    change_visibility(issue=issue, to=Visibility.HELD)
    send_all()
    ProcrastinateJob.objects.all().delete()
    assert (hall.taken, continue_all()) == ([], 0)
    change_visibility(issue=issue, to=Visibility.PUBLIC)
    Endpoint.objects.update(is_active=False)
    assert continue_all() == 0
    Endpoint.objects.update(is_active=True)
    assert (continue_all(), continue_all()) == (1, 0)
    send_all()
    assert (states(), endpoint.forwards.get().remote_id) == (["sent"], "B-1")


def test_a_report_that_comes_into_a_category_that_is_sent_goes_and_one_that_left_it_does_not(
    town, hall, elif_
):
    taking(hall.url)
    litter = Category.objects.get(slug="cop")
    into, out = pin(BRIDGE, "cop"), pin(FOUNTAIN)
    change_category(issue=into, category=Category.objects.get(slug="bozuk-yol"), by=elif_)
    change_category(issue=out, category=litter, by=elif_)
    send_all()
    assert len(hall.taken) == 1
    assert hall.taken[0][1]["address_string"] == "Dere"
    assert sorted(states()) == ["sent", "set_aside"]


def test_a_report_that_waits_there_for_a_person_gets_its_number_later(town, hall):
    taking(hall.url)
    issue = pin(FOUNTAIN)
    hall.answers = [(201, [{"token": "t/1"}])]
    change_status(issue=issue, to=Status.ACKNOWLEDGED, note="Bakıyoruz.")
    send_all()
    assert states() == ["sent", "waiting"]
    hall.says = {"tokens/t%2F1": (200, [{"token": "t/1", "service_request_id": None}])}
    pull()
    assert Forward.objects.get().remote_id == ""
    hall.says = {"tokens/t%2F1": (200, [{"token": "t/1", "service_request_id": "B-7"}])}
    ProcrastinateJob.objects.all().delete()
    pull()
    send_all()
    assert states() == ["sent", "sent"]
    assert hall.taken[-1][1]["service_request_id"] == "B-7"


def sent_on(hall, **facts):
    """A report that the hall has as B-1."""
    taking(hall.url, **facts)
    issue = pin(FOUNTAIN)
    send_all()
    return issue


def told(hall, status, notes=None, number="B-1"):
    """What the hall says of the report, asked now."""
    hall.says["requests"] = (
        200,
        [{"service_request_id": number, "status": status, "status_notes": notes}],
    )
    pull()


def test_what_the_place_says_comes_back_with_its_name_once(town, hall):
    issue = sent_on(hall)
    for notes in ("Ekip yola çıktı.", "Ekip yola çıktı.", "Asfalt bekleniyor."):
        told(hall, "open", notes)
    told(hall, "closed", "Onarıldı.")
    assert said_of(issue) == [
        ("acknowledged", "Belediye", "Ekip yola çıktı."),
        ("acknowledged", "Belediye", "Asfalt bekleniyor."),
        ("resolved", "Belediye", "Onarıldı."),
    ]
    assert {"service_request_id": ["B-1"]} in hall.asked
    told(hall, "closed", "Onarıldı.")
    assert len(said_of(issue)) == 3
    assert len(hall.taken) == 1, "what the place said is not sent back to it"


def test_a_place_without_words_is_told_of_in_ours_and_may_open_again(town, hall):
    issue = sent_on(hall)
    told(hall, "open")
    told(hall, "closed")
    change_status(issue=issue, to=Status.ACKNOWLEDGED, note="Çukur yine açıldı.")
    told(hall, "open")
    assert [(status, source) for status, source, _note in said_of(issue)] == [
        ("resolved", "Belediye"),
        ("acknowledged", ""),
        ("acknowledged", "Belediye"),
    ]
    assert all(note for _status, _source, note in said_of(issue))


def test_a_status_that_cannot_follow_changes_nothing_and_stops_no_other(town, hall):
    issue = sent_on(hall)
    told(hall, "resolved", "Onarıldı.")
    told(hall, "in_progress", "Sürüyor.")
    told(hall, "declined", "Vazgeçildi.")
    assert said_of(issue) == [("resolved", "Belediye", "Onarıldı.")]


def test_our_own_answer_is_no_news_when_it_comes_back(town, hall):
    issue = sent_on(hall)
    change_status(issue=issue, to=Status.RESOLVED, note="Dolduruldu.")
    send_all()
    told(hall, "closed", "Dolduruldu.")
    assert said_of(issue) == [("resolved", "", "Dolduruldu.")]
    told(hall, "closed", "Başka bir söz.")
    told(hall, "open", "Başka bir söz daha.")
    assert len(said_of(issue)) == 1, "closed in both places: nobody asks any more"


def test_what_was_closed_here_is_not_opened_by_a_word_from_there(town, hall):
    issue = sent_on(hall)
    change_status(issue=issue, to=Status.RESOLVED, note="Dolduruldu.")
    told(hall, "open", "Sırada.")
    assert said_of(issue) == [("resolved", "", "Dolduruldu.")]


def test_of_what_is_not_public_nothing_comes_back_until_it_is(town, hall):
    issue = sent_on(hall)
    change_visibility(issue=issue, to=Visibility.HELD)
    told(hall, "closed", "Onarıldı.")
    assert not issue.changes.exists()
    change_visibility(issue=issue, to=Visibility.PUBLIC)
    told(hall, "closed", "Onarıldı.")
    assert said_of(issue) == [("resolved", "Belediye", "Onarıldı.")]


@pytest.mark.parametrize(
    "answer",
    [
        (200, b"{"), (200, {}), (200, [None, 1, "a"]), (200, [{"service_request_id": "B-9"}]), (500, []),
        (200, [{"service_request_id": "B-1", "status": "\x00", "status_notes": 7}]),
        (200, [{"service_request_id": "B-1", "status": ["closed"] * 30, "status_notes": "\x00"}]),
        (200, [{"service_request_id": "B-1", "status": "on hold", "status_notes": "x" * 9000}]),
    ],
)  # fmt: skip
def test_nonsense_from_a_place_changes_nothing_and_breaks_nothing(town, hall, answer):
    issue = sent_on(hall)
    hall.says["requests"] = answer
    pull()
    assert said_of(issue) == []


def test_a_token_that_the_place_forgot_does_not_stop_the_others(town, hall):
    issue = sent_on(hall)
    hall.answers = [(201, [{"token": "lost"}])]
    pin(BRIDGE)
    send_all()
    told(hall, "closed", "Onarıldı.")
    assert len(said_of(issue)) == 1


def test_this_service_knows_a_report_that_is_sent_twice_and_another_s_with_the_same_id(
    town, client
):
    texts = []
    for name in ("Belediye", "Büyükşehir"):
        text, digest = new_key()
        ClientKey.objects.create(name=name, digest=digest, scopes=["report"])
        texts.append(text)
    form = {
        "service_code": "cop",
        "lat": FOUNTAIN[1],
        "long": FOUNTAIN[0],
        "description": "Taşıyor.",
    }
    answers = [
        client.post(
            f"{ADDRESS}{KEY}", form | {"api_key": text}, headers={"Idempotency-Key": "A-1"}
        ).json()
        for text in (texts[0], texts[0], texts[1])
    ]
    assert answers[0] == answers[1] != answers[2]
    assert Issue.objects.count() == 2
    long = client.post(
        f"{ADDRESS}{KEY}", form | {"api_key": texts[0]}, headers={"Idempotency-Key": "A" * 101}
    )
    assert long.status_code == 400


def fields_of(endpoint_url, **changed):
    """The admin's form of a place with one category."""
    road = Category.objects.get(slug="bozuk-yol").pk
    usual = {
        "name": "Belediye", "url": endpoint_url, "key": "", "jurisdiction": "", "codes": [BAGLAR], "takes_updates": "on",
        "is_active": "on", "routes-TOTAL_FORMS": 1, "routes-INITIAL_FORMS": 0, "routes-MIN_NUM_FORMS": 0,
        "routes-MAX_NUM_FORMS": 1000, "routes-0-category": road, "routes-0-service_code": "yol", "_try": "1",
    }  # fmt: skip
    return usual | changed


def tried(client, url, **changed):
    page = client.post("/admin/issues/endpoint/add/", fields_of(url, **changed), follow=True)
    assert page.status_code == 200
    return [str(message) for message in page.context["messages"]]


@pytest.mark.usefixtures("town")
def test_the_admin_tries_a_place_and_says_what_would_not_work(zeynep, client, hall):
    log_in_staff(client, zeynep)
    [away] = tried(client, hall.url)
    assert away.startswith("Ne aldığını söylemiyor: 404")
    hall.says["services"] = (200, [{"service_code": "park"}])
    unknown, no_updates = tried(client, hall.url)
    assert "orada yol adında bir hizmet yok" in unknown
    assert no_updates.startswith("Yanıtlarımızı almıyor")
    hall.says |= {
        "services": (200, [{"service_code": "yol"}]),
        "services/yol": (
            200,
            {"attributes": [{"code": "en", "required": True, "description": "Genişlik"}]},
        ),
        "servicerequestupdates": (200, []),
    }
    [required] = tried(client, hall.url)
    assert "“Genişlik” sorusunun yanıtını istiyor" in required
    hall.says["services/yol"] = (404, [])
    [well] = tried(client, hall.url)
    assert well.startswith("Yanıt veriyor ve bu hizmetlerin hepsini tanıyor.")
    assert not hall.taken


@pytest.mark.usefixtures("town")
def test_the_admin_refuses_what_is_no_address(zeynep, client):
    log_in_staff(client, zeynep)
    client.post("/admin/issues/endpoint/add/", fields_of("ftp://example.org/"))
    assert not Endpoint.objects.exists()


@pytest.mark.usefixtures("town")
def test_the_admin_refuses_a_category_that_stands_there_twice(zeynep, client):
    log_in_staff(client, zeynep)
    known = fields_of("https://example.org/v2")
    again = {
        "routes-TOTAL_FORMS": 2,
        "routes-1-category": known["routes-0-category"],
        "routes-1-service_code": "x",
    }
    told = client.post("/admin/issues/endpoint/add/", known | again)
    assert told.context["errors"]
    assert not Endpoint.objects.exists()


def test_the_page_of_dead_letters_sends_again_and_sets_aside(town, hall, zeynep, client):
    taking(hall.url)
    hall.answers = [(400, [])] * 2
    pin(FOUNTAIN)
    pin(BRIDGE)
    send_all()
    first, second = ForwardMessage.objects.order_by("pk")
    log_in_staff(client, zeynep)
    for action, message in (("again", first), ("aside", second)):
        chosen = {"action": action, "_selected_action": [str(message.pk)]}
        assert client.post("/admin/issues/forwardmessage/", chosen, follow=True).status_code == 200
    assert states() == ["waiting", "set_aside"]
    listed = client.get("/admin/issues/forward/").content.decode()
    assert "Belediye" in listed


def test_the_key_of_a_place_is_shown_to_nobody_again_and_stays_unless_another_is_given(
    town, zeynep, client
):
    place = Endpoint.objects.create(
        name="Belediye", url="https://example.org/v2", key="gizli-anahtar"
    )
    log_in_staff(client, zeynep)
    page = f"/admin/issues/endpoint/{place.pk}/change/"
    assert "gizli-anahtar" not in client.get(page).content.decode()
    for given, kept in (("", "gizli-anahtar"), ("yeni-anahtar", "yeni-anahtar")):
        assert (
            client.post(
                page, fields_of(place.url, key=given, codes=[]) | {"routes-TOTAL_FORMS": 0}
            ).status_code
            == 302
        )
        place.refresh_from_db()
        assert place.key == kept
