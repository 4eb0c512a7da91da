"""What other systems wrote."""

from django.db import models

from accounts.models import ClientKey
from issues.models.issue import StatusChange


class ClientUpdate(models.Model):
    """That a change of status came from another system, under its own id: sent twice, it is one."""

    client = models.ForeignKey(ClientKey, on_delete=models.PROTECT, related_name="+")
    own_id = models.CharField(max_length=100)
    change = models.OneToOneField(
        StatusChange, on_delete=models.CASCADE, related_name="from_client"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "own_id"], name="clientupdate_once")
        ]

    def __str__(self) -> str:
        return f"{self.client_id} {self.own_id}"
