"""The open data as a DCAT-AP 2 catalogue in JSON-LD: each layer a data set, each form of it a distribution."""

from typing import Any

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone, translation

from issues.models import DailyCount, PublicIssue
from maps.export_files.formats import FORMATS
from maps.layer import Layer, Text
from maps.layers import ISSUE_FILTERS, LAYERS
from maps.models import Dump, DumpFile
from neighbourhoods.models import Neighbourhood
from places.models import PublicPlace

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "locn": "http://www.w3.org/ns/locn#",
    "spdx": "http://spdx.org/rdf/terms#",
    "gsp": "http://www.opengis.net/ont/geosparql#",
}
LANGUAGE = "http://publications.europa.eu/resource/authority/language/"
IANA = "http://www.iana.org/assignments/media-types/"
NIGHTLY = "http://publications.europa.eu/resource/authority/frequency/DAILY"
FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/CONT"
"""Updated continually: what is reported or taken down is so at the next request."""


def catalogue() -> dict[str, Any]:
    """Return the catalogue; addresses are absolute, texts Turkish and English."""
    common = _common()
    return {
        "@context": CONTEXT,
        "@id": settings.SITE_URL + reverse("maps:catalogue"),
        "@type": "dcat:Catalog",
        "dct:title": _in("tr", f"Ortak Harita {settings.DISTRICT_NAME}"),
        "dct:publisher": common["dct:publisher"],
        "foaf:homepage": {"@id": settings.SITE_URL + "/"},
        "dct:language": [{"@id": f"{LANGUAGE}TUR"}, {"@id": f"{LANGUAGE}ENG"}],
        "dcat:dataset": [*(_dataset(layer, common) for layer in LAYERS.values()), *_dump(common)],
    }


def _common() -> dict[str, Any]:
    """Return what all data sets share: who publishes them, where they lie, and when they were last changed."""
    bounds = Neighbourhood.objects.current().bounds()
    days = DailyCount.objects.known_days()
    return {
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": settings.CONTROLLER},
        "dct:spatial": _place(bounds) if bounds else None,
        "since": days[0].isoformat() if days else None,
        "issues": PublicIssue.objects.aggregate(at=Max("updated_at"))["at"],
        "places": PublicPlace.objects.aggregate(at=Max("updated_at"))["at"],
    }


def _place(bounds: list[float]) -> dict[str, Any]:
    west, south, east, north = bounds
    ring = f"{west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south}"
    box = {"@type": "gsp:wktLiteral", "@value": f"POLYGON(({ring}))"}
    return {"@type": "dct:Location", "dcat:bbox": box}


def _dataset(layer: Layer, common: dict[str, Any]) -> dict[str, Any]:
    of_reports = set(layer.filters) == set(ISSUE_FILTERS)
    changed = common["issues" if of_reports else "places"] or timezone.now()
    columns = settings.SITE_URL + reverse("maps:export-columns", args=[layer.name])
    told = {
        "@id": settings.SITE_URL + reverse("ogc:collection", args=[layer.name]),
        "@type": "dcat:Dataset",
        "dct:identifier": layer.name,
        "dct:title": _both(layer.title),
        "dct:description": _both(layer.description),
        "dct:publisher": common["dct:publisher"],
        "dct:spatial": common["dct:spatial"],
        "dct:accrualPeriodicity": {"@id": FREQUENCY},
        "dct:modified": {"@type": "xsd:dateTime", "@value": changed.isoformat()},
        "foaf:page": {"@id": columns},
        "dcat:distribution": [*_files(layer), _service(layer)],
    }
    if of_reports and common["since"]:
        since = {"@type": "xsd:date", "@value": common["since"]}
        told["dct:temporal"] = {"@type": "dct:PeriodOfTime", "dcat:startDate": since}
    return {name: value for name, value in told.items() if value is not None}


def _files(layer: Layer) -> list[dict[str, Any]]:
    found = []
    for kind in FORMATS.values():
        file = reverse("maps:export-data", args=[layer.name, kind.suffix.removeprefix(".")])
        address, media_type = settings.SITE_URL + file, kind.media_type.partition(";")[0]
        one = _distribution(address, kind.title, media_type)
        found.append(one | {"dcat:downloadURL": {"@id": address}})
    return found


def _dump(common: dict[str, Any]) -> list[dict[str, Any]]:
    """Return all of it as the nightly files, with their digests; nothing while there are none."""
    dump = Dump.objects.current()
    if dump is None:
        return []
    title = {"tr": "Bütün veriler", "en": "All the data"}
    told = {
        "@id": settings.SITE_URL + reverse("maps:dump"),
        "@type": "dcat:Dataset",
        "dct:identifier": "dump",
        "dct:title": [_in(language, text) for language, text in title.items()],
        "dct:publisher": common["dct:publisher"],
        "dct:spatial": common["dct:spatial"],
        "dct:accrualPeriodicity": {"@id": NIGHTLY},
        "dct:modified": {"@type": "xsd:dateTime", "@value": dump.made_at.isoformat()},
        "dcat:distribution": [_dump_file(file) for file in dump.files],
    }
    return [{name: value for name, value in told.items() if value is not None}]


def _dump_file(file: DumpFile) -> dict[str, Any]:
    address = settings.SITE_URL + reverse("maps:dump-file", args=[file["name"]])
    checksum = {
        "@type": "spdx:Checksum",
        "spdx:algorithm": {"@id": "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"},
        "spdx:checksumValue": file["sha256"],
    }
    return {
        **_distribution(address, file["name"], file["media_type"]),
        "dcat:downloadURL": {"@id": address},
        "dcat:byteSize": file["bytes"],
        "spdx:checksum": checksum,
    }


def _service(layer: Layer) -> dict[str, Any]:
    address = settings.SITE_URL + reverse("ogc:items", args=[layer.name])
    return _distribution(address, "OGC API – Features", "application/geo+json")


def _distribution(address: str, title: str, media_type: str) -> dict[str, Any]:
    licence = {"dct:license": {"@id": settings.DATA_LICENCE}} if settings.DATA_LICENCE else {}
    return {
        "@type": "dcat:Distribution",
        "dct:title": title,
        "dcat:accessURL": {"@id": address},
        "dcat:mediaType": {"@id": IANA + media_type},
        **licence,
    }


def _both(text: Text) -> list[dict[str, str]]:
    """Return a text in both languages."""
    told = []
    for language in ("tr", "en"):
        with translation.override(language):
            told.append(_in(language, str(text)))
    return told


def _in(language: str, text: str) -> dict[str, str]:
    return {"@language": language, "@value": text}
