"""The admin's front door."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse

from accounts.views import passed_second_factor, staff_entry


class StaffSite(AdminSite):
    """The admin, for staff who passed a second factor in this session."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Ask for the second factor, too."""
        return super().has_permission(request) and passed_second_factor(request)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead to our log-in instead of a password."""
        return staff_entry(request, request.GET.get("next", "")) or self.index(
            request, extra_context
        )
