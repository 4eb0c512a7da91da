"""The parts of a resource by residents."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from planning.indicators.indicator import Values

THOUSAND = 1000


class ByHead(NamedTuple):
    """What there is for each resident, or for each thousand where that is below one, by official code."""

    per: int
    values: Values

    def in_unit(self, unit: str) -> str:
        """Return the unit of the values, where that of the amounts is known."""
        text = _("%(unit)s per resident")
        if self.per == THOUSAND:
            text = _("%(unit)s per 1,000 residents")
        return text % {"unit": unit}


def by_head(amounts: Values, people: Values) -> ByHead:
    """Share amounts by residents; a mahalle of which nobody knows how many live there has no value."""
    shared = {code: amount / people[code] for code, amount in amounts.items() if people.get(code)}
    if max(shared.values(), default=0) >= 1:
        return ByHead(1, shared)
    return ByHead(THOUSAND, {code: THOUSAND * value for code, value in shared.items()})
