"""Places worth keeping: heritage and green spaces."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The places app."""

    name = "places"
