"""Prepare moderation: the words to start with, and the group of those who moderate."""

from typing import Any

from django.core.management.base import BaseCommand

from intake.loading import load_lexicon
from issues.loading import load_secretariat


class Command(BaseCommand):
    """Add what is missing."""

    help = "Add the hurtful words of intake/lexicon.py and the group Sekreterlik where missing; change none."

    def handle(self, *args: Any, **options: Any) -> None:
        """Add them and say what there is."""
        self.stdout.write(f"{load_lexicon()} words added. Moderators: group {load_secretariat()}.")
