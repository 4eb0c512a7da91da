"""Who goes back to an earlier moment erases again what people erased since."""

import subprocess
import sys

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.gis.geos import Point
from django.db import connection

from accounts.models import User
from issues.actions import change_visibility, move_issue
from issues.blurring import blur
from issues.comments.actions import redact
from issues.follow.alerts import confirm, stop, subscribe
from issues.follow.wishes import Wish
from issues.mine.actions import claim
from issues.mine.erasure import Rest, erase_everything
from issues.models import Category, Pace, Precision, Visibility
from issues.photos import remove_photo
from operations.personal import PERSONAL
from places.erasure import take_condition_back, take_nomination_back
from tests.district import BRIDGE, FOUNTAIN, MARKET, SCHOOL, photograph, pin, remark
from tests.places.kept import keep, see
from tests.places.test_nomination import nominated
from tests.second import second_instance

SECRET = "Kapı numarası 12, Ayşe"


@pytest.fixture
def known(transactional_town, elif_):
    """What people sent, before the moment to which the operator goes back."""
    ayse = User.objects.create_user("ayse", "ayse@example.org")
    told = pin(FOUNTAIN, description=SECRET)
    photograph(told)
    claim(issue=told, by=ayse)
    stranger = subscribe(
        email="can@example.org", wish=Wish(issue=told), pace=Pace.DAILY, language="tr"
    )
    confirm(subscription=stranger)
    well = keep()
    return {
        "ayse": ayse, "other": stranger, "elif": elif_,
        "photo": photograph(pin(MARKET)), "door": pin((29.10431, 40.99713)), "insult": pin(BRIDGE),
        "vague": pin(SCHOOL, precision=Precision.NEIGHBOURHOOD),
        "remark": remark(pin(SCHOOL), SECRET), "nomination": nominated(), "seen": see(well, "at_risk"),
        "held": pin(BRIDGE, description="Beni arayın: 0532 123 45 67"),
    }  # fmt: skip


def erase(known):
    """Erase as people and the desk do, after that moment."""
    erase_everything(user=known["ayse"], phone=None, rest=Rest.FACELESS)
    remove_photo(photo=known["photo"])
    blur(issue=known["door"])
    move_issue(issue=known["vague"], location=Point(*MARKET, srid=4326))
    change_visibility(issue=known["insult"], to=Visibility.REMOVED)
    redact(comment=known["remark"], text="[…], Ayşe", by=known["elif"])
    take_nomination_back(place=known["nomination"])
    take_condition_back(condition=known["seen"].pk)
    stop(subscription=known["other"])


@pytest.fixture
def earlier(known, database_url):
    """An instance at that moment; beside it is the newest state, in which people erased and the life went on."""
    with second_instance() as second:
        erase(known)
        change_visibility(issue=known["held"], to=Visibility.PUBLIC)
        pin(MARKET, description="Bu, o andan sonra yazıldı.")
        Category.objects.filter(slug="cop").update(name_tr="Çöp ve moloz")
        second.newest = database_url
        yield second


def again(second, *words, fails=False):
    """What the command says at the earlier moment."""
    done = subprocess.run(
        [sys.executable, "manage.py", *words],
        cwd=settings.BASE_DIR, env=second.environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode != 0) == fails, done.stdout + done.stderr
    return done.stdout + done.stderr


def rows(database, label):
    """What people's own columns of a model hold, by key; whose they are goes with whoever it is."""
    model = apps.get_model(label)
    fields = map(model._meta.get_field, PERSONAL[label].split())
    own = [model._meta.pk, *(field for field in fields if not field.is_relation)]
    columns = ", ".join(f'"{field.column}"::text' for field in own)
    return {row[0]: row[1:] for row in database.execute(f'SELECT {columns} FROM "{model._meta.db_table}"')}  # fmt: skip


def everything(database):
    return {label: rows(database, label) for label in PERSONAL}


def test_it_is_counted_first_and_nothing_is_changed(earlier):
    before = everything(earlier.database)
    told = again(earlier, "erase_again", earlier.newest)
    assert "accounts.User: 1 gone, 0 changed" in told
    assert "issues.Issue: 0 gone, 4 changed" in told
    assert "Add --erase" in told
    assert everything(earlier.database) == before


def test_what_people_erased_is_gone_again_and_nothing_comes_back(earlier, known):
    before = everything(earlier.database)
    with connection.cursor() as cursor:
        newest = everything(cursor)
    again(earlier, "erase_again", earlier.newest, "--erase")
    after = everything(earlier.database)
    for label, kept in after.items():
        assert set(kept) == set(before[label]) & set(newest[label]), label
        assert kept == {key: newest[label][key] for key in kept}, label
    assert sum(map(len, before.values())) - sum(map(len, after.values())) == 8
    assert SECRET not in str(after)
    assert "Erased." in again(earlier, "erase_again", earlier.newest, "--erase").splitlines()[0]


def test_what_was_taken_down_is_hidden_and_what_was_let_through_waits_again(earlier, known):
    again(earlier, "erase_again", earlier.newest, "--erase")
    state = "SELECT visibility, precision FROM issues_issue WHERE id = %s"
    for name, expected in {
        "insult": (Visibility.REMOVED, Precision.EXACT),
        "held": (Visibility.HELD, Precision.EXACT),
        "door": (Visibility.PUBLIC, Precision.EXACT),
        "vague": (Visibility.PUBLIC, Precision.EXACT),
    }.items():
        assert earlier.database.execute(state, [known[name].pk]).fetchone() == expected, name
    name = "SELECT name_tr FROM issues_category WHERE slug = 'cop'"
    assert earlier.database.execute(name).fetchone() != ("Çöp ve moloz",)
    again(earlier, "recount", "--check")


def test_only_what_is_named_is_erased(earlier, known):
    again(earlier, "erase_again", earlier.newest, "issues.Photo", "--erase")
    count = "SELECT count(*) FROM {}"
    assert earlier.database.execute(count.format("issues_photo")).fetchone() == (0,)
    assert earlier.database.execute(count.format("accounts_user")).fetchone() == (2,)
    told = again(earlier, "erase_again", earlier.newest, "issues.Isue", fails=True)
    assert "No such model: issues.Isue" in told


def test_a_database_that_is_away_or_of_another_version_is_told(earlier):
    nowhere = "postgis://nobody@127.0.0.1:1/none"
    assert "cannot be read" in again(earlier, "erase_again", nowhere, fails=True)
    other = earlier.newest.rpartition("/")[0] + "/postgres"
    assert "another version" in again(earlier, "erase_again", other, fails=True)
