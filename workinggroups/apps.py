"""Working groups and assemblies of the citizens' assembly."""

from django.apps import AppConfig


class WorkingGroupsConfig(AppConfig):
    """The working groups app."""

    name = "workinggroups"
