"""Where there is something real, the sample keeps out."""

from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command

from neighbourhoods.actions import YearFigure, load_figures
from neighbourhoods.models import BoundarySet, Figure


def test_the_sample_keeps_out_of_a_database_in_use(town):
    call_command("load_sample", if_empty=True)
    assert not BoundarySet.objects.filter(is_sample=True).exists()


def test_the_sample_refuses_a_database_in_use(town):
    with pytest.raises(CommandError, match="empty database"):
        call_command("load_sample")


def test_a_sample_takes_the_place_of_no_real_figure(db):
    real, sample = (YearFigure("40526", "population", 2023, Decimal(n)) for n in (9999, 5))
    load_figures(figures=[real], source="real")
    load_figures(figures=[sample], source="sample", is_sample=True)
    assert Figure.objects.get().value == 9999
