"""The tabs of planning: each leads to its page, on which it is the current one."""

import re

from tests.planning.figures import give_budget_and_deprivation

TABS = re.compile(r'<nav class="tabs".*?</nav>', re.S)
LINK = re.compile(r'<a href="([^"]+)"\s*(aria-current="page")?\s*>')


def tabs(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/html")
    return LINK.findall(TABS.search(answer.content.decode())[0])


def test_each_leads_to_its_page_and_is_the_current_one_there(town, client):
    give_budget_and_deprivation()
    found = [address for address, _current in tabs(client, "/neighbourhoods/")]
    assert len(found) == len(set(found)) == 10
    for address in found:
        assert [other for other, current in tabs(client, address) if current] == [address]
