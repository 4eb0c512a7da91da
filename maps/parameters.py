"""The query parameters of a layer, parsed."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers

from issues.parameters import IssueFilterSerializer
from maps.layer import Layer
from maps.requests import LayerRequest


class ComparisonSerializer(serializers.Serializer[dict[str, date]]):
    """The earlier period that a layer is compared with; both days are inclusive."""

    compare_from = serializers.DateField(required=False)
    compare_to = serializers.DateField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse half a period, and one that ends before it begins."""
        first, last = attrs.get("compare_from"), attrs.get("compare_to")
        if (first is None) != (last is None):
            missing = "compare_from" if first is None else "compare_to"
            raise serializers.ValidationError({missing: [_("Give both days of the period.")]})
        if first and first > timezone.localdate():
            raise serializers.ValidationError({"compare_from": [_("This date is in the future.")]})
        if first and last and first > last:
            message = _("The last day is before the first.")
            raise serializers.ValidationError({"compare_to": [message]})
        return attrs


def layer_request(layer: Layer, given: Mapping[str, Any]) -> LayerRequest:
    """Return what is asked of a layer.

    Raises:
        rest_framework.exceptions.ValidationError: a parameter that the layer does not know, or a value
            that cannot be used, with a sentence for each.
    """
    refuse_unknown(set(given), layer.parameters)
    return replace(filters(given), subject=_subject(layer, given))


def _subject(layer: Layer, given: Mapping[str, Any]) -> Any:
    """Return what the rows are to be about; None where the layer has no subject, or nothing is known yet."""
    if layer.subject is None:
        return None
    value = str(given.get(layer.subject.parameter) or "")
    found = layer.subject.find(value)
    if value and found is None:
        raise serializers.ValidationError({layer.subject.parameter: [str(layer.subject.unknown)]})
    return found


def filters(given: Mapping[str, Any]) -> LayerRequest:
    """Return the filter and the comparison that are given, whatever else is.

    Raises:
        rest_framework.exceptions.ValidationError: a value cannot be used, with a sentence for each.
    """
    asked = IssueFilterSerializer(data=given).issue_filter()
    comparison = ComparisonSerializer(data=given)
    comparison.is_valid(raise_exception=True)
    period = comparison.validated_data
    if not period:
        return LayerRequest(asked)
    before = replace(asked, first_day=period["compare_from"], last_day=period["compare_to"])
    return LayerRequest(asked, before)


def refuse_unknown(given: set[str], known: set[str]) -> None:
    """Raise a validation error for parameters that nobody would look at."""
    sentence = _("There is no such parameter here. Known are: %(names)s.") % {
        "names": ", ".join(sorted(known))
    }
    if unknown := given - known:
        raise serializers.ValidationError({name: [sentence] for name in sorted(unknown)})
