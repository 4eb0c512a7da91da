"""Groups in the admin: for the day on which one has lost its secretary."""

from django.contrib import admin
from django.http import HttpRequest

from workinggroups.models import Membership, WorkingGroup


class MembershipInline(admin.TabularInline[Membership, WorkingGroup]):
    """Who belongs to a group; roles can be changed here when nobody of the group can."""

    model = Membership
    fields = ["user", "name", "role", "state"]
    autocomplete_fields = ["user"]
    extra = 0


@admin.register(WorkingGroup)
class WorkingGroupAdmin(admin.ModelAdmin[WorkingGroup]):
    """Working groups."""

    list_display = ["name", "kind", "joining"]
    search_fields = ["name"]
    inlines = [MembershipInline]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Groups are founded at /groups/new/."""
        return False
