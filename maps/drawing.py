"""What kind of heatmap is to be made of the reports, and how."""

from dataclasses import dataclass

from issues.filters import IssueFilter

FORMS = ("tif", "png", "geojson", "html")
KINDS = ("heat", "timeline", "choropleth", "dual")
MEASURES = ("count", "per_1000", "per_km2")
KERNELS = ("gaussian", "quartic")


@dataclass(frozen=True)
class Drawing:
    """One file: its form, and what its form needs to know.

    `kind`, `measure` (of a choropleth) and `earlier` (of two periods) are for HTML; `bandwidth`
    (in metres, None for Scott's rule), `kernel` and `cell` (in metres) for densities.
    """

    form: str = "html"
    kind: str = "heat"
    measure: str = "count"
    earlier: IssueFilter | None = None
    bandwidth: float | None = 200.0
    kernel: str = "gaussian"
    cell: float = 25.0

    @property
    def part(self) -> str:
        """What its content is made of: a density, or one of the kinds of HTML."""
        return self.kind if self.form == "html" else "density"
