"""A town in which every page can be met in every state, kept from one look to the next until somebody changes it."""

import re
from datetime import timedelta
from uuid import uuid4

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.core import mail
from django.db import connection
from django.db.backends.signals import connection_created
from django.test import Client
from django.utils import timezone
from uuid_utils.compat import uuid7

from accounts.models import User
from gisdata.place_name import PlaceName
from issues.bulk import ImportedIssue, import_issues
from issues.comments.actions import flag as flag_comment
from issues.follow.alerts import confirm, subscribe
from issues.follow.wishes import Wish
from issues.mine.actions import claim
from issues.models import Category, Flag, Issue, Pace, Source, Visibility
from neighbourhoods.models import BoundarySet
from neighbourhoods.names.actions import load_names
from places.actions import ask_back
from places.models import Condition
from planning.loading import load_planners
from tests import district, people
from tests.conftest import empty_all_tables
from tests.district import BRIDGE, FOUNTAIN, MARKET, SCHOOL, photograph, pin, remark
from tests.issues.test_moderation import flag
from tests.logins import CONFIRM, LOG_IN, code_in, give_app, log_in_staff
from tests.maps.kept_views import kept_view
from tests.places.kept import keep_four, see
from tests.places.test_nomination import nominated
from tests.planning.figures import scenario
from tests.workinggroups.busy import busy_group
from workinggroups.loading import load_founders

OF_GROUPS = ("/groups/", "/meetings/", "/decisions/", "/promises/", "/follow/{")
BY_THE_BRIDGE = (29.102, 40.982)
STREETS = [PlaceName("Ihlamur Sokak", *BRIDGE), PlaceName("Ihlamur Caddesi", *MARKET)]
CHANGE = re.compile(r"INSERT INTO|DELETE FROM|TRUNCATE|^\s*UPDATE ")
ON_THE_WAY = re.compile(r"django_session|site_cache")
"""Where looking at a page may write."""


class BusyTown:
    """The town, which is built anew for who comes after somebody changed it."""

    def __init__(self, media):
        self.media = media
        self.is_changed, self.has_groups = True, False
        connection_created.connect(self._watch)
        self._watch(connection=connection)

    def parts(self, *, groups):
        """Return the parts of its addresses, with a busy group or without any."""
        if self.is_changed or groups != self.has_groups or Issue.objects.count() != self.reports:
            empty_all_tables()
            self.known = built()
            if groups:
                self.known |= busy_group()
            self.cookies = {}
            self.reports, self.has_groups = Issue.objects.count(), groups
            self.is_changed = False
        return self.known

    def cookie(self, name):
        """Return the session of somebody who has logged in; who they are is no change."""
        if name not in self.cookies:
            was_changed = self.is_changed
            client = Client()
            log_in(client, User.objects.get(username=name))
            self.cookies[name] = client.cookies["sessionid"].value
            self.is_changed = was_changed
        return self.cookies[name]

    def leave(self):
        """Look at no connection any more, and empty it."""
        connection_created.disconnect(self._watch)
        empty_all_tables()

    def _watch(self, connection, **_more):
        if self._note not in connection.execute_wrappers:
            connection.execute_wrappers.append(self._note)

    def _note(self, execute, sql, *more):
        if CHANGE.search(str(sql)) and not ON_THE_WAY.search(str(sql)):
            self.is_changed = True
        return execute(sql, *more)


def built():
    """Build a town in which every state can be met; returns the parts of its addresses."""
    district.settle()
    elif_, zeynep, ayse = (
        people.elif_(),
        people.zeynep(),
        User.objects.create_user("ayse", "ayse@example.org"),
    )
    for of_staff in (elif_, User.objects.create_superuser("defne", "defne@example.org")):
        give_app(of_staff)
    elif_.groups.add(load_planners(), load_founders())
    RecoveryCodes.activate(elif_)
    BoundarySet.objects.update(is_sample=True)
    load_names(names=STREETS, kind="street", source="© Örnek Belediye")
    long_ago = timezone.now() - timedelta(days=100)
    told = pin(FOUNTAIN, "bozuk-kaldirim", spot="Çeşmenin yanı", reported_at=long_ago)
    claim(issue=told, by=ayse)
    for _ in range(2):
        photograph(told)
    flag(told, text="Bu kaldırım geçen hafta yapıldı.")
    held = pin(BRIDGE, "cop", description="Beni arayın: 0532 123 45 67, aracım 34 ABC 123")
    assert held.visibility == Visibility.HELD
    closed = pin(SCHOOL, "agac")
    district.resolve(closed)
    lamp = pin(BY_THE_BRIDGE, "sokak-lambasi", answers={"direk-no": "A-12", "sonuk-lamba": 2})
    import_issues(issues=[many_say() for _ in range(30)], source=Source.WEB)
    asked, confirmed = follow(told)
    return {
        "issue": told.number, "lamp": lamp.number, "comment": (said := discuss(told)).pk, "remark": said.sent_id,
        "sent": told.pk, "held": held.pk, "closed": closed.pk,
        "place": green().number, "nomination": asked_back(zeynep).pk,
        "seen": Condition.objects.first().pk, "scenario": scenario().pk,
        "view": kept_view(elif_).pk,
        "asked": asked.key, "confirmed": confirmed.key,
    }  # fmt: skip


def green():
    """The places of the town, one of them at risk. Returns the one with the most to tell."""
    fountain, grove, *_others = keep_four()
    see(fountain, "at_risk")
    see(grove, "good")
    return grove


def asked_back(zeynep):
    """A nomination that is asked about."""
    place = nominated()
    ask_back(place=place, text="Kitabesi var mı?", by=zeynep)
    return place


def many_say():
    """One of many reports of the same, at the market."""
    pothole = Category.objects.get(slug="bozuk-yol").pk
    return ImportedIssue(uuid7(), *MARKET, pothole, "Yolda çukur var.", "new", timezone.now(), None)


def follow(issue):
    """Ayşe has not confirmed yet that she follows it, Elif has."""
    wish = Wish(issue=issue)
    asked, confirmed = (
        subscribe(email=f"{name}@example.org", wish=wish, pace=Pace.DAILY, language="tr")
        for name in ("ayse", "elif")
    )
    confirm(subscription=confirmed)
    return asked, confirmed


def discuss(issue):
    """A comment that is flagged, and one that is held. Returns the first."""
    remark(issue, "Beni arayın: 0532 123 45 67")
    said = remark(issue)
    flag_comment(identity=uuid4(), comment=said, reason=Flag.Reason.UNTRUE, text="Öyle değil.")
    return said


def log_in(client, user):
    """Who moderates is in by the app already, the others by the e-mailed code alone."""
    if user.username == "elif":
        log_in_staff(client, user)
        return
    client.post(LOG_IN, {"email": user.email})
    client.post(CONFIRM, {"code": code_in(mail.outbox[-1].body)})
