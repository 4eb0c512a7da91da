"""Views that somebody keeps, among the data of their account."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.kept import Kept, add_finder
from accounts.models import User
from maps.models import SavedView


def tell_of_views() -> None:
    """Let views stand among one's own data."""
    add_finder(views_of)


def views_of(user: User) -> list[Kept]:
    """Return the views that somebody keeps."""
    return [
        Kept(
            _("view of the map"),
            view.title,
            reverse("views:view", args=[view.pk]),
            {"note": view.note, "query": view.query, "at": view.at, "kept_at": view.kept_at},
        )
        for view in SavedView.objects.filter(kept_by=user)
    ]
