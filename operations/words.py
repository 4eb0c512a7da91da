"""Numbers of measures as a person reads them."""

from math import inf

from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

STEPS = [(86_400, 2), (3600, 2), (60, 2)]
"""Seconds of a day, an hour and a minute; told where there are at least so many of them."""


def told(value: float, unit: str) -> str:
    """Return a value in its unit: "seconds", "bytes", "share" or "" for a count."""
    if unit == "seconds":
        return _lasting(value)
    if unit == "bytes":
        return filesizeformat(value)
    if unit == "share":
        return _("%(percent)s %%") % {"percent": number_format(value * 100, 0)}
    return number_format(value, 0)


def _lasting(seconds: float) -> str:
    if seconds == inf:
        return _("never")
    counts = [int(seconds // length) if seconds >= length * least else 0 for length, least in STEPS]
    words = (
        ngettext("%(n)d day", "%(n)d days", counts[0]),
        ngettext("%(n)d hour", "%(n)d hours", counts[1]),
        ngettext("%(n)d minute", "%(n)d minutes", counts[2]),
    )
    for count, word in zip(counts, words, strict=True):
        if count:
            return word % {"n": count}
    return _("%(n)s s") % {"n": number_format(seconds, 1 if seconds < 10 else 0)}
