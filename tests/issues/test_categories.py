"""An administrator adds a category in the admin, and is told what is wrong with it."""

import re

import pytest

from issues.models import Category
from tests.logins import log_in_staff

ADD = "/admin/issues/category/add/"
MARKET = {
    "slug": "pazar", "parent": "", "name_tr": "Pazar yeri", "name_en": "Market", "glyph": "store",
    "colour": "#0072B2", "open311_code": "901", "target_days": 5, "position": 0, "is_active": "on",
    "nearby_metres": 50, "nearby_days": 180, "questions-TOTAL_FORMS": 0, "questions-INITIAL_FORMS": 0,
}  # fmt: skip


@pytest.fixture
def administrator(town, client, zeynep):
    log_in_staff(client, zeynep)
    return client


def pk_of(slug):
    return Category.objects.get(slug=slug).pk


def test_a_group_has_its_colour_in_capitals(administrator):
    assert administrator.post(ADD, MARKET | {"colour": "#ab12cd"}).status_code == 302
    assert Category.objects.get(slug="pazar").colour == "#AB12CD"


@pytest.mark.parametrize("colour", ["", "#FF0000"])
def test_a_category_has_the_colour_of_its_group(administrator, colour):
    told = MARKET | {"parent": pk_of("yol"), "colour": colour}
    assert administrator.post(ADD, told).status_code == 302
    assert Category.objects.get(slug="pazar").colour == "#0072B2"


def test_a_group_that_changes_its_colour_takes_its_categories_along(administrator):
    group = Category.objects.get(slug="yol")
    facts = {name: getattr(group, name) for name in MARKET if hasattr(group, name)}
    told = MARKET | facts | {"parent": "", "colour": "#123456"}
    answer = administrator.post(f"/admin/issues/category/{group.pk}/change/", told)
    assert answer.status_code == 302
    assert set(group.children.values_list("colour", flat=True)) == {"#123456"}
    assert Category.objects.get(slug="cop").colour != "#123456"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"glyph": "ejderha"}, "Bu adda bir simge yok"),
        ({"colour": "mavi"}, "#0072B2"),
        ({"colour": ""}, "#0072B2"),
        ({"open311_code": "cop"}, "Open311 kodu"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(administrator, changes, said):
    page = administrator.post(ADD, MARKET | changes).content.decode()
    assert said in "".join(re.findall(r'<ul class="errorlist.*?</ul>', page, re.S))
    assert not Category.objects.filter(slug="pazar").exists()


def test_only_a_new_one_is_proposed_a_slug(administrator):
    known = f"/admin/issues/category/{pk_of('cop')}/change/"
    for address, source in ((ADD, "#id_name_tr"), (known, "")):
        page = administrator.get(address).content.decode()
        proposed = re.search(r'data-prepopulated-fields="(.*?)"', page)[1]
        assert source in proposed
        assert bool(source) == ("#id_slug" in proposed)
