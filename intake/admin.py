"""The words that texts are held for, in the admin."""

from django.contrib import admin

from intake.models import HateTerm


@admin.register(HateTerm)
class HateTermAdmin(admin.ModelAdmin[HateTerm]):
    """The words that reports are held for: switched off rather than deleted, which `prepare` undoes."""

    list_display = ["text", "language", "inflects", "is_active", "note"]
    list_editable = ["inflects", "is_active"]
    list_filter = ["language", "is_active"]
    search_fields = ["text"]
