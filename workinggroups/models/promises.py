"""Actions: what follows from decisions, who does it, by when, and what it should change."""

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from issues.models import Category
from workinggroups.duties import LENGTH, Duty
from workinggroups.models.decisions import Decision


class Doer(models.TextChoices):
    """Whose task an action is."""

    GROUP = "group", _("the group")
    COUNCIL = "council", _("a unit of the citizens’ assembly")
    MUNICIPALITY = "municipality", _("the municipality")


class Progress(models.TextChoices):
    """How far an action is."""

    PLANNED = "planned", _("not begun")
    DOING = "doing", _("under way")
    DONE = "done", _("done")
    DROPPED = "dropped", _("given up")


class Seen(models.TextChoices):
    """What is seen of an action's effect beside the other mahalle."""

    FEWER = "fewer", _("effect seen: fewer reports")
    MORE = "more", _("effect seen: more reports")
    LOWER = "lower", _("effect seen: lower beside the others")
    HIGHER = "higher", _("effect seen: higher beside the others")
    NOTHING = "nothing", _("no effect seen")


ENDED = (Progress.DONE, Progress.DROPPED)


class ActionQuerySet(models.QuerySet["Action"]):
    """Questions about actions."""

    def late(self) -> "ActionQuerySet":
        """Those that should be done by now and are not."""
        return self.exclude(progress__in=ENDED).filter(due_on__lt=timezone.localdate())

    def about_issue(self, number: int) -> "ActionQuerySet":
        """Those tied to a report."""
        return self.filter(issues__contains=[number])

    def about_place(self, number: int) -> "ActionQuerySet":
        """Those tied to a place."""
        return self.filter(places__contains=[number])


class Action(models.Model):
    """A promise: what is to be done, by whom, by when; and the effect that is expected of it.

    The effect is looked for in the reports of `topic` in the mahalle of the code, or in an indicator by its
    slug; `target` is the value that it should reach there. `issues` and `places` are numbers.
    """

    key = models.UUIDField(unique=True, null=True, editable=False)
    """The sender's own: a form sent twice makes one promise."""
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="actions")
    title = models.CharField(_("what is done"), max_length=200)
    doer = models.CharField(_("who does it"), max_length=12, choices=Doer)
    unit = models.CharField(_("which unit"), max_length=120, blank=True)
    due_on = models.DateField(_("by when"))
    mahalle = models.CharField(_("neighbourhood"), max_length=20, blank=True)
    topic = models.ForeignKey(
        Category, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    indicator = models.SlugField(_("indicator"), max_length=80, blank=True)
    target = models.FloatField(_("target"), null=True, blank=True)
    duties = ArrayField(models.CharField(max_length=LENGTH, choices=Duty), default=list, blank=True)
    issues = ArrayField(models.BigIntegerField(), default=list, blank=True)
    places = ArrayField(models.BigIntegerField(), default=list, blank=True)
    progress = models.CharField(max_length=8, choices=Progress, default=Progress.PLANNED)
    promised_on = models.DateField(editable=False)
    ended_on = models.DateField(null=True, editable=False)
    seen = models.CharField(max_length=7, choices=Seen, blank=True, editable=False)
    """As it was looked at last night; empty while nothing can be said."""

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(doer__in=Doer.values), name="action_doer"),
            models.CheckConstraint(condition=Q(seen__in=["", *Seen.values]), name="action_seen"),
            models.CheckConstraint(
                condition=Q(progress__in=ENDED) ^ Q(ended_on__isnull=True), name="action_ended"
            ),
            models.CheckConstraint(
                condition=Q(duties__contained_by=Duty.values), name="action_duties"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_late(self) -> bool:
        """Whether it should be done by now and is not."""
        return self.progress not in ENDED and self.due_on < timezone.localdate()

    @property
    def was_late(self) -> bool:
        """Whether it was done after the day that was promised."""
        return self.progress == Progress.DONE and (self.ended_on or date.min) > self.due_on


class ActionStep(models.Model):
    """How far an action was on a day, with a note that everybody reads."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="steps")
    progress = models.CharField(max_length=8, choices=Progress)
    note = models.TextField(_("note"), max_length=2000)
    taken_on = models.DateField()
    told_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["taken_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(progress__in=Progress.values), name="actionstep_progress"
            )
        ]

    def __str__(self) -> str:
        return f"{self.taken_on} {self.progress}"


class Verdict(models.Model):
    """What somebody in the neighbourhood says came of an action: one phone, once, and it may think again.

    `phone` is the random id that "ben de" is said with. Only sums of five and more are told.
    """

    class Word(models.TextChoices):
        """Whether it helped."""

        HELPED = "helped", _("Yes, it helped")
        PARTLY = "partly", _("A little")
        NOT = "not", _("No, nothing changed")

    action = models.ForeignKey(
        Action, on_delete=models.CASCADE, related_name="verdicts", db_index=False
    )
    phone = models.UUIDField()
    word = models.CharField(max_length=8, choices=Word)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["action", "phone"], name="verdict_once"),
            models.CheckConstraint(
                condition=Q(word__in=["helped", "partly", "not"]), name="verdict_word"
            ),
        ]

    def __str__(self) -> str:
        return self.word
