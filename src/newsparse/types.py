"""The values that newsparse returns: frozen, compared by value, each with its place in the caller's text.

Everything found is a ``Span``. Offsets count code points, are half-open, and point into exactly the string
that was passed in. Cleaned forms (``name``, ``date``, ``value``) are fields beside the text, never instead of it.

Imports nothing else of the project, except that ``Article`` asks ``export`` and ``render`` when it is to be shown.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from newsparse.kinds import AttributionKind, BoilerplateKind, QuoteKind, SourceKind, TimestampKind
from newsparse.spans import Named, Span, shortened

if TYPE_CHECKING:
    from newsparse.export import Rows

__all__ = [
    "Article",
    "Attribution",
    "AttributionKind",
    "Author",
    "Boilerplate",
    "BoilerplateKind",
    "Byline",
    "CastMember",
    "Contributor",
    "Dateline",
    "Named",
    "Page",
    "Quote",
    "QuoteKind",
    "Source",
    "SourceKind",
    "Span",
    "Timestamp",
    "TimestampKind",
]


def _said(value: CastMember | Article) -> str:
    """Return "1 quote, 2 attributions"."""
    counts = (len(value.quotes), "quote"), (len(value.attributions), "attribution")
    return ", ".join(f"{number} {noun}{'' if number == 1 else 's'}" for number, noun in counts)


@attrs.frozen(repr=False, kw_only=True)
class Source(Span):
    """The mention of somebody or something on whose word a statement rests.

    Args:
        kind: what sort of source it is.
        name: of a person, body or outlet the fullest name in the article ("he" → "Barack Ravid"), of others the
            fullest description ("a U.S. official"); ``None`` where it could not be decided.
        role: the words that say what the source is ("Axios reporter").
        affiliation: the words that say where it belongs ("US", "the ministry").
        count: how many they are ("four US officials" → 4); ``None`` where the text does not say.
        reason: why the source is not named, as the story gives it.
    """

    kind: SourceKind
    name: str | None = None
    role: Span | None = None
    affiliation: Span | None = None
    count: int | None = None
    reason: Span | None = None

    def _label(self) -> str:
        return self.kind if self.name in (None, self.text) else f"{self.kind} {shortened(self.name or '')!r}"


@attrs.frozen(repr=False, kw_only=True)
class Quote(Span):
    """Speech, in quotation marks but for turns and blocks; the span runs from the first mark to the last.

    Args:
        parts: the spans inside the marks, one for each stretch and paragraph.
        kind: direct, mixed where only a part of the reported sentence stands in marks, the turn of a transcript, or a
            block without marks: a post of social media, a block quote.
        speaker: who said it; ``None`` when nobody can be named.
        cue: the words that mark the speech ("said").
        nested: the quotes inside this one, in marks within its marks.
        closed: whether the closing mark is there.
        confidence: probability that stretch and speaker are right, calibrated on held-out articles.
    """

    parts: tuple[Span, ...]
    kind: QuoteKind
    speaker: Source | None = None
    cue: Span | None = None
    nested: tuple[Quote, ...] = ()
    closed: bool = True
    confidence: float = 1.0

    @property
    def content(self) -> str:
        """The words of the quote: its parts, joined with a space, or a line break between paragraphs.

        >>> text = "“Yes,” he said. “No.”"
        >>> quote = Quote.of(text, 0, 21, parts=(Span.of(text, 1, 5), Span.of(text, 17, 20)), kind=QuoteKind.DIRECT)
        >>> quote.content
        'Yes, No.'
        """
        if not self.parts:
            return ""
        pieces = [self.parts[0].text]
        for last, part in itertools.pairwise(self.parts):
            between = self.text[last.end - self.start : part.start - self.start]
            pieces += ["\n" if "\n" in between else " ", part.text]
        return "".join(pieces)

    def _label(self) -> str:
        speaker = f" {shortened(self.speaker.name or self.speaker.text)!r}" if self.speaker else ""
        return f"{self.kind}{speaker}"


@attrs.frozen(repr=False, kw_only=True)
class Attribution(Span):
    """One reported statement: who is cited, the words that mark it, what is cited.

    The span runs from the first to the last character of its source, cue and content.

    Args:
        source: who is cited; ``None`` where the text does not say ("was described as").
        cue: the words that mark the attribution ("said", "according to"); ``None`` for a follow-on quote.
        content: what is cited, in several spans when interrupted.
        kind: whether the content is in quotation marks, in part, or not.
        via: who passed the statement on, nearest first ("Axios reported, citing …"); of an inner one the source of
            the statement around it, then whoever passed that on.
        inner: it stands, source and cue included, in the content of another one ("“An official tells me …,” Lee
            wrote": the official's).
        confidence: probability that the attribution is right, calibrated on held-out articles.
    """

    source: Source | None
    cue: Span | None
    content: tuple[Span, ...]
    kind: AttributionKind
    via: tuple[Source, ...] = ()
    inner: bool = False
    confidence: float = 1.0

    def _label(self) -> str:
        source = f" {shortened(self.source.name or self.source.text)!r}" if self.source else ""
        return f"{self.kind}{source}"


@attrs.frozen(repr=False, kw_only=True)
class Dateline(Span):
    """Where and when a story was filed, and by which service: "LONDON, March 3 (Reuters) —".

    Args:
        places: each place on its own.
        place: the places as printed, in one span ("KYIV, Ukraine").
        agency: the service as printed ("Reuters").
        date_text: the date as printed.
        month: 1 to 12, when printed.
        day: 1 to 31, when printed.
        year: as printed, or taken from the reference date.
        date: the day, once its year is known.
    """

    places: tuple[Span, ...] = ()
    place: Span | None = None
    agency: Span | None = None
    date_text: Span | None = None
    month: int | None = None
    day: int | None = None
    year: int | None = None
    date: dt.date | None = None


@attrs.frozen(repr=False, kw_only=True)
class Author(Span):
    """One author of a byline; the span is the name as printed.

    Args:
        name: the name in normal case ("JANE O'NEILL" → "Jane O'Neill").
        role: what the author is ("Staff Writer").
        organization: whom the author writes for.
        location: where the author reports from.
        email: the address printed with the name.
        handle: the name on a social network, without "@" in its ``name``.
    """

    name: str
    role: Named | None = None
    organization: Named | None = None
    location: Named | None = None
    email: Named | None = None
    handle: Named | None = None

    def _label(self) -> str:
        return "" if self.name == self.text else repr(shortened(self.name))


@attrs.frozen(repr=False, kw_only=True)
class Contributor(Span):
    """Somebody credited for a part of the work; the span is the name as printed.

    Args:
        name: the name in normal case.
        part: what they did, as a noun: "editing", "photography", "reporting", "additional reporting", …
        location: where they worked from.
        organization: whom they work for.
    """

    name: str
    part: str
    location: Named | None = None
    organization: Named | None = None

    def _label(self) -> str:
        return self.part


@attrs.frozen(repr=False, kw_only=True)
class Byline(Span):
    """The line that says who wrote the story.

    Args:
        authors: the people, in printed order.
        organizations: the bodies credited beside or instead of people.
        contributors: who did something else: editing, photographs, additional reporting.
    """

    authors: tuple[Author, ...] = ()
    organizations: tuple[Named, ...] = ()
    contributors: tuple[Contributor, ...] = ()


@attrs.frozen(repr=False, kw_only=True)
class Timestamp(Span):
    """When a story was published or updated.

    Args:
        kind: which of the two.
        value: a ``datetime`` (aware where the zone is known), or a ``date`` where no time of day is printed.
        ambiguous: day and month could swap, or the zone has several meanings, and nothing decides.
    """

    kind: TimestampKind
    value: dt.date
    ambiguous: bool = False

    def _label(self) -> str:
        return f"{self.kind} {self.value.isoformat()}{' ambiguous' if self.ambiguous else ''}"


@attrs.frozen(repr=False, kw_only=True)
class Boilerplate(Span):
    """A line, or a part of one, that is not the story.

    Args:
        kind: what it is there for.
    """

    kind: BoilerplateKind

    def _label(self) -> str:
        return self.kind


@attrs.frozen(repr=False, kw_only=True)
class CastMember:
    """One source of an article, with all that rests on it.

    Args:
        kind: what sort of source it is.
        name: its fullest name or description; ``None`` when the text has none.
        role: the first words that say what it is.
        affiliation: the first words that say where it belongs.
        count: how many they are, where the text says so.
        reason: why they are not named, where the text says so.
        mentions: the mentions that statements are tied to, in order.
        quotes: what it is quoted with.
        attributions: the statements that rest on it.
    """

    kind: SourceKind
    name: str | None
    role: Span | None = None
    affiliation: Span | None = None
    count: int | None = None
    reason: Span | None = None
    mentions: tuple[Source, ...] = ()
    quotes: tuple[Quote, ...] = ()
    attributions: tuple[Attribution, ...] = ()

    @property
    def words_quoted(self) -> int:
        """How many words stand between this source's quotation marks."""
        return sum(len(part.text.split()) for quote in self.quotes for part in quote.parts)

    def __repr__(self) -> str:
        return f"CastMember({shortened(self.name or '?')!r} {self.kind}, {_said(self)})"


@attrs.frozen(kw_only=True)
class Page:
    """What a web page says about its article in its metadata, apart from what its text shows.

    Args:
        title: the title of the article.
        authors: who wrote it, by the names that the page gives.
        date: the day on which it was published.
        site: the name of the site.
        url: the address.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    date: dt.date | None = None
    site: str | None = None
    url: str | None = None


@attrs.frozen(repr=False, kw_only=True)
class Article:
    """All that was found in one article.

    Args:
        text: the string that was passed in; every offset points into it.
        kicker: the label above the headline ("All news").
        headline: the title, where the text has one.
        standfirst: the summary below the headline.
        byline: who wrote it.
        dateline: where and when it was filed.
        agency: the wire service that the story comes from, as printed and with its full name.
        timestamps: when it was published and updated.
        captions: the lines under pictures and videos.
        body: the story's own paragraphs, the first without the dateline.
        quotes: speech in quotation marks, in order.
        attributions: reported statements, in order.
        boilerplate: what is not the story, in order; what belongs to no other field is of kind ``other``.
        corrections: the boilerplate that corrects something.
        sources: the cast: each distinct source once.
        page: what the web page says that the text was taken from; ``None`` for a text.

    Every character that is no space belongs to exactly one of kicker, headline, standfirst, byline, dateline,
    timestamps, captions, body and boilerplate.
    """

    text: str
    kicker: Span | None = None
    headline: Span | None = None
    standfirst: Span | None = None
    byline: Byline | None = None
    dateline: Dateline | None = None
    agency: Named | None = None
    timestamps: tuple[Timestamp, ...] = ()
    captions: tuple[Span, ...] = ()
    body: tuple[Span, ...] = ()
    quotes: tuple[Quote, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    boilerplate: tuple[Boilerplate, ...] = ()
    corrections: tuple[Boilerplate, ...] = ()
    sources: tuple[CastMember, ...] = ()
    page: Page | None = None

    def __str__(self) -> str:
        return self.text

    # The methods below import modules that stand further down the list of layers: late, when they are called,
    # because an article must be able to show and save itself and the values must stay free of what does it.

    def is_wire(self, *, outlet: str | None = None) -> bool:
        """Tell whether the story is wire copy: it comes from a service that is not the outlet itself.

        Args:
            outlet: the name or address of who published it; by default the site that the page says, where it is one.

        >>> import newsparse
        >>> article = newsparse.parse_article("ROME (AP) - Talks ended on Monday, officials said.")
        >>> article.is_wire(), article.is_wire(outlet="Harbor Post"), article.is_wire(outlet="apnews.com")
        (True, True, False)
        """
        from newsparse.datelines import is_own  # noqa: PLC0415

        outlet = outlet or (self.page.site if self.page else None)
        return self.agency is not None and not (outlet and is_own(self.agency, outlet))

    def to_dict(self) -> dict[str, object]:
        """Return the article as plain dicts, lists, strings and numbers; see ``newsparse.export.to_dict``."""
        from newsparse.export import to_dict  # noqa: PLC0415

        return to_dict(self)

    def to_json(self, *, id: str | None = None, indent: int | None = None) -> str:  # noqa: A002 - the name of the field
        """Return ``to_dict`` as JSON, with *id* as its ``id``; see ``newsparse.export.to_json``."""
        from newsparse.export import to_json  # noqa: PLC0415

        return to_json(self, id=id, indent=indent)

    def rows(self, *, id: str | None = None) -> dict[str, Rows]:  # noqa: A002 - the name of the field
        """Return all tables of the article, *id* in their column ``article``; see ``newsparse.rows`` for many articles.

        >>> import newsparse
        >>> tables = newsparse.parse_article("“We won,” said Ada Lee.").rows(id="win")
        >>> tables["sources"][0]["name"], tables["boilerplate"]
        ('Ada Lee', [])
        """
        from newsparse.export import rows_of  # noqa: PLC0415

        return rows_of(self, id)

    @staticmethod
    def from_dict(data: Mapping[str, object]) -> Article:
        """Return the article that ``to_dict`` was called on; see ``newsparse.export.from_dict``."""
        from newsparse.export import from_dict  # noqa: PLC0415

        return from_dict(data)

    def to_html(self) -> str:
        """Return one page that shows what was found, without scripts and external files; see ``newsparse.render``."""
        from newsparse.render import to_html  # noqa: PLC0415

        return to_html(self)

    def _repr_html_(self) -> str:
        from newsparse.render import to_fragment  # noqa: PLC0415

        return to_fragment(self)

    def __repr__(self) -> str:
        title = shortened(self.headline.text if self.headline else self.text)
        return f"Article({title!r}, {_said(self)})"
