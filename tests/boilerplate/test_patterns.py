import re

import pytest

from newsparse.boilerplate import extract_boilerplate, strip_boilerplate
from newsparse.boilerplate._lines import CLASSES
from newsparse.boilerplate._patterns import ENTRY, compile_record
from newsparse.errors import LexiconError
from newsparse.lexicon import DEFAULT, Lexicon, load_file

DECIDING = tuple({**record, "at": "whole"} for record in DEFAULT.records("boilerplate.deciding"))
RECORDS = DEFAULT.records(ENTRY) + DECIDING
STORY = "The river rose again on Monday and flooded two streets in the old town, where 40 people had to leave."


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: f"{r['kind']}: {r['example'][:40]}")
def test_a_pattern_matches_its_example(record):
    example = record["example"]
    assert compile_record(record).matches(example, 0, len(example))


@pytest.mark.parametrize("record", [r for r in RECORDS if "needs" in r], ids=lambda r: r["example"][:40])
def test_an_example_has_what_its_pattern_needs(record):
    assert any(need in record["example"].lower() for need in record["needs"].split("|"))


@pytest.mark.parametrize("record", RECORDS, ids=lambda r: f"{r['kind']}: {r['example'][:40]}")
def test_a_pattern_that_ships_is_one_of_the_standard_library(record):
    assert isinstance(compile_record(record).pattern, re.Pattern)  # which compiles it in a third of the time


def test_every_list_of_words_is_used():
    assert set(CLASSES) == {name for name, entry in load_file("boilerplate").items() if isinstance(entry, list)} - {
        "deciding",
        "patterns",
    }


def own(**record):
    return Lexicon(records={ENTRY: [record]})


@pytest.mark.parametrize(
    ("at", "pattern", "text", "found"),
    [
        ("start", "the valley weather desk", f"{STORY}\nThe Valley Weather Desk looks at the sky.", 1),
        ("whole", "the valley weather desk", f"{STORY}\nThe Valley Weather Desk looks at the sky.", 0),
        ("end", "looks at the sky", f"{STORY}\nThe Valley Weather Desk looks at the sky", 1),
        ("anywhere", "weather desk", f"{STORY}\nThe Valley Weather Desk looks at the sky.", 1),
        ("tail", "weather: .+", f"{STORY} Weather: Sun at noon, rain at night.", 1),
        ("anywhere", "no such words", STORY, 0),
    ],
)
def test_patterns_of_your_own_decide(at, pattern, text, found):
    lexicon = own(kind="other", at=at, pattern=pattern, example="")
    assert len(extract_boilerplate(text, lexicon=lexicon)) == found
    assert not extract_boilerplate(text)
    assert STORY in strip_boilerplate(text, lexicon=lexicon)


def test_a_tail_of_your_own_leaves_the_story():
    text = f"{STORY} Weather: Sun at noon, rain at night."
    (found,) = extract_boilerplate(text, lexicon=own(kind="other", at="tail", pattern="weather: .+"))
    assert found.text == "Weather: Sun at noon, rain at night."


@pytest.mark.parametrize(
    "record",
    [
        {"kind": "other"},
        {"kind": "weather", "pattern": "x"},
        {"kind": "other", "pattern": "("},
        {"kind": "other", "pattern": "{nosuchfragment}"},
        {"kind": "other", "pattern": "x", "at": "middle"},
    ],
)
def test_a_record_that_cannot_be_used_is_shown(record):
    with pytest.raises(LexiconError, match=r"boilerplate\.patterns"):
        extract_boilerplate(STORY, lexicon=own(**record))
