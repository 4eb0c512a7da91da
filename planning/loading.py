"""What every service begins with: the kinds of figures, and the group of those who plan."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from planning.catalogue import CATALOGUE
from planning.models import FigureKind

PLANNERS = "Planlama"
RIGHTS = [
    "keep_scenario",
    "add_figurekind",
    "change_figurekind",
    "view_figurekind",
    "load_figures",
]


@transaction.atomic
def load_figure_kinds() -> int:
    """Add the kinds of planning/catalogue.py that are missing; those there stay. Returns how many."""
    known = set(FigureKind.objects.values_list("slug", flat=True))
    new = [FigureKind(**entry._asdict()) for entry in CATALOGUE if entry.slug not in known]
    FigureKind.objects.bulk_create(new)
    return len(new)


@transaction.atomic
def load_planners() -> Group:
    """Make the group of those who plan; one that is there stays as it is."""
    group, is_new = Group.objects.get_or_create(name=PLANNERS)
    if is_new:
        group.permissions.set(
            Permission.objects.filter(
                content_type__app_label__in=["planning", "neighbourhoods"], codename__in=RIGHTS
            )
        )
    return group
