"""Finds turns behind labels ("LENA RUIZ, ANCHOR: …", "Q: … A: …"), also where a label has its own line.

A list looks the same ("Where: …", "Price: …"). What tells turns is that labels come again, that at least two people
speak in sentences, and that labels are names of the text, or the letters of question and answer.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

import attrs
import regex

from newsparse.document import Document
from newsparse.names import normal_case, parse_name
from newsparse.segment import Range
from newsparse.statements import Origin, Statement
from newsparse.turns._introductions import interviewee
from newsparse.types import Source, SourceKind

__all__ = ["find_labelled"]

_FEWEST_TURNS, _FEWEST_SPEAKERS, _AGAIN = 3, 2, 2
_LABEL_RE = regex.compile(
    r"""
    [>*_\s]*+(?:\[[\d:.\s]{4,12}\]\s*)?[*_]*+                               # [02:50:05] **
    (?:(?P<letter>[QA])(?=[:.][*_]*\s)
      | (?P<name>\p{Lu}[\p{L}.'’-]*+(?:\s(?:(?:de|del|van|von|der|bin|al)\s)?\p{Lu}[\p{L}.'’-]*+){0,3})
        (?:,\s(?P<role>[\p{Lu}\p{N}][^:.?!\n]{1,80}))?
        (?:\s?\((?:voice-?over|on\scamera|ph|via\s\p{L}+|through\s\p{L}+)\))*)
    (?:[:.](?<!\p{L}{2}\.)[*_]*+\s++(?=\S) | :[*_]*+\s*+\Z)
    """,
    regex.VERBOSE,
)
_SENTENCE_RE = regex.compile(r"[.?!…—-][*_)\]’”\"]*\s*\Z")
_ASIDE_RE = regex.compile(
    r"[\s*_]*[(\[“\"«„]|\P{Ll}*\Z"
)  # "(SOUNDBITE OF MUSIC)", words in marks, a heading in capitals
_FEWEST_LABELLED = 2  # at least one of so many paragraphs has a label where turns go on without one
_MOST_PARAGRAPHS = 6  # without a label that go on with a turn
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_LETTERS = frozenset({"q", "a"})
_UNNAMED_RE = regex.compile(r"(?i:un(?:identified|known|named))\b")
_MARKED_RE = regex.compile(r"[\"“«„‘']")


@attrs.frozen
class _Turn:
    """A labelled paragraph: where the name of its speaker and its words stand, and by what it is told again."""

    name: Range
    content: tuple[Range, ...]
    key: str
    words: int


def _content(document: Document, number: int, start: int) -> tuple[Range, ...]:
    """Return the words behind a label: the rest of its paragraph, or the next one where nothing is left."""
    paragraphs = document.paragraphs
    if start < paragraphs[number][1]:
        return ((start, paragraphs[number][1]),)
    return paragraphs[number + 1 : number + 2]


def _labelled(document: Document) -> Iterator[tuple[int, _Turn]]:
    """Yield each labelled paragraph, with its number."""
    text = document.text
    labels = [_LABEL_RE.match(text, start, end) for start, end in document.paragraphs]
    for number, match in enumerate(labels):
        if not match or _MARKED_RE.match(text, match.end()):
            continue
        content = _content(document, number, match.end())
        if not content or (content[0][0] > match.end() and labels[number + 1]):
            continue  # a label without a turn
        name = match.span("letter") if match["letter"] else match.span("name")
        words = [word for word in text[slice(*name)].split() if word.strip(".").casefold() not in _SUFFIXES] or ["Jr"]
        yield number, _Turn(name, content, words[-1].casefold(), len(words))


def _goes_on(document: Document, number: int) -> bool:
    """Tell whether a paragraph without a label can go on with the turn before it."""
    bounds = document.paragraphs[number]
    ends = _SENTENCE_RE.search(document.text, *bounds)
    return ends is not None and "?" not in ends[0] and not _ASIDE_RE.match(document.text, *bounds)


def _with_rest(document: Document, turns: Sequence[tuple[int, _Turn]]) -> Iterator[_Turn]:
    """Yield the turns with the paragraphs between two labels that go on with the first, where most have labels."""
    numbers = [number for number, _ in turns]
    few = _FEWEST_LABELLED * len(numbers) < numbers[-1] - numbers[0]
    for (number, turn), following in zip(turns, [*numbers[1:], 0], strict=True):
        own = 1 if turn.content[0][0] < document.paragraphs[number][1] else 2  # a label may have its own line
        rest = range(number + own, number if few else following)
        going = itertools.takewhile(lambda n: _goes_on(document, n), rest) if len(rest) <= _MOST_PARAGRAPHS else ()
        yield attrs.evolve(turn, content=(*turn.content, *(document.paragraphs[n] for n in going)))


def _are_turns(text: str, turns: Sequence[_Turn], people: set[str]) -> bool:
    """Tell whether labels are those of people who talk to each other: some are sure to be *people*, or letters."""
    times = Counter(turn.key for turn in turns)
    if len(turns) < _FEWEST_TURNS or len(times) < _FEWEST_SPEAKERS:
        return False
    # Somebody speaks again: under the same label or the last name. Two full names with one last name are two people.
    labels = Counter(text[slice(*turn.name)] for turn in turns)
    if max(labels.values()) < _AGAIN and not any(turn.words == 1 and times[turn.key] >= _AGAIN for turn in turns):
        return False
    if people.isdisjoint(times) and not times.keys() >= _LETTERS:
        return False
    sentences = sum(_SENTENCE_RE.search(text, *turn.content[0]) is not None for turn in turns)
    return 2 * sentences > len(turns)


def _named_elsewhere(document: Document, keys: Collection[str]) -> dict[str, str]:
    """Return the names of two words in the text that end in some last names ("I’m Renee Montagne")."""
    words, found = document.words, dict[str, str]()
    for first, last in itertools.pairwise(words):
        if last.istitle() and first.istitle() and last.casefold() in keys and last.isalpha() and first.isalpha():
            found.setdefault(last.casefold(), f"{first} {last}")
    return found


def _full_names(document: Document, turns: Sequence[_Turn]) -> tuple[Mapping[str, str], set[str]]:
    """Return the fullest name for each key, and the keys of those that are sure to be people."""
    lexicon = document.lexicon
    full, known = _named_elsewhere(document, {turn.key for turn in turns}), set[str]()
    people = {key for key, elsewhere in full.items() if (name := parse_name(elsewhere, lexicon=lexicon)) and name.sure}
    for turn in turns:
        if turn.words < 2 or turn.key in known:  # noqa: PLR2004
            continue
        label = document.text[slice(*turn.name)]
        name = parse_name(label, lexicon=lexicon)
        if (name and name.sure) or label.lower().removeprefix("the ") in lexicon.words("titles.offices"):
            people.add(turn.key)
        if turn.key not in full or not name or name.given:  # of "Mr. Henry" and "Ed Henry" the latter
            full[turn.key] = name.name if name else normal_case(label, lexicon=lexicon)
            known.add(turn.key)
    return full, people


def _speaker(document: Document, turn: _Turn, full: Mapping[str, str], answers: str | None) -> Source | None:
    """Return who speaks in a turn; who answers behind "A" is whoever is interviewed."""
    text = document.text
    if turn.key == "a" and answers:
        return Source.of(text, *turn.name, kind=SourceKind.PERSON, name=answers)
    if turn.key not in full:
        return None
    if _UNNAMED_RE.match(text, *turn.name):
        return Source.of(text, *turn.name, kind=SourceKind.ANONYMOUS, name=full[turn.key].lower())
    return Source.of(text, *turn.name, kind=SourceKind.PERSON, name=full[turn.key])


def find_labelled(document: Document) -> list[Statement]:
    r"""Return the labelled turns of a text as statements with their speakers, in order; none where it is no transcript.

    >>> from newsparse.document import cut
    >>> text = "ADA LEE, HOST:\n\nIs it safe?\n\nBO HOLT: It is.\n\nWe looked.\n\nLEE: Since when?"
    >>> [(turn.speaker.name, len(turn.content)) for turn in find_labelled(cut(text))]
    [('Ada Lee', 1), ('Bo Holt', 2), ('Ada Lee', 1)]
    """
    labelled = list(_labelled(document))
    if len(labelled) < _FEWEST_TURNS:
        return []
    full, people = _full_names(document, [turn for _, turn in labelled])
    turns = [(number, turn) for number, turn in labelled if turn.key in full or turn.key in _LETTERS]
    if not _are_turns(document.text, [turn for _, turn in turns], people):
        return []
    asked = any(turn.key == "a" for _, turn in turns)
    person = interviewee(document, turns[0][1].name[0]) if asked else None
    return [
        Statement(
            turn.name,
            None,
            turn.content,
            origin=Origin.TURN,
            speaker=_speaker(document, turn, full, person.name if person else None),
        )
        for turn in _with_rest(document, turns)
    ]
