"""Readings of tokens as bodies (agencies, papers, universities) and as places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsparse.bylines._pieces import Piece, Sort, ending, is_acronym, is_capital, is_word, phrase
from newsparse.bylines._tokens import Kind, Token
from newsparse.bylines._words import Words, known_body, known_place
from newsparse.names import Shape

__all__ = ["bodies", "house_of", "places"]

_LONGEST_BODY = 8
_LONGEST_KNOWN = 6
_LONGEST_PLACE = 6
_LONGEST_PART = 4
_PARTIES = ("D-", "I-", "R-")  # "Sen. James Roe, R-Ohio"
_UNKNOWN_PART = 1.4

_SPECIAL = frozenset(("special", "exclusive", "exclusively", "writing", "reporting"))
_STAFF = frozenset(("staff", "newsroom", "team"))
_TOPICS = frozenset(
    ("capital", "daily", "magazine", "network", "newsletter", "newspaper", "radio", "sport", "television", "website")
)
_DESKS = frozenset(("digital", "online", "sport", "sports", "website"))
_BODY_JOINS = frozenset(("of", "the", "for", "on", "and", "&", "de", "del", "des", "du", "la", "las", "los"))
_BODY_HEADS = frozenset(
    (
        "bureau",
        "college",
        "department",
        "division",
        "faculty",
        "house",
        "institute",
        "ministry",
        "office",
        "school",
        "university",
    )
)
_PLACE_LEADS = frozenset(
    ("in", "at", "from", "near", "outside", "aboard", "on", "holidaying", "across", "inside", "reporting", "live")
)
_PLACE_ARTICLES = frozenset(("the", "northern", "southern", "eastern", "western", "central"))
_PLACE_JOINS = frozenset(("of", "the", "on", "upon", "de", "la", "del", "sur", "da", "al", "el", "di"))
_PLACE_STOPS = frozenset(("and", "in", "for", "by", "with"))


def _known_prefix(tokens: Sequence[Token], first: int, words: Words) -> int:
    """Return the length of the longest known body at *first*, or 0."""
    for stop in range(min(first + _LONGEST_KNOWN, len(tokens)), first, -1):
        row = tokens[first:stop]
        if not all(is_word(t) or t.kind is Kind.DOMAIN or t.fold == "&" for t in row):
            continue
        if known_body(phrase(row, 0, len(row)), words) and not (len(row) == 1 and row[0].text.islower()):
            return stop - first
    return 0


def house_of(tokens: Sequence[Token], first: int, stop: int, words: Words) -> int:
    """Return how many words at the head of a role are a known house of news ("BBC News" education reporter), or 0."""
    size = _known_prefix(tokens, first, words)
    if 0 < size < stop - first:
        return size
    return int(stop - first > 1 and _is_masthead(tokens, first, words))


def _is_masthead(tokens: Sequence[Token], at: int, words: Words) -> bool:
    """Tell whether a word before a role is the paper: "Globe Correspondent", "Crimson Staff Writer"."""
    word, after = tokens[at], tokens[at + 1].fold
    if not is_capital(word) or word.fold in words.qualifiers or word.fold in words.heads:
        return False
    if ending(word.fold) in words.outlets:
        return word.fold not in _TOPICS and (after in words.newsroom or after in words.qualifiers)
    return after == "staff" and word.fold not in words.never


def bodies(tokens: Sequence[Token], first: int, words: Words) -> Iterator[Piece]:
    """Yield the bodies that begin with a token, "for", "of" and "Special to" before them included."""
    token, begin = tokens[first], first + _introduced(tokens, first)
    if begin >= len(tokens):
        return
    if tokens[begin].kind is Kind.DOMAIN:
        yield Piece(first, begin + 1, Sort.HOUSE, 4.0 if begin > first else 3.0, begin)
        return
    if not _opens_body(tokens, begin):
        if begin == first and token.text.islower() and token.fold not in words.never and _stands_alone(tokens, first):
            yield Piece(first, first + 1, Sort.BODY, 0.5 if token.fold in words.known_single else -1.0, begin)
        return
    known = _known_prefix(tokens, begin, words)
    if known:
        yield Piece(first, begin + known, Sort.HOUSE, 4.2, begin)
    beside = token.fold == "with" or (token.fold == "of" and tokens[first - 1].fold in words.heads)
    bonus = 0.0 if begin == first else 0.6 if beside else 2.2
    for stop in _body_ends(tokens, begin, known, words):
        score = _score_of_body(tokens, begin, stop, known, words)
        if token.fold == "of" and begin > first and known_place(phrase(tokens, begin, stop), words):
            score -= 1.6
        if begin == first and not known and score < _UNKNOWN_PART and _is_part(tokens, begin, stop, words):
            score = _UNKNOWN_PART
        house = stop - begin == 1 and score > 1 and not _heads_office(tokens, stop, words)
        yield Piece(first, stop, Sort.HOUSE if house else Sort.BODY, score + bonus, begin)


def _introduced(tokens: Sequence[Token], first: int) -> int:
    """Return how many tokens before a body say that one follows ("Special to", "for", "of")."""
    fold = tokens[first].fold
    if fold in _SPECIAL and first + 1 < len(tokens) and tokens[first + 1].fold in ("to", "for"):
        return 2
    behind = first > 0 and (is_capital(tokens[first - 1]) or tokens[first - 1].kind is Kind.BREAK)  # "Of The Courier"
    return int(fold == "for" or (fold in ("of", "with") and behind))


def _opens_body(tokens: Sequence[Token], at: int) -> bool:
    numbered = tokens[at].kind is Kind.NUMBER and at + 1 < len(tokens) and is_capital(tokens[at + 1])
    return is_capital(tokens[at]) or tokens[at].fold == "the" or numbered


def _stands_alone(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a word is all that stands behind "by"."""
    before = next((t for t in reversed(tokens[max(at - 3, 0) : at]) if t.kind is not Kind.BREAK), None)
    closed = at + 1 == len(tokens) or tokens[at + 1].kind in (Kind.BAR, Kind.BREAK, Kind.DATE)
    return before is not None and before.fold == "by" and closed


def _is_part(tokens: Sequence[Token], begin: int, stop: int, words: Words) -> bool:
    """Tell whether a row is all that stands behind a comma and a name, and no list says what it is.

    There a house that nobody knows stands more often than a place: "Ada Holt, Zenith Partners".
    """
    before = tokens[max(begin - 3, 0) : begin]
    if len(before) < 3 or before[-1].text != "," or not all(map(is_capital, before[:-1])):  # noqa: PLR2004
        return False
    behind = tokens[stop : stop + 2]
    if behind and behind[0].kind in (Kind.WORD, Kind.NUMBER, Kind.DOMAIN):
        return False
    if behind and behind[0].kind is Kind.AND and behind[-1].fold not in words.given:
        return False
    row = tokens[begin:stop]
    if len(row) == 1 and tokens[0].fold != "by" and (row[0].fold in words.never or row[0].fold in words.rarely):
        return False
    if row[0].text.startswith(_PARTIES) or any(t.word is not None and t.word.shape is Shape.INITIALS for t in row):
        return False
    other = words.given | words.heads | words.labels | words.ends | words.particles
    if any(t.fold in other for t in row) or row[0].fold in words.function or len(row) > _LONGEST_PART:
        return False
    return not is_place_like(tokens, begin, stop, words)


def _heads_office(tokens: Sequence[Token], at: int, words: Words) -> bool:
    """Tell whether an acronym before a word is part of an office ("UN High Commissioner"), not a house and its desk."""
    if at == len(tokens) or not is_word(tokens[at]):
        return False
    return tokens[at].fold not in words.qualifiers | words.newsroom | _STAFF


def is_place_like(tokens: Sequence[Token], begin: int, stop: int, words: Words) -> bool:
    """Tell whether a row is a place of the lexicon, or ends as places do ("Harbor City", "Umbertown")."""
    last = tokens[stop - 1].fold
    if (stop - begin > 1 and last in words.geography) or _is_state(tokens, begin, stop, words):
        return True
    return known_place(phrase(tokens, begin, stop), words) or (stop - begin == 1 and last.endswith(words.place_endings))


def _is_state(tokens: Sequence[Token], begin: int, stop: int, words: Words) -> bool:
    """Tell whether a row is the short form of a state or province behind a town: "Harbor City, Ore."."""
    return stop - begin == 1 and begin > 0 and tokens[begin - 1].text == "," and tokens[begin].fold in words.states


def _body_ends(tokens: Sequence[Token], begin: int, known: int, words: Words) -> Iterator[int]:
    """Yield the indices behind the words at which a body may end."""
    at = begin
    while at < len(tokens) and at - begin < _LONGEST_BODY:
        here = tokens[at]
        followed = at + 1 < len(tokens) and is_capital(tokens[at + 1])
        joins = here.fold in _BODY_JOINS or here.kind is Kind.AND
        if joins and not is_capital(here):
            if not followed and at > begin:
                return
            at += 1
            continue
        added = known and at >= begin + known and here.text.islower() and here.fold in words.outlets
        number = here.kind is Kind.NUMBER and (at > begin or followed)
        if not (is_capital(here) or number or added):
            return
        at += 1
        if at - begin > 1 or here.fold != "the":
            yield at


def _score_of_body(tokens: Sequence[Token], begin: int, stop: int, known: int, words: Words) -> float:
    row = tokens[begin:stop]
    never = len([t for t in row if t.fold in words.never])
    strange = any(t.fold == "of" and _is_no_head(tokens[at - 1], words) for at, t in _inner(tokens, begin, stop))
    score = (
        0.4 * never
        - 2.5 * strange
        - (0.5 if begin and tokens[begin - 1].text == "," else 1.5)
        * len([t for t in row[known + 1 :] if t.fold in words.given])
    )
    score += _score_of_ending(tokens, begin, stop, known, words)
    if row[-1].fold.endswith(("'s", "’s")) or row[0].fold in words.function or row[0].text.startswith(_PARTIES):
        score -= 3.0
    if stop + 1 < len(tokens) and _is_state(tokens, stop + 1, stop + 2, words):
        score -= 4.5  # "MILL VALLEY, Calif."
    if not known and never == len(row) and row[0].fold != "the":
        score -= 2.0  # "Breaking News"
    return score


def _inner(tokens: Sequence[Token], begin: int, stop: int) -> Iterator[tuple[int, Token]]:
    return ((at, tokens[at]) for at in range(begin + 1, stop))


def _is_no_head(token: Token, words: Words) -> bool:
    """Tell whether a word does not head a body that goes on with "of": "Lind of Harbor Post" is none."""
    return is_word(token) and token.fold not in words.never and token.fold not in words.endings


def _score_of_ending(tokens: Sequence[Token], begin: int, stop: int, known: int, words: Words) -> float:
    """Return what the last word, and the first, say for a body."""
    size, last = stop - begin, tokens[stop - 1]
    tail = ending(last.fold)
    if known and size > known:
        return 4.6 if tail in words.endings else 3.4 - 0.2 * (size - known)
    if size > 1 and last.fold in words.newsroom:
        return -1.0
    if tail in words.outlets and size > 1 and last.fold not in _DESKS and _is_staffed(tokens, stop):
        return 4.4  # "KRTV News Staff"
    if tail in words.outlets and (size > 1 or "-" in last.fold):
        return 3.2
    if size > 1 and is_acronym(tokens, stop - 1) and tokens[stop - 2].fold in words.outlets:
        return 3.4  # "7 News WXYZ"
    if size == 1:
        return _score_of_one(tokens, begin, words)
    if last.fold in words.bodies:
        return 2.8
    if tokens[begin].fold in _BODY_HEADS:
        return 2.0
    if tokens[begin].fold != "the":
        return -1.4
    # "By the Sea" is a title.
    led = begin > 0 and begin + 2 == stop and tokens[begin - 1].fold == "by"
    return -3.0 if led and (last.fold in words.never or last.fold in words.rarely) else 0.6


def _is_staffed(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].fold in _STAFF


def _score_of_one(tokens: Sequence[Token], at: int, words: Words) -> float:
    token = tokens[at]
    if token.fold in words.given:
        return -1.2
    if is_acronym(tokens, at):
        return 1.6
    if ending(token.fold) in words.outlets and at + 1 < len(tokens) and tokens[at + 1].fold in _STAFF:
        return 3.8 if at == 0 or not is_capital(tokens[at - 1]) or tokens[at - 1].fold in ("by", "the") else -1.0
    if any(c.isupper() for c in token.text[1:]):
        return 0.3  # "ProPublica"
    return -3.0 if token.fold in words.never or token.fold in words.rarely else -1.2


def places(tokens: Sequence[Token], first: int, words: Words) -> Iterator[Piece]:
    """Yield the places that begin with a token, "in" and "reporting from" before them included."""
    begin, bonus = _led(tokens, first)
    start = begin
    if begin < len(tokens) and tokens[begin].fold in _PLACE_ARTICLES:
        start += 1
        if begin == first and tokens[begin].text == "the":
            bonus = 1.0
    score, joins = 0.0, 0
    for at in range(start, min(begin + _LONGEST_PLACE, len(tokens))):
        token = tokens[at]
        if _is_slash(tokens, at) and at > start:
            continue
        capital = is_capital(token)
        if not is_word(token) or (not capital and (at == start or token.fold in _PLACE_STOPS)):
            return
        if token.fold in words.labels:
            return
        if token.fold in words.given and at > start and at + 1 < len(tokens) and is_capital(tokens[at + 1]):
            score -= 1.6  # a person begins here
        score -= 0.0 if capital else 0.35
        if token.fold in _PLACE_JOINS:
            joins += 1
            continue
        size = at + 1 - start - joins
        known = any(known_place(phrase(tokens, left, at + 1), words) for left in {begin, start})
        known = known or _is_state(tokens, start, at + 1, words)
        if bonus:
            found = bonus + (1.6 + 0.3 * size if known else -0.45 * (size - 1))
        else:
            like = at + 1 == len(tokens) or not is_word(tokens[at + 1])
            like = like and is_place_like(tokens, start, at + 1, words)
            stated = at + 2 < len(tokens) and _is_state(tokens, at + 2, at + 3, words)
            unknown = _score_unknown(tokens[start : at + 1], words) - 0.3 * size + 1.5 * like + 2.0 * stated
            found = 1.6 + 0.3 * size if known else unknown
        yield Piece(first, at + 1, Sort.PLACE, found + score, begin)


def _led(tokens: Sequence[Token], first: int) -> tuple[int, float]:
    """Return the index behind "in", "reporting from" and the like, and what they say for a place; 0 for nothing."""
    fold = tokens[first].fold
    following = tokens[first + 1].fold if first + 1 < len(tokens) else ""
    if fold in ("holidaying", "reporting", "live") and following in ("in", "from"):
        return first + 2, 2.6
    if fold in _PLACE_LEADS - {"holidaying", "reporting", "live"} and (
        fold in ("in", "from") or not tokens[first].text.istitle()
    ):
        return first + 1, 2.6
    return first, 0.0


def _is_slash(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a token is the stroke of "Sudan/Uganda"."""
    token = tokens[at]
    glued = 0 < at < len(tokens) - 1 and token.start == tokens[at - 1].end and token.end == tokens[at + 1].start
    return token.text == "/" and glued


def _score_unknown(row: Sequence[Token], words: Words) -> float:
    """Return what is against a row of capitals being a place when nothing leads to it and no list knows it."""
    score = 0.0 if len(row) == 1 else -0.7
    if len(row) == 1 and row[0].fold in words.never:
        score -= 1.5
    return score - (1.0 if any(t.fold in words.outlets for t in row) else 0.0)
