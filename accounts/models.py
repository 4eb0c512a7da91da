"""People who log in. Residents need no account to report."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A member of staff or an administrator; our own model from the start, so it can grow."""
