"""What a client of the OGC API asks: a filter in CQL2, a box or a time; the first byte says of which layer and what.

The question is put to the database.
"""

from urllib.parse import quote

from django.test import Client

from maps.layers import LAYERS

NAMES = ("filter", "filter", "filter", "bbox", "datetime", "after")
WORDS = [word.encode() for word in (
    "AND", "OR", "NOT", "LIKE", "BETWEEN", "IN", "IS NULL", "CASEI(", "S_INTERSECTS(", "S_WITHIN(", "geometry", "POINT(",
    "POLYGON((", "BBOX(", "TIMESTAMP('", "DATE('", "status", "category", "number", "reported_at", "'", "''", "\\", "%", "1e999",
    "TRUE", "..", "/", "--", "A_CONTAINS(", "T_AFTER(",
)]  # fmt: skip
SEEDS = [b"\x00" + text.encode() for text in (
    "status = 'open' AND (number > 5 OR NOT category IN ('cop', 'agac'))",
    "CASEI(category) LIKE CASEI('Ç%p_\\\\') AND number BETWEEN 1 AND 1e3",
    "S_INTERSECTS(geometry, POLYGON((29 40, 30 40, 30 41, 29 40)))", "S_WITHIN(geometry, BBOX(29, 40, 30, 41))",
    "reported_at > TIMESTAMP('2026-01-31T12:00:00Z') AND description IS NULL",
)]  # fmt: skip
SEEDS += [b"\x03" + b"29,40,30,41", b"\x04" + b"2026-01-31T12:00:00Z/..", b"\x05" + b"12"]
CLIENT = Client(SERVER_NAME="localhost")


def take(content: bytes) -> None:
    """Ask; there is an answer, or a refusal that says why."""
    layer, name = divmod((content or b"\0")[0], len(NAMES))
    address = f"/ogc/collections/{list(LAYERS)[layer % len(LAYERS)]}/items"
    answer = CLIENT.get(f"{address}?{NAMES[name]}={quote(content[1:])}")
    if answer.status_code != 200:
        assert answer.status_code == 400, answer.status_code
        assert answer.json()["description"]
