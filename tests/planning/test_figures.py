"""Figures come in as a whole or not at all, whatever is wrong with the file."""

import pytest
from django.core.management import CommandError, call_command

from neighbourhoods.models import Figure
from planning.loading import load_figure_kinds


@pytest.fixture
def bring(town, tmp_path):
    load_figure_kinds()

    def brought(text, kind="butce"):
        file = tmp_path / "figures.csv"
        file.write_text(text)
        call_command("import_figures", file, kind=kind, source="Örnek", commit=True)

    return brought


@pytest.mark.parametrize(
    ("text", "kind", "said"),
    [
        ("code,year,value\n999,2025,5\n", "butce", "No mahalle .* 999"),
        ("code,year,value\n101,2025,çok\n", "butce", "not a number"),
        ("code,year,value\n101,2025,1.234\n", "butce", "thousands or decimals"),
        ("code,year,value\n101,2025,5\n101,2025,6\n", "butce", "2025 twice"),
        ("code,year,value\n101,2025,100.5\n", "yapi-riski", "above 100 %: 101"),
        ("code,year,value\n101,2025,-1\n", "butce", "Below zero: 101"),
        ("code,year,value\n101,2025,5\n", "çocuk", "cannot be a kind"),
        ("code,year,value\n101,2025,5\n", "kisi-basina-yesil", "counted here already"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_taken(bring, text, kind, said):
    good = "\n102,2025,7"
    with pytest.raises(CommandError, match=said):
        bring(text.rstrip() + good, kind)
    assert not Figure.objects.exclude(kind="population").exists()


def test_the_comma_of_turkish_decimals_is_read(bring):
    bring("code;year;value\n101;2025;12,5\n", "yapi-riski")
    assert float(Figure.objects.get(kind="yapi-riski").value) == 12.5


def test_a_kind_that_nobody_explained_comes_in_and_is_told(bring, capsys):
    bring("code,year,value\n101,2025,5\n", "kedi")
    assert "Nobody has written down yet what “kedi” is" in capsys.readouterr().out
    assert Figure.objects.filter(kind="kedi").exists()
