"""What reads strangers' bytes: what once broke it, and seeds garbled by chance; 50,000 cases each: script/bench fuzz."""

import faulthandler
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.fuzzing import TARGETS
from tests.conftest import rolled_back

pytestmark = pytest.mark.filterwarnings("ignore")  # libraries warn of what is garbled
FOUND = sorted((Path(__file__).parent / "found").glob("*"))


@pytest.fixture(autouse=True)
def within_a_minute():
    """End the process if a library goes round for ever: nothing else would."""
    faulthandler.dump_traceback_later(60, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


def target(name):
    return import_module(f"benchmarks.fuzzing.{name}")


@st.composite
def garbled(draw, name):
    """A seed of a target with some of its bytes cut out, and a word or any bytes put in, up to three times."""
    content = draw(st.sampled_from(target(name).SEEDS))
    for _time in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(content)))
        end = draw(st.integers(start, min(len(content), start + 8)))
        piece = draw(st.sampled_from(target(name).WORDS) | st.binary(max_size=8))
        content = content[:start] + piece + content[end:]
    return content


@pytest.mark.parametrize("name", TARGETS)
def test_seeds_are_taken_as_they_are(town, name):
    for seed in target(name).SEEDS:
        target(name).take(seed)
    target(name).take(b"")


@pytest.mark.parametrize("name", TARGETS)
def test_whatever_is_garbled_is_taken_or_refused_in_a_sentence(town, name):
    @settings(max_examples=60)
    @given(content=garbled(name))
    def tried(content):
        with rolled_back():
            target(name).take(content)

    tried()


@pytest.mark.parametrize("file", FOUND, ids=lambda file: file.name)
def test_what_once_broke_it_no_longer_does(town, file):
    target(file.name.partition("-")[0]).take(file.read_bytes())
