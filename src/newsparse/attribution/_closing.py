"""Adds what is said by the reporting clauses that close their sentences ("…, two officials tell Axios.").

The tagger gives each token to one statement. Where a sentence holds one already ("The envoy has warned allies to
prepare, two officials told the Post."), it leaves aside what the closing clause reports, or takes the hearer for it.
What such a clause reports is the sentence up to the comma (Quirk et al. 1985, 14.29).
"""

from __future__ import annotations

import bisect
import functools
from collections.abc import Iterator, Sequence

import attrs

from newsparse.attribution._choosing import RULE_SCORE
from newsparse.document import Document
from newsparse.lexicon import Lexicon
from newsparse.lexicon.word_classes import (
    ADVERB,
    AUXILIARY,
    CAPITALIZED,
    CONJUNCTION,
    DETERMINER,
    IN_PHRASE,
    NUMBER,
    POSSESSIVE,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    SUBORDINATOR,
    WORD,
    cue_forms,
    word_class,
    word_classes,
)
from newsparse.segment import Range
from newsparse.statements import Statement

__all__ = ["add_closing"]

_LONGEST_SUBJECT, _LONGEST_REST, _SHORTEST_CONTENT = 24, 8, 4
_LONGEST_LABEL = 7
_OPENS_PHRASE = frozenset({DETERMINER, NUMBER, CAPITALIZED, WORD})
_OPENS_NO_CLAUSE = frozenset({PREPOSITION, SUBORDINATOR, RELATIVE, CONJUNCTION, ADVERB})


@attrs.frozen
class _Clause:
    """A closing clause, and the sentence before it, as half-open ranges of tokens or characters."""

    source: Range
    cue: Range
    content: Range
    end: int


@functools.lru_cache(maxsize=8)
def _cues(lexicon: Lexicon) -> dict[str, str]:
    """Return the verb of each form that may close a sentence."""
    verbs = lexicon.words("reporting_verbs.closing")
    return {form: verb for form, verb in cue_forms(lexicon).items() if verb in verbs and not form.endswith("ing")}


def _is_rest(words: Sequence[str], tags: Sequence[str], verb: str) -> bool:
    """Tell whether nothing but a hearer, a day and adjuncts follow a cue ("tell Axios", "said Friday in a note")."""
    at = 0
    if verb == "tell":
        at = next((i for i, tag in enumerate(tags) if tag not in _OPENS_PHRASE | {PRONOUN, POSSESSIVE}), len(tags))
        if at == 0:
            return False
    elif tags and words[0].endswith("day"):
        at = 1
    return tags[at : at + 1] in ([], [PREPOSITION]) and all(tag in IN_PHRASE for tag in tags[at:])


def _is_subject(tags: Sequence[str]) -> bool:
    """Tell whether words are a pronoun or a noun group, with a relative clause or without."""
    if RELATIVE in tags:
        tags = tags[: tags.index(RELATIVE)]
    return tags == [PRONOUN] or (tags[:1] != [] and tags[0] in _OPENS_PHRASE and all(tag in IN_PHRASE for tag in tags))


def _clause(words: Sequence[str], start: int, stop: int, lexicon: Lexicon) -> _Clause | None:
    """Return the closing clause of the sentence from *start* up to its full stop, if it has one."""
    cues, classes = _cues(lexicon), word_classes(lexicon)
    for cue in range(stop - 1, max(start + _SHORTEST_CONTENT, stop - 1 - _LONGEST_REST), -1):
        if words[cue] not in cues:
            continue
        rest = words[cue + 1 : stop]
        if not _is_rest(rest, [word_class(word, classes) for word in rest], cues[words[cue]]):
            continue
        comma = next((i for i in range(cue - 1, max(start, cue - _LONGEST_SUBJECT), -1) if words[i] == ","), start)
        tags = [word_class(word, classes) for word in words[comma + 1 : cue]]
        while tags and tags[-1] in (AUXILIARY, ADVERB):
            tags.pop()
        opens = word_class(words[start], classes)
        if comma - start >= _SHORTEST_CONTENT and opens not in _OPENS_NO_CLAUSE and _is_subject(tags):
            first = comma + 1 + len(tags)
            return _Clause((comma + 1, first), (first, cue + 1), (start, comma), stop)
    return None


def _behind_label(words: Sequence[str], start: int, end: int) -> int:
    """Return where a sentence begins, behind the label of its paragraph ("What to watch: …")."""
    label = words[start : min(end, start + _LONGEST_LABEL)]
    return start + label.index(":") + 1 if ":" in label else start


def _clauses(document: Document) -> Iterator[_Clause]:
    words = document.words
    for sentence in document.sentences:
        start, end = document.tokens_of(sentence)
        first = _behind_label(words, start, end)
        if end - first > _SHORTEST_CONTENT and words[end - 1] == ".":
            found = _clause(words, first, end - 1, document.lexicon)
            if found and not any(document.quote_states[first:end]):
                yield found


def _in_characters(document: Document, clause: _Clause) -> _Clause:
    source, cue, content = (document.span_of(*part) for part in (clause.source, clause.cue, clause.content))
    return _Clause(source, cue, content, document.tokens[clause.end - 1][1])


def _mended(statement: Statement, clause: _Clause) -> Statement:
    """Return a statement without the rest of the clause as content; all of the sentence if nothing is left."""
    rest = clause.cue[1], clause.end
    content = tuple(piece for piece in statement.content if not (rest[0] <= piece[0] and piece[1] <= rest[1]))
    if content and content[0][0] < clause.cue[0]:
        return attrs.evolve(statement, source=statement.source or clause.source, content=content)
    return Statement(clause.source, clause.cue, (clause.content,), RULE_SCORE)


def add_closing(document: Document, statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements with those of closing clauses that the tagger missed or misread, in order."""
    by_cue = {statement.cue: statement for statement in statements if statement.cue}
    cues = sorted(by_cue)
    for tokens in _clauses(document):
        clause = _in_characters(document, tokens)
        near = bisect.bisect(cues, clause.cue)
        for cue in cues[max(0, near - 2) : near + 1]:
            if cue[0] < clause.cue[1] and clause.cue[0] < cue[1]:
                by_cue[cue] = _mended(by_cue[cue], clause)
                break
        else:
            by_cue[clause.cue] = Statement(clause.source, clause.cue, (clause.content,), RULE_SCORE)
    without = (statement for statement in statements if not statement.cue)
    return sorted([*without, *by_cue.values()], key=lambda s: s.start)
