"""Groups and who belongs to them: found, asked, invited, let in, given a role, gone."""

import json
import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.retention import erase_accounts_never_entered
from tests.logins import log_in_staff
from tests.mailbox import open_mailbox
from tests.maps.kept_views import kept_view
from tests.workinggroups.meetings import decided
from tests.workinggroups.people import (
    AYSE,
    CAN,
    FACTS,
    FATMA,
    MEHMET,
    greens,
    let_in,
    member,
    person,
    whole_group,
)
from workinggroups.decisions.actions import vote
from workinggroups.errors import RefusedError
from workinggroups.groups import actions
from workinggroups.groups.nightly import forget_unanswered
from workinggroups.loading import load_founders
from workinggroups.models import GroupView, Membership, Role, State, Voice, Way, WorkingGroup
from workinggroups.rights import RIGHTS, Right, may

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = "/groups/yesil-alanlar/"


@pytest.fixture
def mailbox(transactional_db):
    with open_mailbox() as opened:
        yield opened


def visit(client, email):
    client.force_login(person(email))
    return client


def test_whoever_may_found_groups_founds_one_and_names_its_secretary(db, client, elif_):
    elif_.groups.add(load_founders())
    log_in_staff(client, elif_)
    assert "Grup kurun" in client.get("/groups/").content.decode()
    sent = FACTS | {"secretary": "Ayse@Example.org", "secretary_name": "Ayşe"}
    assert client.post("/groups/new/", sent).headers["Location"] == PAGE
    group = WorkingGroup.objects.get()
    assert member(group, AYSE).role == Role.SECRETARY
    again = client.post("/groups/new/", sent)
    assert again.status_code == 422
    assert "Bu adda bir grup zaten var." in again.content.decode()


def test_a_group_called_as_an_address_has_another_address(db):
    assert greens(name="New").slug == "new-grubu"
    assert greens(name="!!!").slug == "grubu"


def test_everybody_reads_the_page_and_no_address_stands_there(db, client):
    whole_group()
    page = client.get(PAGE).content.decode()
    assert "Mahallemizde daha çok gölge" in page
    for name in ("Ayşe", "Mehmet", "Fatma", "Can"):
        assert name in page
    assert "@example.org" not in page
    assert "kimlik ve kültürel miras" in page


def test_a_resident_asks_and_hears_that_they_were_let_in(mailbox, client):
    greens()
    visit(client, FATMA).post(f"{PAGE}join/", {"name": "Fatma", "why": "Ağaç dikmek isterim."})
    assert "Katılma isteğiniz iletildi" in client.get(PAGE).content.decode()
    [asked] = mailbox.after_work()
    assert asked["To"] == AYSE
    assert "Fatma" not in asked.get_content()
    visit(client, AYSE)
    page = client.get(f"{PAGE}members/").content.decode()
    assert "Ağaç dikmek isterim." in page
    assert FATMA in page
    client.post(re.search(rf"{PAGE}members/\d+/accept/", page)[0])
    told = mailbox.after_work()[-1]
    assert told["To"] == FATMA
    assert PAGE in told.get_content()
    fatma = Membership.objects.get(user__email=FATMA)
    assert (fatma.state, fatma.role, fatma.why) == (State.IN, Role.MEMBER, "")


def test_whoever_is_invited_comes_in_with_the_role_and_under_the_name_they_want(mailbox, client):
    group = greens(joining="invitation")
    invitation = {"email": MEHMET, "name": "M. Yılmaz", "role": "facilitator"}
    visit(client, AYSE).post(f"{PAGE}members/", invitation)
    [invited] = mailbox.after_work()
    assert invited["To"] == MEHMET
    assert f"{PAGE}join/" in invited.get_content()
    assert "M. Yılmaz" not in client.get(PAGE).content.decode()
    visit(client, MEHMET).post(f"{PAGE}join/", {"name": "Mehmet"})
    assert (member(group, MEHMET).role, member(group, MEHMET).name) == ("facilitator", "Mehmet")
    assert client.post(f"{PAGE}join/", {"name": "Başka"}).status_code == 302
    assert member(group, MEHMET).name == "Mehmet"


def test_a_group_by_invitation_lets_nobody_ask(db, client):
    greens(joining="invitation")
    answer = visit(client, FATMA).post(f"{PAGE}join/", {"name": "Fatma"})
    assert answer.status_code == 422
    assert "Bu grup üyelerini kendisi davet ediyor." in answer.content.decode()
    assert not Membership.objects.filter(user__email=FATMA).exists()


def test_who_is_declined_leaves_no_trace_and_may_ask_again(db):
    group = greens()
    asking = actions.ask_to_join(group=group, user=person(FATMA), name="Fatma", why="Lütfen")
    actions.decline(member=asking)
    assert not group.members.filter(user__email=FATMA).exists()
    with pytest.raises(RefusedError):
        actions.accept(member=asking)
    assert let_in(group, FATMA).is_in


def test_who_left_comes_back_by_asking_and_without_the_old_role(db, client):
    group = whole_group()
    visit(client, MEHMET).post(f"{PAGE}leave/")
    assert "Mehmet" not in client.get(PAGE).content.decode()
    assert not may(member(group, MEHMET), Right.LEAD)
    assert let_in(group, MEHMET).role == Role.MEMBER


def test_a_group_keeps_a_secretary(db, client):
    group = whole_group()
    answer = visit(client, AYSE).post(f"{PAGE}leave/")
    assert answer.status_code == 409
    assert "Önce başka birini yazman yapınız." in answer.content.decode()
    with pytest.raises(RefusedError):
        actions.change_role(member=member(group, AYSE), role=Role.MEMBER)
    actions.change_role(member=member(group, FATMA), role=Role.SECRETARY)
    actions.leave(member=member(group, AYSE))
    assert not member(group, AYSE).is_in


def test_the_secretary_changes_roles_and_lets_somebody_go(db, client):
    group = whole_group()
    fatma = member(group, FATMA)
    visit(client, AYSE).post(f"{PAGE}members/{fatma.pk}/role/", {"role": "facilitator"})
    assert member(group, FATMA).role == Role.FACILITATOR
    assert client.post(f"{PAGE}members/{fatma.pk}/role/", {"role": "sultan"}).status_code == 409
    assert client.post(f"{PAGE}members/{fatma.pk}/crown/").status_code == 404
    client.post(f"{PAGE}members/{fatma.pk}/remove/")
    assert not member(group, FATMA).is_in


def test_a_member_of_another_group_is_not_reached_from_this_one(db, client):
    whole_group()
    other = greens(name="Kültürel Miras")
    stranger = let_in(other, CAN)
    answer = visit(client, AYSE).post(f"{PAGE}members/{stranger.pk}/remove/")
    assert answer.status_code == 404


ROLES = {AYSE: Role.SECRETARY, MEHMET: Role.FACILITATOR, FATMA: Role.MEMBER, CAN: Role.OBSERVER}
TABLE = {
    #                     secretary facilitator member observer
    Right.CHANGE_GROUP: "x...",
    Right.PREPARE: "xx..",
    Right.LEAD: ".x..",
    Right.VOTE: "xxx.",
    Right.FOLLOW_UP: "xx..",
    Right.PUBLISH: "x...",
}


@pytest.mark.parametrize("right", RIGHTS, ids=lambda right: right.name.lower())
def test_each_role_may_do_what_the_table_says(db, right):
    group = whole_group()
    assert [may(member(group, email), right) for email in ROLES] == [x == "x" for x in TABLE[right]]
    assert not may(None, right)


def test_the_guide_has_the_same_table():
    rows = re.findall(r"^\| [^|]+ \|(.*)\|$", (ROOT / "docs/groups.md").read_text(), re.M)
    told = ["".join("x" if cell.strip() == "✓" else "." for cell in row.split("|")) for row in rows]
    assert told == list(TABLE.values())


@pytest.mark.parametrize("state", [State.ASKED, State.INVITED, State.LEFT])
def test_whoever_is_not_in_may_do_nothing(db, state):
    group = greens()
    group.members.update(state=state)
    assert not any(may(member(group, AYSE), right) for right in RIGHTS)


def test_the_list_asks_no_more_for_more_groups(db, client, django_assert_max_num_queries):
    for n in range(6):
        greens(name=f"Grup {n}")
    with django_assert_max_num_queries(4):
        page = client.get("/groups/").content.decode()
    assert page.count("1 üye") == 6


def test_whoever_belongs_to_a_group_finds_it_among_their_own_data(town, client):
    group = whole_group()
    decision = decided(group, Way.OPEN_VOTE)
    vote(decision=decision, member=member(group, FATMA), voice=Voice.FOR)
    secret = decided(group, Way.SECRET_VOTE)
    vote(decision=secret, member=member(group, FATMA), voice=Voice.AGAINST)
    kept_view(person(FATMA))
    page = visit(client, FATMA).get("/accounts/me/").content.decode()
    for told in (
        "Yeşil Alanlar: üye, grupta",
        "Üç konteyner konsun.: kabul",
        "gizli oylamayla",
        "Bozuk yollar",
    ):
        assert told in page
    package = ZipFile(BytesIO(b"".join(client.get("/accounts/me/ortak-harita.zip"))))
    others = json.loads(package.read("data.json"))["others"]
    assert {one["what"] for one in others} == {"çalışma grubu", "oy", "harita görünümü"}
    assert "against" not in json.dumps(others)


def test_an_account_of_a_group_is_kept_and_an_invitation_forgotten_in_time(db):
    group = greens(joining="invitation")
    actions.invite(group=group, email=FATMA, role=Role.MEMBER, name="Fatma")
    User.objects.update(date_joined=timezone.now() - timedelta(days=40))
    erase_accounts_never_entered(timezone.now() - timedelta(days=2))
    assert User.objects.count() == 2
    forget_unanswered(timestamp=int((timezone.now() + timedelta(days=29)).timestamp()))
    assert group.members.filter(state=State.INVITED).exists()
    forget_unanswered(timestamp=int((timezone.now() + timedelta(days=31)).timestamp()))
    erase_accounts_never_entered(timezone.now() - timedelta(days=2))
    assert list(User.objects.values_list("email", flat=True)) == [AYSE]


def test_a_group_keeps_views_for_everybody_to_open(town, client):
    whole_group()
    sent = {"address": "http://localhost:8000/?category=cop#14/40.99/29.11", "title": "Çöp nerede?"}
    assert visit(client, MEHMET).post(f"{PAGE}views/", sent).status_code == 302
    client.logout()
    page = client.get(PAGE).content.decode()
    assert "Çöp nerede?" in page
    assert 'href="/?category=cop#14.00/40.99000/29.11000"' in page
    visit(client, MEHMET)
    for wrong in (
        {"title": ""},
        {"address": "/ejderha/"},
        {"address": "https://belge.example.org/a.pdf"},
    ):
        assert client.post(f"{PAGE}views/", sent | wrong).status_code == 422
    assert visit(client, FATMA).post(f"{PAGE}views/", sent).status_code == 403
    [view] = GroupView.objects.all()
    visit(client, AYSE).post(f"{PAGE}views/{view.pk}/forget/")
    assert not GroupView.objects.exists()
