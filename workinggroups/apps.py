"""Working groups and assemblies of the citizens' assembly."""

from importlib import import_module

from django.apps import AppConfig


class WorkingGroupsConfig(AppConfig):
    """The working groups app."""

    name = "workinggroups"

    def ready(self) -> None:
        """Let actions stand on the pages of what they are about, and groups among one's own data."""
        import_module("workinggroups.groups.kept").tell_of_groups()
        import_module("workinggroups.promises.tied").add_finders()  # its models are there by now
        import_module("workinggroups.decisions.told")
