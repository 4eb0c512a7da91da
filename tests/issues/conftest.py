"""Who moderates."""

import pytest
from django.test import Client

from tests.logins import log_in_staff


@pytest.fixture
def desk(town, elif_):
    """Elif's browser."""
    client = Client()
    log_in_staff(client, elif_)
    return client
