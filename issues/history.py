"""The history of issues: a row as it was before each change. Nobody changes it, but what is personal goes."""

from contextlib import AbstractContextManager
from typing import Any

from django.apps import apps
from django.db.models import QuerySet

from gisdata import history

EVENT = "issues.IssueEvent"


def events() -> QuerySet[Any]:
    """Return the events of all issues; `pgh_obj` is the issue, `pgh_id` their order."""
    found: QuerySet[Any] = apps.get_model(EVENT).objects.all()
    return found


def rewriting() -> AbstractContextManager[None]:
    """Let events be changed and deleted inside, which the database refuses otherwise."""
    return history.rewriting(apps.get_model(EVENT))
