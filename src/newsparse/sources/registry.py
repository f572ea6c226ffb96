"""Ties the mentions of people together: who bears a name in full, and whom a shorter form may mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import attrs

from newsparse.lexicon import Lexicon
from newsparse.names import PersonName, could_be_name, gender_of, names_match
from newsparse.segment import Range
from newsparse.sources.entities import Entity, fold
from newsparse.sources.reading import Reading, is_clitic
from newsparse.sources.shapes import adjectives, first_names
from newsparse.sources.trades import trade_of
from newsparse.types import SourceKind

__all__ = [
    "Registry",
    "Spans",
    "add_short_mentions",
    "called_bodies",
    "misspells",
    "name_start",
    "register",
    "settle_shared",
    "weigh",
]

_MOST_ALIKE = 8  # people of one family name who are told apart; where there are more, a last name decides nothing
_MOST_WORDS = 3
_MOST_FAMILIES = 200  # in a longer list of names some differ by a letter
_LONG = 6  # shorter names differ by a letter too often
_SPEAKS = ("spokesman", "spokeswoman", "spokesperson", "spokespeople")
Spans = dict[Range, tuple[int, tuple[int, ...]]]
"""Where a title and name stand → start of the name, numbers of people."""


@attrs.define(eq=False)
class Registry:
    """The people found so far, by every form that may mean them."""

    lexicon: Lexicon
    everyone: list[Entity] = attrs.field(factory=list)
    full: list[PersonName] = attrs.field(factory=list)
    by_family: dict[str, list[int]] = attrs.field(factory=dict)
    by_given: dict[tuple[str, str], int] = attrs.field(factory=dict)
    by_tail: dict[tuple[str, ...], list[int]] = attrs.field(factory=dict)

    def family(self, name: PersonName) -> str:
        """Return the last word of a family name, folded."""
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
        if not alike and name.title and not name.given and " " not in str(name.family):
            alike = [i for i in self.by_tail.get((family,), ()) if self.everyone[i].given == family]  # "Dame Philippa"
        if not alike and not given and len(self.by_family) <= _MOST_FAMILIES:
            alike = [i for other in self.by_family if misspells(family, other) for i in self.by_family[other]]
        return tuple(alike)

    def add(self, name: PersonName) -> int:
        """Enter somebody new and return the number."""
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
        for key in tails | heads | self._middle(name, given):
            same = self.by_tail.setdefault(key, [])
            if number not in same and len(same) <= _MOST_ALIKE:
                same.append(number)

    def _middle(self, name: PersonName, given: Sequence[str]) -> set[tuple[str, ...]]:
        """Return the first of two family names, by which some go: "Vallejo" of Ines Vallejo Prat."""
        last = str(name.given or "").rpartition(" ")[2]
        if len(given) < 2 or len(last.rstrip(".")) < 2 or last in first_names(self.lexicon):  # noqa: PLR2004
            return set()
        return {(given[-1],)} if (given[-1],) not in self.by_tail else set()

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


def misspells(word: str, other: str) -> bool:
    """Tell whether one letter too many, too few, wrong or out of place makes a long name of another one.

    >>> misspells("zelenksy", "zelensky"), misspells("iyengar", "iyngar"), misspells("rose", "roe")
    (True, True, False)
    """
    if min(len(word), len(other)) < _LONG or abs(len(word) - len(other)) > 1 or word[0] != other[0] or word == other:
        return False
    same = next((i for i, pair in enumerate(zip(word, other, strict=False)) if pair[0] != pair[1]), len(word))
    left, right = word[same:], other[same:]
    swapped = left[1:2] + left[:1] + left[2:]
    return right in {left[1:], swapped} or left[1:] in {right, right[1:]} or left == right[1:]


def _suffixes_agree(one: PersonName, other: PersonName) -> bool:
    """Tell whether "Jr." keeps two full names apart."""
    if not (one.given and other.given):
        return True
    return _generation(one) == _generation(other)


def _generation(name: PersonName) -> str:
    return (
        fold(name.name.rpartition(" ")[2]) if name.suffix and name.name.rpartition(" ")[2] != str(name.family) else ""
    )


def register(registry: Registry, found: list[PersonName], in_heading: set[int]) -> Spans:
    """Enter the names that are found: those in full first, so that the others find theirs."""
    spans: Spans = {}
    full = [name for name in found if name.given and name.start not in in_heading]
    heads = _heads(full)
    for name in sorted(full, key=lambda n: (n.start in heads, not n.sure)):
        same = _same_words(registry, name)
        if same is None:
            same = next(iter(registry.find(heads.get(name.start, name))), None)
        if same is None and not name.sure and str(name.given).split()[0].lower() in adjectives(registry.lexicon):
            continue  # "Swedish Prosecution"
        if same is not None and "-" not in str(name.given):
            registry.merge(same, name)
        spans[name.start, name.end] = (name_start(name), (registry.add(name) if same is None else same,))
    for name in found:
        if (name.start, name.end) in spans:
            continue
        numbers = registry.find(name)
        if not numbers and name.start not in in_heading and _is_new(registry, name):
            numbers = (registry.add(name),)
        if len(numbers) == 1:
            registry.merge(numbers[0], name)
        if numbers:
            spans[name.start, name.end] = (name_start(name), numbers)
    return spans


def _is_new(registry: Registry, name: PersonName) -> bool:
    """Tell whether a name of one word brings in somebody; "Mateo" of Mateo Pinter does not."""
    if name.title or name.given:
        return bool(name.title and not name.given)
    return name.sure and (registry.family(name),) not in registry.by_tail


def _heads(full: Sequence[PersonName]) -> dict[int, PersonName]:
    """Return the names that are the beginning of a longer one, by their start: "Galina Petrovna" (Sokolova)."""
    rows = {name.start: tuple(fold(f"{name.given} {name.family}").split()) for name in full}
    longer: dict[tuple[str, ...], PersonName | None] = {}
    for name in full:
        row = rows[name.start]
        for size in range(2, min(len(row), _MOST_WORDS + 1)):  # never the whole name
            known = longer.setdefault(row[:size], name)
            if known is not None and rows[known.start] != row:
                longer[row[:size]] = None  # two people begin so
    found = {name.start: longer.get(rows[name.start]) for name in full}
    return {start: name for start, name in found.items() if name is not None and not name.title}


def name_start(name: PersonName) -> int:
    """Return where a name begins behind its title."""
    return (name.given or name.family or name).start


def _same_words(registry: Registry, name: PersonName) -> int | None:
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
    glued = "-" in words[0] or words[0] in adjectives(registry.lexicon)
    return same[0] if glued and len(same) == 1 else None


def add_short_mentions(reading: Reading, registry: Registry, spans: Spans) -> None:
    """Add the mentions by last or first name alone."""
    taken = sorted(spans)
    openers = {key[0] for key in registry.by_tail if key}
    at = behind = 0
    for token in reading.cased:
        if token < behind or fold(reading.words[token]).rstrip(".") not in openers:
            continue
        start = reading.tokens[token][0]
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        if at < len(taken) and taken[at][0] <= start:
            continue
        folded = [fold(word).rstrip(".") for word in reading.words[token : token + _MOST_WORDS]]
        for size in range(len(folded), 0, -1):
            numbers = registry.by_tail.get(tuple(folded[:size]))
            if numbers and (size > 1 or could_be_name(reading.words[token], lexicon=reading.lexicon)):
                spans[start, reading.tokens[token + size - 1][1]] = (start, tuple(numbers))
                behind = token + size
                break


def called_bodies(reading: Reading, spans: Spans) -> set[int]:
    """Return the numbers of those who are called bodies, or have a spokesperson ("a spokesman for Marlow Quint")."""
    found: set[int] = set()
    for (start, end), (_, numbers) in spans.items():
        first, last = reading.tokens_of((start, end))
        behind = reading.lower[last : last + 2]
        if behind and is_clitic(behind[0]):
            behind = behind[1:]
        before = reading.lower[first - 2] if first > 1 and reading.lower[first - 1] in {"for", "of"} else ""
        spoken_for = before.startswith(_SPEAKS) or "".join(behind[:1]).startswith(_SPEAKS)
        if len(numbers) == 1 and (spoken_for or trade_of(reading, first, last)):
            found.add(numbers[0])
    return found


def weigh(registry: Registry, spans: Spans, called: set[int], is_person: Callable[[PersonName], bool]) -> set[int]:
    """Judge the names that nothing vouches for by how they are taken up: people go by the last name alone.

    Returns the ids of those that go by their first word alone, as bodies and places do, or are called bodies.
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
    for number in first.keys() - last.keys() - called:
        registry.everyone[number].sure |= is_person(registry.full[number])
    return {id(registry.everyone[n]) for n in (first.keys() | called) - last.keys() if not registry.everyone[n].sure}


def settle_shared(registry: Registry, spans: Spans) -> None:
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
