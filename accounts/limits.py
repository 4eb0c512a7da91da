"""How often a person, or a network, may do something: freely, then with a proof of work, then later."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import HourlyUse
from accounts.proofs import forget_spent_proofs, new_challenge, spend

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Limit:
    """Times an hour: `free` without more ado, `most` with a proof of work each.

    A phone company may put a whole quarter behind one address, so both are wide.
    """

    free: int
    most: int


LIMITS = {
    "report": Limit(free=20, most=200),
    "subscribe": Limit(free=5, most=50),
    "flag": Limit(free=10, most=100),
    "comment": Limit(free=20, most=100),
    "nominate": Limit(free=10, most=100),
    "condition": Limit(free=20, most=100),
    "login": Limit(free=10, most=100),
    "code": Limit(free=5, most=5),  # for one address: nobody locks it for another network
    "geocode": Limit(free=60, most=60),
    "search": Limit(free=300, most=300),  # of names that nothing resembles: each is a look at all
    "support": Limit(free=100, most=100),
    "support-one": Limit(free=30, most=30),  # of one report
    "verdict": Limit(free=100, most=100),
    "verdict-one": Limit(free=30, most=30),  # of one action
    "keep-view": Limit(free=20, most=20),
    "own": Limit(free=50, most=200),
    "note": Limit(free=300, most=300),  # a hall full of people behind one address
    "photo": Limit(free=100, most=500),  # each costs up to a second of decoding
}
"""By what is done."""


class TooOftenError(Exception):
    """A refusal that says what to do.

    Attributes:
        wait: seconds after which the same is free again.
        challenge: what the device may solve to go on at once; None when even that is not enough.
    """

    def __init__(self, message: str, wait: int, challenge: dict[str, Any] | None) -> None:
        super().__init__(message)
        self.wait = wait
        self.challenge = challenge


def admit(*, act: str, who: list[str], proof: str = "") -> None:
    """Count one more act of somebody, or refuse it; a refusal is not counted.

    Args:
        act: a key of LIMITS.
        who: the network and, where it is known, the person, as accounts.network names them. Each
            has the limit for itself.
        proof: what the device found for the challenge of a refusal before.

    Raises:
        TooOftenError: one of them has done it too often in this hour.
    """
    limit = LIMITS[act]
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    if _counted(act, who, hour, limit.free):
        return
    if spend(proof) and _counted(act, who, hour, limit.most):
        return
    wait = int((hour + HOUR - timezone.now()).total_seconds()) + 1
    minutes = -(-wait // 60)
    used = HourlyUse.objects.filter(act=act, who__in=who, hour=hour).aggregate(most=Max("count"))
    if used["most"] >= limit.most:
        text = _(
            "Very much came from you or your network. Please try again in %(minutes)d minutes."
        )
        raise TooOftenError(text % {"minutes": minutes}, wait, None)
    text = _(
        "Much came from you or your network, so your device has to do a little sum first."
        " That needs JavaScript; without it, please try again in %(minutes)d minutes."
    )
    raise TooOftenError(text % {"minutes": minutes}, wait, new_challenge())


def admit_client(*, key: int, most: int) -> None:
    """Count one more call of another system, or refuse it.

    Raises:
        TooOftenError: its key has been used as often as it may be in this hour.
    """
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    if not _counted("client", [f"key {key}"], hour, most):
        wait = int((hour + HOUR - timezone.now()).total_seconds()) + 1
        raise TooOftenError(
            _("This key was used %(most)d times in this hour. Please go on in the next.")
            % {"most": most},
            wait,
            None,
        )


@transaction.atomic
def _counted(act: str, who: list[str], hour: datetime, most: int) -> bool:
    """Count it for all of them or, if it is too often for one, for none."""
    uses = HourlyUse.objects.filter(act=act, who__in=who, hour=hour)
    new = [HourlyUse(act=act, who=name, hour=hour) for name in sorted(who)]
    HourlyUse.objects.bulk_create(new, ignore_conflicts=True)
    counts = uses.order_by("who").select_for_update().values_list("count", flat=True)
    if max(counts) >= most:
        return False
    uses.update(count=F("count") + 1)
    return True


@transaction.atomic
def forget_old_uses() -> int:
    """Remove what no limit asks for any more. Returns how many rows."""
    uses, _by_model = HourlyUse.objects.filter(hour__lt=timezone.now() - 2 * HOUR).delete()
    return uses + forget_spent_proofs()
