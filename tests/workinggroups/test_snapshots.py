"""What a meeting saw: frozen when it opens, whole for years, without what was taken down since."""

import json
import re
from hashlib import sha256

import pytest
from django.contrib.gis.geos import Point
from django.db import DatabaseError, connection, transaction

from issues.actions import change_status, change_visibility, move_issue
from issues.mine.erasure import Rest, erase_report
from issues.models import Category, Issue, Status, Visibility
from maps.layers import LAYERS
from neighbourhoods.actions import activate_boundary_set, load_boundaries
from places.actions import change as change_place
from places.models import Place, PlaceStep
from tests.district import BRIDGE, FOUNTAIN, SCHOOL, pin, square
from tests.district import town as drawn_town
from tests.maps.layers import hot_spot
from tests.places.kept import keep, keep_four, see
from tests.planning.figures import give_budget_and_deprivation, scenario
from tests.workinggroups.meetings import called, put
from tests.workinggroups.people import MEHMET, person, whole_group
from workinggroups.meetings.actions import open_meeting
from workinggroups.models import FrozenFeature, PublicFrozenFeature, Snapshot
from workinggroups.snapshots import drawn
from workinggroups.snapshots.canonical import faults
from workinggroups.snapshots.picture import picture


def frozen(*addresses) -> list[Snapshot]:
    """A meeting opens on views of these addresses; what was frozen, in their order."""
    meeting = called(whole_group())
    put(meeting, "Haritalar", *addresses)
    open_meeting(meeting=meeting)
    return list(Snapshot.objects.order_by("pk"))


def address_of(snapshot):
    return f"/meetings/{snapshot.subject.item.meeting_id}/snapshots/{snapshot.pk}"


def seen(client, snapshot):
    """The page, without what is new each time it is asked for."""
    page = client.get(f"{address_of(snapshot)}/").content.decode()
    return re.sub(r'nonce="[^"]+"|value="[^"]{64}"', "", page)


def told(snapshot):
    """Manifest and what is left of the features, as the file of the page says them."""
    rows = PublicFrozenFeature.objects.filter(snapshot=snapshot)
    return json.loads(snapshot.manifest), [json.loads(r.content) for r in rows if r.content]


def drawing(snapshot):
    """Its picture, of what is left of it."""
    rows = PublicFrozenFeature.objects.filter(snapshot=snapshot)
    return picture(snapshot, rows.values_list("content", flat=True))


def test_a_view_of_reports_is_frozen_with_features_numbers_legend_and_boundaries(town):
    pin(FOUNTAIN)
    pin(SCHOOL, "agac")
    [snapshot] = frozen("/?category=bozuk-yol,agac")
    manifest, features = told(snapshot)
    assert dict(manifest["numbers"])["Bağlar"] == 1
    assert dict(manifest["numbers"])["toplam"] == 2
    assert sorted(entry["count"] for entry in manifest["legend"]) == [1, 1]
    assert manifest["boundary_set"] == "Town"
    colours = {f["properties"]["category"]: f["properties"]["colour"] for f in features}
    assert colours == dict(Category.objects.filter(slug__in=colours).values_list("slug", "colour"))
    assert not {"description", "spot"} & set(features[0]["properties"])


def test_it_opens_as_it_was_whatever_is_changed_since(town, client):
    issue = pin(FOUNTAIN)
    [snapshot] = frozen("/")
    before = seen(client, snapshot)
    change_status(issue=issue, to=Status.RESOLVED, note="Yapıldı.")
    pin(BRIDGE)
    Category.objects.update(colour="#000000", name_tr="Başka")
    moved = load_boundaries(
        name="Yeni", source="drawn", boundaries=drawn_town(c101=square(29.2, 41.2))
    )
    activate_boundary_set(boundary_set=moved)
    assert seen(client, snapshot) == before


@pytest.mark.parametrize("to", [Visibility.REMOVED, Visibility.WITHDRAWN])
def test_what_is_taken_down_is_erased_and_counted_and_the_digest_still_fits(town, client, to):
    gone, stays = pin(FOUNTAIN), pin(SCHOOL)
    [snapshot] = frozen("/")
    change_visibility(issue=gone, to=to)
    page = client.get(f"{address_of(snapshot)}/").content.decode()
    assert "1 tanesi kaldırıldı" in page
    assert "o günkü özete (SHA-256) uyuyor" in page
    _manifest, left = told(snapshot)
    assert [f["properties"]["number"] for f in left] == [stays.number]
    assert len(drawing(snapshot).marks) == 1
    row = FrozenFeature.objects.get(number=gone.number)
    assert (row.salt, row.content) == ("", "")
    if to == Visibility.REMOVED:
        change_visibility(issue=gone, to=Visibility.PUBLIC)
        assert len(told(snapshot)[1]) == 1, "what was taken down stays erased"


def test_what_is_held_is_hidden_for_as_long(town):
    issue = pin(FOUNTAIN)
    [snapshot] = frozen("/")
    change_visibility(issue=issue, to=Visibility.HELD)
    assert told(snapshot)[1] == []
    change_visibility(issue=issue, to=Visibility.PUBLIC)
    assert len(told(snapshot)[1]) == 1


def test_nothing_that_a_reporter_wrote_is_frozen(town, client):
    issue = pin(FOUNTAIN, description="Kapımın önünde, ben Ahmet", spot="Üçüncü kat")
    [snapshot] = frozen("/")
    erase_report(issue=issue, rest=Rest.FACELESS)
    texts = [snapshot.manifest, *FrozenFeature.objects.values_list("content", flat=True)]
    assert not [text for text in texts if "Ahmet" in text or "Üçüncü" in text]
    assert len(told(snapshot)[1]) == 1


def test_a_deleted_report_and_place_are_erased(town):
    issue, place = pin(FOUNTAIN), keep()
    reports, heritage = frozen("/", "/?layer=heritage")
    Issue.objects.filter(pk=issue.pk).delete()
    place.delete()
    assert told(reports)[1] == told(heritage)[1] == []
    assert not FrozenFeature.objects.exclude(content="").exists()


def test_where_a_pin_was_before_it_was_moved_is_erased(town):
    issue = pin(FOUNTAIN)
    [snapshot] = frozen("/")
    move_issue(issue=issue, location=Point(*SCHOOL, srid=4326))
    assert told(snapshot)[1] == []
    assert not FrozenFeature.objects.exclude(content="").exists()


def test_what_the_sender_of_a_place_erased_is_in_no_frozen_view(town):
    place = keep()
    Place.objects.filter(pk=place.pk).update(other_names="Dedemin çeşmesi")
    [snapshot] = frozen("/?layer=heritage")
    assert "Dedemin" not in "".join(FrozenFeature.objects.values_list("content", flat=True))
    PlaceStep.objects.create(place=place, action="erased")
    assert told(snapshot)[1] == []


def test_a_place_is_frozen_as_it_was(town, elif_):
    place = keep()
    [snapshot] = frozen("/?layer=heritage")
    change_place(place=place, facts={"name": "Başka Çeşme"}, by=elif_)
    [feature] = told(snapshot)[1]
    assert feature["properties"]["name"] != "Başka Çeşme"


@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_freezes_with_a_picture_and_a_legend(town, layer):
    give_budget_and_deprivation()
    scenario()
    pin(FOUNTAIN)
    hot_spot()
    for place in keep_four():
        see(place, "good")
    drawn_as = {"indicators": "&indicator=yoksunluk"}.get(layer, "")
    [snapshot] = frozen(f"/?layer={layer}{drawn_as}")
    manifest, features = told(snapshot)
    assert features
    assert sum(e["count"] for e in manifest["legend"]) == len(features)
    assert len(drawing(snapshot).marks) == len(features)


def test_the_picture_is_what_the_view_looked_at(town, client):
    for where in (FOUNTAIN, SCHOOL):
        pin(where)
    longitude, latitude = FOUNTAIN
    whole, far, near = frozen("/", f"/#9/{latitude}/{longitude}", f"/#17/{latitude}/{longitude}")
    assert len(told(near)[1]) == 2
    assert [len(drawing(s).marks) for s in (whole, far, near)] == [2, 2, 1]
    [mark] = drawing(near).marks
    middle = (drawing(near).width / 2, drawing(near).height / 2)
    assert (mark.x, mark.y) == pytest.approx(middle, abs=1)
    sentence = "Resim, haritanın bakılan bölümüdür"
    assert [sentence in seen(client, s) for s in (whole, far, near)] == [False, False, True]


def test_a_change_is_frozen_against_the_period_before(town):
    for _ in range(6):
        pin(FOUNTAIN)
    [snapshot] = frozen("/?layer=neighbourhoods&measure=change")
    manifest, features = told(snapshot)
    assert len(manifest["legend"]) == 6
    assert {f["properties"]["name"] for f in features} == {
        "Bağlar",
        "Çınar",
        "Dere",
        "Iğdır",
        "Ovacık",
    }


def test_more_reports_than_can_be_kept_singly_are_kept_by_hexagon(town, monkeypatch):
    monkeypatch.setattr(drawn, "MOST", 1)
    for place in (FOUNTAIN, SCHOOL):
        pin(place)
    [snapshot] = frozen("/")
    manifest, features = told(snapshot)
    assert (manifest["layer"], len(features)) == ("hexagons", 2)
    assert "altıgen" in manifest["caveat"]


def test_anyone_checks_the_file_without_us(town, client):
    gone = pin(FOUNTAIN)
    pin(SCHOOL)
    [snapshot] = frozen("/")
    change_visibility(issue=gone, to=Visibility.REMOVED)
    file = client.get(f"{address_of(snapshot)}.json").json()
    assert sha256(file["manifest"].encode()).hexdigest() == file["digest"]
    listed = json.loads(file["manifest"])["features"]
    assert sha256(file["outline"].encode()).hexdigest() == json.loads(file["manifest"])["outline"]
    for known, part in zip(listed, file["features"], strict=True):
        assert known == part["digest"]
        whole = sha256((part["salt"] + part["content"]).encode()).hexdigest()
        assert not part["content"] or whole == known


def test_a_change_by_hand_is_told(town):
    pin(FOUNTAIN)
    [snapshot] = frozen("/")
    [row] = PublicFrozenFeature.objects.filter(snapshot=snapshot)
    good = [(row.salt, row.content, row.digest)]
    known = (snapshot.digest, snapshot.outline.content)
    assert faults(snapshot.manifest, *known, good) == []
    assert faults(snapshot.manifest, *known, [(row.salt, "{}", row.digest)])
    assert faults(snapshot.manifest, *known, [])
    assert faults(snapshot.manifest + " ", *known, good)
    assert faults(snapshot.manifest, snapshot.digest, "[]", good)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE workinggroups_snapshot SET manifest = '{}'",
        "UPDATE workinggroups_frozenoutline SET content = '[]'",
        "UPDATE workinggroups_frozenfeature SET content = '{}'",
        "UPDATE workinggroups_frozenfeature SET salt = 'x', content = ''",
        "UPDATE workinggroups_frozenfeature SET position = 7, salt = '', content = ''",
    ],
)
def test_the_database_lets_nobody_change_it(town, change):
    pin(FOUNTAIN)
    frozen("/")
    with (
        pytest.raises(DatabaseError, match="never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


def test_two_meetings_keep_the_same_outlines_once(town):
    frozen("/", "/?layer=density")
    assert Snapshot.objects.values("outline").distinct().count() == 1


def test_a_frozen_heat_tells_no_report_s_own_place(town):
    issue = pin(FOUNTAIN)
    [snapshot] = frozen("/?layer=density")
    [feature] = told(snapshot)[1]
    longitude, latitude = feature["geometry"]["coordinates"]
    assert (longitude, latitude) != issue.location.coords
    assert abs(longitude - issue.location.x) < 0.0004
    assert abs(latitude - issue.location.y) < 0.0004


def test_a_view_that_cannot_be_shown_any_more_is_named_and_the_meeting_stays_closed(town, client):
    meeting = called(whole_group())
    put(meeting, "Haritalar", "/?mahalle=ovacik")
    fewer = load_boundaries(name="Yeni", source="drawn", boundaries=drawn_town()[:4])
    activate_boundary_set(boundary_set=fewer)
    client.force_login(person(MEHMET))
    answer = client.post(f"/meetings/{meeting.pk}/stage/open/")
    assert answer.status_code == 409
    assert "artık gösterilemiyor" in answer.content.decode()
    meeting.refresh_from_db()
    assert meeting.stage == "planned"
