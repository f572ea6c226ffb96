"""Statements inside the contents of others, and speech in marks within marks."""

import newsparse
from newsparse.document import cut
from newsparse.nested import pass_on
from newsparse.statements import Statement
from newsparse.types import Source, SourceKind


def place(text, words):
    start = text.index(words)
    return start, start + len(words)


def said(text, source, cue, content, *, kind=SourceKind.PERSON, via=()):
    where = place(text, source)
    speaker = Source.of(text, *where, kind=kind, name=source)
    return Statement(where, place(text, cue), (place(text, content),), speaker=speaker, via=via)


def chains(text, *statements):
    return [(s.inner, [via.name for via in s.via]) for s in pass_on(cut(text), statements)]


def test_who_is_told_about_comes_by_who_tells():
    text = "Police told Reuters a witness said the van had been parked there all night."
    outlet = Source.of(text, *place(text, "Reuters"), kind=SourceKind.MEDIA, name="Reuters")
    outer = said(text, "Police", "told", "a witness said the van had been parked there all night", via=(outlet,))
    inner = said(text, "a witness", "said", "the van had been parked there all night")
    assert chains(text, outer, inner) == [(False, ["Reuters"]), (True, ["Police", "Reuters"])]


def test_each_passes_on_what_the_next_one_tells():
    text = "Roe wrote that Lee denied that Kim had promised to go."
    three = (
        said(text, "Roe", "wrote", "that Lee denied that Kim had promised to go"),
        said(text, "Lee", "denied", "that Kim had promised to go"),
        said(text, "Kim", "had promised", "to go"),
    )
    assert chains(text, *three) == [(False, []), (True, ["Roe"]), (True, ["Lee", "Roe"])]


def test_nobody_passes_on_their_own_words():
    text = "Ada Lee said Lee thinks it will rain."
    outer = said(text, "Ada Lee", "said", "Lee thinks it will rain")
    inner = Statement((13, 16), place(text, "thinks"), (place(text, "it will rain"),), speaker=outer.speaker)
    assert chains(text, outer, inner) == [(False, []), (True, [])]


def test_i_is_whoever_speaks():
    text = "“I told them it was over,” Ada Lee said."
    outer = said(text, "Ada Lee", "said", "“I told them it was over,”")
    inner = said(text, "I", "told", "it was over")
    found = pass_on(cut(text), [outer, inner])[1]
    assert found.speaker is not None
    assert (found.speaker.text, found.speaker.name, found.via) == ("I", "Ada Lee", ())


def test_a_statement_beside_another_is_not_inside_it():
    text = "Lee said it was over. Kim denied that it was late."
    assert chains(text, said(text, "Lee", "said", "it was over"), said(text, "Kim", "denied", "that it was late")) == [
        (False, []),
        (False, []),
    ]


def test_marks_within_marks_are_those_of_the_inner_statement():
    text = "“He told me, ‘You are done here,’ and left,” Ada Lee said."
    outer = said(text, "Ada Lee", "said", "“He told me, ‘You are done here,’ and left,”")
    inner = said(text, "He", "told", "‘You are done here,’ and left")
    _, found = pass_on(cut(text), [outer, inner])
    assert [text[slice(*mark.inner)] for mark in found.quotations] == ["You are done here,"]


def test_speech_within_speech_is_nested():
    text = "“People are like, ‘oh my, it is so late,’ and then they leave,” Ada Lee said."
    [quote] = newsparse.extract_quotes(text)
    assert [nested.content for nested in quote.nested] == ["oh my, it is so late,"]
    assert [nested.content for nested in newsparse.parse_article(text).quotes[0].nested] == ["oh my, it is so late,"]


def test_a_title_within_speech_is_no_quote():
    [quote] = newsparse.extract_quotes("“I have read ‘The Old Duke Of York’ and liked it,” Ada Lee said.")
    assert quote.nested == ()
