"""What a phone installs and keeps: the manifest, the service worker and the app shell."""

import json
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from accounts.models import User
from issues.models import Category
from maps.offline import shell
from tests.district import FOUNTAIN, pin


def kept(client):
    """What the service worker is told to keep."""
    text = client.get("/service-worker.js").content.decode()
    return json.loads(text.partition(" = ")[2].partition(";\n")[0])


def test_the_manifest_names_the_district_in_both_languages(town, client, settings):
    settings.DISTRICT_NAME = "Deneme İlçesi"
    answer = client.get("/manifest.webmanifest?tr")
    assert answer["Content-Type"] == "application/manifest+json"
    turkish, english = answer.json(), client.get("/manifest.webmanifest?en").json()
    assert turkish["name"] == english["name"] == "Ortak Harita Deneme İlçesi"
    assert (turkish["lang"], english["lang"]) == ("tr", "en")
    assert "Mahallenizdeki" in turkish["description"]
    assert turkish["start_url"] == turkish["scope"] == "/"
    for icon in turkish["icons"]:
        header = open_static(icon["src"])[16:24]
        width, height = int.from_bytes(header[:4]), int.from_bytes(header[4:])
        assert f"{width}x{height}" == icon["sizes"]
    assert {icon.get("purpose") for icon in turkish["icons"]} == {None, "maskable"}


def open_static(address):
    return Path(str(finders.find(address.removeprefix("/static/")))).read_bytes()


def test_every_page_names_the_manifest_and_a_colour_for_each_theme(town, client):
    page = client.get("/rules/?en").content.decode()
    assert 'href="/manifest.webmanifest?en"' in page
    assert page.count('name="theme-color"') == 2


def test_the_service_worker_is_asked_for_each_time_and_may_run(town, client):
    answer = client.get("/service-worker.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"
    policy = client.get("/")["Content-Security-Policy"]
    assert "worker-src 'self'" in policy
    assert "manifest-src 'self'" in policy


def test_all_that_the_shell_names_is_there_and_may_be_kept(town, client):
    wanted = kept(client)
    for address in [*wanted["files"], wanted["offline"], *wanted["pages"].values()]:
        if address.startswith("/static/"):
            assert finders.find(address.removeprefix("/static/"))
            continue
        answer = client.get(address)
        assert answer.status_code == 200
        assert "no-store" not in answer["Cache-Control"]


def test_the_shell_has_a_page_for_each_language_whatever_the_reader_chose(town, client):
    client.cookies["django_language"] = "en"
    assert "Çukur, bozuk yol" in client.get("/offline/map/?tr").content.decode()
    assert "Pothole" in client.get("/offline/map/?en").content.decode()
    assert "haritayı" in client.get("/offline/").content.decode().lower()
    assert "Open the map" in client.get("/offline/").content.decode()


def test_the_shell_knows_no_report_and_no_number_and_nobody(town, client, zeynep):
    issue = pin(FOUNTAIN, "bozuk-kaldirim", description="Taşlar oynuyor.")
    client.force_login(zeynep)
    pages = [client.get(f"/offline/map/?{code}").content.decode() for code in ("tr", "en")]
    outlines = client.get("/offline/neighbourhoods.geojson").json()
    for text in (*pages, json.dumps(outlines)):
        assert str(issue.number) not in text
        assert "csrfmiddlewaretoken" not in text
    assert set(outlines["features"][0]["properties"]) >= {"name", "slug", "label_longitude"}
    assert not {"count", "change", "per_1000"} & set(outlines["features"][0]["properties"])


def test_the_version_changes_with_the_categories_and_with_nothing_that_people_do(town, client):
    before = kept(client)["version"]
    pin(FOUNTAIN, "bozuk-kaldirim")
    User.objects.create_user("mert", "mert@example.org")
    assert kept(client)["version"] == before
    Category.objects.filter(slug="bozuk-kaldirim").update(name_tr="Kaldırım")
    assert kept(client)["version"] != before


def test_the_service_worker_asks_five_queries(town, client, django_assert_num_queries):
    kept(client)
    with django_assert_num_queries(5):
        client.get("/service-worker.js")


@pytest.mark.parametrize("pattern", shell.STATIC)
def test_each_pattern_of_the_shell_finds_something(pattern):
    assert any(shell.fnmatch(name, pattern) for name in shell.static_files())
