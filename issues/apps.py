"""Categories, issues and their status."""

from django.apps import AppConfig


class IssuesConfig(AppConfig):
    """The issues app."""

    name = "issues"
