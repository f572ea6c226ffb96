"""Finds through whom a statement reached the story: "told Reuters", "Axios reported, citing …", "per Feng"."""

from __future__ import annotations

import bisect
import functools
from collections.abc import Callable, Sequence

import attrs
import regex

from newsparse.lexicon import Lexicon
from newsparse.segment import Range
from newsparse.sources.bodies import bare, body_kind
from newsparse.sources.discourse import Discourse
from newsparse.sources.entities import Entity, fold
from newsparse.sources.naming import full_outlet_name
from newsparse.sources.publishers import RUN
from newsparse.sources.reading import is_clitic
from newsparse.sources.resolution import resolve
from newsparse.types import Source, SourceKind

__all__ = ["Chains", "Link"]

_HOW_RE = regex.compile(r"\b(?:according to|per|as|first|reported|quoted|cited|reports|writes|via)\ ")
_PASSED_RE = regex.compile(
    r"""
    \b(?P<how>according\ to|per|(?:as\ )?(?:first\ )?(?:reported|quoted|cited)\ by
      |reports|reported|writes|via)\ (?P<who>[^,;:.“”"()\n]{2,90}?)
    (?=\ as\ saying|\ on\ (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\ in\ an?\b|[,;:.“”"()\n]|$)
    """,
    regex.VERBOSE,
)
_CITES_RE = regex.compile(r"\b(?:cit(?:ed|es|ing)|quot(?:ed|es|ing)|told\ by)\s*+$", regex.IGNORECASE)
_TELL_RE = regex.compile(r"\b(?:told|tells?|telling|informed|spoke\ to|spoke\ with|speaking\ to)\b", regex.IGNORECASE)
_RECIPIENT_RE = regex.compile(
    r"\ (?:the\ )?"
    r"(?:(?:news(?:paper|\ agency)|website|site|magazine|broadcaster|channel|paper|daily|network|station)\ )?"
    rf"(?P<who>{RUN})"
)
_LATER_RE = regex.compile(  # what stands behind an outlet's name: a day, the next sentence
    r"\ (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b.*|(?<=\p{L}{3})\.\ .*", regex.DOTALL
)
_OWNS_RE = regex.compile(r"[’']s\b")
_FOR_RE = regex.compile(rf"\ ?(?:for|in|on)\ (?:the\ )?(?P<who>{RUN})")
_INTERVIEW_RE = regex.compile(
    rf"""
    \b(?:(?:interview|conversation|sit-down)[^.;“”"\n]{{0,40}}?\b(?:with|on|by|to|published\ by)
      |[Ss](?:peaking|poke)[^.;“”"\n]{{0,20}}?\b(?:to|with|on)
      |appear(?:ing|ed|ance)\ on|(?:op-ed|column|article|essay|piece)\ (?:for|in))\ (?:the\ |a\ )?(?P<who>{RUN})
    """,
    regex.VERBOSE,
)
_SHOW_RE = regex.compile(
    rf"\b(?:on|in|for|to|of|with)\ (?:the\ |his\ |her\ |their\ |a\ )?(?P<who>{RUN})"
    r"(?P<noun>podcast|radio\ show|talk\ show)\b"
)
_SETTINGS = (
    (_SHOW_RE, ("podcast", "radio show", "talk show")),
    (
        _INTERVIEW_RE,
        ("interview", "conversation", "sit-down", "peaking", "poke", "appear", "op-ed", "column", "article", "essay",
         "piece"),
    ),
)  # fmt: skip
"""Patterns of where something may be said, each with words of which it needs one."""
_NEAR = 6
_WINDOW = 320
_BESIDE = 110
_PASSERS = frozenset({SourceKind.MEDIA, SourceKind.PERSON})
_UNNAMED = frozenset({SourceKind.ANONYMOUS, SourceKind.GROUP, SourceKind.DOCUMENT})
_PARAGRAPHS_KEPT = 3


@attrs.frozen
class Link:
    """A statement whose source is known.

    Args:
        source: where the source stands.
        cue: where the cue stands.
        content: where the content stands.
        entity: whose statement it is.
        pronoun: the source is a pronoun, or there is none.
        number: its place among the statements.
        span: where the statement stands.
    """

    source: Range | None
    cue: Range | None
    content: tuple[Range, ...]
    entity: Entity | None
    pronoun: bool
    number: int

    span: Range = attrs.field(init=False, default=attrs.Factory(lambda self: self._whole(), takes_self=True))

    def _whole(self) -> Range:
        ranges = [r for r in (self.source, self.cue, *self.content) if r] or [(0, 0)]
        starts, ends = zip(*ranges, strict=True)
        return min(starts), max(ends)


@functools.lru_cache(maxsize=8)
def _media_nouns(lexicon: Lexicon) -> frozenset[str]:
    return lexicon.words("source_nouns.media") | {"podcast", "scanner", "show", "agency"}


@attrs.define(eq=False)
class Chains:
    """Says for each statement who passed it on; statements come in order.

    Args:
        story: what has been read of the article.
        source_of: makes the public value of an entity at a place.
        own: the publisher's names.
        links: all statements of the article, in order.
    """

    story: Discourse
    source_of: Callable[[Entity, Range], Source]
    own: frozenset[str]
    links: Sequence[Link]
    kept: tuple[Entity, tuple[Source, ...], int, bool] | None = None
    enclosing: list[Link] = attrs.field(factory=list)

    def via(self, link: Link) -> tuple[Source, ...]:
        """Return who passed the statement on, nearest to the reader first."""
        entity = link.entity
        found = self._stated(link)
        setting = False
        if not found:
            found = self._setting(link)
            setting = bool(found)
        if not found and entity is not None:
            found = self._kept(link, entity)
        if not found and entity is not None and entity.kind in _UNNAMED:
            found = self._of_unnamed(entity) or (self._of_unnamed(entity.group) if entity.group else ())
        if not found:
            found = self._outer(link)
        if entity is not None:
            found = tuple(s for s in found if s.name != entity.name or not s.name)
            if found and not entity.via:
                entity.via = found
            self._keep(link, entity, found, setting=setting)
        return found

    # What the sentence says

    def _stated(self, link: Link) -> tuple[Source, ...]:
        return self._in_source(link) or self._told(link) or self._citing(link) or self._beside(link)

    def _outlet(self, span: Range, *, told: bool = False) -> tuple[Source, ...]:
        """Return the outlet that *span* names as a source, nothing where it names none or the publisher."""
        reading = self.story.reading
        text = _LATER_RE.sub("", reading.text[slice(*span)]).rstrip(" .’'")
        name = text.removesuffix("'s").removesuffix("’s")
        if name.endswith((" on", " in", " and", " of", " the", " From")):
            name = name.rpartition(" ")[0]
        full = full_outlet_name(self.story, name)
        called = fold(bare(name)) in self.story.bodies.outlets
        kind = SourceKind.MEDIA if full or called else body_kind(name, reading.lexicon)
        if told and kind is None and not (_OWNS_RE.search(name) or self.story.people.within(span)):
            kind = SourceKind.MEDIA  # "told Deadline": whoever is told is an outlet unless known otherwise
        full = full or bare(name)
        if kind is not SourceKind.MEDIA or fold(bare(full)) in self.own or fold(bare(name)) in self.own:
            return ()
        return (Source.of(reading.text, span[0], span[0] + len(name), kind=SourceKind.MEDIA, name=full),)

    def _in_source(self, link: Link) -> tuple[Source, ...]:
        """Return the outlet inside the mention: "Wee of the Times", "NPR's Feng", "the Axios sources"."""
        if link.source is None or link.pronoun or link.entity is None or link.entity.kind is SourceKind.MEDIA:
            return ()
        words = self.story.reading.words
        first, last = self.story.reading.tokens_of(link.source)
        last = next((i for i in range(first, last) if words[i] in {",", "("}), last)
        return self._behind_head(link.entity, first, last) or self._before_head(link.entity, first, last)

    def _behind_head(self, entity: Entity, first: int, last: int) -> tuple[Source, ...]:
        """Return the outlet behind the head: "Wee of the Times", "a dispatcher on police radio"."""
        reading = self.story.reading
        words, lower = reading.words, reading.lower
        for i in range(first + 1, last - 1):
            if lower[i] not in {"of", "for", "on", "with", "from"}:
                continue
            begin = i + 1 + (lower[i + 1] == "the" and i + 2 < last)
            end = begin
            while end < last and words[end][0].isupper():
                end += 1
            if end == begin:
                continue
            span = reading.span_of(begin, end)
            found = self._outlet(span)
            if found and (lower[i] != "for" or entity.kind is SourceKind.PERSON):
                return found
            aired = not _media_nouns(reading.lexicon).isdisjoint(lower[end : min(last, end + 2)])
            name = reading.text[slice(*span)]
            if lower[i] == "on" and aired and fold(name) not in self.own:
                return (Source.of(reading.text, *span, kind=SourceKind.MEDIA, name=name),)
        return ()

    def _before_head(self, entity: Entity, first: int, last: int) -> tuple[Source, ...]:
        """Return the outlet in front of the head: "NPR's Feng", "the Axios sources"."""
        reading = self.story.reading
        begin = first + (reading.lower[first] == "the")
        for i in range(begin, last - 1):
            owned = is_clitic(reading.words[i + 1]) and reading.words[i][0].isupper()
            if owned or (entity.kind is SourceKind.ANONYMOUS and reading.lower[i + 1] in {"source", "sources"}):
                found = self._outlet(reading.span_of(begin, i + 1))
                if found:
                    return found
        return ()

    def _told(self, link: Link) -> tuple[Source, ...]:
        """Return the outlet that was told: behind "told", or behind "reports for"."""
        if link.cue is None:
            return ()
        reading = self.story.reading
        start, end = link.cue
        tells = _TELL_RE.search(reading.text, start, end)
        if tells:
            recipient = _RECIPIENT_RE.match(reading.text, tells.end())
            return self._outlet(recipient.span("who"), told=True) if recipient else ()
        reports = _FOR_RE.match(reading.text, end, end + _BESIDE)
        if reports and link.entity is not None and link.entity.kind is SourceKind.PERSON:
            return self._outlet(reports.span("who"))
        return ()

    def _citing(self, link: Link) -> tuple[Source, ...]:
        """Return who cites the source: "Axios reported, citing four officials", "He quoted his source as saying"."""
        return self._citer(link.source[0], link.entity, link.number) if link.source else ()

    def _citer(self, at: int, entity: Entity | None, number: int) -> tuple[Source, ...]:
        """Return who cites *entity* at offset *at*; *number* is that of a statement near it."""
        reading = self.story.reading
        start = max(reading.sentences[reading.sentence_of(at)][0], at - _WINDOW)
        cites = _CITES_RE.search(reading.text, start, at)
        if not cites:
            return ()
        for other in self.links[max(0, number - _NEAR) : number + _NEAR]:
            same = other.source and start <= other.source[0] < cites.start() and other.entity is not entity
            if same and other.source and other.entity and other.entity.kind in _PASSERS | {SourceKind.ORGANIZATION}:
                return self._passer(other.entity, other.source)
        end = reading.token_from(cites.start())
        first = reading.token_from(start)
        while first < end and reading.lower[first] in {"but", "and", "while"}:
            first += 1
        if first >= end:
            return ()
        inner = reading.span_of(first, min(end, first + 6))
        citer = resolve(self.story, inner)
        return self._passer(citer, inner) if citer and citer.kind in _PASSERS and citer.name else ()

    def _of_unnamed(self, entity: Entity) -> tuple[Source, ...]:
        """Return through whom an unnamed source came into the story."""
        if entity.via or entity.cited is None:
            return entity.via
        number = bisect.bisect_left(self._places, entity.cited)
        found = self._citer(entity.cited, entity, number)
        for other in self.links[max(0, number - _NEAR) : number + _NEAR]:
            inside = any(s <= entity.cited < e for s, e in other.content) and other.entity is not entity
            if not found and inside and other.source and other.entity and other.entity.kind in _PASSERS:
                found = self._passer(other.entity, other.source)
        entity.via, entity.cited = found, None
        return found

    @functools.cached_property
    def _places(self) -> list[int]:
        """Where each statement is: they come in order."""
        return [link.source[0] if link.source else link.span[0] for link in self.links]

    def _passer(self, entity: Entity, span: Range) -> tuple[Source, ...]:
        if entity.kind is SourceKind.MEDIA and fold(bare(entity.name or "")) in self.own:
            return ()
        return (self.source_of(entity, span),) if entity.name else ()

    def _beside(self, link: Link) -> tuple[Source, ...]:
        """Return whom a second attribution in the sentence names: "…, she said, according to Reuters"."""
        reading = self.story.reading
        if link.source is None or (link.entity and link.entity.kind is SourceKind.MEDIA):
            return ()
        text = reading.text
        anchor = max(link.source[1], link.cue[1] if link.cue else 0)
        sentence = reading.sentences[reading.sentence_of(anchor - 1)]
        start, end = link.span
        own = link.cue or link.source
        begin, stop = max(sentence[0], start - _BESIDE), min(sentence[1], max(end, anchor) + _BESIDE)
        at = bisect.bisect_left(self._passed, begin)
        if at == len(self._passed) or self._passed[at] >= stop:
            return ()
        for match in _PASSED_RE.finditer(text, begin, stop):
            if (match.start() < own[1] and match.end() > own[0]) or reading.is_quoted(match.start()):
                continue
            after = match.start() >= anchor
            before = match.end("who") <= min(link.source[0], own[0])
            near = (before and link.source[0] - match.end("who") <= 3) or after  # noqa: PLR2004
            if not near or (match["how"] in {"reports", "reported", "writes"} and not after):
                continue
            found = self._named_by(match.span("who"), link)
            if found:
                return found
        return ()

    def _named_by(self, span: Range, link: Link) -> tuple[Source, ...]:
        reading = self.story.reading
        text = reading.text[slice(*span)]
        if not any(c.isupper() for c in text):
            return ()
        entity = resolve(self.story, span)
        if entity is None or entity is link.entity:
            return ()
        inner = self._in_source(Link(span, None, (), entity, pronoun=False, number=-1))
        if entity.kind is SourceKind.PERSON and entity.name:
            return (*inner, *self._passer(entity, span))
        if inner:
            return inner
        lead = len(text) - len(text.lstrip("abcdefghijklmnopqrstuvwxyz -"))
        named = self._outlet((span[0] + lead, span[1]))
        if named:
            return named
        return self._passer(entity, span) if entity.kind is SourceKind.MEDIA else ()

    # What the sentences around say

    def _setting(self, link: Link) -> tuple[Source, ...]:
        """Return the outlet of the interview, podcast or guest column in which it was said."""
        reading = self.story.reading
        speaks = link.entity is not None and link.entity.kind in {SourceKind.PERSON, SourceKind.ANONYMOUS}
        if not speaks or not self._settings:
            return ()
        anchor = link.source[0] if link.source else link.span[0]
        number = reading.sentence_of(anchor)
        previous = number - 1
        spoken = any(self._in_sentence(other, previous) for other in self._neighbours(link))
        near = (
            previous >= 0 and reading.paragraph_of(anchor) - reading.paragraph_of(reading.sentences[previous][0]) <= 1
        )
        for sentence in (number, *([previous] if near and not spoken else [])):
            start, end = reading.sentences[sentence]
            for pattern in self._settings:
                match = pattern.search(reading.text, start, min(end, start + 2 * _WINDOW))
                if not match or reading.is_quoted(match.start("who")):
                    continue
                if pattern is _SHOW_RE:
                    span = (match.start("who"), match.end("noun"))
                    name = " ".join(reading.text[slice(*span)].split())
                    return (Source.of(reading.text, *span, kind=SourceKind.MEDIA, name=name),)
                found = self._outlet(match.span("who"))
                if found:
                    return found
        return ()

    @functools.cached_property
    def _settings(self) -> list[regex.Pattern[str]]:
        """The patterns of shows and interviews that occur in the article at all."""
        text = self.story.reading.text
        return [pattern for pattern, words in _SETTINGS if any(word in text for word in words) and pattern.search(text)]

    @functools.cached_property
    def _passed(self) -> list[int]:
        """Where the words are that may name who passed something on."""
        return [match.start() for match in _HOW_RE.finditer(self.story.reading.text)]

    def _neighbours(self, link: Link) -> Sequence[Link]:
        return [self.links[i] for i in range(max(0, link.number - 2), link.number)]

    def _in_sentence(self, link: Link, sentence: int) -> bool:
        at = link.source[0] if link.source else link.span[0]
        return self.story.reading.sentence_of(at) == sentence

    def _keep(self, link: Link, entity: Entity, via: tuple[Source, ...], *, setting: bool) -> None:
        """Remember an interview: what the same source says next was said there too."""
        paragraph = self.story.reading.paragraph_of(link.span[0])
        if via and entity.kind is SourceKind.PERSON and (setting or self._told(link)):
            self.kept = (entity, via, paragraph, setting)
        elif self.kept and self.kept[0] is entity:
            self.kept = (entity, self.kept[1], paragraph, self.kept[3]) if via else None
        elif entity.kind in {SourceKind.PERSON, SourceKind.ANONYMOUS}:
            self.kept = None

    def _kept(self, link: Link, entity: Entity) -> tuple[Source, ...]:
        if self.kept is None or self.kept[0] is not entity:
            return ()
        away = self.story.reading.paragraph_of(link.span[0]) - self.kept[2]
        goes_on = away <= _PARAGRAPHS_KEPT if self.kept[3] else away == 0 and link.pronoun
        return self.kept[1] if goes_on else ()

    def _outer(self, link: Link) -> tuple[Source, ...]:
        """Return whose statement this one stands in: "Oren said the ambassador had told him …"."""
        at = (link.source or link.cue or link.content[0])[0] if (link.source or link.cue or link.content) else 0
        for other in self.links[max(0, link.number - 2) : link.number + 2]:
            whole = other.number > link.number  # "…, an official said, Axios reported"
            inside = other.entity is not link.entity and any(
                (s <= link.span[0] and link.span[1] <= e) if whole else s < at < e for s, e in other.content
            )
            if inside and other.source and other.entity and other.entity.kind in _PASSERS:
                return self._passer(other.entity, other.source)
        return ()
