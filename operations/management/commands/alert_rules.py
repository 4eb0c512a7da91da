"""`manage.py alert_rules`: when Prometheus shall wake somebody."""

from typing import Any

import yaml
from django.core.management.base import BaseCommand
from django.utils.translation import override

from operations.measures import MEASURES
from operations.metrics import PREFIX


class Command(BaseCommand):
    """Alert rules of all measures that have a limit."""

    help = "Print alert rules for Prometheus (YAML), one for each number with a limit."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print them."""
        with override("tr"):
            rules = [
                {
                    "alert": "".join(word.title() for word in measure.name.split("_")),
                    "expr": f"{PREFIX}_{measure.name} {'<' if measure.below else '>'} {measure.limit:g}",
                    "for": f"{measure.minutes}m",
                    "annotations": {"summary": str(measure.title)},
                }
                for measure in MEASURES
                if measure.limit is not None
            ]
        rules.append(
            {
                "alert": "ServiceAway",
                "expr": f"absent({PREFIX}_worker_silence_seconds)",
                "for": "2m",
                "annotations": {"summary": "/metrics"},
            }
        )
        groups = {"groups": [{"name": PREFIX, "rules": rules}]}
        self.stdout.write(yaml.safe_dump(groups, allow_unicode=True, sort_keys=False))
