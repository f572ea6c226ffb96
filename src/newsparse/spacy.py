"""A component for spaCy pipelines: ``nlp.add_pipe("newsparse")``. The only module that imports spaCy."""

# No postponed annotations here: older versions of spaCy read those of the factory, and find only strings.

import bisect
import datetime as dt
import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

import attrs
import regex

try:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as DocSpan
except ModuleNotFoundError as _error:
    raise ImportError("the pipeline component needs spaCy: pip install 'newsparse[spacy]'") from _error

from newsparse.errors import require_day
from newsparse.export import from_json, to_json
from newsparse.lexicon import Lexicon
from newsparse.parser import Parser
from newsparse.reporting import MIN_CONFIDENCE
from newsparse.types import (
    Article,
    Attribution,
    BoilerplateKind,
    CastMember,
    Quote,
    QuoteKind,
    Source,
    SourceKind,
    Span,
)

__all__ = ["DISPLACY_COLORS", "GROUPS", "NewsparseComponent", "make_newsparse"]

GROUPS = ("quotes", "contents", "sources", "cues", "boilerplate")
"""The span groups that are set in ``doc.spans``, behind the prefix: ``doc.spans["newsparse_quotes"]``."""

DISPLACY_COLORS: dict[str, str] = {
    **{kind.value: "#ffe08a" for kind in QuoteKind},
    "mixed": "#ffd3a1",
    "indirect": "#f3c6a5",
    "cue": "#e3cdf7",
    "person": "#bcdcff",
    "anonymous": "#d9c8f5",
    "organization": "#c5e8c9",
    "media": "#bfe6e6",
    "document": "#e8e0c4",
    "group": "#f5c8dc",
    **{kind.value: "#dddddd" for kind in BoilerplateKind},
}
"""The colours of the labels, which displaCy finds by the entry point ``spacy_displacy_colors``."""

_KEY = "newsparse"  # in doc.user_data, which is saved with the Doc; as JSON, which every format can hold
_KINDS = {
    "PERSON": SourceKind.PERSON,
    "PER": SourceKind.PERSON,
    "ORG": SourceKind.ORGANIZATION,
    "GPE": SourceKind.ORGANIZATION,
}
# A source that these hold is described, not named: "a friend of Ada Lee", "Ada Lee's lawyer", "officials at the UN".
_RELATION_RE = regex.compile(r"\b(?:of|for|from|at|in|to|by|with|and|or|on)\b|['’]s\b|s['’]\s", regex.IGNORECASE)


_MOST = 50  # entities looked at in one mention; lists of names run on
_Named: TypeAlias = tuple[int, int, str, SourceKind]
_Found: TypeAlias = dict[tuple[int, int], tuple[str, SourceKind]]


class NewsparseComponent:
    """Parses the text of each Doc and sets ``doc._.newsparse``, ``doc._.quotes``, ``doc._.attributions`` and spans.

    ``span._.speaker`` is the source of the quote or statement that a span holds or lies in. A day for each Doc comes
    with its context: ``nlp.pipe([(text, {"reference": day}), …], as_tuples=True)``.

    Args:
        name: the name in the pipeline.
        parser: the parser to use.
        reference: the day that the articles are from, where their context has none.
        entities: whether to use ``doc.ents``.
        prefix: what the names of the span groups begin with.
    """

    name: str
    parser: Parser
    reference: dt.date | None
    entities: bool
    prefix: str

    def __init__(
        self,
        name: str = "newsparse",
        parser: Parser | None = None,
        *,
        reference: dt.date | str | None = None,
        entities: bool = False,
        prefix: str = "newsparse_",
    ) -> None:
        self.name, self.parser = name, parser or Parser()
        self.reference = require_day(reference, "NewsparseComponent")
        self.entities, self.prefix = entities, prefix
        _register()

    def __call__(self, doc: Doc) -> Doc:
        """Parse the text of *doc* and set what was found on it."""
        article = self.parser.parse_article(doc.text, reference=_day_of(doc) or self.reference)
        if self.entities and doc.ents:
            article = _with_entities(article, doc.ents)
        doc.user_data[_KEY] = to_json(article)
        for group, spans in _groups(article).items():
            aligned = (_aligned(doc, span, label, number) for number, (span, label) in enumerate(spans))
            doc.spans[self.prefix + group] = [span for span in aligned if span is not None]
        return doc


def _day_of(doc: Doc) -> dt.date | str | None:
    # Where nlp.pipe takes (text, context) pairs, spaCy keeps the context here while the components run.
    context: object = getattr(doc, "_context", None)
    day = context.get("reference") if isinstance(context, Mapping) else context
    return day if isinstance(day, dt.date) or (isinstance(day, str) and day is not context) else None


def _with_entities(article: Article, entities: Iterable[DocSpan]) -> Article:
    """Return an article whose sources have the kinds and names that a recogniser's entities give them.

    An entity counts where it is the head of the mention: the mention is the entity, ends in it ("Axios reporter Barack
    Ravid"), or begins with it before a comma ("Ada Lee, a doctor"). Sources that newsparse takes for unnamed stay so,
    and a fuller name from elsewhere in the article stays.
    """
    named = sorted((e.start_char, e.end_char, e.text, _KINDS[e.label_]) for e in entities if e.label_ in _KINDS)
    found: _Found = {}
    for source in _sources(article):
        first = bisect.bisect_left(named, (source.start,))
        for start, end, text, kind in itertools.takewhile(
            functools.partial(_begins_before, source.end), named[first : first + _MOST]
        ):
            if end <= source.end and _is_head(source, start, end):
                found[source.start, source.end] = (text, kind)
    return _renamed(article, found) if found else article


def _begins_before(end: int, entity: _Named) -> bool:
    return entity[0] < end


def _is_head(source: Source, start: int, end: int) -> bool:
    before = source.text[: start - source.start]
    after = source.text[end - source.start :]
    if _RELATION_RE.search(before):
        return False
    return not after or (not before and after.startswith(","))


def _renamed(article: Article, found: _Found) -> Article:
    def source(old: Source | None) -> Source | None:
        return None if old is None else known(old)

    @functools.cache
    def known(old: Source) -> Source:
        text, kind = found.get((old.start, old.end), (None, None))
        if kind is None or text is None or old.kind is SourceKind.ANONYMOUS:
            return old
        if old.kind is SourceKind.MEDIA and kind is SourceKind.ORGANIZATION:
            kind = old.kind  # entity recognisers know no outlets
        fuller = old.name is not None and (text in old.name or old.name.endswith(text.split()[-1]))
        return attrs.evolve(old, kind=kind, name=old.name if fuller and old.name != old.text else text)

    @functools.cache
    def quote(old: Quote) -> Quote:
        return attrs.evolve(old, speaker=source(old.speaker), nested=tuple(quote(inner) for inner in old.nested))

    @functools.cache
    def attribution(old: Attribution) -> Attribution:
        return attrs.evolve(old, source=source(old.source), via=tuple(known(via) for via in old.via))

    def member(old: CastMember) -> CastMember:
        mentions = tuple(known(mention) for mention in old.mentions)
        changed = next((new for was, new in zip(old.mentions, mentions, strict=True) if was != new), None)
        return attrs.evolve(
            old,
            kind=changed.kind if changed else old.kind,
            name=(changed.name if changed else None) or old.name,
            mentions=mentions,
            quotes=tuple(quote(each) for each in old.quotes),
            attributions=tuple(attribution(each) for each in old.attributions),
        )

    return attrs.evolve(
        article,
        quotes=tuple(quote(each) for each in article.quotes),
        attributions=tuple(attribution(each) for each in article.attributions),
        sources=tuple(member(each) for each in article.sources),
    )


def _sources(article: Article) -> Iterator[Source]:
    for attribution in article.attributions:
        if attribution.source:
            yield attribution.source
        yield from attribution.via
    for quote in article.quotes:
        if quote.speaker:
            yield quote.speaker
    for member in article.sources:
        yield from member.mentions


def _groups(article: Article) -> dict[str, list[tuple[Span, str]]]:
    sources = {(s.start, s.end): s for s in _sources(article)}
    return {
        "quotes": [(quote, quote.kind.value) for quote in article.quotes],
        "contents": [(piece, value.kind.value) for value in article.attributions for piece in value.content],
        "sources": [(source, source.kind.value) for _, source in sorted(sources.items())],
        "cues": [(value.cue, "cue") for value in article.attributions if value.cue],
        "boilerplate": [(piece, piece.kind.value) for piece in article.boilerplate],
    }


def _aligned(doc: Doc, span: Span, label: str, number: int) -> DocSpan | None:
    # A token may reach over the edge of a span ("-Reuters"); then the whole token is in.
    return doc.char_span(span.start, span.end, label=label, span_id=str(number), alignment_mode="expand")


def _register() -> None:
    for name, getter in (("newsparse", _article), ("quotes", _quotes), ("attributions", _attributions)):
        if not Doc.has_extension(name):
            Doc.set_extension(name, getter=getter)
    if not DocSpan.has_extension("speaker"):
        DocSpan.set_extension("speaker", getter=_speaker)


def _speaker(span: DocSpan) -> Source | None:
    """Return who says what a span holds or lies in: of several, the one whose words are fewest."""
    article = _article(span.doc)
    if article is None:
        return None
    said = [(part, quote.speaker) for quote in _with_nested(article.quotes) for part in (quote, *quote.parts)]
    said += [(part, value.source) for value in article.attributions for part in value.content]
    start, end = span.start_char, span.end_char
    found = [
        (part.end - part.start, number)
        for number, (part, _) in enumerate(said)
        if (part.start <= start and end <= part.end) or (start <= part.start and part.end <= end)
    ]
    return said[min(found)[1]][1] if found else None


def _with_nested(quotes: Iterable[Quote]) -> Iterator[Quote]:
    for quote in quotes:
        yield quote
        yield from _with_nested(quote.nested)


def _article(doc: Doc) -> Article | None:
    saved = doc.user_data.get(_KEY)
    return _loaded(saved) if isinstance(saved, str) else None


@functools.lru_cache(maxsize=64)
def _loaded(saved: str) -> Article:
    return from_json(saved)


def _quotes(doc: Doc) -> tuple[Quote, ...]:
    article = _article(doc)
    return article.quotes if article else ()


def _attributions(doc: Doc) -> tuple[Attribution, ...]:
    article = _article(doc)
    return article.attributions if article else ()


@Language.factory(
    "newsparse",
    default_config={
        "reference": None,
        "added": {},
        "removed": {},
        "entities": False,
        "prefix": "newsparse_",
        "min_confidence": MIN_CONFIDENCE,
    },
    assigns=["doc._.newsparse", "doc._.quotes", "doc._.attributions", "doc.spans"],
)
def make_newsparse(  # noqa: PLR0917 - spaCy passes them by name
    nlp: Language,  # noqa: ARG001 - the signature of a factory
    name: str,
    reference: str | None,
    added: dict[str, list[str]],
    removed: dict[str, list[str]],
    entities: bool,  # noqa: FBT001 - a setting, always named
    prefix: str,
    min_confidence: float,
) -> NewsparseComponent:
    """Make the component; spaCy calls this with the settings of ``nlp.add_pipe("newsparse", config=…)``.

    Args:
        nlp: the pipeline.
        name: the name of the component in it.
        reference: the day that the articles are from, in ISO 8601.
        added: words to add to the lexicon, by entry.
        removed: words to leave out, by entry.
        entities: whether to take kinds and names of sources from ``doc.ents`` where they decide: for names that a
            recogniser or ruler of yours knows better. The small English model of spaCy knows them worse.
        prefix: what the names of the span groups begin with.
        min_confidence: quotes and attributions that are less likely to be right are left out; 0 keeps all.

    Raises:
        DataError: *reference* is no date in ISO 8601.
        LexiconError: a lexicon entry does not exist.
        ValueError: *min_confidence* is below 0 or above 1.
    """
    parser = Parser(lexicon=Lexicon(added=added, removed=removed), min_confidence=min_confidence)
    return NewsparseComponent(name, parser, reference=reference, entities=entities, prefix=prefix)
