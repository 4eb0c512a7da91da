"""Who has green near by, and how much of it when all share it, as the worker measured it last (reach.py)."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from planning.indicators.indicator import Indicator
from planning.models import Better, KeptAccess, Spread

HECTARE = 10_000

REACH = "erisilen-yesil"
"""The slug of how much green each resident can reach."""


class Nearness(NamedTuple):
    """A question: within so many metres of a green space of at least so many m²."""

    slug: str
    name: str | Promise
    metres: int
    least: float


QUESTIONS = [
    Nearness(
        "yesile-300-m",
        gettext_lazy("Residents within 300 m of half a hectare of green"),
        300,
        HECTARE / 2,
    ),
    Nearness("yesile-400-m", gettext_lazy("Residents within 400 m of any green"), 400, 0),
]
"""The first is the WHO's (Regional Office for Europe, 2016), the second that of SDG 11.7.1."""


def access_indicators() -> list[Indicator]:
    """Return the indicators of green near by, with the year in which they were measured last."""
    kept: dict[str, list[KeptAccess]] = defaultdict(list)
    for row in KeptAccess.objects.order_by("code"):
        kept[row.slug].append(row)
    definition = _(
        "The share of the residents who live so near to a green space of the register. Half a"
        " hectare within 300 m is what the WHO’s regional office asks for (2016), and the third of the 3-30-300"
        " rule (Konijnendijk, 2023)."
    )
    reach = _(
        "The green of the register within 400 m of home, when all who live so near share it"
        " (two-step floating catchment, Luo and Wang, 2003): a park among many houses gives little to each."
        " People outside of the district, and in neighbourhoods whose population is not known, are not among those"
        " who share: beside them there is less than told."
    )
    return [
        *(_indicator(q.slug, str(q.name), "%", definition, kept[q.slug]) for q in QUESTIONS),
        _indicator(REACH, _("Green space within reach, shared by all"), "m²", reach, kept[REACH]),
    ]


def _indicator(
    slug: str, name: str, unit: str, definition: str, kept: Sequence[KeptAccess]
) -> Indicator:
    years = [kept[0].counted_at.year] if kept else []
    return Indicator(
        slug=slug,
        name=name,
        unit=unit,
        definition=definition,
        source=_("The register of places"),
        years=years,
        series=lambda: {year: {row.code: row.value for row in kept} for year in years},
        better=Better.MORE,
        sdg="11.7",
        caveat=_caveat(kept),
    )


def _caveat(kept: Sequence[KeptAccess]) -> str:
    spreads = sorted({row.spread for row in kept})
    how = ", ".join(str(Spread(spread).label) for spread in spreads)
    told = _(
        "Nobody’s address is known: the residents of a neighbourhood are thought to be %(how)s."
    ) % {"how": how}
    ways = (
        _(
            "Ways are measured along the streets and paths of the base map, up to where one comes within 25 m of"
            " the green: where its gates are, stairs and dangerous crossings are not known. Green"
            " beyond the register, such as outside of the district, is not known here."
        )
        if kept and kept[0].by_streets
        else _(
            "A straight line may lead through walls and over motorways: by the streets it is further. Green"
            " beyond the register, such as outside of the district, is not known here."
        )
    )
    return f"{told} {ways}" if how else ways
