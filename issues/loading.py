"""What every service begins with: categories, their questions, the group of those who moderate.

Each adds what is missing and leaves what is there, so that a new release brings what is new in it.
"""

from django.contrib.auth.models import Group, Permission
from django.db import transaction

from issues.catalogue import CATALOGUE, KEYWORDS
from issues.models import Category, Choice, Question
from issues.questions.catalogue import QUESTIONS

SECRETARIAT = "Sekreterlik"
RIGHTS = [
    "moderate_issue",
    "view_issue",
    "view_hateterm",
    "add_hateterm",
    "change_hateterm",
    "view_category",
    "view_question",
    "add_question",
    "change_question",
    "view_choice",
    "add_choice",
    "change_choice",
    "verify_place",
    "view_placetype",
    "add_placetype",
    "change_placetype",
]


@transaction.atomic
def load_catalogue() -> int:
    """Add the categories of issues/catalogue.py that are missing; those there stay as they are."""
    known = set(Category.objects.values_list("slug", flat=True))
    added = 0
    for position, entry in enumerate(CATALOGUE):
        if entry.slug in known:
            continue
        parent = Category.objects.get(slug=entry.parent) if entry.parent else None
        words_tr, words_en = KEYWORDS.get(entry.slug, ("", ""))
        Category.objects.create(
            slug=entry.slug,
            parent=parent,
            name_tr=entry.name_tr,
            name_en=entry.name_en,
            keywords_tr=words_tr,
            keywords_en=words_en,
            glyph=entry.glyph,
            colour=parent.colour if parent else entry.colour,
            open311_code=entry.slug,
            target_days=entry.target_days,
            position=position,
        )
        added += 1
    load_questions()
    return added


@transaction.atomic
def load_questions() -> int:
    """Add the questions of issues.questions.catalogue.py that are missing. Returns how many."""
    known = set(Question.objects.values_list("code", flat=True))
    categories = {category.slug: category for category in Category.objects.all()}
    missing = [q for q in QUESTIONS if q.code not in known and q.category in categories]
    for entry in missing:
        question = Question.objects.create(
            category=categories[entry.category],
            code=entry.code,
            kind=entry.kind,
            label_tr=entry.label_tr,
            label_en=entry.label_en,
            help_tr=entry.help_tr,
            help_en=entry.help_en,
            minimum=entry.least,
            maximum=entry.most,
            is_public=not entry.private,
            position=QUESTIONS.index(entry),
        )
        Choice.objects.bulk_create(
            Choice(question=question, position=place, **option._asdict())
            for place, option in enumerate(entry.choices)
        )
    return len(missing)


@transaction.atomic
def load_secretariat() -> Group:
    """Make the group of those who moderate; one that is there stays as it is."""
    group, created = Group.objects.get_or_create(name=SECRETARIAT)
    if created:
        ours = ["issues", "intake", "places"]
        rights = Permission.objects.filter(content_type__app_label__in=ours, codename__in=RIGHTS)
        group.permissions.set(rights)
    return group
