import pickle

import pytest

from newsparse.types import Article, CastMember, Named, Quote, QuoteKind, Source, SourceKind, Span


@pytest.mark.parametrize(("start", "end", "text"), [(-1, 0, "a"), (3, 2, ""), (0, 2, "a"), (0, 0, "a")])
def test_a_span_that_does_not_fit_is_refused(start, end, text):
    with pytest.raises(ValueError, match="no span"):
        Span(start, end, text)


def test_spans_tell_what_they_hold_and_share():
    text = "one two three"
    whole, two, three = Span.of(text, 0, 13), Span.of(text, 4, 7), Span.of(text, 8, 13)
    assert whole.contains(two)
    assert not two.contains(whole)
    assert whole.overlaps(three)
    assert not two.overlaps(three)


def test_str_is_the_text_and_repr_is_one_short_line():
    text = "“We\nwon” " + "x" * 500
    assert str(Span.of(text, 0, 8)) == "“We\nwon”"
    assert repr(Span.of(text, 0, 8)) == "Span('“We won”' @0:8)"
    assert len(repr(Span.of(text, 0, len(text)))) < 80
    quote = Quote.of(text, 0, 8, parts=(Span.of(text, 1, 7),), kind=QuoteKind.DIRECT)
    assert repr(quote) == "Quote('“We won”' @0:8 direct)"
    assert repr(Source.of("he won", 0, 2, kind=SourceKind.PERSON, name="Jo")) == "Source('he' @0:2 person 'Jo')"


def test_values_are_frozen_hashable_and_survive_pickling():
    value = Named.of("THE AP", 4, 6, name="AP")
    with pytest.raises(AttributeError):
        value.name = "UPI"
    assert pickle.loads(pickle.dumps(value)) == value
    assert len({value, Named.of("THE AP", 4, 6, name="AP")}) == 1


def test_repr_counts_as_people_do():
    text = "“We won,” said Ada Lee, who was told that it rained."
    quote = Quote.of(text, 0, 9, parts=(), kind=QuoteKind.DIRECT)
    assert repr(Article(text="Rain", quotes=(quote,))) == "Article('Rain', 1 quote, 0 attributions)"
    member = CastMember(kind=SourceKind.PERSON, name="Ada Lee", quotes=(quote, quote))
    assert repr(member) == "CastMember('Ada Lee' person, 2 quotes, 0 attributions)"
