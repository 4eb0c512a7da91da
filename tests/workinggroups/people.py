"""A working group of the town and its people: Ayşe keeps its papers, Mehmet leads, Fatma and Can take part."""

from accounts.actions import open_account
from workinggroups.groups.actions import accept, ask_to_join, change_role, found_group
from workinggroups.models import Membership, Role, WorkingGroup

AYSE, MEHMET, FATMA, CAN = (f"{name}@example.org" for name in ("ayse", "mehmet", "fatma", "can"))
ELIF = "elif@example.org"
NAMES = {ELIF: "Elif", AYSE: "Ayşe", MEHMET: "Mehmet", FATMA: "Fatma", CAN: "Can"}
FACTS = {
    "name": "Yeşil Alanlar",
    "kind": "group",
    "purpose": "Mahallemizde daha çok gölge, daha çok park.",
    "joining": "open",
    "duties": ["sustainability", "heritage"],
}


def person(email):
    """The account of an address."""
    return open_account(email=email)


def greens(**facts) -> WorkingGroup:
    """The group, with Ayşe alone."""
    return found_group(facts=FACTS | facts, secretary=AYSE, name="Ayşe")


def let_in(group: WorkingGroup, email: str, role: Role = Role.MEMBER) -> Membership:
    """Somebody asks to join, is let in, and gets a role."""
    member = ask_to_join(group=group, user=person(email), name=NAMES[email], why="Ben de varım.")
    accept(member=member)
    if role != Role.MEMBER:
        change_role(member=member, role=role)
    return Membership.objects.get(pk=member.pk)


def whole_group(**facts) -> WorkingGroup:
    """The group with one of each role."""
    group = greens(**facts)
    let_in(group, MEHMET, Role.FACILITATOR)
    let_in(group, FATMA)
    let_in(group, CAN, Role.OBSERVER)
    return group


def member(group: WorkingGroup, email: str) -> Membership:
    """Somebody of the group, as it is now."""
    return group.members.get(user__email=email)
