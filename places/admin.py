"""Types and sources of places in the admin; places themselves are changed at their desk."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from places.models import DataSource, PlaceType


@admin.register(PlaceType)
class PlaceTypeAdmin(admin.ModelAdmin[PlaceType]):
    """The list of types; one that places have is switched off, not deleted."""

    list_display = ["name_tr", "name_en", "kind", "is_active", "position"]
    list_filter = ["kind", "is_active"]
    search_fields = ["name_tr", "name_en", "slug"]
    prepopulated_fields = {"slug": ["name_tr"]}


@admin.register(DataSource)
class DataSourceAdmin(admin.ModelAdmin[DataSource]):
    """The sources that places were imported from; an import makes them."""

    list_display = ["name", "licence", "address"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    readonly_fields = ["name"]
    """By it an import finds its source again."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds a source without its places."""
        return False
