"""Fixtures: the settled town, a client that speaks JSON, and who works there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck, settings
from rest_framework.test import APIClient

from tests import district, people

# Each example undoes what it did (`rolled_back`); how long one takes is no matter of a test.
settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("house")

MADE_WITH_THE_MODELS = {"django_content_type", "auth_permission"}
SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """A place for photos that goes with the test."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def town(db):
    """The drawn town, settled."""
    return district.settle()


@pytest.fixture(scope="session", autouse=True)
def emptied_at_once():
    """After a test that commits, empty all tables but those of content types and permissions.

    Django empties these, too, and makes them anew with every model's signal: most of the time that it took.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _case: empty_all_tables())
        yield


def empty_all_tables():
    """Empty the tables of all models, of the queue and of the cache."""
    models = set(connection.introspection.django_table_names(include_views=False))
    tables = models - MADE_WITH_THE_MODELS | {"procrastinate_jobs"}
    names = ", ".join(map(connection.ops.quote_name, sorted(tables)))
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {names} CASCADE")
    cache.clear()


@pytest.fixture
def transactional_town(transactional_db):
    """The town committed, for tests with several connections."""
    return district.settle()


@pytest.fixture
def database_url(db):
    """The tests' own database, as a URL for another process."""
    known = connection.get_connection_params()
    who = f"{known['user']}:{known['password']}"
    return f"postgis://{who}@{known['host']}:{known['port']}/{known['dbname']}"


@pytest.fixture
def api():
    return APIClient(HTTP_ACCEPT_LANGUAGE="en")


@pytest.fixture
def english():
    """Sentences in English, as the code says them."""
    with translation.override("en"):
        yield


@pytest.fixture
def zeynep(db):
    return people.zeynep()


@pytest.fixture
def elif_(db):
    return people.elif_()


@pytest.fixture
def shared_data():
    if not SHARED.is_dir():
        pytest.skip(f"needs the real data of {SHARED}")
    return SHARED


@contextmanager
def rolled_back() -> Iterator[None]:
    """Undo everything inside, so that each example of a property starts from the same town."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
