"""Outside geography before it is ours: CRS, PostGIS functions, readers, the sample district."""

from django.apps import AppConfig


class GisdataConfig(AppConfig):
    """The gisdata app."""

    name = "gisdata"
