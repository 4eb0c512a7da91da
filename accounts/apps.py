"""People, roles and log-in."""

from django.apps import AppConfig
from django.contrib.admin import apps as admin


class AccountsConfig(AppConfig):
    """The accounts app."""

    name = "accounts"
    default = True


class StaffAdminConfig(admin.AdminConfig):
    """The admin, behind our log-in."""

    default = False
    default_site = "accounts.admin_site.StaffSite"
