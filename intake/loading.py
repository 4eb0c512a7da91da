"""The lexicon that every service begins with."""

from django.db import transaction

from intake.lexicon import LEXICON
from intake.models import HateTerm


@transaction.atomic
def load_lexicon() -> int:
    """Add the terms of intake/lexicon.py that are missing; those there stay. Returns how many."""
    known = set(HateTerm.objects.values_list("text", flat=True))
    missing = [
        HateTerm(text=e.text, language=e.language, note=e.note, inflects=e.inflects)
        for e in LEXICON
        if e.text not in known
    ]
    return len(HateTerm.objects.bulk_create(missing))
