"""Takes the mention of a source apart: head, determiner, possessor, number, pronoun."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import attrs
import regex

from newsparse.lexicon import Lexicon
from newsparse.names import could_be_name
from newsparse.segment import Range
from newsparse.sources.reading import Reading, is_clitic
from newsparse.types import SourceKind

__all__ = [
    "AGED",
    "INDEFINITE",
    "LINKS",
    "LONGEST_MENTION",
    "MOST_KNOWN",
    "POINTING",
    "RELATIONS",
    "Phrase",
    "is_human",
    "is_modifier",
    "is_plain_opener",
    "is_plural",
    "noun_kind",
    "read_count",
    "read_phrase",
    "singular",
]

POINTING = frozenset({"the", "this", "that", "these", "those", "both"})
"""Determiners that point back to what is known."""
INDEFINITE = frozenset({"a", "an", "one", "another", "some", "several", "many", "other", "few", "most", "any", "no"})
"""Determiners that bring in somebody new."""
LINKS = frozenset({"is", "was", "be", "been", "being", "as", "became", "become", "becoming", "remains", "like"})
"""Words that join somebody to what he or she is: "she is a doctor"."""
RELATIONS = frozenset({"his", "her", "their", "its"})
"""Determiners that tie somebody to somebody known."""
AGED = "year-old"
"""The head of "the 40-year-old", whose number is no count."""
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "a dozen": 12,
    "half a dozen": 6, "two dozen": 24, "three dozen": 36, "a couple": 2, "a pair": 2, "both": 2, "another": 1,
    "a": 1, "an": 1, "a second": 1, "a third": 1,
}  # fmt: skip
_VAGUE = frozenset(
    [
        "least",
        "more",
        "about",
        "some",
        "nearly",
        "over",
        "dozens",
        "several",
        "roughly",
        "almost",
        "around",
        "up",
        "than",
    ]
)
_TRAILS = frozenset(
    ["herself", "himself", "itself", "themselves", "there", "here", "alone", "alike", "both", "too", "also", "all"]
)
_BARE = frozenset({"it", "he", "she", "they", "i", "we", "you"})
"""Pronouns that are no determiners: a noun group that begins with one is nothing else."""
_LONGEST_NOUN_IN_LY = 6
MOST_KNOWN = 16_384
"""So many words are remembered, each with what is known of it."""
LONGEST_MENTION = 400
_IRREGULAR_PLURALS = {
    "people": "person", "men": "man", "women": "woman", "police": "police", "children": "child", "media": "media",
    "spokesmen": "spokesman", "spokeswomen": "spokeswoman", "spokespeople": "spokesperson", "wives": "wife",
    "policemen": "policeman", "congressmen": "congressman", "staff": "staff", "businessmen": "businessman",
}  # fmt: skip
_SINGULARS_IN_S = ("ss", "us", "is", "news", "politics", "series", "congress")
_HUMAN_RE = regex.compile(
    r"\p{L}{3,}(?:ist|ian|eer|woman|man|person|ologist|grapher|owner|holder|goer|maker|keeper)|year-old"
)
_HUMANS_RE = regex.compile(
    r"\p{L}{3,}(?:ists|ians|eers|women|men|persons|ologists|owners|holders|goers|keepers|ers|ors)"
)
_MODIFIER_RE = regex.compile(r".*-\p{Ll}+(?:ed|born|led|run|held)")
_DIGITS_RE = regex.compile(r"\d{1,6}")


@attrs.frozen
class Phrase:
    """A mention of a source, taken apart; all numbers are of tokens.

    Args:
        first: its first word.
        last: behind its last word.
        core: behind the noun group: where a comma, a preposition or a clause begins.
        head: the head word.
        determiner: the first word in small letters, when it is a determiner or number; else empty.
        pronoun: the mention is a pronoun; then its form in small letters, else empty.
        possessor: the words in front of the last "'s" of the noun group.
        plural: the head is a plural.
        count: how many they are, where the mention says so.
    """

    first: int
    last: int
    core: int
    head: int
    determiner: str
    pronoun: str
    possessor: Range | None
    plural: bool
    count: int | None


def read_count(words: Sequence[str]) -> int | None:
    """Return how many a mention says they are, ``None`` where it does not say or is vague ("several", "about 20").

    >>> read_count(["four", "US", "officials"]), read_count(["a", "dozen", "aides"]), read_count(["several", "aides"])
    (4, 12, None)
    """
    lower = [w.lower() for w in words[:4]]
    if not lower or not _VAGUE.isdisjoint(lower[:3]):
        return None
    if lower[0] in {"the", "all", "his", "her", "their", "these", "those"}:
        return read_count(words[1:]) if len(lower) > 1 and (lower[1] in _NUMBERS or lower[1].isdecimal()) else None
    for length in (3, 2, 1):
        number = _NUMBERS.get(" ".join(lower[:length]))
        if number is not None and len(words) > length:
            return number
    return int(lower[0]) if len(words) > 1 and _DIGITS_RE.fullmatch(lower[0]) else None


@functools.lru_cache(maxsize=MOST_KNOWN)
def is_plural(word: str) -> bool:
    """Tell whether a noun is a plural by its form.

    >>> [word for word in ["officials", "people", "boss", "Texas", "aide"] if is_plural(word)]
    ['officials', 'people', 'Texas']
    """
    lower = word.lower()
    return lower in _IRREGULAR_PLURALS or (lower.endswith("s") and not lower.endswith(_SINGULARS_IN_S))


@functools.lru_cache(maxsize=MOST_KNOWN)
def singular(word: str) -> str:
    """Return the singular of a noun, in small letters.

    >>> [singular(word) for word in ["Officials", "women", "deputies", "boss"]]
    ['official', 'woman', 'deputy', 'boss']
    """
    lower = word.lower()
    if lower in _IRREGULAR_PLURALS:
        return _IRREGULAR_PLURALS[lower]
    if not is_plural(lower):
        return lower
    if lower.endswith("ies"):
        return lower[:-3] + "y"
    return lower[:-2] if lower.endswith(("ches", "shes", "sses", "xes")) else lower[:-1]


@functools.lru_cache(maxsize=8)
def _noun_kinds(lexicon: Lexicon) -> dict[str, SourceKind]:
    """Return the kind that each common noun gives a source; of two meanings the one that speaks more often."""
    kinds: dict[str, SourceKind] = {}
    for entry, kind in (
        ("titled_people", SourceKind.ANONYMOUS),
        ("families", SourceKind.ANONYMOUS),
        ("officials", SourceKind.ANONYMOUS),
        ("groups", SourceKind.GROUP),
        ("documents", SourceKind.DOCUMENT),
        ("organizations", SourceKind.ORGANIZATION),
        ("media", SourceKind.MEDIA),
    ):
        kinds.update(dict.fromkeys(lexicon.words(f"source_nouns.{entry}"), kind))
    return kinds


@functools.lru_cache(maxsize=8)
def _human_nouns(lexicon: Lexicon) -> frozenset[str]:
    entries = ("titled_people", "families", "officials", "groups")
    return frozenset().union(*(lexicon.words(f"source_nouns.{e}") for e in entries)) - lexicon.words(
        "source_phrases.collective"
    )


def _heading(compound: str) -> str:
    """Return the noun that heads a compound: "co-founder" is a founder, a "mother-of-two" a mother."""
    return compound.partition("-of-")[0].rpartition("-")[2]


@functools.lru_cache(maxsize=MOST_KNOWN)
def noun_kind(word: str, lexicon: Lexicon) -> SourceKind | None:
    """Return the kind that a common noun gives a source, ``None`` where the noun does not tell."""
    kinds, lower = _noun_kinds(lexicon), word.lower()
    for form in (word, lower, _heading(lower) if word[1:] == lower[1:] else lower):
        if form in kinds:
            return kinds[form]
    if word != lower:
        return None
    one = kinds.get(singular(lower))
    if one is SourceKind.ANONYMOUS and is_plural(lower):
        return SourceKind.GROUP  # "opposition chiefs"
    if one is SourceKind.ORGANIZATION and is_plural(lower):
        return SourceKind.GROUP  # "insurers"
    if one is None and (_HUMANS_RE.fullmatch(lower) or (is_plural(lower) and _is_listed(lower, lexicon))):
        return SourceKind.GROUP
    if one is None and (_HUMAN_RE.fullmatch(lower) or _is_listed(lower, lexicon)):
        return SourceKind.ANONYMOUS
    return one


def _is_listed(lower: str, lexicon: Lexicon) -> bool:
    """Tell whether a word in small letters is listed as a noun for people, in the singular or the plural."""
    people = lexicon.words("source_nouns.people")
    return lower in people or singular(lower) in people


@functools.lru_cache(maxsize=MOST_KNOWN)
def is_human(word: str, lexicon: Lexicon) -> bool:
    """Tell whether a noun is one for people ("minister", "co-founder", "Democrats")."""
    nouns, lower = _human_nouns(lexicon), word.lower()
    found = word in nouns or lower in nouns or _heading(lower) in nouns or singular(lower) in nouns
    if not found and word == lower and lower not in _noun_kinds(lexicon):  # a chipmaker is no person
        found = _HUMAN_RE.fullmatch(lower) is not None or _is_listed(lower, lexicon)
    return found


def is_modifier(word: str) -> bool:
    """Tell whether a compound says where or whose something is, and is no name: "Diego-based", "Nasdaq-listed"."""
    return "-" in word and _MODIFIER_RE.fullmatch(word) is not None


def is_plain_opener(reading: Reading, token: int) -> bool:
    """Tell whether a word has its capital from the sentence alone: "Climate scientists", not "Police sources"."""
    word, lower = reading.words[token], reading.lower[token]
    if token != reading.sentence_start(token) or word.isupper() or could_be_name(word, lexicon=reading.lexicon):
        return False
    if token + 1 < len(reading.words) and reading.words[token + 1][0].isupper():
        return False
    bodies = (SourceKind.ORGANIZATION, SourceKind.MEDIA)
    return (
        word not in reading.lexicon.words("source_nouns.nationalities")
        and noun_kind(lower, reading.lexicon) not in bodies
    )


def _skip_leads(reading: Reading, first: int, last: int) -> int:
    while first < last - 1 and (
        not reading.words[first][0].isalnum() or reading.lower[first] in reading.lexicon.words("source_phrases.leads")
    ):
        first += 1
    return first


def _core_end(reading: Reading, first: int, last: int) -> int:
    words, lower, lexicon = reading.words, reading.lower, reading.lexicon
    breaks = lexicon.words("source_phrases.breaks")
    for i in range(first + 1, last):
        word = words[i]
        if not word[0].isalnum():
            initial = word == "." and len(words[i - 1]) == 1 and i + 1 < last
            nickname = word in {"”", '"', "’"} and i + 1 < last and words[i + 1][0].isupper()
            if initial or nickname or is_clitic(word) or word in {"&", "-", "/", "“", '"', "‘", "@"}:
                continue
            return i
        if lower[i] in breaks and not word[0].isupper():
            return i
        if word == lower[i] and _modifies_behind(words[i - 1], word, lexicon):
            return i
    return last


def _modifies_behind(noun: str, word: str, lexicon: Lexicon) -> bool:
    """Tell whether a participle goes with the noun before it: "a study published", "an aide briefed"."""
    if word.endswith("ing"):
        return is_human(noun, lexicon)
    participle = word.endswith("ed") or word in lexicon.words("source_phrases.participles")
    return participle and (is_human(noun, lexicon) or (noun.islower() and noun_kind(noun, lexicon) is not None))


def _is_adverb(word: str) -> bool:
    """Tell whether a word behind a noun is an adverb by its form; "ally" and "family" are shorter than most."""
    return word.islower() and word.endswith("ly") and len(word) > _LONGEST_NOUN_IN_LY and word != "assembly"


def read_phrase(reading: Reading, span: Range) -> Phrase | None:
    """Return the mention at *span* taken apart, ``None`` where it has no word."""
    if span not in reading.phrases:
        reading.phrases[span] = _read_phrase(reading, span)
    return reading.phrases[span]


def _read_phrase(reading: Reading, span: Range) -> Phrase | None:
    first, last = reading.tokens_of((span[0], min(span[1], span[0] + LONGEST_MENTION)))
    words, lower = reading.words, reading.lower
    first = _skip_leads(reading, first, last)
    if first >= last or not words[first][0].isalnum():
        return None
    opener = lower[first]
    follower = words[first + 1] if first + 1 < last else ""
    alone = not follower or follower in {",", "(", "—", "–", "who", "all", "both", "himself", "herself"}
    alone = alone or opener in {"who", "whom"}  # "who in 2019"
    pronoun = opener if opener in reading.lexicon.words("source_phrases.pronouns") and alone else ""
    shouted = len(opener) > 1 and words[first].isupper()  # "the US", "WHO"
    if shouted or (pronoun in {"that", "this", "these", "those"} and follower):
        pronoun = ""
    core = _core_end(reading, first, last)
    head = core - 1
    while head > first and (not words[head][0].isalnum() or lower[head] in _TRAILS or _is_adverb(words[head])):
        head -= 1
    if head == first and not shouted and opener in _BARE:
        pronoun = opener  # "it also", "he 's"
    clitics = [i for i in range(first + 1, head) if is_clitic(words[i])]
    determiners = reading.lexicon.words("function_words.determiners")
    numbers = reading.lexicon.words("function_words.numbers")
    determiner = opener if opener in determiners or opener in numbers or opener.isdecimal() else ""
    count = None if words[head] == AGED else read_count(words[first:core])
    return Phrase(
        first,
        last,
        core,
        head,
        determiner,
        pronoun,
        (first, clitics[-1]) if clitics else None,
        plural=bool(is_plural(words[head]) or (count or 0) > 1),
        count=count,
    )
