from decimal import Decimal

import pytest

from gisdata.figures import FiguresRefusedError, figures_in, parse_number, read_figures

pytestmark = pytest.mark.usefixtures("english")


def written(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "figures.csv"
    path.write_text(text, encoding=encoding)
    return path


@pytest.mark.parametrize(
    "text", ["code,year,value\n101,2023,1000\n", "code;year;value\n101;2023;1.000,0\n"]
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_commas_semicolons_and_a_bom_read_the_same(tmp_path, text, encoding):
    [line] = read_figures(written(tmp_path, text, encoding))
    assert (line.code, line.year, line.value) == ("101", 2023, Decimal(1000))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("-3", "-3"),
        ("1.234.567,8", "1234567.8"),
        ("0,125", "0.125"),
    ],
)
def test_numbers_are_read_as_people_write_them(text, number):
    assert parse_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "16.529",
        "16,529",
        "16,529.0",
        "1,234.5",
        "1_000",
        "1e3",
        "1e30",
        "9" * 13,
        "on iki",
        "",
        "NaN",
        "1e400x",
    ],
)
def test_what_is_no_number_or_could_be_two_is_refused(text):
    with pytest.raises(ValueError, match=r"number|thousands"):
        parse_number(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kod,deger\n1,2\n", "has no code, value, year"),
        ("code,year,value\n101,2023,on\n", "line 2: “on” is not a number"),
        ("code,year,value\n101,23,5\n", "“23” is not a year"),
        ("code,year,value\n,2023,5\n", "line 2: no code"),
        ("code,year,value\n101,2023,5\n101,2023,6\n", "101 has the year 2023 twice"),
        ("code,year,value\n\n101,2023,on\n", "line 3: “on”"),  # an empty line counts
        ("code,year,value\n101," + "9" * 5000 + ",5\n", "line 2: “9{40}” is not a year"),
        ("code,year,value\n101,2023," + "x" * 200_000, "cannot be read as a CSV file"),
        ("code,year,value\n101,2023,12,5\n", "line 2: more values than columns"),
        ("code,year,value\n", "no figures below"),
        ("", "has no code, value, year"),
    ],
)
def test_a_bad_file_is_refused_with_its_line(tmp_path, text, said):
    with pytest.raises(FiguresRefusedError, match=said):
        read_figures(written(tmp_path, text))


def test_a_year_for_all_lines_stands_in_the_place_of_the_column_and_never_beside_it():
    [line] = figures_in("code,value\n101,5\n", year=2024)
    assert line.year == 2024
    with pytest.raises(FiguresRefusedError, match="has a column of years"):
        figures_in("code,year,value\n101,2023,5\n", year=2024)


def test_empty_columns_at_the_end_and_a_decimal_in_quotes_are_fine():
    [line] = figures_in('code,year,value\n101,2023,"12,5",,\n')
    assert line.value == Decimal("12.5")


def test_latin_5_is_recognised_as_no_utf_8(tmp_path):
    with pytest.raises(FiguresRefusedError, match="CSV UTF-8"):
        read_figures(written(tmp_path, "code,year,value\nÇığ,2023,5\n", "iso8859-9"))
