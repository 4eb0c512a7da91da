"""Boundary sets and figures in the admin, to read; commands load them."""

from django.contrib import admin
from django.http import HttpRequest

from neighbourhoods.models import BoundarySet, Figure


@admin.register(BoundarySet)
class BoundarySetAdmin(admin.ModelAdmin[BoundarySet]):
    """The sets and their lifetimes."""

    list_display = ["name", "status", "is_sample", "loaded_at", "activated_at", "retired_at"]
    readonly_fields = ["status", "is_sample", "loaded_at", "activated_at", "retired_at"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Sets come by manage.py import_boundaries, which checks them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: BoundarySet | None = None) -> bool:
        """Sets are kept."""
        return False


@admin.register(Figure)
class FigureAdmin(admin.ModelAdmin[Figure]):
    """Population and other figures."""

    list_display = ["kind", "code", "year", "value", "source"]
    list_filter = ["kind", "year"]
    search_fields = ["code"]
