"""People who log in. Residents need no account to report."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils.translation import gettext_lazy as _


class PersonManager(UserManager["User"]):
    """People by their address, which is written in one way only."""

    use_in_migrations = False

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """Return an address in small letters, as the log-in looks for it."""
        return (email or "").strip().lower()


class User(AbstractUser):
    """Somebody who logs in by a code that is e-mailed to them: a resident, or a member of staff.

    Nobody has a password. Whoever has `is_staff` needs a second factor besides.
    """

    email = models.EmailField(
        _("e-mail address"), help_text=_("The codes to log in are sent there.")
    )

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta(AbstractUser.Meta):
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=~Q(email=""),
                name="user_email",
                violation_error_message=_("Somebody with this e-mail address is there already."),
            )
        ]

    def has_usable_password(self) -> bool:
        """No password lets anybody in."""
        return False


class HourlyUse(models.Model):
    """How often one person or network did one thing in one hour (accounts/limits.py); kept for two."""

    act = models.CharField(max_length=20)
    who = models.CharField(max_length=64, help_text="see accounts.network: a code, not an address")
    hour = models.DateTimeField(help_text="its beginning")
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["act", "who", "hour"], name="hourlyuse_key")]

    def __str__(self) -> str:
        return f"{self.act} {self.hour:%H:%M}: {self.count}"


class SpentProof(models.Model):
    """A proof of work that was taken once; kept until it would have expired."""

    signature = models.CharField(max_length=128, primary_key=True)
    spent_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.signature


class ErasureLog(models.Model):
    """That something personal was erased: when, what, how much, by which rule; not whose."""

    ASKED = "asked for"

    class Kind(models.TextChoices):
        """What can be erased."""

        REPORT = "report", _("words and photos of a report")
        ACCOUNT = "account", _("account")
        ADDRESS = "address", _("unconfirmed address")
        FLAG_TEXT = "flag", _("words of a flag")
        COMMENT = "comment", _("comment")
        RATING = "rating", _("words of a rating")
        SESSION = "session", _("session")
        PLACE = "place", _("what somebody said of a place")

    erased_at = models.DateTimeField(_("when"), db_default=Now(), editable=False)
    kind = models.CharField(_("what"), max_length=10, choices=Kind)
    rule = models.CharField(_("by which rule"), max_length=40)
    count = models.PositiveIntegerField(_("how many"))

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-erased_at", "-id"]

    def __str__(self) -> str:
        return f"{self.erased_at:%Y-%m-%d} {self.kind}: {self.count}"


class ClientKey(models.Model):
    """The key of another system that writes to this service. Of the key itself only a digest is kept."""

    class Scope(models.TextChoices):
        """What it may do."""

        REPORT = "report", _("send reports")
        UPDATE = "update", _("change the status of reports")

    name = models.CharField(_("whose"), max_length=120)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope), verbose_name=_("may"))
    hourly = models.PositiveIntegerField(_("at most, in an hour"), default=200)
    expires_on = models.DateField(_("expires on"), null=True, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)
    created_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)

    class Meta:
        verbose_name = _("key of another system")
        verbose_name_plural = _("keys of other systems")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(scopes__contained_by=["report", "update"]), name="clientkey_scopes"
            )
        ]

    def __str__(self) -> str:
        return self.name
