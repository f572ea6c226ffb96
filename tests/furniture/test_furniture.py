import datetime as dt
import itertools
import tomllib
from pathlib import Path

import pytest
from hypothesis import given

from newsparse.boilerplate import extract_boilerplate, label_lines
from newsparse.document import cut
from newsparse.furniture import Furniture, find_furniture
from newsparse.types import Author, Byline, Dateline, Timestamp, TimestampKind
from strategies import texts

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["cases"]
STORY_TEXT = """\
The old bridge over the river will close on Monday for at least a year, the town council said, after a flood hit it.

“We have no choice,” the mayor, Ada Cole, told reporters who had come to the bridge on Friday. She said that the town \
had asked the state for help, and that it was waiting for an answer."""
STORY = STORY_TEXT.split("\n\n")


def at(text, piece):
    start = text.index(piece)
    return text, start, start + len(piece)


def found_in(case):
    text = case["text"].replace("STORY", STORY_TEXT)
    byline = dateline = None
    timestamps = []
    if "byline" in case:
        author = Author.of(*at(text, "Ann Lee"), name="Ann Lee")
        byline = Byline.of(*at(text, case["byline"]), authors=(author,))
    if "dateline" in case:
        dateline = Dateline.of(*at(text, case["dateline"]))
    if "timestamp" in case:
        timestamps = [
            Timestamp.of(*at(text, case["timestamp"]), kind=TimestampKind.PUBLISHED, value=dt.date(2019, 5, 3))
        ]
    return find_furniture(text, label_lines(cut(text)), byline=byline, dateline=dateline, timestamps=timestamps)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_what_stands_around_the_story(case):
    found = found_in(case)
    for field in ("kicker", "headline", "standfirst"):
        value = getattr(found, field)
        assert (value and value.text) == case.get(field), field
    assert [span.text for span in found.captions] == case.get("captions", [])
    assert [span.text for span in found.body] == [*filter(None, [case.get("lede")]), *STORY]


def test_the_tass_seed(tass):
    dateline = Dateline.of(*at(tass, "WASHINGTON, October 8. /TASS/."))
    found = find_furniture(tass, label_lines(cut(tass)), dateline=dateline)
    assert found.kicker.text == "All news"
    assert found.headline.text.startswith("US-Israel relationship strained")
    assert found.standfirst.text.startswith("The Axios sources claim")
    assert found.body[0].start == dateline.start
    assert len(found.body) == 7
    assert found == find_furniture(tass, label_lines(cut(tass)))


def test_the_algemeiner_seed_begins_with_its_lede(algemeiner):
    found = find_furniture(algemeiner, label_lines(cut(algemeiner)))
    assert (found.kicker, found.headline, found.standfirst, found.captions) == (None, None, None, ())
    assert len(found.body) == 11
    assert found.body[0].start == 0


def test_an_empty_text_has_no_furniture():
    assert find_furniture("", []) == Furniture()


@given(text=texts)
def test_a_line_has_one_role(text):
    found = find_furniture(text, label_lines(cut(text)))
    spans = [s for s in (found.kicker, found.headline, found.standfirst) if s]
    spans += [*found.captions, *found.body, *extract_boilerplate(text)]
    spans.sort(key=lambda span: span.start)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(span.text == text[span.start : span.end] for span in spans)
