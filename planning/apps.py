"""Statistics per mahalle: questions over the counts that issues keep."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """The planning app."""

    name = "planning"
