"""Changes of state of accounts: keyword-only, one transaction each, no request."""

from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction

from accounts.models import User


@transaction.atomic
def open_account(*, email: str) -> User | None:
    """Return the account of an address, a new one if need be; None where it was switched off.

    Nobody has proved yet that the address is theirs: the nightly `tidy` removes it if nobody does.
    """
    address = User.objects.normalize_email(email)
    found, _is_new = User.objects.get_or_create(email=address, defaults={"username": uuid4().hex})
    return found if found.is_active else None


def is_kept(*, user: User) -> bool:
    """Say whether an account is still there, and keep it so until the transaction ends.

    To be asked before the rows of reports are locked, by whatever joins reports to accounts.
    """
    locked = User.objects.select_for_update(no_key=True).filter(pk=user.pk)
    return locked.first() is not None


def end_sessions(*, user: User) -> None:
    """End all log-ins of an account, wherever they are.

    Django ends those that began under another password; ours opens nothing, and is another one now.
    """
    user.set_unusable_password()
    user.save(update_fields=["password"])


@transaction.atomic
def forget_second_factor(*, user: User) -> None:
    """Let a member of staff set up the second factor anew, who lost phone and recovery codes."""
    Authenticator.objects.filter(user=user).delete()
    end_sessions(user=user)


@transaction.atomic
def forget_other_addresses(*, user: User) -> None:
    """Keep no address of an account by which one could log in, but its present one."""
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
