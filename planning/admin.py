"""Kinds of figures and kept scenarios in the admin."""

from django.contrib import admin
from django.http import HttpRequest

from planning.models import FigureKind, Scenario


@admin.register(FigureKind)
class FigureKindAdmin(admin.ModelAdmin[FigureKind]):
    """What uploaded figures mean."""

    list_display = ["slug", "name_tr", "unit", "better", "is_resource"]
    list_filter = ["better", "is_resource"]


@admin.register(Scenario)
class ScenarioAdmin(admin.ModelAdmin[Scenario]):
    """Scenarios, to read, and to take down."""

    list_display = ["title", "kept_at", "kept_by"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They are kept on the page that answers them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Scenario | None = None) -> bool:
        """Nothing of them changes."""
        return False
