"""Categories, issues and their status."""

from importlib import import_module

from django.apps import AppConfig


class IssuesConfig(AppConfig):
    """The issues app."""

    name = "issues"

    def ready(self) -> None:
        """Say what other systems are told of reports."""
        import_module("issues.told")
