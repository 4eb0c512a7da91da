"""What the page of exports was asked for: a choice, a format, and the filters."""

from collections.abc import Mapping
from dataclasses import dataclass

from rest_framework import serializers

from maps.export_files.formats import SUFFIXES
from maps.exports.choices import CHOICES, OPTIONS, Choice
from maps.exports.drawings import drawing_of
from maps.exports.estimates import Estimate, estimate
from maps.layers import ISSUE_FILTERS
from maps.parameters import layer_request, refuse_unknown
from maps.summaries import count_placed
from planning.statistics import district_statistics

PARAMETERS = {"what", "format", *ISSUE_FILTERS, *OPTIONS}


class WantedSerializer(serializers.Serializer[dict[str, str]]):
    """What is to be taken away, and as what."""

    what = serializers.ChoiceField(list(CHOICES), default="issues")
    format = serializers.ChoiceField(list(SUFFIXES), default="csv")


@dataclass(frozen=True)
class Wanted:
    """A file: of what, with which suffix, under which query parameters, and how large."""

    choice: Choice
    suffix: str
    parameters: Mapping[str, str]
    estimate: Estimate


def wanted(given: Mapping[str, str]) -> Wanted:
    """Return what the page's query asks for; fields that say nothing for the choice are let be.

    Raises:
        rest_framework.exceptions.ValidationError: something unknown, with a sentence for each.
    """
    refuse_unknown(set(given), PARAMETERS)
    serializer = WantedSerializer(data=given)
    serializer.is_valid(raise_exception=True)
    choice = CHOICES[serializer.validated_data["what"]]
    suffix = choice.form or serializer.validated_data["format"]
    parameters = choice.parameters(given)
    return Wanted(choice, suffix, parameters, _estimate(choice, suffix, parameters))


def _estimate(choice: Choice, suffix: str, parameters: Mapping[str, str]) -> Estimate:
    if choice.layer:
        request = layer_request(choice.layer, parameters)
        return estimate(choice.layer, request, SUFFIXES[suffix])
    drawing, asked = drawing_of(suffix, parameters)
    if drawing.part == "choropleth":
        return Estimate(sum(mahalle.total for mahalle in district_statistics(asked).results))
    return Estimate(sum(count_placed(period) for period in (asked, drawing.earlier) if period))
