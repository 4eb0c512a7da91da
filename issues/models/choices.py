"""The choices that issues have, and what may follow what."""

from django.contrib.gis.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """Where an issue stands. `TRANSITIONS` says what may follow what."""

    NEW = "new", _("new")
    ACKNOWLEDGED = "acknowledged", _("acknowledged")
    IN_PROGRESS = "in_progress", _("in progress")
    RESOLVED = "resolved", _("resolved")
    DECLINED = "declined", _("declined")


OPEN = [Status.NEW, Status.ACKNOWLEDGED, Status.IN_PROGRESS]
CLOSED = [Status.RESOLVED, Status.DECLINED]

TRANSITIONS = {
    Status.NEW: {Status.ACKNOWLEDGED, Status.IN_PROGRESS, Status.RESOLVED, Status.DECLINED},
    Status.ACKNOWLEDGED: {Status.IN_PROGRESS, Status.RESOLVED, Status.DECLINED},
    Status.IN_PROGRESS: {Status.RESOLVED, Status.DECLINED},
    Status.RESOLVED: {Status.ACKNOWLEDGED},
    Status.DECLINED: {Status.ACKNOWLEDGED},
}
"""From each status, those that may come next; the last two lines are a reopening."""


class Visibility(models.TextChoices):
    """Who sees an issue. Only public ones stand in the public views and the counts."""

    PUBLIC = "public", _("public")
    HELD = "held", _("held for review")
    REMOVED = "removed", _("taken down")
    WITHDRAWN = "withdrawn", _("taken back by its reporter")


class Precision(models.TextChoices):
    """How well the place is known."""

    EXACT = "exact", _("a point on the map")
    NEIGHBOURHOOD = "neighbourhood", _("only the mahalle and a description")


class Source(models.TextChoices):
    """The way an issue came in."""

    WEB = "web", _("web")
    API = "api", _("API")
    ADMIN = "admin", _("admin")
    IMPORT = "import", _("import")
    SAMPLE = "sample", _("sample data")


FROM_RESIDENTS = [Source.WEB, Source.API]
