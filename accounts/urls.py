"""Addresses of the log-in: of allauth's pages only those that have a use here."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from django.urls import path

from accounts.views import (
    AskForCode,
    RemoveSecondFactor,
    SetUpSecondFactor,
    end_others,
    for_staff,
    staff_only,
)

ask_for_code = AskForCode.as_view()

urlpatterns = [
    path("login/", ask_for_code, name="account_login"),
    path("login/", ask_for_code, name="account_request_login_code"),  # allauth knows both names
    path("login/code/", account.confirm_login_code, name="account_confirm_login_code"),
    path("logout/", account.logout, name="account_logout"),
    path("others/end/", end_others, name="end_other_log_ins"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("2fa/", staff_only(mfa.index), name="mfa_index"),
    path("2fa/give/", mfa.authenticate, name="mfa_authenticate"),
    path("2fa/again/", for_staff(mfa.reauthenticate), name="mfa_reauthenticate"),
    path("2fa/app/", for_staff(SetUpSecondFactor.as_view()), name="mfa_activate_totp"),
    path("2fa/app/remove/", staff_only(RemoveSecondFactor.as_view()), name="mfa_deactivate_totp"),
    path("2fa/codes/", staff_only(recovery.view_recovery_codes), name="mfa_view_recovery_codes"),
    path(
        "2fa/codes/new/",
        staff_only(recovery.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
]
