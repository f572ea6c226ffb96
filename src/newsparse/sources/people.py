"""The people of an article: every name in its longest form, and each shorter mention tied to it.

Imports lexicon, names, segment, types, reading, phrases, entities, roles.
"""

from __future__ import annotations

import bisect
import functools
import unicodedata

import attrs
import regex

from newsparse.lexicon import Lexicon
from newsparse.names import PersonName, could_be_name, find_names, gender_of, names_match, parse_name
from newsparse.segment import Range
from newsparse.sources.entities import Entity
from newsparse.sources.phrases import is_human
from newsparse.sources.reading import Reading, is_clitic
from newsparse.sources.roles import role_after, role_before, role_in_front
from newsparse.types import SourceKind, Span

__all__ = ["NameMention", "People", "find_people", "fold"]

_MOST_ALIKE = 8  # people of one family name who are told apart; where there are more, a last name decides nothing
_MOST_WORDS = 3
_HEADLINE_SHARE = 0.6
_SHORT_WORD = 3
_Spans = dict[Range, tuple[int, tuple[int, ...]]]  # title and name → start of the name, numbers of people
_LONGEST_HEADING = 200
_WORD_RE = regex.compile(r"[\p{L}\p{M}\p{N}'’‘.-]++")


@attrs.frozen
class NameMention:
    """A place where the article names somebody.

    Args:
        start: offset of the first character, titles included.
        end: offset behind the last.
        name: offset of the name itself, behind the title.
        people: whom it may name; several who share the name, in order of appearance.
    """

    start: int
    end: int
    name: int
    people: tuple[Entity, ...]


@attrs.frozen(eq=False)
class People:
    """The people of an article.

    Args:
        everyone: in order of appearance.
        mentions: in order.
    """

    everyone: tuple[Entity, ...]
    mentions: tuple[NameMention, ...]
    by_noun: dict[str, list[Entity]]

    @functools.cached_property
    def starts(self) -> list[int]:
        """Where the mentions start."""
        return [m.start for m in self.mentions]

    def within(self, span: Range) -> list[NameMention]:
        """Return the mentions that lie in *span*."""
        at = bisect.bisect_left(self.starts, span[0])
        found = []
        while at < len(self.mentions) and self.mentions[at].start < span[1]:
            if self.mentions[at].end <= span[1]:
                found.append(self.mentions[at])
            at += 1
        return found

    def ending_before(self, offset: int, *, reach: int) -> NameMention | None:
        """Return the last mention that ends at or before *offset*, at most *reach* characters away."""
        at = bisect.bisect_left(self.starts, offset) - 1
        if at >= 0 and self.mentions[at].end <= offset <= self.mentions[at].end + reach:
            return self.mentions[at]
        return None


@functools.lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Return a word in the form in which names are compared: no accents, no capitals.

    >>> fold("Michèle"), fold("O’Neill")
    ('michele', "o'neill")
    """
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


@functools.lru_cache(maxsize=8)
def _first_names(lexicon: Lexicon) -> frozenset[str]:
    return frozenset().union(*(lexicon.words(f"first_names.{e}") for e in ("male", "female", "either")))


@functools.lru_cache(maxsize=8)
def _not_people(lexicon: Lexicon) -> frozenset[str]:
    tables = ("agencies.agencies", "agencies.outlets", "powers.countries", "powers.bodies", "powers.seats")
    entries = (*tables, "powers.regions", "source_nouns.seats")
    return frozenset().union(*(lexicon.words(e) for e in entries))


@functools.lru_cache(maxsize=8)
def _adjectives(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(word.lower() for word in lexicon.words("powers.adjectives"))


def _is_body(name: str, lexicon: Lexicon, *, sure: bool) -> bool:
    """Tell whether a name-shaped stretch is a body, an outlet or a place; *sure*: it opens like a person's name."""
    words = name.split()
    if not sure and words[-1] in lexicon.words("source_nouns.place_or_family_words"):
        return True
    if words[0] in lexicon.words("source_phrases.place_openers") and len(words) == 2:  # noqa: PLR2004
        return True
    if name in _not_people(lexicon) or words[-1] in lexicon.words("source_nouns.place_words"):
        return True
    if words[-1] in lexicon.words("source_nouns.organization_words") | lexicon.words("source_nouns.media_words"):
        return True
    return words[0] in lexicon.words("source_nouns.organization_words") or " ".join(words[:2]) in _not_people(lexicon)


def _trimmed(text: str, found: PersonName, lexicon: Lexicon) -> PersonName:
    """Return a name without the words of a role or place that are glued to its front ("Florida Abby Dunn")."""
    begin = found.given.start if found.given else found.start
    words = [m.span() for m in _WORD_RE.finditer(text, begin, found.end)]
    cut = 0
    for i in range(1, len(words) - 1):
        before, word = text[slice(*words[i - 1])], text[slice(*words[i])]
        is_given = word.partition("-")[0] in _first_names(lexicon) and not (
            before in _first_names(lexicon) or len(before.strip(".")) == 1
        )
        if (
            is_human(before.lower(), lexicon)
            or before in _not_people(lexicon)
            or (is_given and i > cut and len(before) > 1)
        ):
            cut = i
    if len(words) > 1 and cut == 0 and len(words) > 2 and text[slice(*words[0])] in _not_people(lexicon):  # noqa: PLR2004
        cut = 1
    if not cut:
        return found
    start = words[cut][0]
    shorter = parse_name(text[start : found.end], lexicon=lexicon)
    return _moved(text, shorter, start) if shorter else found


def _moved(text: str, name: PersonName, by: int) -> PersonName:
    """Return a name that was read in a part of the text which begins at *by*."""

    def shift(part: Span | None) -> Span | None:
        return Span.of(text, part.start + by, part.end + by) if part else None

    return PersonName.of(
        text,
        name.start + by,
        name.end + by,
        name=name.name,
        title=shift(name.title),
        given=shift(name.given),
        family=shift(name.family),
        suffix=shift(name.suffix),
        sure=name.sure,
    )


def _is_heading(reading: Reading, paragraph: int) -> bool:
    """Tell whether a paragraph is printed like a headline: no stop, most longer words with capitals."""
    start, end = reading.segments.paragraphs[paragraph]
    text = reading.text
    if end - start > _LONGEST_HEADING or text[end - 1] in '.!?”"’:':
        return False
    words = [w for w in text[start:end].split() if w[0].isalpha() and len(w) > _SHORT_WORD]
    return len(words) > 2 and sum(w[0].isupper() for w in words) >= _HEADLINE_SHARE * len(words)  # noqa: PLR2004


@attrs.define(eq=False)
class _Registry:
    lexicon: Lexicon
    everyone: list[Entity] = attrs.field(factory=list)
    full: list[PersonName] = attrs.field(factory=list)
    by_family: dict[str, list[int]] = attrs.field(factory=dict)
    by_given: dict[tuple[str, str], int] = attrs.field(factory=dict)
    by_tail: dict[tuple[str, ...], list[int]] = attrs.field(factory=dict)

    def family(self, name: PersonName) -> str:
        return fold(str(name.family)).split()[-1]

    def find(self, name: PersonName) -> tuple[int, ...]:
        """Return the people whom a name may mean."""
        family = self.family(name)
        given = fold(str(name.given or "")).split()[:1]
        if given and (family, given[0]) in self.by_given:
            found = self.by_given[family, given[0]]
            return (found,) if _suffixes_agree(name, self.full[found]) else ()
        alike = [
            i
            for i in self.by_family.get(family, ())
            if names_match(name, self.full[i], lexicon=self.lexicon) and _suffixes_agree(name, self.full[i])
        ]
        return tuple(alike)

    def add(self, name: PersonName) -> int:
        number = len(self.everyone)
        given = fold(str(name.given or "")).split()
        family = self.family(name)
        entity = Entity(
            SourceKind.PERSON,
            name.name,
            sure=name.sure,
            given=given[0] if given else "",
            family=family,
            gender=gender_of(name, lexicon=self.lexicon),
            first=name.start,
        )
        self.everyone.append(entity)
        self.full.append(name)
        self._index(number, name)
        return number

    def _index(self, number: int, name: PersonName) -> None:
        given = fold(str(name.given or "")).split()
        family = fold(str(name.family)).split()
        bucket = self.by_family.setdefault(family[-1], [])
        if number not in bucket and len(bucket) <= _MOST_ALIKE:
            bucket.append(number)
        if given:
            self.by_given.setdefault((family[-1], given[0]), number)
        words = (*given, *family)
        tails = {words[-n:] for n in range(1, min(_MOST_WORDS, len(words)) + 1)} | {tuple(family[-_MOST_WORDS:])}
        heads = {tuple(given[:1]), tuple(given[:2])} - {()} if given and len(given[0].rstrip(".")) > 1 else set()
        for key in tails | heads:
            same = self.by_tail.setdefault(key, [])
            if number not in same and len(same) <= _MOST_ALIKE:
                same.append(number)

    def merge(self, number: int, name: PersonName) -> None:
        """Note one more form of a person's name; the longest is kept."""
        entity, full = self.everyone[number], self.full[number]
        entity.sure |= name.sure
        entity.gender = entity.gender or gender_of(name, lexicon=self.lexicon)
        entity.first = min(entity.first, name.start)
        longer = (bool(name.given), len(name.name.split()), name.name != name.name.upper(), len(name.name))
        if longer > (bool(full.given), len(full.name.split()), full.name != full.name.upper(), len(full.name)):
            entity.name, self.full[number] = name.name, name
            entity.given = fold(str(name.given or "")).split()[0] if name.given else entity.given
            self._index(number, name)


def _suffixes_agree(one: PersonName, other: PersonName) -> bool:
    """Tell whether "Jr." keeps two full names apart."""
    if not (one.given and other.given):
        return True
    return _generation(one) == _generation(other)


def _generation(name: PersonName) -> str:
    return (
        fold(name.name.rpartition(" ")[2]) if name.suffix and name.name.rpartition(" ")[2] != str(name.family) else ""
    )


def find_people(reading: Reading) -> People:
    """Return the people whom the article names, with every mention of each."""
    text, lexicon = reading.text, reading.lexicon
    heading = [_is_heading(reading, n) for n in range(len(reading.segments.paragraphs))]
    found = [_trimmed(text, name, lexicon) for name in find_names(text, lexicon=lexicon)]
    found = [name for name in found if not _is_body(text[_name_start(name) : name.end], lexicon, sure=name.sure)]
    in_heading = {name.start for name in found if heading[reading.paragraph_of(name.start)]}
    registry = _Registry(lexicon)
    spans = _register(registry, found, in_heading)
    _add_short_mentions(reading, registry, spans)
    _settle_shared(registry, spans)
    mentions = [
        NameMention(start, end, name, tuple(registry.everyone[n] for n in numbers))
        for (start, end), (name, numbers) in sorted(spans.items())
    ]
    _add_roles(reading, [m for m in mentions if not heading[reading.paragraph_of(m.start)]])
    bodies = _weigh(registry, spans)
    mentions = [m for m in mentions if not any(id(p) in bodies for p in m.people)]
    everyone = sorted(registry.everyone, key=lambda e: e.first)
    return People(tuple(everyone), tuple(mentions), _by_noun(everyone, lexicon))


def _register(registry: _Registry, found: list[PersonName], in_heading: set[int]) -> _Spans:
    """Enter the names that are found: those in full first, so that the others find theirs."""
    spans: _Spans = {}
    full = [name for name in found if name.given and name.start not in in_heading]
    for name in sorted(full, key=lambda n: not n.sure):
        same = _same_words(registry, name)
        if same is None:
            same = next(iter(registry.find(name)), None)
        if same is None and not name.sure and str(name.given).split()[0].lower() in _adjectives(registry.lexicon):
            continue  # "Swedish Prosecution"
        if same is not None and "-" not in str(name.given):
            registry.merge(same, name)
        spans[name.start, name.end] = (_name_start(name), (registry.add(name) if same is None else same,))
    for name in found:
        if (name.start, name.end) in spans:
            continue
        numbers = registry.find(name)
        if not numbers and name.title and not name.given and name.start not in in_heading:
            numbers = (registry.add(name),)
        if len(numbers) == 1:
            registry.merge(numbers[0], name)
        if numbers:
            spans[name.start, name.end] = (_name_start(name), numbers)
    return spans


def _by_noun(everyone: list[Entity], lexicon: Lexicon) -> dict[str, list[Entity]]:
    """Return the people by the nouns that they are called, and note on each what its roles say."""
    found: dict[str, list[Entity]] = {}
    for entity in everyone:
        for role in entity.roles:
            entity.nouns |= role.nouns
            entity.words |= role.words
            entity.affiliation = entity.affiliation or role.affiliation
        entity.gender = entity.gender or _gender_of_nouns(entity, lexicon)
        for noun in entity.nouns:
            found.setdefault(noun, []).append(entity)
    return found


def _name_start(name: PersonName) -> int:
    return (name.given or name.family or name).start


def _same_words(registry: _Registry, name: PersonName) -> int | None:
    """Return whom a name without a first name repeats: "Eriksson Ek" after "Joel Eriksson Ek"."""
    words = tuple(fold(name.name).split())
    particle = words[0] in registry.lexicon.words("name_parts.particles")
    if (name.sure and not particle) or len(words) < 2:  # noqa: PLR2004
        return None
    same = registry.by_tail.get(words[-_MOST_WORDS:], ())
    if len(same) == 1 and len(registry.full[same[0]].name.split()) > len(words):
        return same[0]
    # "Australian-born Assange": what is no name stands in front of one.
    same = registry.by_tail.get(words[-1:], ())
    glued = "-" in words[0] or words[0] in _adjectives(registry.lexicon)
    return same[0] if glued and len(same) == 1 else None


def _gender_of_nouns(entity: Entity, lexicon: Lexicon) -> str | None:
    for gender in ("female", "male"):
        if entity.nouns & lexicon.words(f"source_nouns.{gender}_nouns"):
            return gender
    return None


def _add_short_mentions(reading: Reading, registry: _Registry, spans: _Spans) -> None:
    """Add the mentions by last or first name alone."""
    taken = sorted(spans)
    folded = [fold(word).rstrip(".") for word in reading.words]
    openers = {key[0] for key in registry.by_tail if key}
    at, token, total = 0, 0, len(reading.tokens)
    while token < total:
        start = reading.tokens[token][0]
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        if at < len(taken) and taken[at][0] <= start:
            token += 1
            continue
        step = 1
        if folded[token] in openers and not reading.words[token].islower():
            for size in range(min(_MOST_WORDS, total - token), 0, -1):
                numbers = registry.by_tail.get(tuple(folded[token : token + size]))
                if numbers and (size > 1 or could_be_name(reading.words[token], lexicon=reading.lexicon)):
                    stop = reading.tokens[token + size - 1][1]
                    spans[start, stop] = (start, tuple(numbers))
                    step = size
                    break
        token += step


def _weigh(registry: _Registry, spans: _Spans) -> set[int]:
    """Judge the names that nothing vouches for by how they are taken up: people go by the last name alone.

    Returns the ids of those that go by their first word alone, as bodies and places do.
    """
    last: dict[int, int] = {}
    first: dict[int, int] = {}
    for (start, end), (_, numbers) in spans.items():
        if len(numbers) == 1 and not registry.everyone[numbers[0]].sure:
            full = registry.full[numbers[0]].name.split()
            for counts, word in ((last, full[-1]), (first, full[0])):
                if end - start == len(word) and len(full) > 1:
                    counts[numbers[0]] = counts.get(numbers[0], 0) + 1
    for number, times in last.items():
        registry.everyone[number].sure |= times > 1
    return {id(registry.everyone[n]) for n in first.keys() - last.keys() if not registry.everyone[n].sure}


def _settle_shared(registry: _Registry, spans: _Spans) -> None:
    """Leave a last name to whoever went by it before a second person of that name came in."""
    owners: dict[tuple[int, ...], int] = {}
    for span in sorted(spans):
        start, numbers = spans[span]
        if len(numbers) < 2:  # noqa: PLR2004
            continue
        known = [n for n in numbers if registry.everyone[n].first < start]
        if len(known) == 1:
            owners.setdefault(numbers, known[0])
        if numbers in owners:
            spans[span] = (start, (owners[numbers],))


def _add_roles(reading: Reading, mentions: list[NameMention]) -> None:
    """Note what stands beside each name; the name before it is where its role begins at the earliest."""
    behind = 0
    for mention in mentions:
        floor, behind = behind, reading.token_from(mention.end)
        if behind < len(reading.words) and is_clitic(reading.words[behind]):
            behind = reading.token_from(mention.start)  # "Lee's sister, Ida Moore"
        if len(mention.people) != 1 or len(mention.people[0].roles) >= _MOST_ALIKE:
            continue
        person = mention.people[0]
        first, last = reading.token_from(mention.name), reading.token_from(mention.end)
        for role in (
            role_before(reading, first, floor),
            role_after(reading, last),
            role_in_front(reading, first, last, floor),
        ):
            if role and (role.human or person.sure):
                person.add_role(role)
                person.sure = True
