"""Reads what courts and other bodies hear: "The court heard that …", "…, an inquest was told.", "she told the jury …".

Court reports give evidence as what the hearing heard, often without saying whose it was; in American news, on which the
tagger is trained, this is rare, and so are clauses without "that" behind such a hearer. The bodies that hear are the
lexicon's ``source_nouns.hearers``.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence

import attrs

from newsparse.attribution._choosing import RULE_SCORE, characters, is_touched
from newsparse.document import Document
from newsparse.lexicon.word_classes import (
    ADVERB,
    AUXILIARY,
    CAPITALIZED,
    CUE,
    IN_PHRASE,
    PREPOSITION,
    PRONOUN,
    word_class,
    word_classes,
)
from newsparse.segment import Range
from newsparse.statements import Statement

__all__ = ["add_heard"]

_LONGEST_SUBJECT, _LONGEST_ADJUNCT, _SHORTEST_CONTENT, _LONGEST_CONTENT = 10, 6, 3, 120
_HEARD, _TOLD = frozenset({"heard", "hears"}), frozenset({"was", "were", "is", "are", "been"})
_TELLS = frozenset({"told", "tells", "telling"})
_VERBS = _HEARD | _TELLS
_OPENERS = frozenset({"that", "how"})


@attrs.frozen
class _Hearing:
    """A statement that a body heard, as half-open ranges of tokens."""

    source: Range
    cue: Range
    content: tuple[Range, ...]


@attrs.frozen
class _Sentence:
    """The tokens of a sentence without its stop, with their classes."""

    words: Sequence[str]
    tags: Sequence[str]
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.words)

    def moved(self, first: int, last: int) -> Range:
        return self.start + first, self.start + last


def _phrase_end(sentence: _Sentence, first: int, most: int) -> int:
    """Return the token behind the phrase that begins at a token: nouns, names and what goes with them."""
    stop = min(first + most, len(sentence.words))
    return next((i for i in range(first, stop) if sentence.tags[i] not in IN_PHRASE), stop)


def _cue(sentence: _Sentence, at: int) -> int | None:
    """Return where the cue begins whose last word stands at a token: "heard", "was told"."""
    words = sentence.words
    if words[at] in _HEARD:
        return at
    return at - 1 if at and words[at] == "told" and words[at - 1] in _TOLD else None


def _subject(sentence: _Sentence, cue: int, hearers: frozenset[str]) -> Range | None:
    """Return the noun group before a cue, if it is a body that hears evidence."""
    last = cue
    while last and sentence.tags[last - 1] in (AUXILIARY, ADVERB):
        last -= 1
    first = last
    while first and last - first < _LONGEST_SUBJECT and sentence.tags[first - 1] in IN_PHRASE:
        first -= 1
    group = [word.lower() for word in sentence.words[first:last]]
    return (first, last) if not hearers.isdisjoint(group) and sentence.tags[first] != PREPOSITION else None


def _clause(sentence: _Sentence, first: int) -> int | None:
    """Return where the clause begins that a cue reports, behind adjuncts of the cue ("on Tuesday that …")."""
    words, tags = sentence.words, sentence.tags
    behind = _phrase_end(sentence, first, _LONGEST_ADJUNCT)
    behind = next((i for i in range(first, behind) if words[i] in _OPENERS), behind)
    opens = behind < len(words) and (words[behind] in _OPENERS or tags[behind] == PRONOUN)
    if opens and (behind == first or tags[first] == PREPOSITION):
        return behind
    if first == len(words) or tags[first] == PREPOSITION:
        return None
    verb = _phrase_end(sentence, first, _LONGEST_SUBJECT)
    return first if first < verb < len(words) and tags[verb] in (AUXILIARY, CUE) else None


def _hearing(sentence: _Sentence, at: int, hearers: frozenset[str]) -> _Hearing | None:
    """Return what is heard by the verb at a token, if it is one that stands for a statement."""
    cue = _cue(sentence, at)
    source = _subject(sentence, cue, hearers) if cue else None
    if cue is None or source is None:
        return None
    behind = at + 1
    begins = _clause(sentence, behind)
    if begins is not None:
        pieces = [(begins, min(begins + _LONGEST_CONTENT, len(sentence.words)))]
    elif source[0] > _SHORTEST_CONTENT and sentence.words[source[0] - 1] == ",":
        stop = _phrase_end(sentence, behind, _LONGEST_ADJUNCT)
        if stop > behind and sentence.tags[behind] not in (PREPOSITION, CAPITALIZED):
            return None
        if stop < len(sentence.words) and sentence.words[stop] != ",":
            return None
        last = min(stop + 1 + _LONGEST_CONTENT, len(sentence.words))
        pieces = [(max(0, source[0] - 1 - _LONGEST_CONTENT), source[0] - 1), (stop + 1, last)]
    else:
        return None
    content = tuple(sentence.moved(*piece) for piece in pieces if piece[1] - piece[0] >= 1)
    long_enough = sum(end - start for start, end in content) >= _SHORTEST_CONTENT
    return _Hearing(sentence.moved(*source), sentence.moved(cue, at + 1), content) if long_enough else None


def _sentences(document: Document) -> Iterator[_Sentence]:
    """Yield the sentences in which a body may hear something."""
    hearers, classes = document.lexicon.words("source_nouns.hearers"), word_classes(document.lexicon)
    for sentence in document.sentences:
        first, end = document.tokens_of(sentence)
        words = document.words[first : end - (document.words[end - 1] == ".")]
        if not _VERBS.isdisjoint(words) and not hearers.isdisjoint(word.lower() for word in words):
            yield _Sentence(words, [word_class(word, classes) for word in words], first)


def _behind_hearer(sentence: _Sentence, first: int, hearers: frozenset[str]) -> int | None:
    """Return where the clause begins behind a body that is told it, whose name begins at a token."""
    group = range(first, _phrase_end(sentence, first, _LONGEST_SUBJECT))
    hearer = next((i for i in group if sentence.words[i].lower() in hearers), None)
    return None if hearer is None else _clause(sentence, hearer + 1)


def _without_hearer(
    document: Document, sentence: _Sentence, statement: Statement, hearers: frozenset[str]
) -> Statement:
    """Return a statement whose content begins behind the body that is told it: "told the court she had rung"."""
    first = document.token_from(statement.start) - sentence.start
    if not 0 < first < len(sentence.words) or sentence.words[first - 1] not in _TELLS:
        return statement
    begins = _behind_hearer(sentence, first, hearers)
    if begins is None:
        return statement
    start = document.starts[sentence.start + begins]
    content = tuple((max(start, low), high) for low, high in statement.content if high > start)
    return attrs.evolve(statement, content=content) if content else statement


def add_heard(document: Document, statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements with those that a court or other body heard and the tagger missed, in order.

    A body that is told something stands in no content: of "told the court she had rung" it is "she had rung".
    """
    hearers = document.lexicon.words("source_nouns.hearers")
    by_cue = {statement.cue: statement for statement in statements if statement.cue}
    cues = sorted(by_cue)
    for sentence in _sentences(document):
        [(start, end)] = characters(document, [(sentence.start, sentence.end)])
        for cue in cues[bisect.bisect(cues, (start, start)) : bisect.bisect(cues, (end, end))]:
            by_cue[cue] = _without_hearer(document, sentence, by_cue[cue], hearers)
        for at in range(len(sentence.words)):
            hearing = _hearing(sentence, at, hearers) if sentence.words[at] in _VERBS else None
            if hearing is None:
                continue
            [cue] = characters(document, [hearing.cue])
            if not is_touched(cues, cue):
                source, *content = characters(document, [hearing.source, *hearing.content])
                by_cue[cue] = Statement(source, cue, tuple(content), RULE_SCORE)
    without = (statement for statement in statements if not statement.cue)
    return sorted([*without, *by_cue.values()], key=lambda s: s.start)
