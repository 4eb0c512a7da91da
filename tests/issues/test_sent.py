"""The page after a report tells where the report stands now, not where it stood."""

from issues.actions import change_visibility
from issues.models import Visibility
from issues.moderation import merge
from tests.district import FOUNTAIN, pin

HELD = "Bildiriminiz haritada görünmeden önce"


def sent(client, issue):
    return client.get(f"/issues/sent/{issue.pk}/").content.decode()


def test_a_held_report_waits_for_a_person(town, client):
    issue = pin(FOUNTAIN)
    change_visibility(issue=issue, to=Visibility.HELD)
    page = sent(client, issue)
    assert HELD in page
    assert "data-answered-by" in page


def test_a_report_that_was_taken_down_waits_for_nobody(town, client):
    issue = pin(FOUNTAIN)
    change_visibility(issue=issue, to=Visibility.REMOVED)
    page = sent(client, issue)
    assert "Sekreterlik bu bildirimi yayından kaldırdı." in page
    assert HELD not in page
    assert "data-answered-by" not in page


def test_a_report_that_was_taken_back_waits_for_nobody(town, client):
    issue = pin(FOUNTAIN)
    client.post(f"/issues/own/{issue.pk}/withdraw/", {"confirm": "on"})
    page = sent(client, issue)
    assert "Bu bildirimi geri çektiniz." in page
    assert HELD not in page


def test_a_report_that_repeats_another_leads_there_while_that_is_public(town, client, zeynep):
    original, copy = pin(FOUNTAIN), pin(FOUNTAIN)
    merge(issue=copy, into=original, by=zeynep)
    link = f'href="/issues/{original.number}/"'
    assert link in sent(client, copy)
    assert HELD not in sent(client, copy)
    change_visibility(issue=original, to=Visibility.REMOVED)
    assert link not in sent(client, copy)


def test_before_anybody_says_me_too_the_page_says_so_in_words(town, client):
    issue = pin(FOUNTAIN)
    page = client.get(f"/issues/{issue.number}/").content.decode()
    assert "Henüz kimse “ben de” demedi." in page
    assert "0 kişi" not in page
    client.post(f"/issues/{issue.number}/support/")
    page = client.get(f"/issues/{issue.number}/").content.decode()
    assert "1 kişi “ben de” dedi." in page
