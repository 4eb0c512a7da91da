"""A service request as a client sends it: form fields into a report of ours."""

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts.models import ClientKey
from intake.photo_files import CleanPhoto, PhotoRefusedError, cleaned
from intake.texts import readable
from issues.actions import Report
from issues.models import (
    DESCRIPTION_LENGTH,
    MOST_PHOTOS,
    OWN_ID_LENGTH,
    SPOT_LENGTH,
    Category,
    Issue,
    Question,
)
from issues.open311.errors import Open311Error
from issues.questions.answers import checked_answers, questions_of

ATTRIBUTE = re.compile(r"attribute\[([^\[\]]{1,60})\](\[\])?")
PHOTO = re.compile(r"media|photo[1-5]?")


def report_of(given: Mapping[str, Sequence[str]]) -> Report:
    """Return the report that a form holds: every field with its values.

    Who reported (e-mail, telephone, names, devices, accounts) is not kept: nobody here needs it.

    Raises:
        Open311Error: something is missing or cannot be used.
    """
    said = {name: values[-1] for name, values in given.items() if values}
    category = _category(said.get("service_code", ""))
    text = readable(said.get("description", "")).strip()
    if len(text) > DESCRIPTION_LENGTH:
        most = {"most": DESCRIPTION_LENGTH}
        raise Open311Error(_("description: at most %(most)d letters here.") % most)
    return Report(
        id=uuid4(),  # whoever knows it may edit the report, and this one is made by us
        location=_place(said),
        category=category,
        description=text or category.name,
        spot=readable(said.get("address_string", "")).strip()[:SPOT_LENGTH],
        answers=_answers(category, given),
    )


def known_report(client: ClientKey, own_id: str) -> Issue | None:
    """Return what a client sent before under its own id, in a transaction in which it sends nothing else.

    Raises:
        Open311Error: the id is too long.
    """
    if len(own_id) > OWN_ID_LENGTH or "\x00" in own_id:
        raise Open311Error(_("Idempotency-Key: your own id of this report, at most 100 letters."))
    if not own_id:
        return None
    ClientKey.objects.select_for_update(no_key=True).get(
        pk=client.pk
    )  # of two at once, one is first
    return Issue.objects.filter(from_client__client=client, from_client__own_id=own_id).first()


def _category(code: str) -> Category:
    known = Category.objects.open_for_reports().with_questions()
    found = known.filter(slug=code).first() if code and "\x00" not in code else None
    if found is None:
        raise Open311Error(_("service_code: one of those that /services lists."))
    return found


def _place(said: Mapping[str, str]) -> Point:
    """Return where it is; an address alone is none, for nobody here would know which house is meant."""
    number = r"[+-]?\d{1,3}(\.\d+)?"
    parts = [said.get(name, "").strip() for name in ("long", "lat")]
    if not all(re.fullmatch(number, part) for part in parts):
        raise Open311Error(
            _("lat and long are needed, in degrees: addresses are not looked up here.")
        )
    longitude, latitude = map(float, parts)
    if abs(longitude) > 180 or abs(latitude) > 90:
        raise Open311Error(
            _("lat and long are needed, in degrees: addresses are not looked up here.")
        )
    return Point(longitude, latitude, srid=4326)


def _answers(category: Category, given: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    kinds = {question.code: question.kind for question in questions_of(category)}
    sent = {}
    for name, values in given.items():
        if found := ATTRIBUTE.fullmatch(name):
            sent[found[1]] = _value(kinds.get(found[1]), values)
    try:
        return checked_answers(category, sent)
    except ValidationError as error:
        told = "; ".join(f"attribute[{k}]: {' '.join(v)}" for k, v in error.message_dict.items())
        raise Open311Error(told) from error


def _value(kind: str | None, values: Sequence[str]) -> Any:
    """Return what a question of a kind takes: several are a list, a number is one, a moment is its day."""
    if kind == Question.Kind.SEVERAL:
        return list(values)
    last = values[-1].strip()
    if kind == Question.Kind.DATE:
        return last[:10]
    if kind == Question.Kind.NUMBER and re.fullmatch(r"-?\d{1,9}(\.\d{1,6})?", last):
        return float(last) if "." in last else int(last)
    return last


def photos_of(files: Mapping[str, Sequence[UploadedFile[bytes]]]) -> list[CleanPhoto]:
    """Return the photos of a form, made anew.

    Raises:
        Open311Error: one of them is no photo, or there are more than five.
    """
    sent = [file for name, those in files.items() if PHOTO.fullmatch(name) for file in those]
    if len(sent) > MOST_PHOTOS:
        raise Open311Error(_("At most five photos."))
    try:
        return [cleaned(file) for file in sent]
    except PhotoRefusedError as error:
        raise Open311Error(f"media: {error}") from error
