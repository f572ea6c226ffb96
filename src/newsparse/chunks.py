"""A shallow reading of a paragraph: one letter for the class of each token, by closed-class words and shape.

The letters form a string, so that phrases are found with regular expressions over classes instead of words.
A stretch in quotation marks is one item, ``Q``.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

import attrs

from newsparse.chars import APOSTROPHES, DASHES
from newsparse.lexicon import DEFAULT, Lexicon
from newsparse.lexicon.inflect import verb_forms
from newsparse.segment import Range, Segments

__all__ = ["Chunks", "chunk", "cue_forms", "word_class", "word_classes"]

# The classes. Capitals are content, small letters and marks are structure.
CAPITALIZED, WORD, NUMBER = "C", "N", "n"
CUE, CUE_ING = "V", "G"
QUOTED = "Q"
PRONOUN, DETERMINER, POSSESSIVE = "P", "D", "S"
AUXILIARY, ADVERB, PREPOSITION, CONJUNCTION, SUBORDINATOR, RELATIVE = "a", "r", "p", "c", "b", "w"
STOP, COMMA, COLON, DASH, BRACKET, OTHER = ".", ",", ":", "-", "(", "x"
IN_PHRASE = frozenset({DETERMINER, NUMBER, CAPITALIZED, WORD, POSSESSIVE, PREPOSITION})  # of a noun group

_MARKS = {"?": STOP, "!": STOP, "…": STOP, ",": COMMA, ":": COLON, ";": STOP, "(": BRACKET, ")": BRACKET}
_LEAST_ADVERB = 4
_MARKS_BEHIND_STOP = 4


@functools.lru_cache(maxsize=8)
def cue_forms(lexicon: Lexicon = DEFAULT) -> Mapping[str, str]:
    """Return the inflected forms of the reporting verbs, each with its base form."""
    irregular = lexicon.table("reporting_verbs.irregular")
    forms = {
        form: verb
        for verb in sorted(lexicon.words("reporting_verbs.verbs"))
        for form in verb_forms(verb, irregular.get(verb))
    }
    for form in lexicon.words("reporting_verbs.other_forms"):
        forms.setdefault(form, form)
    return forms


@functools.lru_cache(maxsize=8)
def word_classes(lexicon: Lexicon) -> Mapping[str, str]:
    """Return the class of every closed-class word and every form of a reporting verb."""
    classes: dict[str, str] = {}
    for letter, entries in (
        (ADVERB, ("adverbs",)),
        (SUBORDINATOR, ("subordinators",)),
        (RELATIVE, ("relatives",)),
        (CONJUNCTION, ("conjunctions",)),
        (PREPOSITION, ("prepositions",)),
        (AUXILIARY, ("auxiliaries",)),
        (DETERMINER, ("determiners",)),
        (NUMBER, ("numbers",)),
        (PRONOUN, ("personal_pronouns",)),
    ):
        for entry in entries:
            classes.update(dict.fromkeys(lexicon.words(f"function_words.{entry}"), letter))
    for form in cue_forms(lexicon):
        classes[form] = CUE_ING if form.endswith("ing") else CUE
    return classes


@attrs.frozen
class Chunks:
    """The items of a paragraph: tokens outside quotation marks, and the stretches in them.

    Args:
        ranges: where each item stands.
        tags: the class of each item, as one string.
        quoted: for an item that is a stretch in marks its number, else ``None``.
    """

    ranges: tuple[Range, ...]
    tags: str
    quoted: tuple[int | None, ...]

    def span(self, first: int, last: int) -> Range:
        """Return where the items from *first* up to, and not including, *last* stand."""
        return self.ranges[first][0], self.ranges[last - 1][1]


def word_class(word: str, classes: Mapping[str, str]) -> str:
    """Return the class of a token; *classes* are those of ``word_classes``."""
    mark = _MARKS.get(word)
    if mark:
        return mark
    lower = word.lower()
    known = classes.get(lower)
    if known and (known not in (CUE, CUE_ING) or word == lower):
        return known
    if word[0].isalpha():
        if word[0].isupper():
            return CAPITALIZED
        return ADVERB if lower.endswith("ly") and len(lower) > _LEAST_ADVERB else WORD
    if word[0] in APOSTROPHES and len(word) > 1:
        return POSSESSIVE if lower[1:] == "s" else AUXILIARY
    if word[0].isdigit():
        return NUMBER
    if word[0] in DASHES:
        return DASH
    return STOP if word[0] == "." else OTHER


def chunk(
    segments: Segments, paragraph: int, stretches: Sequence[tuple[int, Range]], *, lexicon: Lexicon = DEFAULT
) -> Chunks:
    """Return the items of a paragraph with their classes.

    Args:
        segments: the whole text, cut up.
        paragraph: the paragraph's index.
        stretches: the paragraph's outermost stretches in quotation marks, marks included, each with its number.
        lexicon: where the closed classes and cue verbs come from.
    """
    text, classes = segments.text, word_classes(lexicon)
    sentence_ends = {end for _, end in segments.sentences[paragraph]}
    ranges: list[Range] = []
    tags: list[str] = []
    quoted: list[int | None] = []
    pending = list(reversed(stretches))
    inside_until = -1
    for start, end in segments.tokens[paragraph]:
        while pending and pending[-1][1][0] <= start:
            number, stretch = pending.pop()
            ranges.append(stretch)
            tags.append(QUOTED)
            quoted.append(number)
            inside_until = stretch[1]
        if start < inside_until:
            continue
        ranges.append((start, end))
        tag = word_class(text[start:end], classes)
        if tag == STOP and text[start] == "." and not sentence_ends.intersection(range(end, end + _MARKS_BEHIND_STOP)):
            tag = OTHER  # the stop of an abbreviation
        tags.append(tag)
        quoted.append(None)
    return Chunks(tuple(ranges), "".join(tags), tuple(quoted))
