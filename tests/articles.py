"""Articles made by hand: one that has everything, and random ones for hypothesis."""

import datetime as dt
from typing import Any

from hypothesis import strategies as st

from newsparse.types import (
    Article,
    Attribution,
    AttributionKind,
    Author,
    Boilerplate,
    BoilerplateKind,
    Byline,
    CastMember,
    Contributor,
    Dateline,
    Named,
    Quote,
    QuoteKind,
    Source,
    SourceKind,
    Span,
    Timestamp,
    TimestampKind,
)
from strategies import texts

TEXT = """World
Harbour to close
Ships must find another port
The quay in 1950.
By JANE ROE, Staff Writer, jane@example.org
Published Jan. 9, 2023 7:05 a.m. ET
PORT ALBA, Jan. 9 (Wire) — “We close,” Ada Lee, the mayor, said. “The ‘last ship’ has left.”
Two officials, who feared for their posts, told the Courier that the quay was rotten.
Editing by Tom Poe
Correction: the quay was built in 1950.
Copyright 2023 Wire. All rights reserved.
"""


def span(text: str, cls: Any = Span, nth: int = 0, /, **fields: object) -> Any:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(text, start + 1)
    return cls.of(TEXT, start, start + len(text), **fields)


def full_article():
    mayor = span("Ada Lee", Source, kind=SourceKind.PERSON, name="Ada Lee", role=span("the mayor"))
    officials = span(
        "Two officials",
        Source,
        kind=SourceKind.ANONYMOUS,
        name="two officials",
        count=2,
        reason=span("who feared for their posts"),
    )
    courier = span("the Courier", Source, kind=SourceKind.MEDIA, name="the Courier")
    nested = span("‘last ship’", Quote, parts=(span("last ship"),), kind=QuoteKind.MIXED)
    quote = span(
        "“We close,” Ada Lee, the mayor, said. “The ‘last ship’ has left.”",
        Quote,
        parts=(span("We close,"), span("The ‘last ship’ has left.")),
        kind=QuoteKind.DIRECT,
        speaker=mayor,
        cue=span("said"),
        nested=(nested,),
        confidence=0.9,
    )
    said = span(
        quote.text,
        Attribution,
        source=mayor,
        cue=span("said"),
        content=(span("“We close,”"), span("“The ‘last ship’ has left.”")),
        kind=AttributionKind.DIRECT,
        confidence=0.9,
    )
    told = span(
        "Two officials, who feared for their posts, told the Courier that the quay was rotten",
        Attribution,
        source=officials,
        cue=span("told"),
        content=(span("that the quay was rotten"),),
        kind=AttributionKind.INDIRECT,
        via=(courier,),
        confidence=0.75,
    )
    correction = span("Correction: the quay was built in 1950.", Boilerplate, kind=BoilerplateKind.CORRECTION)
    jane = span(
        "JANE ROE",
        Author,
        name="Jane Roe",
        role=span("Staff Writer", Named, name="Staff Writer"),
        email=span("jane@example.org", Named, name="jane@example.org"),
    )
    return Article(
        text=TEXT,
        kicker=span("World"),
        headline=span("Harbour to close"),
        standfirst=span("Ships must find another port"),
        byline=span(
            "By JANE ROE, Staff Writer, jane@example.org",
            Byline,
            authors=(jane,),
            contributors=(span("Tom Poe", Contributor, name="Tom Poe", part="editing"),),
        ),
        dateline=span(
            "PORT ALBA, Jan. 9 (Wire) —",
            Dateline,
            places=(span("PORT ALBA"),),
            place=span("PORT ALBA"),
            agency=span("Wire"),
            date_text=span("Jan. 9", Span, 1),
            month=1,
            day=9,
            year=2023,
            date=dt.date(2023, 1, 9),
        ),
        agency=span("Wire", Named, name="Wire"),
        timestamps=(
            span(
                "Published Jan. 9, 2023 7:05 a.m. ET",
                Timestamp,
                kind=TimestampKind.PUBLISHED,
                value=dt.datetime(2023, 1, 9, 7, 5, tzinfo=dt.timezone(dt.timedelta(hours=-5))),
            ),
        ),
        captions=(span("The quay in 1950."),),
        body=(
            span("“We close,” Ada Lee, the mayor, said. “The ‘last ship’ has left.”"),
            span("Two officials, who feared for their posts, told the Courier that the quay was rotten."),
        ),
        quotes=(quote,),
        attributions=(said, told),
        boilerplate=(
            correction,
            span("Copyright 2023 Wire. All rights reserved.", Boilerplate, kind=BoilerplateKind.COPYRIGHT),
        ),
        corrections=(correction,),
        sources=(
            CastMember(
                kind=SourceKind.PERSON,
                name="Ada Lee",
                role=mayor.role,
                mentions=(mayor,),
                quotes=(quote, nested),
                attributions=(said,),
            ),
            CastMember(
                kind=SourceKind.ANONYMOUS,
                name="two officials",
                count=2,
                reason=officials.reason,
                mentions=(officials,),
                attributions=(told,),
            ),
        ),
    )


@st.composite
def articles(draw):
    """Articles of any text with spans anywhere, crossing each other in every way."""
    text = draw(texts)
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    spans = places.map(lambda p: Span.of(text, *p))
    named = places.map(lambda p: Source.of(text, *p, kind=SourceKind.PERSON, name="A <b>B</b>"))
    sources = st.builds(
        lambda p, kind, count: Source.of(text, *p, kind=kind, count=count),
        places,
        st.sampled_from(SourceKind),
        st.none() | st.integers(1, 9),
    )
    who = st.none() | sources | named
    quotes = st.builds(
        lambda p, kind, parts, speaker, cue, closed: Quote.of(
            text, *p, kind=kind, parts=(Span.of(text, *p), *parts), speaker=speaker, cue=cue, closed=closed
        ),
        places,
        st.sampled_from(QuoteKind),
        st.lists(spans, max_size=2),
        who,
        st.none() | spans,
        st.booleans(),
    )
    attributions = st.builds(
        lambda p, kind, source, cue, content, via: Attribution.of(
            text, *p, kind=kind, source=source, cue=cue, content=tuple(content), via=tuple(via)
        ),
        places,
        st.sampled_from(AttributionKind),
        who,
        st.none() | spans,
        st.lists(spans, max_size=2),
        st.lists(sources, max_size=1),
    )
    pieces = st.builds(lambda p, kind: Boilerplate.of(text, *p, kind=kind), places, st.sampled_from(BoilerplateKind))
    found = draw(st.lists(quotes, max_size=3))
    stated = draw(st.lists(attributions, max_size=3))
    members = st.builds(
        lambda kind, name, quoted, cited, mentions: CastMember(
            kind=kind, name=name, quotes=tuple(quoted), attributions=tuple(cited), mentions=tuple(mentions)
        ),
        st.sampled_from(SourceKind),
        st.none() | texts,
        st.lists(st.sampled_from(found) if found else quotes, max_size=2),
        st.lists(st.sampled_from(stated) if stated else attributions, max_size=2),
        st.lists(sources, max_size=2),
    )
    return Article(
        text=text,
        headline=draw(st.none() | spans),
        captions=tuple(draw(st.lists(spans, max_size=2))),
        body=tuple(draw(st.lists(spans, max_size=2))),
        quotes=tuple(found),
        attributions=tuple(stated),
        boilerplate=tuple(draw(st.lists(pieces, max_size=2))),
        sources=tuple(draw(st.lists(members, max_size=2))),
    )
