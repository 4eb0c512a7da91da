from datetime import UTC, datetime

import pytest
from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from issues.actions import (
    OutsideError,
    RefusedError,
    change_status,
    move_issue,
)
from issues.catalogue import CATALOGUE, KEYWORDS
from issues.loading import load_catalogue
from issues.models import TRANSITIONS, Category, Issue, Status
from tests.district import HILL, mahalle_of, pin


def at(status: Status) -> Issue:
    """An issue that has come to a status by allowed steps."""
    issue = pin()
    if status is not Status.NEW:
        change_status(issue=issue, to=status, note="Not.")
    return issue


@pytest.mark.parametrize("before", Status)
@pytest.mark.parametrize("after", Status)
def test_only_the_steps_of_the_table_are_taken(town, before, after):
    issue = at(before)
    if after in TRANSITIONS[before]:
        change_status(issue=issue, to=after, note="Bakıldı.")
        assert Issue.objects.get(pk=issue.pk).status == after
    else:
        with pytest.raises(RefusedError, match="yapılamaz"):
            change_status(issue=issue, to=after, note="Bakıldı.")


def test_a_step_leaves_its_note_and_time_and_closes_or_reopens(town, zeynep):
    issue = pin()
    change = change_status(issue=issue, to=Status.RESOLVED, note="  Yapıldı. ", by=zeynep)
    issue.refresh_from_db()
    assert (change.note, change.changed_by) == ("Yapıldı.", zeynep)
    assert issue.closed_at is not None
    change_status(issue=issue, to=Status.ACKNOWLEDGED, note="Çözülmemiş.")
    issue.refresh_from_db()
    assert issue.closed_at is None


def test_a_step_without_a_note_is_refused(town):
    issue = pin()
    with pytest.raises(RefusedError, match="not yazınız"):
        change_status(issue=issue, to=Status.RESOLVED, note=" ")
    assert Issue.objects.get().status == "new"


@pytest.mark.parametrize(
    "values",
    [
        {"status": "resolved"},
        {"closed_at": timezone.now()},
        {"status": "lost"},
        {"visibility": "secret"},
        {"precision": "vague"},
        {"status": "resolved", "closed_at": datetime(2000, 1, 1, tzinfo=UTC)},
    ],
)
def test_the_database_refuses_what_makes_no_sense(town, values):
    pin()
    with pytest.raises(DatabaseError), transaction.atomic():
        Issue.objects.update(**values)


def test_every_change_is_an_event_that_nobody_can_change_or_delete(town):
    issue = pin(description="Önce")
    Issue.objects.filter(pk=issue.pk).update(description="Sonra")
    event = Issue.pgh_event_model.objects.get(pgh_obj_id=issue.pk)
    assert (event.pgh_label, event.description) == ("changed", "Önce")
    for change in (event.delete, lambda: type(event).objects.update(description="")):
        with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
            change()


def test_a_deleted_issue_leaves_its_last_state_behind(town):
    issue = pin(description="Gitti")
    number = issue.number
    issue.delete()
    event = Issue.pgh_event_model.objects.get(number=number)
    assert (event.pgh_label, event.description) == ("deleted", "Gitti")


def test_the_catalogue_is_added_once_and_leaves_changed_names_alone(db):
    added = load_catalogue()
    assert added == Category.objects.count() >= 20
    Category.objects.filter(slug="cop").update(name_tr="Çöp")
    assert load_catalogue() == 0
    assert Category.objects.get(slug="cop").name_tr == "Çöp"


def test_a_category_is_what_the_catalogue_says(db):
    load_catalogue()
    for position, entry in enumerate(CATALOGUE):
        stored = Category.objects.get(slug=entry.slug)
        words = KEYWORDS[entry.slug]
        assert (stored.name_tr, stored.name_en, stored.glyph) == (
            entry.name_tr,
            entry.name_en,
            entry.glyph,
        )
        assert (stored.keywords_tr, stored.keywords_en) == words
        assert (stored.target_days, stored.position) == (entry.target_days, position)
        assert stored.parent == Category.objects.filter(slug=entry.parent).first()


def test_a_release_may_add_categories_anywhere_beside_an_operators_own(db, monkeypatch):
    load_catalogue()
    own = Category.objects.get(slug="cop")
    own.pk, own.slug, own.open311_code = None, "ozel", "042"
    own.save()
    new = [
        CATALOGUE[0]._replace(slug="pazar"),
        CATALOGUE[1]._replace(slug="tezgah", parent="pazar"),
    ]
    monkeypatch.setattr("issues.loading.CATALOGUE", [*CATALOGUE[:3], *new, *CATALOGUE[3:]])
    assert load_catalogue() == 2
    assert Category.objects.get(slug="tezgah").parent.slug == "pazar"
    assert load_catalogue() == 0


def test_a_colour_of_the_group_is_worn_by_all_its_categories(db):
    load_catalogue()
    below = Category.objects.exclude(parent=None).select_related("parent")
    assert all(c.colour == c.parent.colour for c in below)
    glyphs = list(Category.objects.values_list("glyph", flat=True))
    assert len(glyphs) == len(set(glyphs))


def test_categories_have_two_levels_and_the_database_keeps_it(db):
    load_catalogue()
    below = Category.objects.exclude(parent=None).first()
    group = Category.objects.get(slug="yol")
    for category, parent in ((Category.objects.get(slug="cop"), below), (group, below.parent)):
        category.parent = parent
        with pytest.raises(ValidationError):
            category.full_clean()
        if category != parent:
            with pytest.raises(DatabaseError), transaction.atomic():
                category.save()


def test_a_new_category_cannot_stand_below_one_that_is_in_a_group(town):
    below = Category.objects.get(slug="cop")
    with pytest.raises(DatabaseError):
        Category.objects.create(
            slug="alt", name_tr="Alt", name_en="Below", glyph="dog", colour="#000000",
            open311_code="901", target_days=1, parent=below,
        )  # fmt: skip


def test_a_category_whose_issues_are_gone_can_be_deleted(town):
    own = Category.objects.create(
        slug="ozel", name_tr="Özel", name_en="Own", glyph="dog", colour="#000000",
        open311_code="900", target_days=1,
    )  # fmt: skip
    pin(category="ozel").delete()
    own.delete()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_a_category_of_a_closed_group_can_still_be_chosen(town, client):
    Category.objects.filter(slug="yol").update(is_active=False)
    assert 'value="bozuk-yol"' in client.get("/issues/new/").content.decode()


def test_a_pin_is_not_moved_outside(town):
    issue = pin()
    with pytest.raises(OutsideError):
        move_issue(issue=issue, location=Point(*HILL, srid=4326))
    assert mahalle_of(issue) == "Bağlar"
