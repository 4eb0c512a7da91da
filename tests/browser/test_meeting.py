"""A whole meeting with three people at once: on a projector, on a phone, and by the code on the screen."""

import re

from django.test import Client
from playwright.sync_api import expect

from issues.models import Category
from tests.browser.conftest import screenshot, wait_for_map
from tests.district import FOUNTAIN, SCHOOL, pin
from tests.workinggroups.meetings import called, promised, put
from tests.workinggroups.people import AYSE, FATMA, MEHMET, person, whole_group
from tests.workinggroups.test_promises import long_ago, planted_reports
from workinggroups.models import Decision, Meeting

PROJECTOR = {"width": 1920, "height": 1080}


def cookies_of(email):
    client = Client()
    client.force_login(person(email))
    return [("sessionid", client.cookies["sessionid"].value)]


def prepared():
    """A meeting with two items, the first with two views."""
    pin(FOUNTAIN)
    pin(SCHOOL, "agac")
    meeting = called(whole_group())
    put(meeting, "Yollar ve ağaçlar", "/?category=bozuk-yol", "/?category=agac")
    put(meeting, "Mahalleler", "/?layer=neighbourhoods")
    return meeting


def drawn(page):
    """How many features the map on the left has; a tile's edge may show one twice."""
    return page.evaluate(
        """() => new Set(window.ortakHarita.map.querySourceFeatures('frozen')
            .map(({ properties }) => properties.at)).size"""
    )


def test_from_the_opening_to_the_effect(visit, transactional_town):
    meeting = prepared()
    leader = visit(f"/meetings/{meeting.pk}/", cookies=cookies_of(MEHMET), expected_errors=("410",))
    leader.set_viewport_size(PROJECTOR)
    code = open_and_show(leader)
    follower = visit("/follow/", size="phone", expected_errors=("410",))
    follow(follower, code)
    assert drawn(follower) == drawn(leader) == 1
    show_two_side_by_side(leader, follower)
    point_at_something(leader, follower)
    propose_and_show_a_note(leader, follower)

    decision = put_to_the_vote(leader, meeting)
    member = visit(f"/decisions/{decision.pk}/", size="phone", cookies=cookies_of(FATMA))
    vote_and_close(member, leader)

    leader.goto(f"/meetings/{meeting.pk}/")
    leader.get_by_role("button", name="Toplantıyı kapatın").click()
    expect(follower.get_by_text("Toplantı bitti.")).to_be_visible()
    assert Meeting.objects.get().stage == "closed"

    secretary = visit(f"/meetings/{meeting.pk}/", cookies=cookies_of(AYSE))
    write_the_minutes(secretary)
    read_the_minutes(member, meeting)
    see_whether_it_helped(member, decision)


def open_and_show(leader):
    """Open the meeting and its screen. Returns the code."""
    leader.get_by_role("button", name="Toplantıyı açın").click()
    leader.get_by_role("link", name="Ekranda gösterin").click()
    wait_for_map(leader)
    expect(leader.get_by_role("heading", name="Yollar ve ağaçlar")).to_be_visible()
    return leader.locator(".stage-code strong").inner_text()


def follow(follower, code):
    follower.get_by_label("Toplantının kodu").fill(code.lower())
    follower.get_by_role("button", name="İzleyin").click()
    expect(follower.get_by_role("heading", name="Yollar ve ağaçlar")).to_be_visible()
    wait_for_map(follower)


def show_two_side_by_side(leader, follower):
    leader.get_by_label("Yanındaki").select_option(index=2)
    expect(follower.locator("#map-right")).to_be_visible()
    leader.get_by_label("Böl").fill("30")
    expect(follower.locator("html")).to_have_attribute("style", re.compile("--swipe: 30"))
    screenshot(leader, "meeting-side-by-side-projector")


def point_at_something(leader, follower):
    leader.locator("#stage-next").focus()
    leader.keyboard.press("PageDown")
    expect(follower.get_by_role("heading", name="Mahalleler")).to_be_visible()
    wait_for_map(leader)
    box = leader.locator("#map").bounding_box()
    leader.mouse.click(box["x"] + box["width"] * 0.45, box["y"] + box["height"] * 0.3)
    expect(leader.locator("#stage-pointed")).not_to_be_empty()
    pointed = leader.locator("#stage-pointed").inner_text()
    expect(follower.locator("#stage-pointed")).to_have_text(pointed)
    screenshot(leader, "meeting-pointed-projector")


def propose_and_show_a_note(leader, follower):
    follower.get_by_text("Not önerin").click()
    follower.get_by_label("Notun türü").select_option(label="yalnızca yazı")
    follower.get_by_label("Yazı").fill("Okulun önü de dar")
    follower.get_by_role("button", name="Önerin").click()
    expect(follower.get_by_text("Kolaylaştırıcı görüyor")).to_be_visible()
    leader.get_by_role("button", name="Göster", exact=True).click()
    expect(follower.locator("#stage-notes")).to_have_text("Okulun önü de dar")
    screenshot(follower, "meeting-follower-phone")


def put_to_the_vote(leader, meeting):
    """Put a secret vote under the first item."""
    item = meeting.items.first()
    leader.goto(f"/meetings/{meeting.pk}/items/{item.pk}/decide/")
    leader.get_by_label("Ne kararlaştırılıyor?").fill("Çukurlar kıştan önce kapatılsın.")
    leader.get_by_label("Nasıl karar veriliyor?").select_option(label="gizli oylamayla")
    leader.get_by_label("En az kaç kişi oy vermeli?").fill("1")
    leader.get_by_role("button", name="Karara bağlayın").click()
    expect(leader.get_by_text("oylanıyor")).to_be_visible()
    return Decision.objects.get()


def vote_and_close(member, leader):
    member.get_by_role("radio", name="kabul").check()
    member.get_by_role("button", name="Oy verin").click()
    expect(member.get_by_text("Oyunuzu verdiniz.")).to_be_visible()
    leader.reload()
    leader.get_by_role("button", name="Oylamayı kapatın").click()
    expect(leader.get_by_text("kabul edildi")).to_be_visible()


def write_the_minutes(secretary):
    secretary.get_by_role("link", name="Tutanağı yazın").click()
    secretary.get_by_label("Kimler vardı?").fill("Ayşe, Mehmet, Fatma")
    secretary.get_by_label("Neler konuşuldu?").fill("Kış gelmeden bitmeli.")
    secretary.get_by_role("button", name="Yayımla").click()
    expect(secretary.get_by_text("Kış gelmeden bitmeli.")).to_be_visible()
    screenshot(secretary, "minutes-desktop", whole=True)


def read_the_minutes(member, meeting):
    """The phone reads pictures, note, decision and votes; the PDF is one."""
    member.goto(f"/meetings/{meeting.pk}/")
    member.get_by_role("link", name="Tutanak").click()
    for told in ("Yollar ve ağaçlar", "Okulun önü de dar", "Çukurlar kıştan önce kapatılsın."):
        expect(member.get_by_text(told).first).to_be_visible()
    expect(member.locator("svg.frozen")).to_have_count(3)
    screenshot(member, "minutes-phone", whole=True)
    file = member.request.get(f"/meetings/{meeting.pk}/minutes.pdf")
    assert file.body().startswith(b"%PDF-")


def see_whether_it_helped(member, decision):
    """Time moves on: the action is done, and the reports became fewer."""
    began, done = planted_reports(fewer=2)
    topic = Category.objects.get(slug="cop")
    decision.refresh_from_db()
    action = long_ago(promised(decision, mahalle="102", topic=topic), began=began, done=done)
    member.goto(f"/promises/{action.pk}/")
    expect(member.get_by_text("beklenene göre bildirimlerde")).to_be_visible()
    member.get_by_role("button", name="Evet, işe yaradı").click()
    expect(member.get_by_text("Fikrinizi istediğiniz zaman")).to_be_visible()
    screenshot(member, "action-effect-phone", whole=True)
