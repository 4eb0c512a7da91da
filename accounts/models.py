"""People who log in. Residents need no account to report."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.contrib.postgres.fields import ArrayField
from django.core.validators import URLValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower, Now
from django.utils import timezone
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

    name = models.CharField(
        _("whose"), max_length=120, help_text=_("Everybody reads it beside what it answers.")
    )
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


class Webhook(models.Model):
    """Another system that is told what happens here, at an address of its own."""

    class Event(models.TextChoices):
        """What happens."""

        ISSUE_CREATED = "issue.created", _("a report is public")
        STATUS_CHANGED = "issue.status_changed", _("the status of a report changed")
        DECISION_PUBLISHED = "decision.published", _("a decision is made")

    name = models.CharField(_("whose"), max_length=120)
    url = models.URLField(
        _("address"), max_length=500, validators=[URLValidator(schemes=["http", "https"])]
    )
    secret = models.CharField(max_length=64, editable=False)
    """Signs what is sent, so it is kept as it is."""
    events = ArrayField(models.CharField(max_length=30, choices=Event), verbose_name=_("events"))
    is_active = models.BooleanField(_("in use"), default=True)
    created_at = models.DateTimeField(_("made"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("address that is told")
        verbose_name_plural = _("addresses that are told")
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name


class Outgoing(models.Model):
    """Something on its way to another system: how often it was tried, and what was said last."""

    state = models.CharField(_("state"), max_length=10)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    said = models.CharField(_("last answer"), max_length=300, blank=True)
    made_at = models.DateTimeField(_("made"), db_default=Now())
    ended_at = models.DateTimeField(_("ended"), null=True)

    class Meta:
        abstract = True

    def end(self, state: str, said: str) -> None:
        """Keep what became of it."""
        self.state, self.said, self.ended_at = state, said, timezone.now()
        self.save(update_fields=["state", "attempts", "said", "ended_at"])

    def wait_again(self, state: str) -> None:
        """Have it tried as if it were new."""
        self.state, self.attempts, self.ended_at = state, 0, None
        self.save(update_fields=["state", "attempts", "ended_at"])


class Delivery(Outgoing):
    """One event on its way to one address. What is told is read when it is sent: of what is not public then, nothing."""

    class State(models.TextChoices):
        """Where it is."""

        WAITING = "waiting", _("on its way")
        SENT = "sent", _("arrived")
        DROPPED = "dropped", _("not public any more")
        DEAD = "dead", _("given up")

    id = models.UUIDField(primary_key=True)
    webhook = models.ForeignKey(Webhook, on_delete=models.CASCADE, related_name="deliveries")
    event = models.CharField(_("event"), max_length=30, choices=Webhook.Event)
    about = models.CharField(_("about"), max_length=40)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-made_at", "id"]

    def __str__(self) -> str:
        return f"{self.event} {self.about}"
