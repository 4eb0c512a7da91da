"""What can be taken away, as the page of exports names it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from maps.layer import Layer, Text
from maps.layers import ISSUE_FILTERS, LAYERS

COMPARISON = frozenset({"compare_from", "compare_to"})


@dataclass(frozen=True)
class Choice:
    """A layer or a heatmap; the query parameters of its file are the filters and `options`.

    `form` is the suffix of a heatmap's file. A layer has none: its format is chosen besides.
    `fixed` are parameters that the choice itself decides.
    """

    name: str
    title: Text
    layer: Layer | None = None
    form: str = ""
    options: frozenset[str] = frozenset()
    fixed: Mapping[str, str] = field(default_factory=dict)

    def parameters(self, given: Mapping[str, str]) -> dict[str, str]:
        """Return the parameters of the file among all that were given."""
        known = set(self.layer.filters if self.layer else ISSUE_FILTERS) | self.options
        return {**{name: given[name] for name in given if name in known}, **self.fixed}


DENSITY_OPTIONS = frozenset({"kernel", "bandwidth"})
DATA = [
    Choice(name, each.title, layer=each, options=frozenset(each.parameters - set(each.filters)))
    for name, each in LAYERS.items()
]
SUBJECTS = [each.subject for each in LAYERS.values() if each.subject]
HEATMAPS = [
    Choice("tif", _("Density as GeoTIFF, for GIS"), form="tif", options=DENSITY_OPTIONS),
    Choice("png", _("Density as a picture"), form="png", options=DENSITY_OPTIONS),
    Choice("contours", _("Density as contours, GeoJSON"), form="geojson", options=DENSITY_OPTIONS),
    Choice("heat", _("Heatmap, a page"), form="html", fixed={"kind": "heat"}),
    Choice("timeline", _("Month by month, a page"), form="html", fixed={"kind": "timeline"}),
    Choice(
        "choropleth",
        _("By neighbourhood, a page"),
        form="html",
        options=frozenset({"measure"}),
        fixed={"kind": "choropleth"},
    ),
    Choice(
        "dual",
        _("Two periods side by side, a page"),
        form="html",
        options=COMPARISON,
        fixed={"kind": "dual"},
    ),
]
MEASURES = [
    ("count", _("number of reports")),
    ("per_1000", _("reports per 1,000 residents")),
    ("per_km2", _("reports per km²")),
]
KERNELS = [
    ("gaussian", pgettext_lazy("kernel", "Gaussian")),
    ("quartic", pgettext_lazy("kernel", "quartic")),
]
CHOICES = {choice.name: choice for choice in [*DATA, *HEATMAPS]}
OPTIONS = frozenset().union(*(choice.options for choice in CHOICES.values()))
