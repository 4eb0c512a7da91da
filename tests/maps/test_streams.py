"""Long answers take turns."""

import pytest

from maps.streams import AT_ONCE, AllTurnsTakenError, InTurn
from tests.district import FOUNTAIN, pin


@pytest.fixture
def all_taken():
    taken = [InTurn([b"slow"]) for _ in range(AT_ONCE)]
    yield taken
    for turn in taken:
        turn.close()


def test_a_turn_ends_with_the_answer_even_if_nobody_read_it(all_taken):
    with pytest.raises(AllTurnsTakenError):
        InTurn([b"one too many"])
    all_taken[0].close()
    all_taken[0].close()
    another = InTurn([b"now"])
    assert list(another) == [b"now"]


def test_who_has_read_all_may_ask_again_before_the_server_puts_the_answer_away():
    answers = [InTurn([b"head", b"rows"]) for _ in range(AT_ONCE)]
    assert [list(answer) for answer in answers] == [[b"head", b"rows"]] * AT_ONCE
    assert list(InTurn([b"the next"])) == [b"the next"]
    for answer in answers:
        answer.close()


def test_an_answer_that_cannot_begin_is_told_at_once_and_takes_no_turn():
    def broken():
        yield b"head"
        raise OSError("no rows")

    for _ in range(AT_ONCE + 1):
        with pytest.raises(OSError, match="no rows"):
            InTurn(broken())


def test_who_comes_when_all_are_taken_is_told_when_to_come_back(town, client, all_taken):
    pin(FOUNTAIN)
    answer = client.get("/layers/issues.geojson", headers={"Accept-Language": "en"})
    assert answer.status_code == 503
    assert answer["Retry-After"] == "30"
    assert "try again" in answer.json()["detail"]
    assert client.get("/maps/export/issues.csv").status_code == 503
    assert client.get("/layers/neighbourhoods.geojson").status_code == 200


def test_a_download_gives_its_turn_back(town, client):
    for _ in range(2 * AT_ONCE):
        assert client.get("/layers/issues.geojson").getvalue()
