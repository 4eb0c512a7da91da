"""People who log in. Residents need no account to report."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    """A member of staff or an administrator; our own model from the start, so it can grow."""


class NetworkUse(models.Model):
    """How often one network did one thing in one hour (see accounts/limits.py); kept for two hours."""

    act = models.CharField(max_length=20)
    network = models.CharField(max_length=64, help_text="accounts.network.network_of")
    hour = models.DateTimeField(help_text="its beginning")
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["act", "network", "hour"], name="networkuse_key")
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.hour:%H:%M}: {self.count}"


class SpentProof(models.Model):
    """A proof of work that was taken once; kept until it would have expired."""

    signature = models.CharField(max_length=128, primary_key=True)
    spent_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.signature
