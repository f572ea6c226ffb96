"""The closed classes of words, the forms of verbs, numbers and titles: what kind of word a token is.

A class is one letter, so that the classes of a sentence form a string in which phrases are found with regular
expressions. Words come from the lexicon; what a word of the open classes is, its shape says.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping

from newsparse.chars import APOSTROPHES, DASHES
from newsparse.lexicon import DEFAULT, Lexicon
from newsparse.lexicon._inflect import verb_forms

__all__ = [
    "ADVERB",
    "AUXILIARY",
    "BRACKET",
    "CAPITALIZED",
    "COLON",
    "COMMA",
    "CONJUNCTION",
    "CUE",
    "CUE_ING",
    "DASH",
    "DETERMINER",
    "IN_PHRASE",
    "NUMBER",
    "OTHER",
    "POSSESSIVE",
    "PREPOSITION",
    "PRONOUN",
    "QUOTED",
    "RELATIVE",
    "STOP",
    "SUBORDINATOR",
    "WORD",
    "closed_words",
    "cue_forms",
    "nominal_words",
    "title_openers",
    "title_words",
    "verb_forms",
    "word_class",
    "word_classes",
]

# The classes. Capitals are content, small letters and marks are structure.
CAPITALIZED, WORD, NUMBER = "C", "N", "n"
CUE, CUE_ING = "V", "G"
QUOTED = "Q"  # a stretch in quotation marks, taken for one item
PRONOUN, DETERMINER, POSSESSIVE = "P", "D", "S"
AUXILIARY, ADVERB, PREPOSITION, CONJUNCTION, SUBORDINATOR, RELATIVE = "a", "r", "p", "c", "b", "w"
STOP, COMMA, COLON, DASH, BRACKET, OTHER = ".", ",", ":", "-", "(", "x"
IN_PHRASE = frozenset({DETERMINER, NUMBER, CAPITALIZED, WORD, POSSESSIVE, PREPOSITION})  # of a noun group

_MARKS = {"?": STOP, "!": STOP, "…": STOP, ",": COMMA, ":": COLON, ";": STOP, "(": BRACKET, ")": BRACKET}
# Entries of the lexicon file `function_words` with the class of their words; the later one wins.
_CLOSED = {
    "adverbs": ADVERB,
    "subordinators": SUBORDINATOR,
    "relatives": RELATIVE,
    "conjunctions": CONJUNCTION,
    "prepositions": PREPOSITION,
    "auxiliaries": AUXILIARY,
    "determiners": DETERMINER,
    "numbers": NUMBER,
    "personal_pronouns": PRONOUN,
}
_LEAST_ADVERB = 4


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
def word_classes(lexicon: Lexicon = DEFAULT) -> Mapping[str, str]:
    """Return the class of every closed-class word and every form of a reporting verb."""
    classes: dict[str, str] = {}
    for entry, letter in _CLOSED.items():
        classes.update(dict.fromkeys(lexicon.words(f"function_words.{entry}"), letter))
    for form in cue_forms(lexicon):
        classes[form] = CUE_ING if form.endswith("ing") else CUE
    return classes


def word_class(word: str, classes: Mapping[str, str]) -> str:
    """Return the class of a token; *classes* are those of ``word_classes``.

    >>> "".join(word_class(word, word_classes()) for word in ["The", "mayor", "of", "York", "said", "he", "won", "."])
    'DNpCVPN.'
    """
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


def closed_words(lexicon: Lexicon) -> frozenset[str]:
    """Return the words that no noun group has inside it: prepositions, auxiliaries, pronouns and what joins clauses."""
    return lexicon.words(
        "function_words.prepositions",
        "function_words.auxiliaries",
        "function_words.subordinators",
        "function_words.relatives",
        "function_words.personal_pronouns",
        "function_words.conjunctions",
    )


def nominal_words(lexicon: Lexicon) -> frozenset[str]:
    """Return the closed-class words that open a noun group or stand for one: determiners, numbers, pronouns."""
    return lexicon.words("function_words.determiners", "function_words.numbers", "function_words.pronouns")


def title_words(lexicon: Lexicon) -> frozenset[str]:
    """Return the titles that go before a name, in small letters: "mr", "president", "secretary of state"."""
    return lexicon.words("titles.honorifics", "titles.callings", "titles.offices")


@functools.lru_cache(maxsize=8)
def title_openers(lexicon: Lexicon) -> frozenset[str]:
    """Return the words that a title may begin with."""
    return frozenset(title.split()[0] for title in title_words(lexicon))
