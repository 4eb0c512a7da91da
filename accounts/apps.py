"""People, roles and log-in."""

from importlib import import_module

from django.apps import AppConfig
from django.contrib.admin import apps as admin


class AccountsConfig(AppConfig):
    """The accounts app."""

    name = "accounts"
    default = True

    def ready(self) -> None:
        """Note log-ins in the log."""
        import_module("accounts.noted").note_log_ins()


class StaffAdminConfig(admin.AdminConfig):
    """The admin, behind our log-in."""

    default = False
    default_site = "accounts.admin_site.StaffSite"
