"""The duties that the assembly's charter names: tags on groups, decisions and actions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Duty(TextChoices):
    """A duty of the charter."""

    PARTICIPATION = "participation", _("participation")
    SUSTAINABILITY = "sustainability", _("sustainability")
    PLANNING = "planning", _("strategy and planning")
    SUBSIDIARITY = "subsidiarity", _("local decision")
    HERITAGE = "heritage", _("identity and heritage")
    RESOURCES = "resources", _("fair use of resources")
    QUALITY_OF_LIFE = "quality-of-life", _("quality of life and poverty")
    CIVIL_SOCIETY = "civil-society", _("civil society")
    INCLUSION = "inclusion", _("inclusion")
    PEACE = "peace", _("language of peace")
    TRANSPARENCY = "transparency", _("transparency")


LENGTH = 20
"""Characters that the longest slug of a duty may have in the database."""
