"""docs/personal-data.md is the models as they are: no column is forgotten, and none is told of that is not there."""

import re
from pathlib import Path

from django.apps import apps
from django.contrib.gis.db.models import GeometryField
from django.db import models

from operations.personal import PERSONAL

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "personal-data.md").read_text()
MAP, OF_NOBODY = PAGE.split("## Of nobody")
FREE = (
    models.CharField, models.TextField, models.JSONField, models.UUIDField, models.BinaryField,
    models.GenericIPAddressField, GeometryField,
)  # fmt: skip
"""Kinds of columns that could hold words, a place, or a key by which somebody is known."""


def named(page):
    """The columns that a part of the page names, by model; once each."""
    rows = re.findall(r"^\| `(\w+\.\w+)` \| ([^|]*) \|", page, re.M)
    assert len(rows) == len(dict(rows)), "a model stands there twice"
    return {model: set(re.findall(r"`(\w+)`", columns)) for model, columns in rows}


def columns_of(model):
    return {field.name: field for field in model._meta.get_fields() if field.concrete}


def could_be_personal(field):
    is_person = field.is_relation and field.related_model._meta.label == "accounts.User"
    return is_person or (isinstance(field, FREE) and not field.choices)


MODELS = {model._meta.label: model for model in apps.get_models(include_auto_created=True)}


def test_every_model_is_named_and_no_other():
    assert set(named(MAP)) | set(named(OF_NOBODY)) == set(MODELS)


def test_every_column_that_is_named_is_there():
    for page in (MAP, OF_NOBODY):
        for model, columns in named(page).items():
            assert columns <= set(columns_of(MODELS[model])), model


def test_every_column_that_could_be_personal_is_named_or_said_to_be_of_nobody():
    known, of_nobody = named(MAP), named(OF_NOBODY)
    for label, model in MODELS.items():
        said = known.get(label, set()) | of_nobody.get(label, set())
        free = {name for name, field in columns_of(model).items() if could_be_personal(field)}
        assert not free - said, (
            f"{label}: say in docs/personal-data.md what these hold: {free - said}"
        )
        assert not known.get(label, set()) & of_nobody.get(label, set()), label


def test_a_restore_erases_again_what_the_map_names():
    sums_or_gone_by_themselves = {"issues.GroupCount", "accounts.HourlyUse"}
    lasting = {label for label in named(MAP) if MODELS[label]._meta.managed}
    of_the_queue = {label for label in lasting if label.startswith("procrastinate.")}
    assert set(PERSONAL) == lasting - sums_or_gone_by_themselves - of_the_queue
    for label, columns in PERSONAL.items():
        assert set(columns.split()) == named(MAP)[label], label


def test_every_setting_that_it_names_is_one():
    settings = (Path(__file__).resolve().parents[2] / "config" / "settings.py").read_text()
    for name in set(re.findall(r"`((?:RETAIN|BACKUP)_[A-Z_]+)`", PAGE)):
        assert f'whole_number("{name}"' in settings, name
