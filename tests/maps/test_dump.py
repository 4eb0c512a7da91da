"""The nightly dump: all layers as files with checksums, withdrawn the moment anything in it stops being public."""

import hashlib
import subprocess
from datetime import timedelta

import geopandas
import psycopg
import pyogrio
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from gisdata.child import Child
from issues.actions import change_status, change_visibility, move_issue
from issues.models import Issue, Status, Visibility
from maps.dump import making
from maps.dump.making import DUMPED, TOGETHER, make_dump
from maps.dump.tasks import dump as nightly
from maps.layers import LAYERS
from maps.models import Dump, dumps_folder
from places.models import Condition, Place
from tests.conftest import rolled_back
from tests.district import FOUNTAIN, SCHOOL, pin
from tests.maps.layers import ROWS, report_thrice
from tests.places.kept import keep, see

PAGE = "/maps/dump/"


def content(client, name):
    answer = client.get(f"{PAGE}{name}")
    assert answer.status_code == 200
    return b"".join(answer)


def is_served(client):
    answer = client.get(f"{PAGE}{TOGETHER}")
    b"".join(answer)
    return answer.status_code == 200


def test_every_layer_is_in_the_geopackage_and_a_geoparquet_and_the_checksums_hold(
    town, client, tmp_path
):
    report_thrice()
    call_command("dump")
    names = [f"{layer.name}.parquet" for layer in DUMPED]
    for name in (TOGETHER, *names, "SHA256SUMS"):
        (tmp_path / name).write_bytes(content(client, name))
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=tmp_path, check=True)
    inside = {name for name, _kind in pyogrio.list_layers(tmp_path / TOGETHER)}
    assert inside == {layer.name for layer in DUMPED} == set(LAYERS) - {"indicators", "allocation"}
    for layer in DUMPED:
        frame = geopandas.read_parquet(tmp_path / f"{layer.name}.parquet")
        assert len(frame) == ROWS[layer.name]
        assert pyogrio.read_info(tmp_path / TOGETHER, layer=layer.name)["features"] == len(frame)


def test_the_page_and_the_catalogue_tell_the_same_digests_as_the_files(town, client):
    assert "yeniden hazırlanıyor" in client.get(PAGE).content.decode()
    pin(FOUNTAIN)
    dump = make_dump()
    page = client.get(PAGE).content.decode()
    told = client.get("/maps/catalogue.jsonld").json()["dcat:dataset"][-1]
    digests = {
        one["dcat:downloadURL"]["@id"].rpartition("/")[2]: one["spdx:checksum"][
            "spdx:checksumValue"
        ]
        for one in told["dcat:distribution"]
    }
    assert set(digests) == {file["name"] for file in dump.files}
    for name, digest in digests.items():
        assert hashlib.sha256(content(client, name)).hexdigest() == digest
        assert f'href="{PAGE}{name}"' in page


def hide(issue, _place, _seen):
    change_visibility(issue=issue, to=Visibility.HELD)


def delete(issue, _place, _seen):
    Issue.objects.filter(pk=issue.pk).delete()


def reword(issue, _place, _seen):
    Issue.objects.filter(pk=issue.pk).update(description="Başka sözler")


def reword_spot(issue, _place, _seen):
    Issue.objects.filter(pk=issue.pk).update(spot="Başka yer")


def move(issue, _place, _seen):
    move_issue(issue=issue, location=pin(SCHOOL).location)


def hide_place(_issue, place, _seen):
    Place.objects.filter(pk=place.pk).update(visibility="held")


def rename_place(_issue, place, _seen):
    Place.objects.filter(pk=place.pk).update(name="Başka ad")


def hide_seen(_issue, _place, seen):
    Condition.objects.filter(pk=seen.pk).update(visibility="held")


def take_seen_back(_issue, _place, seen):
    Condition.objects.filter(pk=seen.pk).delete()


@pytest.mark.parametrize(
    "what",
    [hide, delete, reword, reword_spot, move, hide_place, rename_place, hide_seen, take_seen_back],
)
def test_what_stops_being_public_withdraws_the_dump_at_once_and_what_is_undone_does_not(
    town, client, what
):
    issue, place = pin(FOUNTAIN), keep()
    world = (issue, place, see(place, "worn"))
    make_dump()
    with rolled_back():
        what(*world)
        answer = client.get(f"{PAGE}issues.parquet")
        assert (answer.status_code, answer["Retry-After"]) == (503, "3600")
        assert client.get(f"{PAGE}SHA256SUMS").status_code == 503
    assert is_served(client)


def test_news_do_not_withdraw_it(town, client):
    issue = pin(FOUNTAIN)
    held = pin(FOUNTAIN, description="Beni arayın: 0532 123 45 67")
    make_dump()
    change_status(issue=issue, to=Status.ACKNOWLEDGED, note="Bakıyoruz.")
    change_visibility(issue=held, to=Visibility.REMOVED)
    pin(SCHOOL)
    keep()
    assert is_served(client)


def test_a_dump_in_which_something_stops_being_public_while_it_is_made_is_not_served(
    town, client, monkeypatch
):
    issue = pin(FOUNTAIN)
    write = making._write

    def written_slowly(folder):
        write(folder)
        change_visibility(issue=issue, to=Visibility.REMOVED)

    monkeypatch.setattr(making, "_write", written_slowly)
    with pytest.raises(CommandError, match="meanwhile"):
        call_command("dump")
    assert not is_served(client)
    assert not list(dumps_folder().iterdir()), "nothing of it is kept"


def test_a_dump_begins_only_when_every_takedown_under_way_has_ended(
    transactional_town, database_url
):
    issue = pin(FOUNTAIN)
    make_dump()
    begun = "SELECT pg_advisory_xact_lock(hashtext('maps_dump'))"
    other = psycopg.connect(database_url.replace("postgis", "postgresql"), autocommit=True)
    with other:
        other.execute("SET lock_timeout = '200ms'")
        with rolled_back():
            hide(issue, None, None)
            with pytest.raises(psycopg.errors.LockNotAvailable):
                other.execute(begun)
        other.execute(begun)
    other.close()


def test_an_older_dump_goes_when_a_newer_one_is_whole_and_stays_when_it_fails(
    town, client, monkeypatch
):
    first = make_dump()
    second = make_dump()
    assert [path.name for path in dumps_folder().iterdir()] == [str(second.pk)]
    assert not Dump.objects.filter(pk=first.pk).exists()

    def refused(_folder):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making, "_write", refused)
    with pytest.raises(CommandError, match="No space left"):
        call_command("dump")
    assert is_served(client)
    assert [path.name for path in dumps_folder().iterdir()] == [str(second.pk)]


def test_a_file_that_there_is_not_is_told(town, client):
    make_dump()
    for name in ("../../etc/passwd", "..%2F..%2Fetc%2Fpasswd", "issues.gpkg", ".."):
        assert client.get(f"{PAGE}{name}").status_code == 404


def test_the_worker_makes_it_each_night_and_anew_when_it_was_withdrawn(
    transactional_town, database_url, media, monkeypatch, client
):
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("MEDIA_ROOT", str(media))
    issue = pin(FOUNTAIN)
    seen = []
    for change in (
        lambda: None,
        lambda: None,
        lambda: change_visibility(issue=issue, to=Visibility.REMOVED),
        lambda: Dump.objects.update(made_at=timezone.now() - timedelta(days=1, minutes=1)),
    ):
        change()
        nightly(timestamp=0)
        connection.close()
        seen.append(Dump.objects.current().pk)
    first, same, anew, next_night = seen
    assert first == same < anew < next_night
    assert is_served(client)


def test_a_withdrawn_dump_is_off_the_disk_within_the_hour_also_when_no_new_one_can_be_made(
    transactional_town, monkeypatch
):
    issue = pin()
    make_dump()
    change_visibility(issue=issue, to=Visibility.REMOVED)
    monkeypatch.setattr("maps.dump.tasks.CHILD", Child(seconds=0.01))
    nightly(timestamp=0)
    assert [*dumps_folder().iterdir()] == []
