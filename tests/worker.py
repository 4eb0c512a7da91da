"""The real worker, one shot, in a process of its own.

It is forked from one that has loaded Django and opened nothing, so that not every test waits for the
loading again.
"""

import multiprocessing
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections

if not apps.ready:
    django.setup()

FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload([__name__])


def work(**changed: Any) -> None:
    """Do all that waits in the tests' database, under settings that differ from the environment's."""
    process = at_work(**changed)
    process.join(timeout=60)
    assert process.exitcode == 0, f"the worker ended with {process.exitcode}"


def at_work(**changed: Any) -> Any:
    """Return the process of a worker that has just begun to do all that waits."""
    database = connections["default"].settings_dict["NAME"]
    process = FORKED.Process(target=_work, args=(database, changed))
    process.start()
    return process


def _work(database: str, changed: dict[str, Any]) -> None:
    connections.settings["default"]["NAME"] = database
    for name, value in changed.items():
        setattr(settings, name, value)
    call_command("procrastinate", "worker", "--one-shot")
