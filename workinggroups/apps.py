"""Working groups and assemblies of the citizens' assembly."""

from importlib import import_module

from django.apps import AppConfig


class WorkingGroupsConfig(AppConfig):
    """The working groups app."""

    name = "workinggroups"

    def ready(self) -> None:
        """Let actions stand on the pages of reports, places and mahalle."""
        import_module("workinggroups.promises.tied").add_finders()  # its models are there by now
