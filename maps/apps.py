"""The map: web front end and folium maps."""

from django.apps import AppConfig


class MapsConfig(AppConfig):
    """The maps app."""

    name = "maps"
