"""What a place can be, in words that the database knows."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    """The two kinds of places."""

    HERITAGE = "heritage", _("heritage site")
    GREEN = "green", _("green space")


class Status(TextChoices):
    """How far a nomination has come."""

    NOMINATED = "nominated", _("nominated")
    QUESTIONED = "questioned", _("asked back")
    VERIFIED = "verified", _("in the register")
    DECLINED = "declined", pgettext_lazy("nomination", "declined")
    MERGED = "merged", _("joined with another")


class Visibility(TextChoices):
    """Who sees a place."""

    PUBLIC = "public", _("public")
    HELD = "held", _("held for review")


class Origin(TextChoices):
    """How a place came into the register."""

    RESIDENT = "resident", _("nominated by a resident")
    IMPORT = "import", _("imported")
    SAMPLE = "sample", _("sample data")


class Protection(TextChoices):
    """Whether the law protects a place, as far as is known."""

    REGISTERED = "registered", _("registered")
    PROPOSED = "proposed", _("proposed for registration")
    NONE = "none", _("none known")


class Ownership(TextChoices):
    """Whose a place is."""

    PUBLIC = "public", pgettext_lazy("ownership", "public")
    FOUNDATION = "foundation", _("of a foundation")
    PRIVATE = "private", _("private")
    UNKNOWN = "unknown", _("not known")


class Access(TextChoices):
    """Who may enter."""

    OPEN = "open", _("open to all")
    HOURS = "hours", _("open at certain hours")
    CLOSED = "closed", _("not open")
    UNKNOWN = "unknown", _("not known")


class Facility(TextChoices):
    """What there is for those who come."""

    PLAYGROUND = "playground", _("playground")
    TOILET = "toilet", _("toilet")
    WATER = "water", _("drinking water")
    SEATING = "seating", _("seating")
    LIGHTING = "lighting", _("lighting")
    SHADE = "shade", _("shade")


class State(TextChoices):
    """The condition of a place, best first."""

    GOOD = "good", _("good")
    WORN = "worn", _("worn")
    AT_RISK = "at_risk", _("at risk")
    LOST = "lost", _("lost")
