"""TileJSON 3.0: what a map program needs to know of a layer's tiles."""

from typing import Any

from maps.layer import Layer, Subject
from neighbourhoods.models import BoundarySet, Neighbourhood


def tilejson(layer: Layer, template: str) -> dict[str, Any]:
    """Return the description of a layer; `template` is the address of its tiles."""
    bounds = Neighbourhood.objects.current().bounds()
    current = BoundarySet.objects.current()
    return {
        "tilejson": "3.0.0",
        "name": str(layer.title),
        "description": str(layer.description),
        "scheme": "xyz",
        "tiles": [template],
        "minzoom": 0,
        "maxzoom": layer.max_zoom,
        **({"bounds": bounds} if bounds else {}),
        **({"attribution": current.source} if current and current.source else {}),
        **({"subject": _subject(layer.subject)} if layer.subject else {}),
        "vector_layers": [
            {
                "id": layer.name,
                "description": str(layer.description),
                "minzoom": 0,
                "maxzoom": layer.max_zoom,
                "fields": {
                    field.name: str(field.description or field.title) for field in layer.tile_fields
                },
            }
        ],
    }


def _subject(subject: Subject) -> dict[str, Any]:
    """Return the parameter that chooses what the rows are about, with every value that it may have."""
    return {
        "parameter": subject.parameter,
        "title": str(subject.title),
        "choices": [{"value": value, "title": title} for value, title in subject.choices()],
    }
