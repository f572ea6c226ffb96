"""What holds for the sources of every text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsparse.document import cut
from newsparse.sources import Statement, cast, resolve_sources
from newsparse.types import Attribution, AttributionKind, SourceKind, Span
from strategies import news


@st.composite
def articles(draw):
    """A text and statements anywhere in it, some without a source or cue."""
    text = draw(news)
    spot = st.integers(0, max(0, len(text)))

    def span():
        one, other = sorted((draw(spot), draw(spot)))
        return one, min(other, one + 60)

    count = draw(st.integers(0, 6))
    statements = [
        Statement(
            span() if draw(st.integers(0, 3)) else None,
            span() if draw(st.integers(0, 3)) else None,
            tuple(span() for _ in range(draw(st.integers(0, 2)))),
            quoted=draw(st.booleans()),
        )
        for _ in range(count)
    ]
    return text, statements


def words(text):
    return {word.strip(".,") for word in text.casefold().split()}


def occurs(name, text):
    """Tell whether every word of a name stands in a text, whatever its case and the marks beside it."""
    return all(word in text.casefold() for word in words(name))


@given(articles())
def test_every_statement_gets_a_result_that_fits_the_text(article):
    text, statements = article
    results = resolve_sources(cut(text), statements)
    assert len(results) == len(statements)
    for result in results:
        found = [*result.via, *([result.source] if result.source else [])]
        spans = [s for f in found for s in (f, f.role, f.affiliation, f.reason) if s is not None]
        assert all(s.text == text[s.start : s.end] for s in spans)
        assert result.source is None or result.source.kind is result.kind


@given(articles())
def test_a_resolved_name_of_a_person_occurs_in_the_text(article):
    text, statements = article
    for result in resolve_sources(cut(text), statements):
        for source in (*result.via, *([result.source] if result.source else [])):
            if source.kind is SourceKind.PERSON and source.name:
                assert occurs(source.name, text)


@given(articles(), st.randoms(use_true_random=False))
def test_the_order_of_the_statements_does_not_matter(article, random):
    text, statements = article
    statements = list(dict.fromkeys(statements))
    places = {(s.at, s.end): s for s in statements}  # of two at one place neither comes first
    statements = list(places.values())
    mixed = random.sample(statements, len(statements))
    straight = dict(zip(statements, resolve_sources(cut(text), statements), strict=True))
    assert dict(zip(mixed, resolve_sources(cut(text), mixed), strict=True)) == straight


@given(articles())
def test_the_cast_holds_every_mention_once(article):
    text, statements = article
    results = resolve_sources(cut(text), statements)
    attributions = [
        Attribution.of(text, 0, len(text), source=r.source, cue=None, content=(), kind=AttributionKind.INDIRECT)
        for r in results
    ]
    members = cast(attributions, [])
    assert sum(len(m.attributions) for m in members) == sum(a.source is not None for a in attributions)
    assert [m.mentions[0].start for m in members] == sorted(m.mentions[0].start for m in members)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ud800", "“", "…"])
def test_texts_without_words(text):
    nothing = Statement(None, None, (), quoted=True)
    whole = Statement((0, len(text)), None, ((0, len(text)),))
    assert [r.source is None or r.source.name is None for r in resolve_sources(cut(text), [nothing, whole])] == [
        True,
        True,
    ]


def test_no_statements():
    assert resolve_sources(cut("Ada Lee spoke."), []) == []


def test_cast_of_nothing():
    assert cast([], []) == ()


def test_cast_puts_mentions_of_one_source_together():
    text = "Mayor Ada Lee said we won. She said we lost. An aide agreed."
    statements = [
        Statement((0, 13), (14, 18), ((19, 25),)),
        Statement((27, 30), (31, 35), ((36, 43),)),
        Statement((45, 52), (53, 59), ()),
    ]
    results = resolve_sources(cut(text), statements)
    attributions = [
        Attribution.of(
            text,
            s.at,
            s.end,
            source=r.source,
            cue=Span.of(text, *s.cue),
            content=tuple(Span.of(text, *c) for c in s.content),
            kind=AttributionKind.INDIRECT,
        )
        for s, r in zip(statements, results, strict=True)
    ]
    lee, aide = cast(attributions, [])
    assert (lee.name, lee.role.text, [m.text for m in lee.mentions]) == ("Ada Lee", "Mayor", ["Mayor Ada Lee", "She"])
    assert (aide.kind, aide.name, aide.count) == (SourceKind.ANONYMOUS, "an aide", 1)
