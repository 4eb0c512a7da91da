"""What the service knows of its own keeping."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Backup(models.Model):
    """A run of script/backup, which writes this row; without `finished_at` it failed, or is still at work."""

    class Kind(models.TextChoices):
        """What was done."""

        WHOLE = "whole", _("everything")
        CHANGES = "changes", _("what changed")
        CHECK = "check", _("what is kept was read again")

    id = models.AutoField(primary_key=True)
    kind = models.CharField(max_length=10, choices=Kind)
    started_at = models.DateTimeField(db_index=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("backup")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.started_at:%Y-%m-%d %H:%M}"
