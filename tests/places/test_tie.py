"""A report near a place is offered to be tied to it, so that damage is counted per place."""

import json

import pytest
from django.contrib.gis.geos import Point

from issues.models import PlacedIssue, Visibility
from issues.moderation import move, publish
from issues.placing import tie
from places.actions import merge
from places.models import PublicPlace
from tests.district import FOUNTAIN, SCHOOL, pin, resolve
from tests.logins import log_in_staff
from tests.places.kept import GROVE, keep
from tests.places.test_nomination import nominated

BESIDE = (FOUNTAIN[0] + 0.0003, FOUNTAIN[1])


def say(client, issue, place=""):
    return client.post(f"/issues/own/{issue.pk}/place/", {"place": place})


def page(client, place):
    return client.get(place.get_absolute_url()).content.decode()


def test_its_reporter_says_which_place_it_is_about_and_the_place_counts_it(town, client):
    fountain, issue = keep(), pin(BESIDE, "miras-hasari")
    for offer in ("sent", "own"):
        assert "Ihlamurlu Çeşme" in client.get(f"/issues/{offer}/{issue.pk}/").content.decode()
    assert say(client, issue, fountain.number).status_code == 302
    assert f"Mirasa zarar #{issue.number}" in page(client, fountain)
    assert 'data-issues="1"' in page(client, fountain)
    row = json.loads(client.get("/layers/heritage.geojson").getvalue())["features"][0]["properties"]
    assert (row["reports"], row["open_reports"]) == (1, 1)
    resolve(issue)
    row = json.loads(client.get("/layers/heritage.geojson").getvalue())["features"][0]["properties"]
    assert (row["reports"], row["open_reports"]) == (1, 0)


def test_it_can_be_about_another_place_or_about_none_after_all(town, client):
    fountain, grove = keep(), keep("Çınar Korusu", "koru", GROVE)
    issue = pin(BESIDE)
    assert "hiçbiriyle ilgili değil" in client.get(f"/issues/own/{issue.pk}/").content.decode()
    for place in (fountain, grove):
        say(client, issue, place.number)
        assert PlacedIssue.objects.get().place == place
    say(client, issue)
    assert not PlacedIssue.objects.exists()


@pytest.mark.parametrize(
    ("where", "offered"),
    [(FOUNTAIN, True), (BESIDE, True), ((29.106, 40.9975), False), (SCHOOL, False)],
)
def test_only_what_is_near_is_offered(town, client, where, offered):
    keep()
    own = client.get(f"/issues/own/{pin(where).pk}/").content.decode()
    assert ("Ihlamurlu Çeşme" in own) == offered


def test_a_report_of_which_only_the_mahalle_is_known_is_about_no_place(town, client):
    keep()
    issue = pin(FOUNTAIN, precision="neighbourhood")
    assert "Ihlamurlu Çeşme" not in client.get(f"/issues/own/{issue.pk}/").content.decode()


def test_a_place_far_away_or_not_in_the_register_is_refused(town, client):
    keep("Okul Çeşmesi", shape=type(GROVE.centroid)(*SCHOOL))
    waiting = nominated()
    issue = pin(FOUNTAIN)
    for number in (PublicPlace.objects.get(name="Okul Çeşmesi").number, waiting.number, "x"):
        assert say(client, issue, number).status_code == 422
    assert not PlacedIssue.objects.exists()


def test_reports_about_a_place_that_is_joined_are_about_the_other(town, client, zeynep):
    fountain, other = keep(), keep("Mermer Çeşme")
    issue = pin(FOUNTAIN)
    tie(issue=issue, place=PublicPlace.objects.get(number=fountain.number))
    merge(place=fountain, into=other, text="", by=zeynep)
    assert f"#{issue.number}" in page(client, other)


def test_a_crowded_place_counts_all_and_lists_the_newest(town, client):
    fountain = keep()
    issues = [pin(FOUNTAIN) for _ in range(22)]
    for issue in issues:
        tie(issue=issue, place=PublicPlace.objects.get())
    told = page(client, fountain)
    assert 'data-issues="22"' in told
    listed = [issue.get_absolute_url() in told for issue in issues]
    assert listed == [False] * 2 + [True] * 20


def test_a_report_that_waits_can_be_tied_and_its_place_counts_it_once_it_is_shown(
    town, client, zeynep
):
    fountain = keep()
    issue = pin(BESIDE, "miras-hasari", description="Beni arayın: 0532 123 45 67")
    assert issue.visibility == Visibility.HELD
    assert "Ihlamurlu Çeşme" in client.get(f"/issues/sent/{issue.pk}/").content.decode()
    assert say(client, issue, fountain.number).status_code == 302
    assert "data-issues" not in page(client, fountain)
    publish(issue=issue, by=zeynep)
    assert 'data-issues="1"' in page(client, fountain)


def test_the_secretariat_ties_a_report_and_the_step_is_kept(town, client, elif_):
    fountain, issue = keep(), pin(BESIDE, "miras-hasari")
    log_in_staff(client, elif_)
    offered = client.get(f"/moderation/{issue.number}/").content.decode()
    assert "Bir yere bağla" in offered
    address = f"/moderation/{issue.number}/place/"
    assert client.post(address, {"seen": 0, "place": fountain.number}).status_code == 302
    assert 'data-issues="1"' in page(client, fountain)
    step = issue.moderation_steps.get()
    assert (step.action, step.detail, step.taken_by) == ("placed", f"→ #{fountain.number}", elif_)
    assert client.post(address, {"seen": 0, "place": ""}).status_code == 409  # somebody was faster
    assert client.post(address, {"seen": step.pk, "place": ""}).status_code == 302
    assert not PlacedIssue.objects.exists()


def test_a_tie_can_be_undone_after_the_pin_was_moved_away(town, client, elif_):
    fountain, issue = keep(), pin(BESIDE)
    say(client, issue, fountain.number)
    move(issue=issue, location=Point(*SCHOOL, srid=4326), by=elif_)
    assert "Ihlamurlu Çeşme" in client.get(f"/issues/own/{issue.pk}/").content.decode()
    say(client, issue)
    assert not PlacedIssue.objects.exists()
    assert "Ihlamurlu Çeşme" not in client.get(f"/issues/own/{issue.pk}/").content.decode()


def test_the_secretariat_is_offered_no_place_where_none_is_near(town, client, elif_):
    keep()
    log_in_staff(client, elif_)
    offered = client.get(f"/moderation/{pin(SCHOOL).number}/").content.decode()
    assert "Bir yere bağla" not in offered
