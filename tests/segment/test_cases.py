import tomllib
from pathlib import Path

import pytest

from newsparse.segment import paragraphs, sentences, tokens

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))


def cases(kind):
    return [pytest.param(case, id=case["id"]) for case in CASES[kind]]


@pytest.mark.parametrize("case", cases("sentences"))
def test_sentences(case):
    pieces = [p for p in case["cut"].split("|") if p]
    joint = "" if case["id"] == "no space between sentences" else " "
    text = joint.join(pieces)
    assert [text[s:e] for s, e in sentences(text, (0, len(text)))] == pieces


@pytest.mark.parametrize("case", cases("paragraphs"))
def test_paragraphs(case):
    text = case["text"]
    assert [text[s:e] for s, e in paragraphs(text)] == case["pieces"]


@pytest.mark.parametrize("case", cases("tokens"))
def test_tokens(case):
    pieces = case["cut"].split("|")
    text = " ".join(pieces)
    assert [text[s:e] for s, e in tokens(text, (0, len(text)))] == pieces


def test_clitics_stand_alone_without_a_space():
    text = "Trump's aides don't."
    assert [text[s:e] for s, e in tokens(text, (0, len(text)))] == ["Trump", "'s", "aides", "don't", "."]
