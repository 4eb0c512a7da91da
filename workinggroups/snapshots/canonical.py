"""How what is frozen is written, so that anyone can compute its digest again."""

import json
from hashlib import sha256
from typing import Any


def canonical(value: Any) -> str:
    """Return JSON with sorted keys, without spaces, in plain letters: one text for one value.

    >>> canonical({"b": "ç", "a": [1, None]})
    '{"a":[1,null],"b":"ç"}'
    """
    return json.dumps(
        value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
    )


def digest(*texts: str) -> str:
    """Return the SHA-256 of texts behind one another, in UTF-8, as 64 hexadecimal digits.

    >>> digest("ab") == digest("a", "b")
    True
    """
    return sha256("".join(texts).encode()).hexdigest()


def faults(
    manifest: str, claimed: str, outline: str, features: list[tuple[str, str, str]]
) -> list[str]:
    """Return what does not fit in a snapshot, in English; nothing where it is as it was frozen.

    Args:
        manifest: its text.
        claimed: its digest, as it was published.
        outline: the text of the boundaries.
        features: salt, text and digest of each, in their order; both are empty of what was taken down.
    """
    wrong = [] if digest(manifest) == claimed else ["the manifest is not the one of the digest"]
    if digest(outline) != json.loads(manifest)["outline"]:
        wrong.append("the boundaries were changed")
    if json.loads(manifest)["features"] != [known for _salt, _content, known in features]:
        wrong.append("the features are not those of the manifest")
    for position, (salt, content, known) in enumerate(features):
        if content and digest(salt, content) != known:
            wrong.append(f"feature {position} was changed")
    return wrong
