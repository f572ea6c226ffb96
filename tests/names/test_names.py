import itertools
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz.growth import in_proportion
from newsparse.names import (
    could_be_name,
    find_names,
    gender_of,
    name_at,
    name_word,
    names_match,
    normal_case,
    parse_name,
)

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))
PIECES = (
    *("Jane", "DOE", "van", "der", "O'", "O’Neill", "J.", "Mr.", "Lt.", ",", "PhD", "Jr.", "(Jo)", '"Jo"', "-"),
    *("Minister", "al-", "The", "\ud800", "\0", "علي", "🦊", "İ", "ß"),
)


@pytest.mark.parametrize("case", CASES["whole"], ids=lambda case: case["text"])
def test_a_string_that_is_a_name(case):
    name = parse_name(case["text"])
    if "name" not in case:
        assert name is None
        return
    parts = {f: str(getattr(name, f)) for f in ("title", "given", "family", "suffix") if getattr(name, f)}
    expected = {f: case[f] for f in ("title", "given", "family", "suffix") if f in case}
    assert name is not None
    assert (name.name, parts) == (case["name"], expected)


@pytest.mark.parametrize("case", CASES["running"], ids=lambda case: case["text"])
def test_names_in_running_text(case):
    assert [name.name for name in find_names(case["text"])] == case["names"]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("JANE MCKAY", "Jane McKay"),
        ("TED d'AFFLITTO", "Ted d'Afflitto"),
        ("DJ KOOL HERC", "DJ Kool Herc"),
        ("ED NG", "Ed Ng"),
        ("MARY-JANE O'DEA III", "Mary-Jane O'Dea III"),
        ("NADA AL-RASHID", "Nada al-Rashid"),
        ("Jane   DeVito", "Jane DeVito"),
        ("SIMON MACK", "Simon Mack"),
        ("", ""),
    ],
)
def test_capitals_become_normal_case(printed, name):
    assert normal_case(printed) == name


@pytest.mark.parametrize(
    ("mention", "full", "same"),
    [
        ("van der Berg", "Piet van der Berg", True),
        ("Berg", "Piet van der Berg", True),
        ("P. van der Berg", "Piet van der Berg", True),
        ("Ms. Moore", "Ada Moore", True),
        ("Mr. Moore", "Ada Moore", False),
        ("Adam Moore", "Ada Moore", False),
        ("Nunez", "Zoë Núñez", True),
        ("Ada", "Ada Moore", True),
        ("Mr. Israel", "Israel Katz", False),
    ],
)
def test_shorter_forms_of_a_name(mention, full, same):
    [whole] = find_names(full)
    assert names_match(parse_name(mention) or find_names(mention)[0], whole) is same


def test_gender_is_a_hint_from_title_or_first_name():
    names = ["Sir Kim Lee", "Lady Smith", "Oliver Stone", "OLIVIA STONE", "Robin Lodge", "Dr. Wu"]
    assert [gender_of(name) for text in names for name in [parse_name(text)] if name] == [
        "male",
        "female",
        "male",
        "female",
        None,
        None,
    ]


def test_words_that_are_no_names():
    assert not any(could_be_name(word) for word in ["The", "Police", "Monday", "said", "PhD", "3", "a b", "\ud800"])


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=14).map(" ".join))
def test_spans_are_slices_in_order(text):
    end = 0
    for name in find_names(text):
        assert name.start >= end
        end = name.end
        for part in (name, name.title, name.given, name.family, name.suffix):
            assert part is None or part.text == text[part.start : part.end]
    normal_case(text)
    parse_name(text)


@given(st.lists(st.sampled_from(PIECES) | st.text(min_size=1, max_size=5), min_size=1, max_size=8))
def test_no_text_makes_the_parts_raise(pieces):
    text = " ".join(pieces)
    ends = itertools.accumulate(len(piece) + 1 for piece in pieces)
    words = [name_word(text, end - 1 - len(piece), end - 1) for piece, end in zip(pieces, ends, strict=True)]
    assert [word.text for word in words] == pieces
    for at in range(len(words)):
        for stop, name in name_at(text, words, at, loose=True):
            assert at < stop <= len(words)
            assert name.text == text[name.start : name.end]
            assert names_match(name, name) in (True, False)
            assert gender_of(name) in ("male", "female", None)
    assert not could_be_name(text + " ")


@pytest.mark.parametrize(
    "unit", ["Jane ", "J. ", "van der ", "Mr. ", "JANE DOE ", "O'", "A-", "(a ", "Jane Doe, PhD, "]
)
def test_time_grows_with_the_text(unit):
    assert in_proportion(find_names, unit, 5_000)
    assert in_proportion(parse_name, unit, 5_000)
