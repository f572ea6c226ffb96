"""The statements of an article as a reader counts them, and the short names of its sources."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

import attrs
import regex

from newsparse.lexicon import DEFAULT
from newsparse.types import Article, Attribution, AttributionKind, CastMember, Quote, Source, SourceKind

__all__ = [
    "UNSURE",
    "ShownStatement",
    "cast_name",
    "initials_of",
    "is_unnamed",
    "letters_of",
    "name_of",
    "statements_of",
    "who",
]

UNSURE = 0.75
"""Below this confidence more than one in four is wrong: a statement is drawn as doubtful."""

_WORD_RE = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}\p{M}.'’-]*+")
_FIRST_RE = regex.compile(r"\X")
_LONGEST_NAME = 500


@attrs.frozen
class ShownStatement:
    """A quote, or an attribution without quotation marks: what a source is tied to.

    Args:
        value: the quote or the attribution.
        source: whose words they are.
        end: where the mark for its source stands.
        member: the number of its source in the cast.
        via: who passed it on, nearest first.
        passed: the numbers of those in the cast.
    """

    value: Quote | Attribution
    source: Source | None
    end: int
    member: int | None
    via: tuple[Source, ...] = ()
    passed: tuple[int | None, ...] = ()

    @property
    def is_quote(self) -> bool:
        """Whether it stands in quotation marks."""
        return isinstance(self.value, Quote)

    @property
    def confidence(self) -> float:
        """How sure it is."""
        return self.value.confidence


def name_of(source: Source | None) -> str | None:
    """Return the name of a source, or its words where it has none."""
    return (source.name or source.text) if source else None


def cast_name(member: CastMember) -> str:
    """Return the name of a member of the cast, or the words of its first mention where it has none ("it")."""
    return member.name or next((mention.text for mention in member.mentions), "unknown")


def is_unnamed(member: CastMember) -> bool:
    """Tell whether a source is one that the story does not name."""
    return member.kind in (SourceKind.ANONYMOUS, SourceKind.GROUP)


def who(statement: ShownStatement) -> str:
    """Return whose a statement is and who passed it on: "four US officials, through Axios"."""
    names = [name_of(statement.source) or "source unknown", *(name_of(source) or "" for source in statement.via)]
    return ", through ".join(names)


def statements_of(article: Article) -> list[ShownStatement]:
    """Return the statements of an article in the order of their places."""
    members: dict[Quote | Attribution, int] = {}
    named: dict[str, int] = {}
    mentioned: dict[tuple[int, int], int] = {}
    for number, member in enumerate(article.sources):
        members |= dict.fromkeys((*member.quotes, *member.attributions), number)
        mentioned |= {(mention.start, mention.end): number for mention in member.mentions}
        if member.name:
            named.setdefault(member.name, number)

    def made(value: Quote | Attribution, source: Source | None, end: int, via: Sequence[Source]) -> ShownStatement:
        passed = tuple(mentioned.get((s.start, s.end), named.get(name_of(s) or "")) for s in via)
        return ShownStatement(value, source, end, members.get(value), tuple(via), passed)

    chains = _chains(article)
    found = []
    for quote in _all_quotes(article.quotes):
        first = quote.parts[0].start if quote.parts else quote.start
        found.append(made(quote, quote.speaker, quote.end, _chain_at(chains, first)))
    for value in article.attributions:
        if value.kind is AttributionKind.INDIRECT:
            end = value.content[-1].end if value.content else value.end
            found.append(made(value, value.source, end, value.via))
    return sorted(found, key=lambda statement: (statement.value.start, statement.value.end))


def initials_of(members: Sequence[CastMember]) -> list[str]:
    """Return two letters for each member of a cast, with a number behind those that are taken.

    >>> sources = [CastMember(kind=SourceKind.PERSON, name=name) for name in ("Ada Lee", "Axios", "Al Lo", "the US")]
    >>> initials_of(sources)
    ['AL', 'AX', 'AL2', 'US']
    """
    taken: dict[str, int] = {}
    found = []
    for member in members:
        letters = letters_of(cast_name(member))
        taken[letters] = taken.get(letters, 0) + 1
        found.append(letters if taken[letters] == 1 else f"{letters}{taken[letters]}")
    return found


def letters_of(name: str) -> str:
    """Return two letters for a name: of its first and last word, without articles."""
    small = DEFAULT.words("function_words.determiners", "function_words.prepositions")
    words = [word for word in _WORD_RE.findall(name[:_LONGEST_NAME]) if word not in small]
    if not words:
        return "–"
    first = _FIRST_RE.findall(words[0])[:2]
    return "".join([first[0], _FIRST_RE.findall(words[-1])[0]] if len(words) > 1 else first).upper()


def _all_quotes(quotes: Sequence[Quote]) -> Iterator[Quote]:
    # Those inside others only where somebody else is known to speak: a title in a quote is nobody's word.
    for quote in quotes:
        yield quote
        yield from (inner for inner in _all_quotes(quote.nested) if inner.speaker)


def _chains(article: Article) -> list[tuple[int, int, tuple[Source, ...]]]:
    contents = (
        (content.start, content.end, attribution.via)
        for attribution in article.attributions
        if attribution.kind is not AttributionKind.INDIRECT
        for content in attribution.content
    )
    return sorted(contents, key=lambda content: content[:2])


def _chain_at(chains: Sequence[tuple[int, int, tuple[Source, ...]]], place: int) -> tuple[Source, ...]:
    """Return who passed on the innermost statement that begins last before *place*."""
    before = bisect.bisect_right(chains, place, key=lambda content: content[0]) - 1
    if before < 0 or chains[before][1] <= place:
        return ()
    return chains[before][2]
