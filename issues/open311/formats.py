"""The two forms of every answer: XML with its element names, and the same as bare JSON lists."""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree as ET

from intake.texts import readable

Item = Mapping[str, Any]
SINGULAR = {
    "services": "service", "service_requests": "request", "attributes": "attribute", "values": "value",
    "errors": "error", "endpoints": "endpoint", "formats": "format", "service_request_updates": "request_update",
    "notes": "note", "extended_attributes": "extended_attribute", "answers": "answer",
}  # fmt: skip
"""What an element of a list is called."""


def as_json(items: Sequence[Item] | Item) -> str:
    """Return a bare list, or one object; what is empty is null."""
    return json.dumps(items, ensure_ascii=False)


def as_xml(root: str, items: Sequence[Item] | Item) -> str:
    """Return a document whose root has this name, each item of a list in an element of its singular."""
    return ET.tostring(_element(root, items), encoding="unicode", xml_declaration=False)


def _element(name: str, value: Any) -> ET.Element:
    element = ET.Element(name)
    if isinstance(value, Mapping):
        element.extend(_element(key, part) for key, part in value.items())
    elif isinstance(value, list | tuple):
        element.extend(_element(SINGULAR[name], part) for part in value)
    elif value is not None:
        element.text = _text(value)
    return element


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return readable(str(value))
