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
        "less": _percent(1 - effect.estimate),
        "more": _percent(effect.estimate - 1),
        "low": _percent(effect.lower - 1),
        "high": _percent(effect.upper - 1),
        "others": effect.others,
    }
    if not effect.is_seen:
        return (
            _(
                "No effect is seen: beside the %(others)d other neighbourhoods, anything between %(low)s %%"
                " and %(high)s %% more reports can be chance."
            )
            % said
        )
    if effect.estimate < 1:
        return (
            _(
                "There were %(less)s %% fewer reports than the change in the %(others)d other neighbourhoods"
                " would have brought (with 95 %% confidence between %(low)s %% and %(high)s %%)."
            )
            % said
        )
    return (
        _(
            "There were %(more)s %% more reports than the change in the %(others)d other neighbourhoods"
            " would have brought (with 95 %% confidence between %(low)s %% and %(high)s %%). People may"
            " also have reported more because somebody looked."
        )
        % said
    )


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
            "It changed by %(by)s more than in the other neighbourhoods (with 95 %% confidence between"
            " %(low)s and %(high)s)."
        )
        % said
    )


def voices_in_words(found: Voices | None) -> str:
    """Return what reporters said of closings since; nothing where nothing was closed."""
    if found is None or not found.closed:
        return ""
    said = {
        "closed": found.closed,
        "reopened": found.reopened,
        "rated": found.rated,
        "satisfied": found.satisfied,
    }
    return (
        _(
            "Since then %(closed)d reports of this were closed there; %(reopened)d were opened again, and of"
            " %(rated)d who said how it went %(satisfied)d were satisfied."
        )
        % said
    )


def _percent(share: float) -> str:
    return str(number_format(round(PERCENT * share)))


def _interval(effect: Effect) -> dict[str, str]:
    names = {"by": effect.estimate, "low": effect.lower, "high": effect.upper}
    return {name: str(number_format(round(value, 2))) for name, value in names.items()}
