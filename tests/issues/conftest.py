"""Who moderates."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client

from accounts.models import User
from tests.logins import log_in_staff


@pytest.fixture
def elif_(db):
    """Elif moderates; she is in the group and has no other right."""
    call_command("load_moderation")
    elif_ = User.objects.create_user("elif", password="a long passphrase", is_staff=True)
    elif_.groups.add(Group.objects.get(name="Sekreterlik"))
    return elif_


@pytest.fixture
def desk(town, elif_):
    """Elif's browser."""
    client = Client()
    log_in_staff(client, elif_)
    return client
