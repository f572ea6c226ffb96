"""Says through whom a statement reached the story, by the words of its own sentence.

"told Reuters", "according to the affidavit", "in an interview with OK!", "Axios reported, citing four officials".
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Callable, Iterator, Sequence

import attrs
import regex

from newsparse.segment import Range
from newsparse.sources.bodies import bare, body_kind, outlet_name
from newsparse.sources.discourse import Discourse
from newsparse.sources.entities import Entity, fold
from newsparse.sources.naming import full_outlet_name
from newsparse.sources.publishers import RUN
from newsparse.sources.reading import is_clitic
from newsparse.sources.resolution import resolve
from newsparse.sources.shapes import adjectives
from newsparse.types import Source, SourceKind

__all__ = ["Chains", "Link"]

_PASSED_RE = regex.compile(
    r"""
    (?:\b(?P<how>[Aa]ccording\ to|[Pp]er(?!\ cent)|(?:[Aa]s\ )?(?:first\ )?(?:reported|quoted|cited)\ by)
      |(?:[,”"]|\b[Aa]s)\ (?P<verb>reports|reported|writes)|\b(?P<through>via))\ (?P<who>[^,;:“”"()\n]{2,90}?)
    (?=\ as\ saying|\ on\ (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\ in\ an?\b|[,;:“”"()\n]|\.(?!\d)|$)
    """,
    regex.VERBOSE,
)
_CITES_RE = regex.compile(r"\b(?:cit(?:ed|es|ing)|quot(?:ed|es|ing)|told\ by)\s*+$", regex.IGNORECASE)
_SUBJECT_RE = regex.compile(r",\s(?P<who>[^,.;“”\"\n]{2,60}?)\s(?:reports?|reported|said|says|wrote|writes)\b")
_CITING_RE = regex.compile(r"\A[\s“‘]*Citing\s*+$")
_TELL_RE = regex.compile(r"\b(?:told|tells?|telling|informed|spoke\ to|spoke\ with|speaking\ to)\b", regex.IGNORECASE)
_NOUN = (
    r"(?:newspaper|agency|website|site|magazine|broadcaster|channel|paper|daily|network|station|affiliate|outlet"
    r"|tabloid|portal|weekly|show|program|programme|podcast)"
)
_MARK = r"(?:``\ ?|[“\"‘'])?"
_OUTLET = rf"(?:(?:the|an?|its|his|her|their)\ )?(?:(?:[\p{{L}}\p{{N}}’'.-]++\ ){{0,4}}{_NOUN}\ )?{_MARK}(?P<who>{RUN})"
"""An outlet as it is named: "CNN affiliate KTVT", "US TV network Fox News", "the “Today” show"."""
_RECIPIENT_RE = regex.compile(rf"\ (?!its|his|her|their)(?:to\ |with\ )?{_OUTLET}")
_OUTLET_RE = regex.compile(_OUTLET)
_CALL_SIGN_RE = regex.compile(r"[KW]\p{Lu}{2,3}(?:-(?:TV|FM|AM))?")
_DAYS = frozenset({"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
_PROGRAMME_RE = regex.compile(r"\ programm?e?\b")
_HOSTED_RE = regex.compile(rf"\ {RUN}\b(?:of|on|from|for|at)\ {_OUTLET}")
_LATER_RE = regex.compile(  # what stands behind an outlet's name: a day, the next sentence
    r"\ (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b.*|(?<=\p{L}{3})\.\ .*", regex.DOTALL
)
_OWNS_RE = regex.compile(r"[’']\ ?s\b")
_FOR_RE = regex.compile(rf"\ ?(?:for|in|on|to)\ (?P<mark>(?=(?:the\ )?[“\"‘'`]))?{_OUTLET}")
_TALK = r"(?:interview|conversation|sit-down|appearance)"
_SETTING_RE = regex.compile(
    rf"""
    \b(?:(?P<talk>{_TALK}[^.;“”"\n]{{0,40}}?\b(?:with|on|by|to|in|for)
        |[Ss]peaking[^.;“”"\n]{{0,20}}?\b(?:to|with|on|for)
        |appear(?:ing|ed)\ on)
      |[Ss]poke[^.;“”"\n]{{0,20}}?\b(?:to|with|on|for)
      |(?:op-ed|column|article|essay|piece|profile)\ (?:for|in)|[Ww]riting\ in
      |(?:statement|e?-?mail|letter|comment|remarks?)\ to
      |(?:seen|obtained|published|reviewed|released|aired|cited|provided)\ by
      |(?:on|in|for|of)(?=\ (?:the\ |his\ |her\ |their\ |a\ )?[“"]?(?:{RUN})(?:podcast|radio\ show|talk\ show)\b))
    \ {_OUTLET}(?P<noun>(?:podcast|radio\ show|talk\ show)\b)?
    |\b(?:a|an|the|his|her|[’']s)\ (?P<own>{RUN}){_TALK}\b
    """,
    regex.VERBOSE,
)
_SETTING_WORDS = (
    *("interview", "conversation", "sit-down", "appear", "peaking ", "poke ", "op-ed", "column ", "article ", "essay "),
    *(
        "piece ",
        "profile ",
        "riting in",
        "statement ",
        "mail ",
        "letter ",
        "comment ",
        "remark",
        "n by ",
        "ed by ",
        "podcast",
    ),
    *("radio show", "talk show"),
)
_PASSED_WORDS = ("ccording to", "per ", "Per ", "ed by", " reports", " reported", " writes", "via ")
_AIRED = frozenset({"podcast", "scanner", "show", "agency"})
_SEEN = frozenset({"seen", "obtained", "published", "reviewed", "viewed", "aired"})
_NEAR = 6
_BETWEEN = 3  # a comma and marks may stand between "According to Reuters" and who said it
_WINDOW = 320
_BESIDE = 110
_PASSERS = frozenset({SourceKind.MEDIA, SourceKind.PERSON})


def _matches_near(pattern: regex.Pattern[str], words: Sequence[str], text: str) -> Iterator[regex.Match[str]]:
    """Yield the matches in the lines that have one of some words: a match needs one, and to look for them is cheap."""
    start = 0
    there = [word for word in words if word in text]
    for line in text.split("\n") if there else ():
        end = start + len(line)
        if any(word in line for word in there):
            yield from pattern.finditer(text, start, end)
        start = end + 1


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

    def tells(self, at: int) -> bool:
        """Tell whether an offset lies in the content."""
        return any(start <= at < end for start, end in self.content)


@attrs.frozen(eq=False)
class Chains:
    """Says for each statement who passed it on.

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

    def via(self, link: Link) -> tuple[Source, ...]:
        """Return who passed the statement on, nearest to the reader first."""
        entity = link.entity
        stated = (self._in_source, self._told, self._citing, self._beside, self._setting, self._of_cited, self._outer)
        found = next((via for way in stated if (via := way(link))), ())
        if entity is None:
            return found
        found = tuple(s for s in found if s.name != entity.name or not s.name)
        if not entity.via:
            entity.via = self._citing(link)
        return found

    def _outlet(self, span: Range, *, told: bool = False) -> tuple[Source, ...]:
        """Return the outlet that *span* names as a source, nothing where it names none or the publisher."""
        text = self.story.reading.text
        name, sure = self._printed(span)
        if not (sure or self._is_outlet(name) or (told and self._may_be_outlet(name, span))):
            return ()
        full = full_outlet_name(self.story, name) or bare(name)
        if name.startswith(f"{full} "):
            full = bare(name)  # "BBC News NI"
        if not {fold(bare(full)), fold(bare(name))}.isdisjoint(self.own):
            return ()
        return (Source.of(text, span[0], span[0] + len(name), kind=SourceKind.MEDIA, name=full),)

    def _printed(self, span: Range) -> tuple[str, bool]:
        """Return the name at *span* without what does not belong to it, and whether it is surely an outlet's."""
        text = self.story.reading.text
        person = next((m for m in self.story.people.within(span) if m.start > span[0] > m.people[0].first), None)
        if person is not None and outlet_name(text[span[0] : person.start].strip(), self.story.reading.lexicon):
            span = span[0], person.start  # "told the Mirror Kim would"
        name = _LATER_RE.sub("", text[slice(*span)]).rstrip(" .’'")
        name = name.removesuffix("'s").removesuffix("’s").removesuffix("’ s")
        if name.endswith((" on", " in", " and", " of", " the", " From")):
            name = name.rpartition(" ")[0]
        owner = _OWNS_RE.split(name)[0]
        if owner == name or not self._is_outlet(owner):
            return name, False
        programme = _PROGRAMME_RE.match(text, span[0] + len(name))
        return name + programme.group() if programme else owner, True  # "told CNN's Anderson Cooper"

    def _may_be_outlet(self, name: str, span: Range) -> bool:
        """Tell whether whoever was told may be an outlet: "told Deadline", not "told Lee" or "told Congress"."""
        lexicon = self.story.reading.lexicon
        if _CALL_SIGN_RE.fullmatch(name):
            return True
        known = name in _DAYS or name in lexicon.words("powers.countries") or name.lower() in adjectives(lexicon)
        known = known or body_kind(name, lexicon) is not None
        return not (known or _OWNS_RE.search(name) or self.story.people.within(span))

    def _is_outlet(self, name: str) -> bool:
        """Tell whether a name is known as that of an outlet, or shown to be by the article."""
        if full_outlet_name(self.story, name) or fold(bare(name)) in self.story.bodies.outlets:
            return True
        return body_kind(name, self.story.reading.lexicon) is SourceKind.MEDIA

    def _in_source(self, link: Link) -> tuple[Source, ...]:
        """Return the outlet inside the mention: "Wee of the Times", "a dispatcher on police radio", "Axios sources"."""
        if link.source is None or link.pronoun or link.entity is None or link.entity.kind is SourceKind.MEDIA:
            return ()
        words = self.story.reading.words
        first, last = self.story.reading.tokens_of(link.source)
        last = next((i for i in range(first, last) if words[i] in {",", "("}), last)
        return self._behind_head(link.entity, first, last) or self._before_head(link, first, last)

    def _behind_head(self, entity: Entity, first: int, last: int) -> tuple[Source, ...]:
        """Return the outlet behind the head: "Wee of the Times", "a dispatcher on police radio"."""
        reading = self.story.reading
        words, lower = reading.words, reading.lower
        for i in range(first + 1, last - 1):
            seen = lower[i] == "by" and lower[i - 1] in _SEEN
            if lower[i] not in {"of", "for", "on", "with", "from"} and not seen:
                continue
            begin = i + 1 + (lower[i + 1] == "the" and i + 2 < last)
            end = begin
            while end < last and words[end][0].isupper():
                end += 1
            if end == begin:
                continue
            span = reading.span_of(begin, end)
            found = self._outlet(span)
            owner = end < last and is_clitic(words[end])  # "by the People's Bank"
            if found and not owner and (lower[i] != "for" or entity.kind is SourceKind.PERSON):
                return found
            aired = (reading.lexicon.words("source_nouns.media") | _AIRED).intersection(lower[end : min(last, end + 2)])
            name = reading.text[slice(*span)]
            if lower[i] == "on" and aired and fold(name) not in self.own:
                return (Source.of(reading.text, *span, kind=SourceKind.MEDIA, name=name),)
        return ()

    def _before_head(self, link: Link, first: int, last: int) -> tuple[Source, ...]:
        """Return the outlet in front of the head: "the Axios sources", "according to NPR's Feng"."""
        reading = self.story.reading
        begin = first + (reading.lower[first] == "the")
        unnamed = link.entity is not None and link.entity.kind is SourceKind.ANONYMOUS
        for i in range(begin, last - 1):
            owned = link.cue is None and not link.content and is_clitic(reading.words[i + 1])
            if owned or (unnamed and reading.lower[i + 1] in {"source", "sources"}):
                found = self._outlet(reading.span_of(begin, i + 1))
                if found:
                    return found
        return ()

    def _told(self, link: Link) -> tuple[Source, ...]:
        """Return the outlet that was told: behind "told", or behind "reports for"."""
        if link.cue is None:
            return ()
        text = self.story.reading.text
        start, end = link.cue
        tells = _TELL_RE.search(text, start, end)
        if tells:
            recipient = _RECIPIENT_RE.match(text, tells.end())
            found = self._outlet(recipient.span("who"), told=True) if recipient else ()
            hosted = None if found else _HOSTED_RE.match(text, tells.end())
            return self._outlet(hosted.span("who")) if hosted else found
        reports = _FOR_RE.match(text, end, end + _BESIDE)
        return self._outlet(reports.span("who"), told=reports["mark"] is not None) if reports else ()

    def _citing(self, link: Link) -> tuple[Source, ...]:
        """Return who cites the source: "Axios reported, citing four officials", "He quoted his source as saying"."""
        if link.source is None:
            return ()
        return self._citer(link.source[0], link.entity, link.number) or self._behind_cited(link, link.source)

    def _behind_cited(self, link: Link, source: Range) -> tuple[Source, ...]:
        """Return whom the verb has as its subject behind those cited: "Citing officials, the Yonhap agency reports"."""
        text = self.story.reading.text
        start = self.story.reading.sentences[self.story.reading.sentence_of(source[0])][0]
        subject = _SUBJECT_RE.match(text, source[1])
        if subject is None or not _CITING_RE.search(text, start, source[0]):
            return ()
        return self._named_by(subject.span("who"), link)

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

    def _of_cited(self, link: Link) -> tuple[Source, ...]:
        """Return who cites an unnamed source further up: "citing four officials. …, one official said"."""
        entity = link.entity
        own = entity is not None and (entity.via or entity.cited is not None)
        group = entity.group if entity and entity.group and not own else entity
        if group is not None and group.via:
            return group.via
        if group is None or group.cited is None or group.kind not in {SourceKind.ANONYMOUS, SourceKind.GROUP}:
            return ()
        number = bisect.bisect_left(self._places, group.cited)
        found = self._citer(group.cited, group, number)
        for other in self.links[max(0, number - _NEAR) : number + _NEAR]:
            if not found and other.tells(group.cited) and other.entity is not group and other.source and other.entity:
                found = self._passer(other.entity, other.source) if other.entity.kind in _PASSERS else ()
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
        if link.entity and link.entity.kind is SourceKind.MEDIA:
            return ()
        first = min(r[0] for r in (link.source, link.cue) if r) if link.source or link.cue else 0
        last = max(r[1] for r in (link.source, link.cue) if r) if link.source or link.cue else 0
        for match in self._matches(self._passed, link):
            near = last <= match.start() + 1 or 0 <= first - match.end("who") <= _BETWEEN or match["how"] == "quoted by"
            if not near or (link.cue and match.start() == link.cue[0]):
                continue
            if match["how"]:
                found = self._named_by(match.span("who"), link)
            else:
                outlet = _OUTLET_RE.match(self.story.reading.text, match.start("who"))
                found = self._outlet(outlet.span("who")) if outlet else ()
            if found:
                return found
        return ()

    def _matches(self, found: Sequence[regex.Match[str]], link: Link) -> Iterator[regex.Match[str]]:
        """Yield the matches that stand in the sentence of a statement, and not in its source, content or speech."""
        if link.cue is None and link.source is None:
            return
        reading = self.story.reading
        anchor = link.cue or link.source or link.span
        sentence = reading.sentences[reading.sentence_of(anchor[1] - 1)]
        at = bisect.bisect_left(found, sentence[0], key=lambda match: match.start())
        for match in found[at:]:
            start = match.start()
            if start >= sentence[1]:
                return
            names_source = link.source is not None and start < link.source[1] and match.end() > link.source[0]
            if not (names_source or link.tells(start) or reading.is_quoted(start)):
                yield match

    def _named_by(self, span: Range, link: Link) -> tuple[Source, ...]:
        """Return who is named at *span* behind "according to" and the like."""
        reading = self.story.reading
        entity = resolve(self.story, span)
        if entity is None or entity is link.entity:
            return ()
        inner = self._in_source(Link(span, None, (), entity, pronoun=False, number=-1))
        if entity.kind is SourceKind.PERSON and entity.name:
            return (*inner, *self._passer(entity, span))
        if inner:
            return inner
        outlet = _OUTLET_RE.match(reading.text, *span)
        named = self._outlet(outlet.span("who")) if outlet else ()
        return named or self._passer(entity, span)

    def _setting(self, link: Link) -> tuple[Source, ...]:
        """Return the outlet of the interview, podcast or guest column in which it was said."""
        reading = self.story.reading
        if link.entity is None or link.entity.kind is SourceKind.MEDIA:
            return ()
        for match in self._matches(self._settings, link):
            if match["noun"]:
                span = (match.start("who"), match.end("noun"))
                name = " ".join(reading.text[slice(*span)].split())
                return (Source.of(reading.text, *span, kind=SourceKind.MEDIA, name=name),)
            found = self._outlet(match.span("who") if match["who"] else match.span("own"), told=bool(match["talk"]))
            if found:
                return found
        return ()

    @functools.cached_property
    def _settings(self) -> list[regex.Match[str]]:
        """Where the article names an outlet in which something may be said."""
        return list(_matches_near(_SETTING_RE, _SETTING_WORDS, self.story.reading.text))

    @functools.cached_property
    def _passed(self) -> list[regex.Match[str]]:
        """Where the article names somebody who may have passed something on."""
        return list(_matches_near(_PASSED_RE, _PASSED_WORDS, self.story.reading.text))

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
