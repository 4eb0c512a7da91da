"""A request of Open311 as a form, and what is said of it as XML."""

from urllib.parse import parse_qs, urlencode
from xml.etree import ElementTree as ET

from issues.models import Category
from issues.open311.errors import Open311Error
from issues.open311.formats import as_json, as_xml
from issues.open311.intake import report_of

WORDS = [word.encode() for word in (
    "service_code=", "lat=", "long=", "description=", "address_string=", "attribute[", "]", "[]=", "&", "%00", "%ED%A0%80",
    "%EF%BF%BF", "cop", "agac", "+", "1e9",
)]  # fmt: skip
SEEDS = [
    urlencode({"service_code": code, "lat": "40.9", "long": "29.1", "description": "Çöp <b>&"}).encode() for code in ("cop", "agac")
] + [b"service_code=cop&lat=40.9&long=29.1&attribute[a]=1&attribute[b][]=x&attribute[b][]=y"]  # fmt: skip


def take(content: bytes) -> None:
    """Read a form; whatever is said of it can be read as XML again."""
    text = content.decode(errors="replace")
    try:
        given = parse_qs(text, keep_blank_values=True)
    except ValueError:  # Django's parser of forms refuses it, too
        return
    try:
        report = report_of(given)
        said = {
            "description": report.description,
            "address": report.spot,
            "service_code": _slug(report.category),
        }
    except Open311Error as error:
        said = {"code": "400", "description": str(error)}
    items = [said | {"service_notice": text}]
    read = ET.fromstring(as_xml("service_requests", items))  # noqa: S314  # written by us just now
    assert [part.tag for part in read[0]] == list(items[0])
    as_json(items).encode()


def _slug(category: Category) -> str:
    return category.slug
