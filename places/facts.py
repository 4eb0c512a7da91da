"""What is known of a place, in words: for its page and its sheet."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from places.models import Access, Ownership, PublicPlace


def known_facts(place: PublicPlace) -> list[tuple[str, str]]:
    """Return what is known of a place as pairs of a title and a value, in the language in use."""
    facts = [
        (_("Period"), place.period),
        (_("Protection"), _with(place.get_protection_display(), place.register_number)),
        (
            _("Ownership"),
            _unless(Ownership.UNKNOWN, place.ownership, place.get_ownership_display()),
        ),
        (_("Access"), _unless(Access.UNKNOWN, place.access, place.get_access_display())),
        (_("Opening hours"), place.hours),
        (_("Entrance fee"), _yes_or_no(answer=place.has_fee)),
        (_("Step-free access"), _yes_or_no(answer=place.is_step_free)),
        (_("Facilities"), ", ".join(place.facilities_said)),
        (_("Area"), _measured(place.area, "m²")),
        (_("Length"), _measured(place.length, "m")),
    ]
    return [(title, value) for title, value in facts if value]


def _unless(unknown: str, value: str, said: str) -> str:
    return "" if value == unknown else said


def _with(said: str, more: str) -> str:
    return f"{said} ({more})" if said and more else said


def _yes_or_no(*, answer: bool | None) -> str:
    return {None: "", True: _("yes"), False: _("no")}[answer]


def _measured(size: float, unit: str) -> str:
    return f"{number_format(round(size), force_grouping=True)} {unit}" if size else ""
