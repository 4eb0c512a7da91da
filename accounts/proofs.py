"""Proof of work (altcha): a device shows that it took trouble, and no third party watches.

The device looks for a number whose key begins with a zero byte, 256 tries on average of some
milliseconds each; the server checks the one that it found.
"""

from datetime import timedelta
from typing import Any

import altcha
from django.conf import settings
from django.utils import timezone

from accounts.models import SpentProof

ALGORITHM = "PBKDF2/SHA-256"
COST = 2000
"""Iterations of a try: a second or two of a phone in all."""

LIFETIME = timedelta(minutes=20)


def new_challenge() -> dict[str, Any]:
    """Return a signed challenge, as the altcha library of the browser takes it."""
    return altcha.create_challenge(
        ALGORITHM, COST, expires_at=timezone.now() + LIFETIME, hmac_secret=_secret()
    ).to_dict()


def spend(proof: str) -> bool:
    """Tell whether a proof (base64 of challenge and solution) is right, and never take it again."""
    if not proof or not altcha.verify_solution(proof, _secret()).verified:
        return False
    challenge = altcha.Payload.from_base64(proof).challenge
    _spent, is_first = SpentProof.objects.get_or_create(
        signature=challenge.signature, defaults={"spent_at": timezone.now()}
    )
    return is_first


def forget_spent_proofs() -> int:
    """Remove the proofs that have expired by themselves. Returns how many."""
    spent, _by_model = SpentProof.objects.filter(spent_at__lt=timezone.now() - LIFETIME).delete()
    return spent


def _secret() -> str:
    return f"accounts.proofs {settings.SECRET_KEY}"
