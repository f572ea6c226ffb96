"""What can be cited, and where the subject of a cue begins."""

import pytest

from newsparse.attribution._citable import is_source, subject
from newsparse.lexicon import DEFAULT


@pytest.mark.parametrize(
    "phrase",
    [
        "four US officials",
        "people with knowledge of the matter",
        "the report on Wednesday",
        "a study published in June",
        "court filings",
        "police",
        "Mr. Lee",
        "the Valley Budget Office, that",
        "two people familiar with the matter",
    ],
)
def test_somebody_or_something_that_can_be_cited(phrase):
    assert is_source(phrase, DEFAULT)


@pytest.mark.parametrize(
    "phrase",
    ["slow sales", "a lack of evidence", "poor health", "“diary pressures”", "Lee’s popularity and her age", "", "…"],
)
def test_a_reason_is_no_source(phrase):
    assert not is_source(phrase, DEFAULT)


@pytest.mark.parametrize(
    ("sentence", "tagged", "cue", "whole"),
    [
        ("The statement issued after the forum stressed it.", "the forum", "stressed", None),
        ("A note to her mother read so.", "her mother", "read", None),
        ("Outside court, his mother said so.", "Outside court, his mother", "said", "his mother"),
        ("In 1962 Ada Lee, then nine, said so.", "In 1962 Ada Lee, then nine,", "said", "In 1962 Ada Lee, then nine,"),
        ("The report has not moved the mayor to say so.", "the mayor", "to say", "the mayor"),
        ("The letter, the mayor said, was late.", "the mayor", "said", "the mayor"),
        ("It is late, said the forum.", "the forum", "said", "the forum"),
    ],
)
def test_the_source_is_the_whole_subject(sentence, tagged, cue, whole):
    at, verb = sentence.index(tagged), sentence.index(cue)
    start, end = subject(sentence, 0, (at, at + len(tagged)), (verb, verb + len(cue)), DEFAULT)
    assert sentence[start:end] == (whole or sentence[: at + len(tagged)])
