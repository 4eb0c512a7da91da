"""Keeping a view of the map: keyword-only, one transaction, no request."""

from dataclasses import asdict
from uuid import UUID

from django.db import transaction

from accounts.models import User
from maps.models import SavedView
from maps.saved.state import MapState


@transaction.atomic
def keep_view(*, id: UUID, title: str, note: str, state: MapState, by: User) -> SavedView:
    """Keep what a map shows; sent twice, it is one."""
    camera = asdict(state.camera) if state.camera else {}
    kept, _is_new = SavedView.objects.get_or_create(
        id=id,
        defaults={"title": title, "note": note, "query": state.query, "kept_by": by, **camera},
    )
    return kept


@transaction.atomic
def forget_view(*, view: SavedView) -> None:
    """Delete a view; where it was put on an agenda, a copy stays there."""
    view.delete()
