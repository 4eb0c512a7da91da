"""What other systems wrote."""

from django.db import models
from django.db.models import Q

from accounts.models import ClientKey
from issues.models.issue import Issue, StatusChange

OWN_ID_LENGTH = 100


class ClientUpdate(models.Model):
    """That a change of status came from another system, under its own id: sent twice, it is one."""

    client = models.ForeignKey(ClientKey, on_delete=models.PROTECT, related_name="+")
    own_id = models.CharField(max_length=OWN_ID_LENGTH)
    change = models.OneToOneField(
        StatusChange, on_delete=models.CASCADE, related_name="from_client"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "own_id"], name="clientupdate_once")
        ]

    def __str__(self) -> str:
        return f"{self.client_id} {self.own_id}"


class ClientReport(models.Model):
    """That a report came from another system, under its own id if it has one: what a leaked key has sent can be found."""

    client = models.ForeignKey(ClientKey, on_delete=models.PROTECT, related_name="reports")
    issue = models.OneToOneField(
        Issue, primary_key=True, on_delete=models.CASCADE, related_name="from_client"
    )
    own_id = models.CharField(max_length=OWN_ID_LENGTH, blank=True, db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["client", "own_id"], condition=~Q(own_id=""), name="clientreport_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.client_id} {self.issue_id}"
