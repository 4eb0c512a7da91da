"""Keys of other systems: made in the admin, shown once, kept as a digest."""

import secrets
from hashlib import sha256

from django.db.models import Q
from django.utils import timezone

from accounts.limits import admit_client
from accounts.models import ClientKey

BYTES = 32
"""Of chance in a key: more than anybody guesses, so that a plain digest keeps it."""


def new_key() -> tuple[str, str]:
    """Return a new key and the digest that is kept of it."""
    key = secrets.token_urlsafe(BYTES)
    return key, digest_of(key)


def digest_of(key: str) -> str:
    """Return what is kept of a key."""
    return sha256(key.encode()).hexdigest()


def client_of(*, key: str, scope: ClientKey.Scope) -> ClientKey | None:
    """Return whose key it is, if it is in force and may do that, and count the call.

    Raises:
        TooOftenError: it was used as often as it may be in this hour.
    """
    in_force = Q(expires_on=None) | Q(expires_on__gte=timezone.localdate())
    usable = ClientKey.objects.filter(in_force, is_active=True, scopes__contains=[scope])
    found = usable.filter(digest=digest_of(key)).first()
    if found is not None:
        admit_client(key=found.pk, most=found.hourly)
        ClientKey.objects.filter(pk=found.pk).update(last_used_at=timezone.now())
    return found
