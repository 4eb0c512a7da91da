"""What every service begins with: the group of those who found working groups."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

FOUNDERS = "Çalışma grupları"


@transaction.atomic
def load_founders() -> Group:
    """Make the group of those who found working groups; one that is there stays as it is."""
    group, is_new = Group.objects.get_or_create(name=FOUNDERS)
    if is_new:
        group.permissions.set(
            Permission.objects.filter(
                content_type__app_label="workinggroups", codename="add_workinggroup"
            )
        )
    return group
