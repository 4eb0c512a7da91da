"""Which tags of OpenStreetMap make which type of place. Source: wiki.openstreetmap.org/wiki/Map_features."""

from collections.abc import Mapping
from typing import NamedTuple


class Rule(NamedTuple):
    """A tag, its values ("*" for any), and the slug of the type that it makes."""

    key: str
    values: str
    type: str


RULES = [
    Rule("denotation", "natural_monument", "anit-agac"),
    Rule("historic", "tree", "anit-agac"),
    Rule("historic", "fountain", "cesme"),
    Rule("amenity", "fountain drinking_water", "cesme"),
    Rule("historic", "tomb", "turbe"),
    Rule("historic", "mosque", "cami"),
    Rule("building", "mosque", "cami"),
    Rule("historic", "church", "kilise"),
    Rule("building", "church chapel", "kilise"),
    Rule("historic", "bridge aqueduct", "kopru"),
    Rule("historic", "house mansion manor", "tarihi-ev"),
    Rule("historic", "memorial monument", "anit"),
    Rule("historic", "archaeological_site ruins", "arkeolojik-alan"),
    Rule("historic", "road", "tarihi-yol"),
    Rule("historic", "*", "baska-miras"),
    Rule("heritage", "*", "baska-miras"),
    Rule("amenity", "grave_yard", "mezarlik"),
    Rule("landuse", "cemetery", "mezarlik"),
    Rule("amenity", "public_bath", "hamam"),
    Rule("leisure", "park garden", "park"),
    Rule("leisure", "playground", "oyun-alani"),
    Rule("natural", "wood", "koru"),
    Rule("landuse", "forest", "orman"),
    Rule("landuse", "grass meadow recreation_ground village_green", "cayir"),
    Rule("natural", "grassland", "cayir"),
    Rule("landuse", "allotments", "bostan"),
    Rule("waterway", "stream river", "dere"),
    Rule("natural", "water", "golet"),
    Rule("natural", "tree", "agac"),
]
"""The first that fits counts."""

WORSHIP = {"muslim": "cami", "christian": "kilise"}
FACTS = {"alt_name": "other_names", "start_date": "period", "opening_hours": "hours"}
"""Tags that are taken in, by the field of a place; no other is, least of all a telephone number."""


def type_of(tags: Mapping[str, str]) -> str:
    """Return the slug of the type that tags make, or "".

    >>> type_of({"amenity": "place_of_worship", "religion": "muslim"})
    'cami'
    >>> type_of({"highway": "residential"})
    ''
    """
    if tags.get("amenity") == "place_of_worship":
        return WORSHIP.get(tags.get("religion", ""), "ibadet-yeri")
    return next((rule.type for rule in RULES if _fits(rule, tags)), "")


def _fits(rule: Rule, tags: Mapping[str, str]) -> bool:
    value = tags.get(rule.key)
    if value in {None, "no"}:
        return False
    return rule.values == "*" or value in rule.values.split()


def facts_of(tags: Mapping[str, str]) -> dict[str, str]:
    r"""Return what tags say of a place, by its fields; several names on a line each.

    >>> facts_of({"alt_name": "Küçük Çeşme; Ihlamurlu"})
    {'other_names': 'Küçük Çeşme\nIhlamurlu'}
    """
    found = {field: tags[tag] for tag, field in FACTS.items() if tags.get(tag)}
    names = [name.strip() for name in found.get("other_names", "").split(";")]
    return found | ({"other_names": "\n".join(filter(None, names))} if any(names) else {})
