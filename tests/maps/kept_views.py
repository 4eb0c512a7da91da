"""A view of the map that somebody keeps."""

from urllib.parse import parse_qsl

from uuid_utils.compat import uuid7

from maps.models import SavedView
from maps.saved.actions import keep_view
from maps.saved.state import read_state

AT = "14.5/40.99/29.11"


def kept_view(by, query="category=bozuk-yol", title="Bozuk yollar", at=AT) -> SavedView:
    """What somebody keeps of the map."""
    state = read_state(dict(parse_qsl(query)) | {"at": at})
    return keep_view(id=uuid7(), title=title, note="Nerede çok?", state=state, by=by)
