"""The smallest writer of OpenStreetMap's PBF: nodes and ways. Source: wiki.openstreetmap.org/wiki/PBF_Format."""

from itertools import pairwise

TENTH_MICRODEGREES = 10_000_000


def varint(number):
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def zigzag(number):
    return varint(number << 1 if number >= 0 else (-number << 1) - 1)


def field(key, content):
    """A field of bytes, or of a plain number."""
    if isinstance(content, int):
        return varint(key << 3) + varint(content)
    return varint(key << 3 | 2) + varint(len(content)) + content


def blob(kind, content):
    body = field(1, content) + field(2, len(content))
    head = field(1, kind) + field(3, len(body))
    return len(head).to_bytes(4, "big") + head + body


def pbf(nodes, ways):
    """A file of nodes {id: (longitude, latitude, tags)} and ways {id: (ids, tags)}."""
    texts = [b""]

    def text(word):
        texts.append(word.encode())
        return varint(len(texts) - 1)

    def tagged(tags):
        keys, values = (b"".join(map(text, words)) for words in (tags.keys(), tags.values()))
        return field(2, keys) + field(3, values) if tags else b""

    group = b""
    for identity, (x, y, tags) in nodes.items():
        degrees = [zigzag(round(d * TENTH_MICRODEGREES)) for d in (y, x)]
        place = varint(8 << 3) + degrees[0] + varint(9 << 3) + degrees[1]
        group += field(1, varint(1 << 3) + zigzag(identity) + tagged(tags) + place)
    for identity, (ids, tags) in ways.items():
        steps = [ids[0], *(b - a for a, b in pairwise(ids))]
        group += field(
            3, field(1, identity) + tagged(tags) + field(8, b"".join(map(zigzag, steps)))
        )
    table = b"".join(field(1, word) for word in texts)
    data = field(1, table) + field(2, group)
    return blob(b"OSMHeader", field(4, b"OsmSchema-V0.6")) + blob(b"OSMData", data)
