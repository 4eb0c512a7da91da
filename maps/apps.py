"""The map: web front end and folium maps."""

from importlib import import_module

from django.apps import AppConfig


class MapsConfig(AppConfig):
    """The maps app."""

    name = "maps"

    def ready(self) -> None:
        """Let views that somebody keeps stand among the data of their account."""
        import_module("maps.saved.kept").tell_of_views()  # its models are there by now
