"""What a command says of a filter that cannot be used."""

from typing import Any

from django.core.management.base import CommandError
from rest_framework.exceptions import ValidationError


def refused(error: ValidationError, prefix: str = "") -> CommandError:
    """Return the error of a command: each wrong option with its sentences."""
    detail: Any = error.detail  # a dictionary, as the serializers make it
    wrong = (
        f"--{prefix}{name.replace('_', '-')}: {' '.join(said)}" for name, said in detail.items()
    )
    return CommandError(" ".join(wrong))
