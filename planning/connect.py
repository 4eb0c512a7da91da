"""Connecting a notebook or a script to the service. `planning.reader` is to be imported after that."""

import os

import django


def connect() -> None:
    """Connect this process to the service's database; again is the same.

    A notebook has a loop of its own in the thread of its cells, in which Django would refuse the database;
    nothing else runs there meanwhile, so it is let in.

    Raises:
        django.core.exceptions.ImproperlyConfigured: a setting is missing; the message says which.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("SECRET_KEY", "nothing-is-signed-here")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    django.setup()
