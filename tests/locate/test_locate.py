import tomllib
from pathlib import Path

import pytest
import regex
from hypothesis import given

from fuzz.growth import measure, too_high
from newsparse import Difference, Quote, QuoteKind, Span, extract_quotes, locate_quote
from strategies import texts

TABLE = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))
BRIDGE = TABLE["texts"]["bridge"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in TABLE["case"]])
def test_cases(case):
    found = locate_quote(BRIDGE, case["quote"])
    assert ([part.text for part in found.parts] if found else None) == case.get("found")
    if found:
        assert list(found.differences) == case.get("differences", [])
        assert found.verbatim is not bool(found.differences)
        assert (found.speaker.name if found.speaker else None) == case.get("speaker")
        assert len(found.others) == case.get("others", 0)


def test_speech_goes_before_other_words():
    text = "WE HAD NO CHOICE, MAYOR SAYS\n\nWe had no choice is what she said.\n\n“We had no choice,” said Lena Ruiz."
    found = locate_quote(text, "we had no choice")
    assert (found.start, found.others, found.speaker.name) == (text.index("“") + 1, (), "Lena Ruiz")


def test_quotes_that_are_known_are_not_looked_for():
    known = extract_quotes(BRIDGE)
    assert locate_quote(BRIDGE, "in a hurry", quotes=known) == locate_quote(BRIDGE, "in a hurry")
    assert locate_quote(BRIDGE, "in a hurry", quotes=()).quotes == ()


def test_letters_in_another_encoding():
    found = locate_quote("“The cafe\u0301 was of\ufb01cial,” said Lena Ruiz.", "The café was official")
    assert found.differences == (Difference.LETTERS,)
    assert found.text == "The cafe\u0301 was of\ufb01cial"


def test_a_link_glued_to_the_last_word_is_no_part_of_it():
    found = locate_quote("Water is rising fasthttps://t.co/ab12", "Water is rising fast")
    assert (found.text, found.verbatim) == ("Water is rising fast", True)


@pytest.mark.parametrize("wrong", [b"bytes", None, 7, ["text"]])
def test_another_type_gets_an_error_that_says_what_to_do(wrong):
    with pytest.raises(TypeError, match=r"locate_quote\(\) takes a str, not \w+: (decode|pass)"):
        locate_quote(BRIDGE, wrong)
    with pytest.raises(TypeError, match=r"locate_quote\(\) takes a str, not \w+: (decode|pass)"):
        locate_quote(wrong, "in a hurry")


@given(text=texts)
def test_a_text_is_found_in_itself(text):
    found = locate_quote(text, text, quotes=())
    assert found is None or found.verbatim
    # By the Unicode of ``regex``, which has letters that Python's own ``str.isalnum`` does not know yet.
    assert (found is None) == (regex.search(r"[\p{L}\p{N}$£€%@#+=&]", text) is None)


@given(text=texts, quote=texts)
def test_no_two_texts_raise(text, quote):
    found = locate_quote(text, quote)
    assert found is None or (found.parts[0].start, found.parts[-1].end) == (found.start, found.end)


def joins(size):
    text = "“a a b a” " * (size // 10)
    return text, [
        Quote.of(text, i, i + 9, parts=(Span.of(text, i + 1, i + 8),), kind=QuoteKind.DIRECT)
        for i in range(0, len(text), 10)
    ]


GROWING = {
    "the same words again and again": lambda n: ("a " * n, "a " * (n // 2) + "b", ()),
    "each word another piece": lambda n: ("a " * n + "b", "a … " * (n // 40) + "b", ()),
    "pieces at every place": lambda n: ("a b " * n, "a … b", ()),
    "brackets": lambda n: ("a " * n, "[b] a " * (n // 40), ()),
    "brackets that stay open": lambda n: ("a " * n, "[" * n + " a", ()),
    "case": lambda n: ("word other " * n, "Word other " * n, ()),
    "joined": lambda n: (joins(n)[0], "a a b a " * 50 + "b", joins(n)[1]),
    "joined over and over": lambda n: (joins(n)[0], "a a b a a " + "a a " * (n // 8) + "b", joins(n)[1]),
}


@pytest.mark.parametrize("label", GROWING)
def test_time_is_in_proportion(label):
    growth = measure(lambda given: locate_quote(given[0], given[1], quotes=given[2]), GROWING[label], 500, 12_000)
    assert not too_high(growth), growth
