"""Taking figures in: keyword-only, one transaction, no request."""

from collections.abc import Sequence

from django.db import transaction

from gisdata.figures import FigureLine
from neighbourhoods.actions import load_figures
from neighbourhoods.models import BoundarySet
from planning.upload.check import Intake, checked


class ChangedMeanwhileError(Exception):
    """Figures of the same years were changed since somebody looked; `intake` is what would come in now."""

    def __init__(self, intake: Intake) -> None:
        super().__init__(intake.kind)
        self.intake = intake


@transaction.atomic
def take_in(*, kind: str, lines: Sequence[FigureLine], source: str, seen: str | None = None) -> int:
    """Look figures over once more and load all of them or none; sent twice, they are there once.

    Whoever loads others waits, and so does who activates another boundary set.

    Args:
        kind: what is counted.
        lines: the figures.
        source: where they come from.
        seen: the state of what they replace as it was shown; None where nobody was asked.

    Returns:
        How many were given.

    Raises:
        FiguresRefusedError: with all that is wrong with them.
        ChangedMeanwhileError: what they replace is no longer as it was shown.
    """
    BoundarySet.objects.select_for_update(no_key=True).current()
    intake = checked(kind=kind, lines=lines)
    if intake.is_loaded(source):
        return len(intake.figures)
    if seen not in (None, intake.state):
        raise ChangedMeanwhileError(intake)
    return load_figures(figures=intake.figures, source=source)
