"""Every address of both OpenAPI descriptions, tried with what the description allows and with what it does not."""

import subprocess
from contextlib import suppress

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error

from config.settings import BASE_DIR
from config.wsgi import application
from tests.conftest import rolled_back
from tests.district import FOUNTAIN, SCHOOL, pin
from tests.places.kept import keep, see

EXAMPLES = 6
"""For each operation and mode; the addresses are many."""

DESCRIPTIONS = {"ogc": "/ogc/api", "api": "/api/v1/schema/?format=json"}
SPECTRAL = BASE_DIR / "node_modules/.bin/spectral"
MODES = [schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE]


def tried(operation, mode):
    """Send what fits an operation, or what does not; each leaves the town as it was."""

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def sent(case):
        with rolled_back():
            case.validate_response(case.call(), checks=[not_a_server_error])

    with suppress(Unsatisfiable):  # of what takes nothing, nothing is wrong
        sent()


@pytest.fixture
def one_connection(town):
    """The server's end of a request leaves the test's connection open, as Django's own client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
@pytest.mark.parametrize("described", DESCRIPTIONS)
def test_every_operation_is_answered_whatever_is_sent(one_connection, described, mode):
    pin(FOUNTAIN)
    pin(SCHOOL, "agac")
    see(keep(), "good")
    schema = schemathesis.openapi.from_wsgi(DESCRIPTIONS[described], application)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 20
    for operation in operations:
        tried(operation, mode)


@pytest.mark.parametrize("described", DESCRIPTIONS)
def test_the_linter_finds_nothing_in_a_description(town, client, tmp_path, described):
    description = tmp_path / f"{described}.json"
    description.write_bytes(client.get(DESCRIPTIONS[described]).content)
    lint = [SPECTRAL, "lint", "--fail-severity=hint", "--ruleset=.spectral.yaml", description]
    found = subprocess.run(lint, check=False, cwd=BASE_DIR, capture_output=True, text=True)
    assert found.returncode == 0, found.stdout + found.stderr
    unnamed = description.read_text().replace('"title"', '"titel"', 1)
    description.write_text(unnamed)
    assert subprocess.run(lint, check=False, cwd=BASE_DIR, capture_output=True).returncode == 1
