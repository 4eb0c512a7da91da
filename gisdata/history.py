"""The histories that pghistory keeps. Nobody changes them, but what is personal goes."""

from contextlib import AbstractContextManager

import pgtrigger
from django.db.models import Model


def rewriting(events: type[Model]) -> AbstractContextManager[None]:
    """Let events of a kind be changed and deleted inside, which the database refuses otherwise."""
    return pgtrigger.ignore(f"{events._meta.label}:append_only")
