"""What strangers send, before it is ours."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """The intake app."""

    name = "intake"
