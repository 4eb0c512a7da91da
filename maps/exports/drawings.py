"""The query parameters of a heatmap's file, parsed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from issues.filters import IssueFilter
from maps.drawing import KERNELS, KINDS, MEASURES, Drawing
from maps.exports.choices import HEATMAPS
from maps.layers import ISSUE_FILTERS
from maps.parameters import filters, refuse_unknown


class DrawingSerializer(serializers.Serializer[Drawing]):
    """How a heatmap is drawn; the bandwidth in metres, from the size of a cell on."""

    kind = serializers.ChoiceField(KINDS, required=False)
    measure = serializers.ChoiceField(MEASURES, required=False)
    kernel = serializers.ChoiceField(KERNELS, required=False)
    bandwidth = serializers.IntegerField(min_value=25, max_value=2000, required=False)


def drawing_of(form: str, given: Mapping[str, Any]) -> tuple[Drawing, IssueFilter]:
    """Return how a file of a form is to be drawn, and of which reports.

    Raises:
        rest_framework.exceptions.ValidationError: a parameter that means nothing there, or a value
            that cannot be used, with a sentence for each.
    """
    serializer = DrawingSerializer(data=given)
    serializer.is_valid(raise_exception=True)
    drawing = Drawing(form=form, **serializer.validated_data)
    refuse_unknown(set(given), _parameters(drawing))
    request = filters(given)
    if drawing.part == "dual" and not request.before:
        sentence = _("Choose the earlier period, too.")
        raise serializers.ValidationError({"compare_from": [sentence]})
    return replace(drawing, earlier=request.before), request.asked


def _parameters(drawing: Drawing) -> set[str]:
    [choice] = (
        each
        for each in HEATMAPS
        if each.form == drawing.form and each.fixed.get("kind", drawing.kind) == drawing.kind
    )
    return {*ISSUE_FILTERS, *choice.options, *choice.fixed}
