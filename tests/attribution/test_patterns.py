"""What patterns add to the statements of the tagger, and where they have the last word."""

import pytest

from newsparse.attribution._patterns import add_patterns
from newsparse.document import cut
from newsparse.statements import Statement


def found(text, *statements):
    def span(words):
        return text.index(words), text.index(words) + len(words)

    known = [Statement(span(source), span(cue), (span(content),), 0.9) for source, cue, content in statements]
    return [
        (text[slice(*s.source)], text[slice(*s.cue)], text[slice(*s.content[0])])
        for s in add_patterns(cut(text), known)
    ]


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("The ministry quoted the pilot as saying it was late.", ("the pilot", "as saying", "it was late")),
        ("Per the ministry, the road will open in May.", ("the ministry", "Per", "the road will open in May")),
        ("The trade is done, as per two people.", ("two people", "as per", "The trade is done")),
        ("The army will leave, an aide has told the Post.", ("an aide", "has told", "The army will leave")),
        ("Next: The army will leave, aides tell Axios.", ("aides", "tell", "The army will leave")),
    ],
)
def test_what_a_pattern_finds(text, statement):
    assert found(text) == [statement]


@pytest.mark.parametrize(
    "text",
    [
        "Meals cost five dollars a day, per person.",
        "Per capita, the town spends more than others.",
        "Before they left the hall for good, two aides told Axios.",
        "The mayor was quoted as an example by all.",
        "They left, and what the ushers told everyone was wrong.",
    ],
)
def test_what_looks_like_one_and_is_none(text):
    assert found(text) == []


def test_those_cited_before_an_outlet_say_what_it_reports():
    text = "Citing two officials, The Post reported that the bridge would close."
    reported = ("The Post", "reported", "that the bridge would close")
    assert found(text, reported) == [("two officials", "Citing", "that the bridge would close"), reported]


def test_a_reason_says_nothing():
    text = "Citing slow sales, Homely said that the shop would close."
    said = ("Homely", "said", "that the shop would close")
    assert found(text, said) == [said]


def test_a_pattern_has_the_last_word_on_its_cue():
    text = "The envoy warned allies to prepare for war, two officials told the Post."
    wrong, warned = (
        ("two officials", "told", "to prepare for war"),
        ("The envoy", "warned", "allies to prepare for war"),
    )
    right = ("two officials", "told", "The envoy warned allies to prepare for war")
    assert found(text, warned, wrong) == [right, warned]
