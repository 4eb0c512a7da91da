"""What came of an action, in sentences: that nothing is seen is said as plainly as success."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from analysis.effect import Effect
from workinggroups.promises.effect import IndicatorEffect, ReportsEffect, Voices

PERCENT = 100


def reports_in_words(found: ReportsEffect) -> str:
    """Return what the reports say: fewer, more, or no effect seen."""
    effect = found.effect
    if effect is None:
        return _("There are too few other neighbourhoods to compare with, so nothing is said.")
    said = {
        "by": _change(effect.estimate),
        "low": _change(effect.lower),
        "high": _change(effect.upper),
        "others": effect.others,
    }
    if not effect.is_seen:
        return (
            _(
                "No effect is seen: beside the %(others)d other neighbourhoods, anything from %(low)s to"
                " %(high)s reports can be chance."
            )
            % said
        )
    told = (
        _(
            "There were %(by)s reports than the change in the %(others)d other neighbourhoods would have"
            " brought (with 95 %% confidence from %(low)s to %(high)s)."
        )
        % said
    )
    if effect.estimate < 1:
        return told
    return told + " " + _("People may also have reported more because somebody looked.")


def indicator_in_words(found: IndicatorEffect) -> str:
    """Return what the indicator says: how its change lies beside the changes elsewhere."""
    effect = found.effect
    if effect is None:
        return _("There are too few other neighbourhoods to compare with, so nothing is said.")
    said = _interval(effect)
    if not effect.is_seen:
        return (
            _(
                "No effect is seen: beside the other neighbourhoods the change differs by %(by)s, and"
                " anything between %(low)s and %(high)s can be chance."
            )
            % said
        )
    return (
        _(
            "Its change differs by %(by)s from that in the other neighbourhoods (with 95 %% confidence between"
            " %(low)s and %(high)s)."
        )
        % said
    )


def voices_in_words(found: Voices | None) -> str:
    """Return what became of closings since; nothing where nothing was closed."""
    if found is None or not found.closed:
        return ""
    said = {"closed": found.closed, "reopened": found.reopened}
    return (
        _(
            "Since then %(closed)d reports of this were closed there; %(reopened)d of them were opened again"
            " by who had reported them."
        )
        % said
    )


def _change(ratio: float) -> str:
    """Return a ratio as so many per cent fewer or more."""
    percent = {"n": number_format(abs(round(PERCENT * (ratio - 1))))}
    return (_("%(n)s %% fewer") if ratio < 1 else _("%(n)s %% more")) % percent


def _interval(effect: Effect) -> dict[str, str]:
    names = {"by": effect.estimate, "low": effect.lower, "high": effect.upper}
    return {name: str(number_format(round(value, 2))) for name, value in names.items()}
