"""Open311 GeoReport v2 at /open311/v2/: other systems read reports, send them, and answer them."""

import itertools
import json
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.keys import new_key
from accounts.models import ClientKey
from issues.actions import change_visibility
from issues.models import Issue, Status, Visibility
from tests.district import BRIDGE, FOUNTAIN, SCHOOL, photograph, pin, resolve
from tests.logins import log_in_staff
from tests.pictures import encoded
from tests.questions import COLOURS, ask

ROOT = "/open311/v2"
DAY = timedelta(days=1)


def key(*scopes, **facts):
    """A client's key."""
    text, digest = new_key()
    usual = {"name": "Belediye", "scopes": scopes or ("report",)}
    ClientKey.objects.create(digest=digest, **(usual | facts))
    return text


def sent(client, **fields):
    """What is answered to a request of a client; a pothole at the fountain."""
    usual = {
        "service_code": "cop",
        "lat": FOUNTAIN[1],
        "long": FOUNTAIN[0],
        "description": "Taşıyor.",
    }
    return client.post(f"{ROOT}/requests.json", usual | fields)


def get(client, path, **asked):
    answer = client.get(f"{ROOT}/{path}", asked)
    assert answer.status_code == 200, answer.content
    return answer.json()


def refusal(answer, status):
    """The sentence of a refusal in the standard's form."""
    assert answer.status_code == status, answer.content
    [told] = answer.json()
    assert set(told) == {"code", "description"}
    assert told["code"] == status
    return told["description"]


def test_discovery_tells_where_and_in_which_forms(db, client):
    told = get(client, "discovery.json")
    [endpoint] = told["endpoints"]
    assert endpoint["url"].endswith("/open311/v2")
    assert endpoint["formats"] == ["text/xml", "application/json"]
    answer = client.get(f"{ROOT}/discovery.xml")
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    formats = ET.fromstring(answer.content).findall("endpoints/endpoint/formats/format")
    assert [one.text for one in formats] == ["text/xml", "application/json"]


def test_services_are_the_categories_that_can_be_reported(town, client):
    told = {one["service_code"]: one for one in get(client, "services.json")}
    assert told["cop"] == {
        "service_code": "cop", "service_name": "Taşan çöp konteyneri", "description": "Taşan çöp konteyneri",
        "metadata": False, "type": "realtime", "keywords": None, "group": "Temizlik ve atık",
    }  # fmt: skip
    found = ET.fromstring(client.get(f"{ROOT}/services.xml").content)
    assert len(found.findall("service")) == len(told)
    assert found.find("service/metadata").text in {"true", "false"}


def test_a_service_s_definition_holds_its_questions(town, client):
    ask("text", "cop", code="ne-kadar")
    ask("choice", "cop", code="kapak")
    told = get(client, "services/cop.json")
    assert [a["code"] for a in told["attributes"]] == ["ne-kadar", "kapak"]
    assert [a["order"] for a in told["attributes"]] == [1, 2]
    assert [v["key"] for v in told["attributes"][1]["values"]] == list(COLOURS)
    assert [a["datatype"] for a in told["attributes"]] == ["text", "singlevaluelist"]
    root = ET.fromstring(client.get(f"{ROOT}/services/cop.xml").content)
    assert [e.text for e in root.findall("attributes/attribute/values/value/key")] == list(COLOURS)
    assert refusal(client.get(f"{ROOT}/services/dragon.json"), 404)


def test_what_a_client_reports_is_on_the_map_at_the_next_request(town, client):
    answer = sent(client, api_key=key(), email="ayse@example.org", first_name="Ayşe")
    assert answer.status_code == 201
    [told] = answer.json()
    number = told["service_request_id"]
    [found] = get(client, f"requests/{number}.json")
    assert (found["status"], found["service_code"]) == ("open", "cop")
    assert (found["long"], found["lat"]) == FOUNTAIN
    assert found["address"] == "Bağlar"
    drawn = json.loads(client.get("/layers/issues.geojson").getvalue())["features"]
    assert [str(f["properties"]["number"]) for f in drawn] == [number]
    assert "ayse" not in str(Issue.objects.values().get()).lower()


def test_what_must_wait_for_a_person_has_a_token_until_it_is_public(town, client):
    [told] = sent(client, api_key=key(), description="Beni arayın: 0532 123 45 67").json()
    assert "service_request_id" not in told
    token = told["token"]
    assert get(client, f"tokens/{token}.json")[0]["service_request_id"] is None
    issue = Issue.objects.get()
    assert refusal(client.get(f"{ROOT}/requests/{issue.number}.json"), 404)
    change_visibility(issue=issue, to=Visibility.PUBLIC)
    assert get(client, f"tokens/{token}.json")[0]["service_request_id"] == str(issue.number)
    assert refusal(client.get(f"{ROOT}/tokens/{token}x.json"), 404)
    assert refusal(client.get(f"{ROOT}/tokens/1.json"), 404)


def test_answers_and_photos_come_with_it(town, client):
    ask("several", "cop", code="ne")
    ask("number", "cop", code="kac")
    photos = {
        name: SimpleUploadedFile("a.jpg", encoded(), "image/jpeg") for name in ("media", "photo2")
    }
    answers = {"attribute[ne][]": list(COLOURS[:2]), "attribute[kac]": "3"}
    answer = sent(client, api_key=key(), media_url="http://example.org/a.jpg", **answers, **photos)
    assert answer.status_code == 201, answer.content
    issue = Issue.objects.get()
    assert issue.answers == {"ne": list(COLOURS[:2]), "kac": 3}
    assert issue.photos.count() == 2
    [job] = ProcrastinateJob.objects.filter(task_name__endswith="fetch_photo")
    assert job.args["url"] == "http://example.org/a.jpg"
    assert str(issue.pk) not in str(job.args), "whoever knows a report's id may edit it"
    [found] = get(client, f"requests/{issue.number}.json", extensions="true")
    assert found["media_url"].endswith(".jpg")
    told = {a["code"]: a["value"] for a in found["extended_attributes"]["answers"]}
    assert told == {"ne": "red, green", "kac": "3"}


WRONG = {
    "service_code": "ejderha", "lat": "kuzey", "long": "", "description": "x" * 5000, "attribute[dragon]": "1",
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_used_is_refused_by_its_name_and_nothing_is_kept(town, client, name):
    said = refusal(sent(client, api_key=key(), **{name: WRONG[name]}), 400)
    assert name.partition("[")[0] in said
    assert not Issue.objects.exists()


def test_a_place_outside_or_a_file_that_is_no_photo_keeps_nothing(town, client):
    assert refusal(sent(client, api_key=key(), lat="10", long="10"), 400)
    text = SimpleUploadedFile("a.jpg", b"not a photo", "image/jpeg")
    assert "media" in refusal(sent(client, api_key=key(), media=text), 400)
    assert not Issue.objects.exists()


@pytest.mark.parametrize(
    "facts",
    [{"is_active": False}, {"expires_on": "2020-01-01"}, {"scopes": ("update",)}],
    ids=["switched off", "expired", "for something else"],
)
def test_a_key_that_may_not_report_is_refused(town, client, facts):
    assert "api_key" in refusal(sent(client, api_key=key(**facts)), 403)
    assert refusal(sent(client), 403)
    assert refusal(sent(client, api_key="wrong"), 403)
    assert not Issue.objects.exists()


def test_a_key_may_come_as_a_bearer_and_its_last_use_is_kept(town, client):
    text = key()
    fields = {"service_code": "cop", "lat": FOUNTAIN[1], "long": FOUNTAIN[0]}
    answer = client.post(f"{ROOT}/requests.json", fields, HTTP_AUTHORIZATION=f"Bearer {text}")
    assert answer.status_code == 201
    kept = ClientKey.objects.get()
    assert kept.last_used_at
    assert text not in str(ClientKey.objects.values().get())


def test_a_key_that_is_used_too_often_waits(town, client):
    text = key(hourly=2)
    assert [sent(client, api_key=text).status_code for _ in range(2)] == [201, 201]
    answer = sent(client, api_key=text)
    assert refusal(answer, 429)
    assert int(answer["Retry-After"]) <= 3600


def test_xml_or_json_as_a_body_is_refused(town, client):
    bomb = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><request>&a;</request>'
    for kind, body in (("text/xml", bomb), ("application/json", "{}")):
        answer = client.post(f"{ROOT}/requests.xml", body, content_type=kind)
        assert answer.status_code == 400
        assert ET.fromstring(answer.content).find("error/code").text == "400"


def test_requests_are_found_by_the_standard_s_parameters(town, client):
    now = timezone.now()
    new = pin(FOUNTAIN, "cop")
    old = pin(BRIDGE, "agac", reported_at=now - 20 * DAY)
    done = pin(SCHOOL, "bozuk-yol", reported_at=now - 5 * DAY)
    resolve(done)

    def numbers(**asked):
        return {int(r["service_request_id"]) for r in get(client, "requests.json", **asked)}

    iso = (now - 10 * DAY).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert numbers() == {new.number, old.number, done.number}
    assert numbers(status="open") == {new.number, old.number}
    assert numbers(status="closed") == {done.number}
    assert numbers(status="open,closed", start_date=iso) == {new.number, done.number}
    assert numbers(end_date=iso) == {old.number}
    assert numbers(service_code="yol,cop") == {new.number, done.number}
    assert numbers(service_request_id=f"{old.number},{done.number}", status="open") == {
        old.number,
        done.number,
    }
    pages = [numbers(page_size=2, page=page) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [2, 1, 0]
    assert set().union(*pages) == numbers()
    [told] = get(client, f"requests/{done.number}.json")
    assert told["status_notes"]


@pytest.mark.parametrize(
    "asked",
    [{"status": "x"}, {"start_date": "gestern"}, {"start_date": "2020-01-01", "end_date": "2026-01-01"},
     {"start_date": "2026-02-01", "end_date": "2026-01-01"}, {"page": "0"}, {"page_size": "9999"}, {"page": "x"},
     {"service_request_id": "1;2"}, {"dragon": "1"},
     {"start_date": "9999-12-31"}, {"end_date": "0001-01-01"}],
)  # fmt: skip
def test_a_parameter_that_cannot_be_used_is_refused(town, client, asked):
    assert refusal(client.get(f"{ROOT}/requests.json", asked), 400)


def test_nothing_breaks_by_a_character_that_no_text_holds(town, client):
    assert get(client, "requests.json", service_code="\x00") == []
    assert "media_url" in refusal(sent(client, api_key=key(), media_url="http://a/\x00"), 400)
    assert "media_url" in refusal(
        sent(client, api_key=key(), media_url="http://a/" + "x" * 2000), 400
    )
    ask("text", "cop", code="ne")
    assert sent(client, api_key=key(), **{"attribute[ne]": "bir\ufffe"}).status_code == 201
    ET.fromstring(client.get(f"{ROOT}/requests.xml?extensions=true").content)


def test_what_a_key_has_sent_can_be_found(town, client):
    sent(client, api_key=key())
    pin(BRIDGE)
    assert [r.issue.category.slug for r in ClientKey.objects.get().reports.all()] == ["cop"]


def test_another_place_is_not_served_and_none_is_ours(town, client, settings):
    settings.SITE_URL = "https://harita.example"
    for ours in ("", "harita.example"):
        get(client, "services.json", jurisdiction_id=ours)
    assert refusal(client.get(f"{ROOT}/services.json?jurisdiction_id=istanbul"), 404)
    assert client.get(f"{ROOT}/services.csv").status_code == 404


def test_a_client_answers_a_report_once_however_often_it_is_sent(town, client):
    issue, text = pin(FOUNTAIN, "cop"), key("update")
    photograph(issue)
    fields = {
        "api_key": text, "update_id": "B-17", "service_request_id": issue.number, "status": "closed",
        "description": "Konteyner değiştirildi.",
    }  # fmt: skip
    answers = [client.post(f"{ROOT}/servicerequestupdates.json", fields) for _ in range(2)]
    assert [a.status_code for a in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    issue.refresh_from_db()
    assert issue.status == Status.RESOLVED
    [told] = get(client, "servicerequestupdates.json")
    assert (told["status"], told["description"]) == ("closed", "Konteyner değiştirildi.")
    other = fields | {"service_request_id": pin(BRIDGE, "cop").number}
    assert "update_id" in refusal(client.post(f"{ROOT}/servicerequestupdates.json", other), 400)
    again = fields | {"update_id": "B-18"}
    assert refusal(client.post(f"{ROOT}/servicerequestupdates.json", again), 400)
    back = again | {"status": "open", "description": "Yine taştı."}
    assert client.post(f"{ROOT}/servicerequestupdates.json", back).status_code == 201
    issue.refresh_from_db()
    assert issue.status == Status.ACKNOWLEDGED


@pytest.mark.parametrize(
    ("wrong", "status"),
    [({"update_id": ""}, 400), ({"description": ""}, 400), ({"status": "gone"}, 400), ({"service_request_id": "x"}, 404),
     ({"api_key": "x"}, 403)],
)  # fmt: skip
def test_an_answer_that_cannot_be_taken_changes_nothing(town, client, wrong, status):
    issue = pin(FOUNTAIN, "cop")
    fields = {
        "api_key": key("update"), "update_id": "1", "service_request_id": issue.number, "status": "closed",
        "description": "Bitti.",
    }  # fmt: skip
    assert refusal(client.post(f"{ROOT}/servicerequestupdates.json", fields | wrong), status)
    issue.refresh_from_db()
    assert issue.status == Status.NEW


def test_the_admin_shows_a_new_key_once(zeynep, client):
    log_in_staff(client, zeynep)
    fields = {"name": "Belediye", "scopes": ["report"], "hourly": "50", "is_active": "on"}
    page = client.post("/admin/accounts/clientkey/add/", fields, follow=True).content.decode()
    made = ClientKey.objects.get()
    assert made.scopes == ["report"]
    shown = page.partition("yalnızca şimdi gösterilir: ")[2].partition("<")[0].strip()
    assert len(shown) >= 40
    assert shown not in client.get(f"/admin/accounts/clientkey/{made.pk}/change/").content.decode()


def test_the_client_three_lists_services_and_reports(transactional_town, live_server):
    itertools.ifilter = filter  # the shim that it needs on Python 3
    three = pytest.importorskip("three", reason="needs the package three, which has no wheel")
    pin(BRIDGE, "agac")
    talk = three.Three(f"{live_server.url}/open311/v2/", api_key=key())
    assert "cop" in {one["service_code"] for one in talk.services()}
    fields = {
        "lat": FOUNTAIN[1],
        "long": FOUNTAIN[0],
        "description": "Taşıyor.",
        "name": "Ayşe Yılmaz",
    }
    [told] = talk.post("cop", **fields)
    [found] = talk.request(told["service_request_id"])
    assert found["description"] == "Taşıyor."
    assert len(talk.requests()) == 2
