"""Who moderates, and a resident with an account; each with a browser."""

import pytest
from django.test import Client

from accounts.actions import open_account
from tests.issues.test_follow import AYSE
from tests.logins import log_in_staff


@pytest.fixture
def desk(town, elif_):
    """Elif's browser."""
    client = Client()
    log_in_staff(client, elif_)
    return client


@pytest.fixture
def ayse(town):
    """Ayşe has an account."""
    return open_account(email=AYSE)


@pytest.fixture
def hers(ayse):
    """Ayşe's browser."""
    client = Client()
    client.force_login(ayse)
    return client
