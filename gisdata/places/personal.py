"""Columns that hold something of people: such a column is never taken in."""

import re
from collections.abc import Iterable

from phonenumbers import Leniency, PhoneNumberMatcher
from stdnum.tr import tckimlik

EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
ELEVEN = re.compile(r"\b[1-9][0-9]{10}\b")


def is_personal(values: Iterable[object]) -> bool:
    """Tell whether a value is or holds a telephone number, an e-mail address or a T.C. number.

    >>> is_personal(["Ayşe Hanım", "0532 123 45 67"]), is_personal(["Park", "29.118", "34750"])
    (True, False)
    """
    return any(_tells(str(value)) for value in values)


def _tells(text: str) -> bool:
    if EMAIL.search(text) or any(map(tckimlik.is_valid, ELEVEN.findall(text))):
        return True
    return next(iter(PhoneNumberMatcher(text, "TR", leniency=Leniency.VALID)), None) is not None
