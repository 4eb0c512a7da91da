"""Every page of a group by every role: it opens where the table of rights says so, and to nobody else."""

from types import SimpleNamespace

import pytest
from django.test import Client

from tests.workinggroups.meetings import called, decided, group_view, minuted, promised, put
from tests.workinggroups.people import AYSE, CAN, FATMA, MEHMET, member, person, whole_group
from workinggroups.models import Way
from workinggroups.rights import Right, may

STRANGER = "baska@example.org"
PAGES = {
    "post groups/{group}/edit/": Right.CHANGE_GROUP,
    "get groups/{group}/members/": Right.CHANGE_GROUP,
    "post groups/{group}/members/{fatma}/remove/": Right.CHANGE_GROUP,
    "post groups/{group}/views/": Right.PREPARE,
    "post groups/{group}/views/{view}/forget/": Right.PREPARE,
    "get groups/{group}/meetings/new/": Right.PREPARE,
    "post meetings/{planned}/edit/": Right.PREPARE,
    "post meetings/{planned}/cancel/": Right.PREPARE,
    "post meetings/{planned}/items/": Right.PREPARE,
    "post meetings/{planned}/items/{item}/": Right.PREPARE,
    "post meetings/{planned}/agenda/up/{item}/": Right.PREPARE,
    "post meetings/{planned}/stage/open/": Right.LEAD,
    "get meetings/{open}/screen/": Right.LEAD,
    "post meetings/{open}/screen/move/": Right.LEAD,
    "get meetings/{open}/notes/": Right.LEAD,
    "get meetings/{open}/items/{running}/decide/": Right.LEAD,
    "post decisions/{vote}/close/": Right.LEAD,
    "get decisions/{made}/promise/": Right.FOLLOW_UP,
    "post promises/{action}/tell/": Right.FOLLOW_UP,
    "get meetings/{held}/minutes/write/": Right.PUBLISH,
    "post meetings/{held}/minutes/correct/": Right.PUBLISH,
}


@pytest.fixture
def group(town):
    """The group with one of each role, and everything that the addresses name."""
    group = whole_group()
    planned, vote, made = called(group), decided(group, Way.OPEN_VOTE), decided(group)
    names = {
        "group": group.slug,
        "fatma": member(group, FATMA).pk,
        "view": group_view(group).pk,
        "planned": planned.pk,
        "item": put(planned).pk,
        "open": vote.item.meeting_id,
        "running": vote.item_id,
        "vote": vote.pk,
        "made": made.pk,
        "action": promised(made).pk,
        "held": minuted(group).meeting_id,
    }
    return SimpleNamespace(group=group, names=names)


@pytest.mark.parametrize("email", [AYSE, MEHMET, FATMA, CAN, STRANGER])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_to_the_roles_of_the_table_alone(group, page, email):
    method, _space, address = page.format(**group.names).partition(" ")
    client = Client()
    client.force_login(person(email))
    found = group.group.members.filter(user__email=email).first()
    answer = getattr(client, method)(f"/{address}")
    assert (answer.status_code != 403) == may(found, PAGES[page])
    assert answer.status_code in {200, 302, 400, 403, 422}


@pytest.mark.parametrize("email", [AYSE, MEHMET, FATMA, CAN, STRANGER])
def test_a_vote_counts_of_the_roles_that_have_a_voice_alone(group, email):
    client = Client()
    client.force_login(person(email))
    found = group.group.members.filter(user__email=email).first()
    client.post(f"/decisions/{group.names['vote']}/vote/", {"voice": "for"})
    voted = group.group.members.filter(open_votes__decision=group.names["vote"])
    assert voted.exists() == may(found, Right.VOTE)
