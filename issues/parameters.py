"""The query parameters that lists, maps, heatmaps and statistics of issues share."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.gis.geos import Polygon
from django.core.validators import ProhibitNullCharactersValidator
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.fields import empty
from rest_framework.utils import html

from gisdata.crs import WGS84
from gisdata.folding import tr_fold
from issues.areas import AreaError, read_area, read_circle
from issues.filter_choices import said
from issues.filters import IssueFilter
from issues.models import Category, Status
from neighbourhoods.models import Neighbourhood


class ListField(serializers.CharField):
    """Several values, repeated or with commas between; parsed into a list without repeats."""

    def get_value(self, dictionary: Any) -> Any:
        """Join the repetitions of a query parameter."""
        if not html.is_html_input(dictionary):
            return super().get_value(dictionary)
        return ",".join(dictionary.getlist(self.field_name)) or empty

    def to_internal_value(self, data: Any) -> Any:
        """Split at commas."""
        ProhibitNullCharactersValidator()(data)
        text = super().to_internal_value(data)
        parts = [part.strip() for part in text.split(",") if part.strip()]
        if not parts:
            self.fail("blank")
        return list(dict.fromkeys(parts))


class BBoxField(serializers.CharField):
    """west,south,east,north in degrees; parsed into a polygon in EPSG:4326."""

    default_error_messages = {
        "shape": _(
            "Give bbox as west,south,east,north in degrees, for example 29.08,40.95,29.2,41."
        ),
        "order": _("bbox must run from west to east and from south to north within the world."),
    }

    def to_internal_value(self, data: Any) -> Any:
        """Parse four finite numbers in their order."""
        try:
            west, south, east, north = (float(part) for part in str(data).split(","))
        except ValueError:
            self.fail("shape")
        if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
            self.fail("order")
        box = Polygon.from_bbox((west, south, east, north))
        box.srid = WGS84
        return box


class AreaField(serializers.CharField):
    """A part of the map, as a text that `read` makes a polygon in EPSG:4326 of."""

    def __init__(self, read: Callable[[str], Polygon], **options: Any) -> None:
        self.read = read
        super().__init__(max_length=10_000, **options)

    def to_internal_value(self, data: Any) -> Any:
        """Parse it, or say what is wrong with it."""
        try:
            return self.read(super().to_internal_value(data))
        except AreaError as error:
            raise serializers.ValidationError(str(error)) from error


class IssueFilterSerializer(serializers.Serializer[IssueFilter]):
    """The query parameters of every list, map, heatmap and statistic of issues."""

    category = ListField(
        required=False, help_text="slugs, commas between; a group includes its own"
    )
    status = ListField(required=False, help_text=", ".join(Status.values))
    neighbourhood = ListField(required=False, help_text="slugs, official codes or names")
    mahalle = ListField(required=False, help_text="the same as neighbourhood")
    to = serializers.DateField(required=False, help_text="last day, inclusive")
    bbox = BBoxField(required=False, help_text="west,south,east,north in degrees")
    area = AreaField(read_area, required=False, help_text="longitude,latitude;… of each corner")
    circle = AreaField(read_circle, required=False, help_text="longitude,latitude,metres")

    def get_fields(self) -> dict[str, Any]:
        """Add `from`, which Python reserves as a word."""
        first = serializers.DateField(required=False, help_text="first day, inclusive")
        return {**super().get_fields(), "from": first}

    def validate_category(self, slugs: list[str]) -> list[int]:
        """Look the categories up."""
        found = list(Category.objects.with_children(slugs))
        return _looked_up(slugs, {c.slug for c in found}, [c.pk for c in found])

    def validate_status(self, names: list[str]) -> list[str]:
        """Refuse an unknown status."""
        return _looked_up(names, set(Status.values), names)

    def validate_neighbourhood(self, names: list[str]) -> list[int]:
        """Look the mahalle up by slug, code or name."""
        found = list(
            Neighbourhood.objects.current()
            .named(names)
            .values_list("slug", "code", "name_folded", "pk")
        )
        known = {name for *called, _pk in found for name in called}
        unknown = [n for n in names if n not in known and tr_fold(n) not in known]
        return _looked_up(unknown, set(), [row[-1] for row in found])

    def validate_mahalle(self, names: list[str]) -> list[int]:
        """Look the mahalle up, as under its other name."""
        return self.validate_neighbourhood(names)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse a period that cannot hold anything."""
        first, last = attrs.get("from"), attrs.get("to")
        if first and first > timezone.localdate():
            raise serializers.ValidationError({"from": [_("This date is in the future.")]})
        if first and last and first > last:
            raise serializers.ValidationError({"to": [_("The last day is before the first.")]})
        if "area" in attrs and "circle" in attrs:
            raise serializers.ValidationError(
                {"circle": [_("Give an area or a circle, not both.")]}
            )
        return attrs

    def issue_filter(self) -> IssueFilter:
        """Return the parsed filter, or raise the validation error that tells what is wrong."""
        self.is_valid(raise_exception=True)
        asked = self.validated_data
        return IssueFilter(
            categories=asked.get("category", ()),
            statuses=asked.get("status", ()),
            neighbourhoods=[*asked.get("neighbourhood", ()), *asked.get("mahalle", ())],
            first_day=asked.get("from"),
            last_day=asked.get("to"),
            bbox=asked.get("bbox"),
            area=asked.get("area") or asked.get("circle"),
        )


LISTS = ("category", "mahalle", "status")


def canonical(query: MultiValueDict[str, Any]) -> str:
    """Return the filter in an address as one text, however it was ordered and whatever else it held."""
    given = said(query.lists())
    ordered = {name: ",".join(sorted(_parts(given[name]))) for name in LISTS if name in given}
    alone = IssueFilterSerializer().fields.keys() - {"neighbourhood", *LISTS}
    return urlencode(sorted((ordered | {n: query[n] for n in alone & given.keys()}).items()))


def _parts(text: str) -> set[str]:
    return {part.strip() for part in text.split(",")} - {""}


def _looked_up(names: list[str], known: set[str], result: list[Any]) -> list[Any]:
    unknown = [name for name in names if name not in known]
    if unknown:
        raise serializers.ValidationError(_("Unknown: %(names)s.") % {"names": ", ".join(unknown)})
    return result


def whole_number(text: str | None) -> int:
    """Return a number of an address, 0 for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 19 else 0
