"""Finds the turns of interviews and transcripts: speech behind a label ("LENA RUIZ, ANCHOR: …", "Q: … A: …").

A list looks the same ("Where: …", "Price: …"). What tells turns is that labels come again, that at least two people
speak in sentences, and that labels are names of the text, or the letters of question and answer.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

import attrs
import regex

from newsparse.document import Document
from newsparse.names import normal_case
from newsparse.segment import Range
from newsparse.statements import Origin, Statement
from newsparse.types import Source, SourceKind

__all__ = ["find_turns"]

_FEWEST_TURNS, _FEWEST_SPEAKERS, _AGAIN = 3, 2, 2
_LABEL_RE = regex.compile(
    r"""
    [>*_\s]*+(?:\[[\d:.\s]{4,12}\]\s*)?[*_]*+                               # [02:50:05] **
    (?:(?P<letter>[QA])(?=[:.][*_]*\s)
      | (?P<name>\p{Lu}[\p{L}.'’-]*+(?:\s(?:(?:de|del|van|von|der|bin|al)\s)?\p{Lu}[\p{L}.'’-]*+){0,3})
        (?:,\s(?P<role>[\p{Lu}\p{N}][^:.?!\n]{1,80}))?
        (?:\s?\((?:voice-?over|on\scamera|ph|via\s\p{L}+|through\s\p{L}+)\))*)
    [:.](?<!\p{L}{2}\.)[*_]*+\s++(?=\S)
    """,
    regex.VERBOSE,
)
_SENTENCE_RE = regex.compile(r"[.?!…—-][*_)\]’”\"]*\s*\Z")
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
_MARKED_RE = regex.compile(r"[\"“«„‘']")


@attrs.frozen
class _Turn:
    """A paragraph behind a label: where the name of its speaker and its words stand, and by what it is told again."""

    name: Range
    content: Range
    key: str
    words: int


def _labelled(document: Document) -> Iterator[_Turn]:
    text = document.text
    for start, end in document.paragraphs:
        match = _LABEL_RE.match(text, start, end)
        if not match or _MARKED_RE.match(text, match.end()):
            continue
        name = match.span("letter") if match["letter"] else match.span("name")
        words = [word for word in text[slice(*name)].split() if word.strip(".").casefold() not in _SUFFIXES] or ["Jr"]
        yield _Turn(name, (match.end(), end), words[-1].casefold(), len(words))


def _are_turns(text: str, turns: Sequence[_Turn]) -> bool:
    """Tell whether labels are those of people who talk to each other."""
    times = Counter(turn.key for turn in turns)
    if len(turns) < _FEWEST_TURNS or len(times) < _FEWEST_SPEAKERS:
        return False
    # Somebody speaks again: under the same label or the last name. Two full names with one last name are two people.
    labels = Counter(text[slice(*turn.name)] for turn in turns)
    if max(labels.values()) < _AGAIN and not any(turn.words == 1 and times[turn.key] >= _AGAIN for turn in turns):
        return False
    sentences = sum(_SENTENCE_RE.search(text, *turn.content) is not None for turn in turns)
    return 2 * sentences > len(turns)


def _named_elsewhere(document: Document, keys: Collection[str]) -> dict[str, str]:
    """Return the names of two words in the text that end in some last names ("I’m Renee Montagne")."""
    words, found = document.words, dict[str, str]()
    for first, last in itertools.pairwise(words):
        if last.istitle() and first.istitle() and last.casefold() in keys and last.isalpha() and first.isalpha():
            found.setdefault(last.casefold(), f"{first} {last}")
    return found


def find_turns(document: Document) -> list[Statement]:
    r"""Return the turns of a text as statements with their speakers, in order; none where it is no transcript.

    >>> from newsparse.document import cut
    >>> text = "LENA RUIZ, ANCHOR: Is it safe?\n\nOMAR PITT: It is.\n\nRUIZ: Since when?"
    >>> [(turn.speaker.name, text[slice(*turn.content[0])]) for turn in find_turns(cut(text))]
    [('Lena Ruiz', 'Is it safe?'), ('Omar Pitt', 'It is.'), ('Lena Ruiz', 'Since when?')]
    """
    labelled = list(_labelled(document))
    text, lexicon = document.text, document.lexicon
    full: dict[str, str] = {}
    for turn in labelled:
        if turn.words > 1:
            full.setdefault(turn.key, normal_case(text[slice(*turn.name)], lexicon=lexicon))
    if len(labelled) >= _FEWEST_TURNS:
        full = _named_elsewhere(document, {turn.key for turn in labelled}) | full
    turns = [turn for turn in labelled if turn.key in full or turn.key in {"q", "a"}]
    if not _are_turns(text, turns):
        return []
    return [
        Statement(
            turn.name,
            None,
            (turn.content,),
            origin=Origin.TURN,
            speaker=Source.of(text, *turn.name, kind=SourceKind.PERSON, name=full[turn.key])
            if turn.key in full
            else None,
        )
        for turn in turns
    ]
