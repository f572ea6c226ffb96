"""Finds the words beside a name that say who that is: "Axios reporter …", "…, the former ambassador to the US,".

Grounds: titles and appositions as the AP and Reuters stylebooks set them; Quirk et al. 1985, 17.65-17.93.
"""

from __future__ import annotations

import functools

import regex

from newsparse.lexicon import Lexicon
from newsparse.lexicon.word_classes import cue_forms
from newsparse.segment import Range
from newsparse.sources.entities import Role
from newsparse.sources.phrases import is_human, is_plain_opener, is_plural, singular
from newsparse.sources.reading import Reading, is_clitic

__all__ = ["role_after", "role_before", "role_in_front", "role_of"]

_LONGEST_TITLE = 9
_LONGEST_APPOSITION = 30
_ENDS = frozenset({",", ".", ";", ":", "(", ")", "—", "–", "--", "“", "”", '"', "?", "!", "…", "[", "]"})
_CLAUSE = frozenset({"who", "whom", "whose", "which", "that", "and", "but", "while", "when", "where", "because"})
_OWN = frozenset({"his", "her", "their", "its", "the", "a", "an", "another", "our", "my"})
_NOT_TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "sir", "dame", "lord", "lady", "dr"})
_MODIFIERS = frozenset({"retired", "acting", "leading", "managing", "founding", "outgoing", "incoming", "ranking"})
_JOINS = frozenset({"of", "for", "and", "&", "to", "at", "in"})
_OPEN_NAMES = frozenset({"federal", "state"})  # before a capital word they begin a name: "State Department"
_AFFILIATES = frozenset({"at", "for", "from", "with", "of", "in", "to"})
_LONG_TITLES = {
    "atty": "attorney", "capt": "captain", "col": "colonel", "det": "detective", "dr": "doctor", "gen": "general",
    "gov": "governor", "lt": "lieutenant", "prof": "professor", "rep": "representative", "rev": "reverend",
    "sen": "senator", "sgt": "sergeant",
}  # fmt: skip
_EMPTY = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "for",
        "and",
        "at",
        "in",
        "to",
        "with",
        "his",
        "her",
        "their",
        "its",
        "'s",
        "’s",
        "then",
        "former",
    ]
)
_LONGEST_NOTE = 9
_PARTY_RE = regex.compile(r"[RDI]-\p{Lu}[\p{L}.]{1,12}")
_AGE_RE = regex.compile(r"\d{1,3}")


def _stops_title(reading: Reading, token: int) -> bool:
    """Tell whether a word cannot be part of the title in front of a name."""
    word, lower = reading.words[token], reading.lower[token]
    if is_clitic(word):
        return False
    if not word[0].isalnum():
        tight = token + 1 < len(reading.tokens) and reading.tokens[token][1] == reading.tokens[token + 1][0]
        return not (word == "&" or (word in {"-", "/"} and tight))
    if word != lower:
        opens = lower in reading.lexicon.words("source_phrases.openers")
        return opens or (reading.is_closed(token) and token == reading.sentence_start(token) and lower != "under")
    if _is_verb(reading, token) and not is_human(lower, reading.lexicon):
        return True
    if reading.is_closed(token):
        return True
    words = reading.lexicon.words
    if lower in words("function_words.determiners") or lower in words("function_words.numbers"):
        return True
    return lower.endswith(("ly", "ed", "ing")) and lower not in _MODIFIERS


@functools.lru_cache(maxsize=8)
def _portfolios(lexicon: Lexicon) -> frozenset[str]:
    """Return the words of titles that say what an office is for, not whom it belongs to ("transport", "prime")."""
    words = {word for title in lexicon.words("titles.offices") for word in title.split()}
    return frozenset(words) | {"affairs", "national", "public", "senior", "strategic", "supreme", "environmental"}


@functools.lru_cache(maxsize=8)
def _ranks(lexicon: Lexicon) -> frozenset[str]:
    """Return the words for rank and standing that go before a title and end the name of a body."""
    return lexicon.words("source_phrases.edges") - _OPEN_NAMES


@functools.lru_cache(maxsize=8)
def _no_bodies(lexicon: Lexicon) -> frozenset[str]:
    """Return the words at the edge of a title that do not begin the name of a body; "New" may."""
    edges = lexicon.words("source_phrases.edges") - {"new"}
    return (
        _OWN
        | edges
        | lexicon.words("source_phrases.openers")
        | {"additional", "most", "next", "presumptive", "rt", "such", "very"}
    )


def _affiliation(reading: Reading, first: int, last: int, noun: int) -> Range | None:
    """Return the words that say where somebody belongs: "Axios" reporter, director at "the Foo Institute"."""
    words, lower, portfolios = reading.words, reading.lower, _portfolios(reading.lexicon)
    opens = [
        i
        for i in range(noun + 1, last - 1)
        if lower[i] in _AFFILIATES
        and (words[i + 1][0].isupper() or (lower[i + 1] == "the" and words[min(i + 2, last - 1)][0].isupper()))
        and lower[i + 1] not in portfolios
    ]
    after = next((i for i in opens if lower[i] == "at"), opens[0] if opens else None)
    if after is not None:
        end = after + 2
        while end < last and _goes_on(reading, end, last):
            end += 1
        end -= is_clitic(words[end - 1])
        return reading.span_of(after + 1, end)
    noun = next((i for i in range(first, noun) if is_clitic(words[i])), noun)
    start = next(
        (
            i
            for i in range(first, noun)
            if words[i][0].isupper()
            and lower[i] not in _no_bodies(reading.lexicon)
            and "-w" not in lower[i]
            and not is_plain_opener(reading, i)
        ),
        noun,
    )
    start -= start > first and start < noun and lower[start - 1] in _OPEN_NAMES and words[start - 1][0].isupper()
    end = start
    while end < noun and _goes_on(reading, end, noun) and not is_human(words[end], reading.lexicon):
        if end > start and lower[end] in _ranks(reading.lexicon):
            break  # "NBC News Senior Investigative Correspondent"
        end += 1
    seats = reading.lexicon.words("source_nouns.seats")
    while end > start and _is_of_title(reading, end - 1, noun) and " ".join(words[start:end]) not in seats:
        end -= 1
    return reading.span_of(start, end) if end > start else None


def _is_of_title(reading: Reading, token: int, noun: int) -> bool:
    """Tell whether a word in front of a title's noun belongs to the title ("Prime" Minister) and not to a body."""
    lower, words = reading.lower, reading.lexicon.words
    if " ".join(lower[token : noun + 1]) in words("titles.offices"):
        return True
    place = reading.words[token] in words("source_nouns.place_words")  # "Police District"
    return lower[token] in _portfolios(reading.lexicon) and not place


def _goes_on(reading: Reading, token: int, last: int) -> bool:
    """Tell whether the name of a body goes on at *token*."""
    word = reading.words[token]
    if word[0].isupper() or word == "&" or is_clitic(word):
        return True
    follows = reading.words[token + 1] if token + 1 < last else ""
    return (word in {"of", "for", "and", "the", "in", "on"} and follows[:1].isupper()) or (
        follows == "the" and word == "of"
    )


def _is_person(reading: Reading, token: int) -> bool:
    """Tell whether a word is a noun for one person."""
    word = reading.words[token]
    if not word[0].isalpha():
        return False
    opens = token == reading.sentence_start(token) and reading.lower[token] in reading.lexicon.words(
        "source_nouns.people"
    )
    return opens or (is_human(word, reading.lexicon) and not is_plural(word)) or _is_short_title(reading, token)


def _is_short_title(reading: Reading, token: int) -> bool:
    """Tell whether a word is the short form of an office in front of a name ("Sen.", "Gov.")."""
    return reading.words[token][0].isupper() and reading.lower[token].rstrip(".") in _LONG_TITLES


def role_of(reading: Reading, first: int, last: int) -> Role | None:
    """Return the tokens from *first* to *last* as a role, ``None`` where no noun for people is among them."""
    words, lower = reading.words, reading.lower
    named = [i for i in range(first, last) if _is_person(reading, i)]
    sure = bool(named)
    if not named:
        named = [i for i in range(first, last) if _is_short_form(words[i])][:1]
    if not named:
        return None
    nouns = frozenset(singular(words[i]) for i in named) | {lower[i].rpartition("-")[2] for i in named}
    nouns |= {_LONG_TITLES[n.rstrip(".")] for n in nouns if n.rstrip(".") in _LONG_TITLES}
    others = frozenset(lower[i] for i in range(first, last) if words[i][0].isalnum()) - _EMPTY
    span = reading.span_of(first, last)
    return Role(span, nouns, others - nouns, _affiliation(reading, first, last, named[0]), sure)


def role_before(reading: Reading, name: int, floor: int) -> Role | None:
    """Return the role that stands directly in front of the name which begins at token *name*, behind *floor*."""
    lower, words = reading.lower, reading.words
    if name <= floor or (_stops_title(reading, name - 1) and not _inside_name(reading, name - 1)):
        return None
    floor = max(floor, reading.sentence_start(name), name - _LONGEST_TITLE)
    start = _title_start(reading, name, floor)
    if start > 0 and start > floor and lower[start - 1] in {"the", "another", "his", "her", "their"}:
        start -= 1
    while start < name and is_clitic(words[start]):
        start += 1
    if start < name and lower[name - 1].rstrip(".") in _NOT_TITLES:
        name -= 1
    if start >= name:
        return None
    short = _is_short_form(words[start]) and (start == name - 1 or lower[start + 1] in _JOINS)
    if not short and not any(_is_person(reading, i) for i in range(start, name)):
        return None
    return role_of(reading, _without_clause(reading, start, name), name)


def _title_start(reading: Reading, name: int, floor: int) -> int:
    """Return the first token of the words that may be the title in front of a name."""
    start = name
    while start > floor and (not _stops_title(reading, start - 1) or _inside_name(reading, start - 1)):
        start -= 1
    if start <= floor or start == name or reading.lower[start - 1] not in _JOINS:
        return start
    # "minister of mines and energy Tom Lee": the noun stands before "of".
    behind = start - 1
    while behind > floor and (reading.lower[behind - 1] in _JOINS or not _stops_title(reading, behind - 1)):
        behind -= 1
    head = next((i for i in range(start - 1, behind - 1, -1) if _is_person(reading, i)), None)
    if head is None and _is_short_form(reading.words[behind]):
        head = behind  # "MEC for housing Tom Lee"
    if head is None or (
        reading.lower[head + 1] in {"to", "at", "in"}
        and reading.lower[head] not in reading.lexicon.words("source_phrases.envoys")
    ):
        return start
    if reading.lower[start - 1] == "and" and _is_whole_title(reading, head, start - 1):
        return behind
    return start if any(_is_person(reading, i) for i in range(start, name)) else behind


def _is_whole_title(reading: Reading, head: int, last: int) -> bool:
    """Tell whether a title ends with its noun or what that is over: one person is "secretary of state and … Lee"."""
    return head == last - 1 or (head < last - 1 and reading.lower[head + 1] in {"of", "for"})


def _is_short_form(word: str) -> bool:
    return word.isupper() and word.isalpha() and len(word) > 1


def _without_clause(reading: Reading, start: int, name: int) -> int:
    """Return where a title begins that has words of the clause in front: "her views resemble Sen." Lee."""
    words, lower = reading.words, reading.lower
    capital = next((i for i in range(start + 1, name) if words[i][0].isupper()), None)
    if capital is None or any(is_human(words[i], reading.lexicon) for i in range(start, capital)):
        return start
    while capital > start and lower[capital - 1] in reading.lexicon.words("source_phrases.edges"):
        capital -= 1
    plain = range(start + (lower[start] in _OWN or words[start][0].isupper()), capital)
    return capital if any(words[i].islower() and lower[i] not in _JOINS | {"the"} for i in plain) else start


def _inside_name(reading: Reading, token: int) -> bool:
    """Tell whether a small word stands inside the name of a body ("Party of Japan", "Party for the People")."""
    words, lower = reading.words, reading.lower
    if lower[token] == "the":
        return (
            token > 1 and lower[token - 1] in _JOINS and words[token - 2][0].isupper() and words[token + 1][0].isupper()
        )
    before = words[token - 1][0].isupper() and token > 0 and not lower[token - 1].endswith("day")
    follows = token + 1 + (token + 1 < len(words) and lower[token + 1] == "the")
    return lower[token] in {"of", "for"} and before and follows < len(words) and words[follows][0].isupper()


def _is_verb(reading: Reading, token: int) -> bool:
    """Tell whether a word in small letters at the edge of a title is the verb before it ("says minister Lee")."""
    forms = cue_forms(reading.lexicon)
    return forms.get(reading.lower[token], reading.lower[token]) != reading.lower[token]


def role_after(reading: Reading, end: int) -> Role | None:
    """Return the role in apposition behind a name that ends before token *end*: ", 69, the former envoy,"."""
    found = _apposition(reading, end)
    behind = _behind_note(reading, end) if found is None else None
    return found if behind is None else _apposition(reading, behind)


def _behind_note(reading: Reading, end: int) -> int | None:
    """Return the comma behind a party and state: "(D-Ore.), the …", ", R-Ohio, the …"."""
    words = reading.words[end : end + _LONGEST_NOTE]
    close = {"(": ")", ",": ","}.get(words[0]) if words else None
    if close is None or close not in words[1:]:
        return None
    at = words.index(close, 1)
    if close == ",":
        return end + at if _PARTY_RE.fullmatch("".join(words[1:at])) else None
    return end + at + 1 if words[at + 1 : at + 2] == [","] else None


def _apposition(reading: Reading, end: int) -> Role | None:
    """Return the role that a comma or bracket at token *end* opens."""
    words, lower, total = reading.words, reading.lower, len(reading.words)
    if end >= total or words[end] not in {",", "("}:
        return None
    first = end + 1
    if first + 1 < total and _AGE_RE.fullmatch(words[first]) and words[first + 1] == ",":
        first += 2
    last = first
    limit = reading.sentences[reading.sentence_of(reading.tokens[end][0])][1]
    while last < min(total, first + _LONGEST_APPOSITION) and reading.tokens[last][1] <= limit:
        if words[last] in _ENDS or (lower[last] in _CLAUSE and lower[last] != "and"):
            break
        if last > first and _is_verb(reading, last) and not is_human(words[last], reading.lexicon):
            return None  # "Hamas and Fatah, one official said"
        last += 1
    if last <= first:
        return None
    opener = lower[first]
    head = _first_noun(reading, first, last)
    house = words[end] == "(" and not any(_is_person(reading, i) for i in range(first, last))  # "(APC, Plateau)"
    if head is None or house or opener in reading.lexicon.words("function_words.personal_pronouns"):
        return None
    if opener in _OWN and words[first] != opener:
        return None  # a new sentence
    if opener not in _OWN and words[first] == opener and not _may_open(reading, first, head):
        return None
    return role_of(reading, first, last)


def _may_open(reading: Reading, first: int, head: int) -> bool:
    """Tell whether an apposition without a determiner may begin here ("chief of …", "associate professor at …")."""
    return not any(_stops_title(reading, i) for i in range(first, head))


def _first_noun(reading: Reading, first: int, last: int) -> int | None:
    """Return the head of a noun group: the last noun for people before a preposition or clause."""
    found = None
    for i in range(first, last):
        word, lower = reading.words[i], reading.lower[i]
        if word == lower and i > first and lower in reading.lexicon.words("function_words.prepositions"):
            break
        if _is_person(reading, i) or (i == first and word.isupper() and len(word) > 1 and word.isalpha()):
            found = i
    return found


def role_in_front(reading: Reading, name: int, end: int, floor: int) -> Role | None:
    """Return the role that a comma divides from the name behind it: "The head of the centre, Tom Lee,"."""
    words, lower = reading.words, reading.lower
    name -= lower[name - 1] == "the"  # ", the Rev Tom Lee"
    if name <= floor or words[name - 1] != "," or (end < len(words) and lower[end] == "and"):
        return None
    floor = max(floor, reading.sentence_start(name))
    start = name - 1
    while start > max(floor, name - _LONGEST_APPOSITION) and words[start - 1] not in _ENDS:
        start -= 1
    begins = start == floor or words[start - 1] in _ENDS
    while start < name - 1 and lower[start] in {"but", "and", "as", "while", "so", "then"}:
        start += 1
    head = _first_noun(reading, start, name - 1)
    clause = lower[start].endswith("ing") and lower[start] not in _MODIFIERS  # "Addressing Republicans, Lee"
    if head is None or not begins or clause:
        return None
    if any(_is_clause_word(reading, i) for i in range(head + 1, name - 1)):
        return None
    if any(_stops_title(reading, i) and lower[i] not in _OWN for i in range(start, head)):
        # "In response, said the minister, Tom Lee": the group begins at its determiner.
        opener = next((i for i in range(head, start - 1, -1) if lower[i] in _OWN), None)
        if (
            opener is None
            or (opener == start + 1 and reading.is_closed(start))
            or any(_stops_title(reading, i) for i in range(opener + 1, head))
        ):
            return None
        start = opener
    return role_of(reading, start, name - 1)


def _is_clause_word(reading: Reading, token: int) -> bool:
    """Tell whether a word shows that a clause and not a noun group is going on."""
    lower, words = reading.lower[token], reading.lexicon.words
    if lower in words("function_words.auxiliaries") or lower in words("function_words.personal_pronouns"):
        return True
    return reading.words[token] == lower and (lower.endswith("ed") or _is_verb(reading, token))
