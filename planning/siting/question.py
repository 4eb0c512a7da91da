"""What a planner asks: how many of what, among which sites, and to what end."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gisdata.crs import in_turkiye
from places.models import Kind, PlaceType

MOST_SITES = 10
MOST_CANDIDATES = 40
NEAREST, FARTHEST = 100, 3000

NUMBER = r"(\d{1,2}[.,]\d{1,12})"
LINE = re.compile(rf"{NUMBER}°?(?:\s*[;,]\s*|\s+){NUMBER}°?\s*[;,]?\s*(.{{0,80}})", re.ASCII)
"""Two numbers and perhaps a name: 40.991, 29.123 Meydan."""


class Aim(TextChoices):
    """What is best."""

    COVER = "cover", gettext_lazy("as many people as possible within the distance")
    NEAR = "near", gettext_lazy("the shortest way for all together")


@dataclass(frozen=True)
class Candidate:
    """A site that could be had, in degrees (EPSG:4326)."""

    name: str
    longitude: float
    latitude: float


@dataclass(frozen=True)
class Question:
    """How many new ones of what; without candidates, among the public land of the register.

    `like` is the slug of a type of places, "green" for any green space, or "" where nothing of it is there yet.
    """

    like: str
    within: int
    count: int
    aim: Aim
    candidates: list[Candidate]


class SitingForm(forms.Form):
    """The question as fields, which are the page's address."""

    like = forms.ChoiceField(
        label=gettext_lazy("Of what would there be more?"),
        help_text=gettext_lazy("Who has one near by already does not count."),
        required=False,
    )
    count = forms.IntegerField(
        label=gettext_lazy("How many new ones?"), min_value=1, max_value=MOST_SITES
    )
    within = forms.IntegerField(
        label=gettext_lazy("Near means within (metres)"), min_value=NEAREST, max_value=FARTHEST
    )
    aim = forms.ChoiceField(label=gettext_lazy("What is best?"), choices=Aim.choices)
    candidates = forms.CharField(
        label=gettext_lazy("Possible sites"),
        help_text=gettext_lazy(
            "One on each line, as latitude and longitude: 40.991, 29.123 Square. Left empty, the public"
            " places of the register are taken."
        ),
        max_length=6000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, data: Mapping[str, Any]) -> None:
        first = {"count": 3, "within": 300, "aim": Aim.COVER, "like": ""}
        super().__init__({**first, **data}, label_suffix="")
        types = PlaceType.objects.filter(is_active=True)
        by_kind = [
            (str(kind.label), [(t.slug, t.name) for t in types if t.kind == kind]) for kind in Kind
        ]
        choices = [
            ("", _("nothing of it is there yet")),
            (Kind.GREEN, _("any green space")),
            *by_kind,
        ]
        cast("forms.ChoiceField", self.fields["like"]).choices = choices

    def clean_candidates(self) -> list[Candidate]:
        """Read the lines, whichever of the two numbers comes first."""
        lines = [line.strip() for line in self.cleaned_data["candidates"].splitlines()]
        found = [_candidate(at, line) for at, line in enumerate(lines, start=1) if line]
        if len(found) > MOST_CANDIDATES:
            text = _("These are %(count)s sites; at most %(most)s can be compared.")
            raise forms.ValidationError(text % {"count": len(found), "most": MOST_CANDIDATES})
        return found

    def question(self) -> Question:
        """Return what is asked, after `is_valid`."""
        data = self.cleaned_data
        return Question(
            like=data["like"],
            within=data["within"],
            count=data["count"],
            aim=Aim(data["aim"]),
            candidates=data["candidates"],
        )


def _candidate(at: int, line: str) -> Candidate:
    read = LINE.fullmatch(line)
    if not read:
        text = _(
            "Line %(line)s is not a site. Write latitude and longitude, such as 40.991, 29.123."
        )
        raise forms.ValidationError(text % {"line": at})
    first, second = (float(number.replace(",", ".")) for number in read.groups()[:2])
    longitude, latitude = (second, first) if in_turkiye(second, first) else (first, second)
    if not in_turkiye(longitude, latitude):
        text = _("Line %(line)s does not lie in Türkiye.")
        raise forms.ValidationError(text % {"line": at})
    return Candidate(read[3].strip() or str(at), longitude, latitude)
