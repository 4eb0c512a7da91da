"""Numbers as people of a language write them."""


def number_text(value: float, marks: list[str]) -> str:
    """Return a number with the decimal and the thousands mark of a language, and no idle zeros.

    >>> number_text(1234.5, [",", "."])
    '1.234,5'
    """
    decimal, thousand = marks
    return f"{value:,.10g}".translate(str.maketrans(".,", decimal + thousand))
