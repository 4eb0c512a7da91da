"""Questions that the tests ask: `ask` defines one, as the admin does."""

from typing import Any

from issues.models import Category, Choice, Question

COLOURS = ("red", "green", "blue")


def ask(kind: str, category: str = "cop", *, code: str = "soru", **facts: Any) -> Question:
    """Define a public question, with three colours where it offers choices."""
    question = Question(
        category=Category.objects.get(slug=category),
        code=code,
        kind=kind,
        **{"label_tr": f"{code}?", "label_en": f"{code}, please?", "is_public": True} | facts,
    )
    question.full_clean()
    question.save()
    if kind in ("choice", "several"):
        for place, colour in enumerate(COLOURS):
            Choice.objects.create(
                question=question, code=colour, label_tr=colour, label_en=colour, position=place
            )
    return question
