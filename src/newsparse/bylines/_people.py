"""Readings of tokens as people: names, roles, and credits that name nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from newsparse.bylines._pieces import Piece, Sort, ending, is_acronym, is_capital, is_word, phrase
from newsparse.bylines._tokens import Kind, Token
from newsparse.bylines._words import Words, known_body, known_place
from newsparse.lexicon import Lexicon
from newsparse.names import Kind as NameKind
from newsparse.names import PersonName, Shape, name_at, normal_case
from newsparse.types import Span

__all__ = ["names", "nobody", "roles"]

_LONGEST_NAME = 16  # tokens, with nickname and degrees
_LONGEST_ROLE = 9
_LONGEST_TAIL = 8
_LONGEST_FIELD = 4  # "professor of early modern history"
_LONGEST_NOBODY = 7
_LONGEST_ACRONYM = 5
_FEW = 2
_LONGEST_FAMILY = 5  # tokens before the comma: "Van der Berg,"
_MOST_GIVEN = 3
_LONGEST_DESK = 3
_UNNAMED = frozenset(("correspondent", "correspondents", "desk", "reporter", "reporters"))

_BY_SIZE = {1: -0.8, 2: 3.0, 3: 2.6, 4: 1.4, 5: 0.2}
_DIRECTIONS = frozenset(("north", "south", "east", "west", "northern", "southern", "eastern", "western", "new", "the"))
_NICKNAME_RE = regex.compile(r"""["“‘(][^"”’)]{1,40}["”’)]""")
_ROLE_TAILS = frozenset(("of", "for", "at", "to", "on", "with"))
_ARTICLES = frozenset(("the", "a", "an", "its"))


def names(text: str, tokens: Sequence[Token], first: int, words: Words, lexicon: Lexicon) -> Iterator[Piece]:
    """Yield the names that begin with a token."""
    stop = first
    while stop < len(tokens) and stop - first < _LONGEST_NAME:
        # A comma may stand before a degree, a quotation mark around a nickname.
        if tokens[stop].kind not in (Kind.WORD, Kind.COMMA, Kind.OTHER):
            break
        stop += 1
    row = [(at, token.word) for at, token in enumerate(tokens[first:stop], first) if token.word]
    for count, name in name_at(text, [word for _, word in row], 0, loose=True, lexicon=lexicon):
        core = _core([tokens[at] for at, _ in row[:count]], name)
        if _is_open(core, name, words):
            score = _score_of_words(core, name, words) + _score_of_whole(text, core, name, words)
            yield Piece(first, row[count - 1][0] + 1, Sort.NAME, score, first, name)
    yield from _small_name(text, tokens, first, words)
    yield from _family_first(text, tokens, first, words, lexicon)


def _core(row: Sequence[Token], name: PersonName) -> list[Token]:
    """Return the tokens of the given and family name, without title, nickname, suffix."""
    family = name.family or name
    left, right = (name.given or family).start, family.end
    nick = _NICKNAME_RE.search(name.text)
    hidden = range(name.start + nick.start(), name.start + nick.end()) if nick else range(0)
    return [t for t in row if left <= t.start and t.end <= right and t.start not in hidden] or [*row[-1:]]


def _is_open(core: Sequence[Token], name: PersonName, words: Words) -> bool:
    """Tell whether no word of a name is known to be something else in a byline."""
    first = core[0].fold
    if first in words.never or first in _DIRECTIONS:
        return False
    taken = [t.fold for t in core if t.fold in words.taken and (t.fold in words.never or t.fold in words.rarely)]
    if any(fold in words.never for fold in taken):
        return False
    return not taken or (name.sure and len(core) == _FEW)  # "Paul Singer", but not "Local Singer"


def _size(core: Sequence[Token], words: Words) -> int:
    return len([t for t in core[:-1] if t.fold.rstrip(".") not in words.particles]) + 1


def _score_of_words(core: Sequence[Token], name: PersonName, words: Words) -> float:
    """Return what the number of words and the words themselves say for a name."""
    score = _BY_SIZE.get(_size(core, words), -1.0)
    score += 2.0 if name.sure else 0.0
    score += 0.8 * len(f"{name.title or ''} {name.suffix or ''}".split())
    never = len([t for t in core if t.fold in words.never])
    rarely = len([t for t in core if t.fold in words.rarely])
    score -= 1.5 if core[0].text.islower() else 0.0  # "de la Luz"
    score -= (1.6 if name.sure else 2.0) * never + 0.4 * rarely
    return score - (1.6 if core[0].fold in words.rarely else 0.0)


def _score_of_whole(text: str, core: Sequence[Token], name: PersonName, words: Words) -> float:
    """Return what the name as a whole says against itself: it is a place, an outlet, two people, cut off."""
    score, size, last = 0.0, _size(core, words), core[-1]
    plain = name.text.lower()
    if text.startswith(("'s", "’s"), name.end):
        score -= 4.0
    if known_place(plain, words):
        score -= 3.5
    if known_body(plain, words):
        score -= 4.0
    if any(known_body(phrase(core, at, len(core)), words) for at in range(1, len(core) - 1)):
        score -= 2.0
    if size == 1:
        return score - (2.0 if last.text.isupper() and len(last.text) <= _LONGEST_ACRONYM else 0.0)
    if ending(last.fold) in words.endings and not name.suffix:
        score -= 2.5
    if last.fold in words.heads:
        score -= 2.0
    if len(last.text) == len("M.") and last.text.endswith("."):
        score -= 2.5  # "Michael M." lacks its family name
    if core[0].fold in words.given and any(t.fold in words.given for t in core[2:-1]):
        score -= 1.5  # "Jane Doe Mary Roe" are two
    return score


def _small_name(text: str, tokens: Sequence[Token], first: int, words: Words) -> Iterator[Piece]:
    """Read "jane doe" as a name where "jane" is a first name: some systems lose the capitals."""
    row = tokens[first : first + _FEW]
    if len(row) < _FEW or not all(is_word(t) and t.text.islower() and t.fold not in words.never for t in row):
        return
    one, two = row
    if one.fold in words.given and two.fold not in words.heads:
        name = PersonName.of(text, one.start, two.end, name=text[one.start : two.end], sure=True)
        yield Piece(first, first + _FEW, Sort.NAME, 2.0, first, name)


def _family_first(text: str, tokens: Sequence[Token], first: int, words: Words, lexicon: Lexicon) -> Iterator[Piece]:
    """Read "Holt, Ada Jane", as archives print names: a family name that opens its place, and given names alone."""
    comma = next((at for at in range(first, min(first + _LONGEST_FAMILY, len(tokens))) if _is_comma(tokens[at])), first)
    if comma == first or not _opens_place(tokens, first) or not _is_family(tokens[first:comma], words):
        return
    stop = comma + 1
    while stop < len(tokens) and stop - comma <= _MOST_GIVEN and is_capital(tokens[stop]):
        stop += 1
    given, behind = tokens[comma + 1 : stop], tokens[stop].kind if stop < len(tokens) else Kind.BREAK
    led = first > 0 and tokens[first - 1].fold == "by"
    if not given or behind in (Kind.WORD, Kind.NUMBER) or not _is_given(given, words, led=led):
        return
    opening, alone = given[0].word, first == 0 and stop == len(tokens)
    closed = not led and _opens_list(tokens, first) and (stop == len(tokens) or tokens[stop].text in (";", "and"))
    initials = closed and opening is not None and opening.shape is Shape.INITIALS
    known = initials or given[0].fold in words.given
    if not (known or closed) or (known_place(phrase(given, 0, len(given)), words) and not alone):
        return
    suffix = tokens[stop + 1].text if _has_suffix(tokens, stop) else ""
    end = stop + 2 * bool(suffix)
    family = Span.of(text, tokens[first].start, tokens[comma - 1].end)
    before = Span.of(text, given[0].start, given[-1].end)
    whole = normal_case(f"{before.text} {family.text}", lexicon=lexicon) + (f" {suffix}" if suffix else "")
    span = (tokens[first].start, tokens[end - 1].end)
    name = PersonName.of(text, *span, name=whole, given=before, family=family, sure=known)
    yield Piece(first, end, Sort.NAME, 6.0 if alone and known else 5.0 if known else 2.5, first, name)


def _is_comma(token: Token) -> bool:
    return token.kind is Kind.COMMA and token.text == ","


def _opens_place(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether nothing stands before a token that its words could go on with."""
    if at == 0 or tokens[at - 1].fold == "by":
        return True
    return tokens[at - 1].kind in (Kind.AND, Kind.BAR, Kind.BREAK, Kind.COLON) or ";" in tokens[at - 1].text


def _opens_list(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a row of such names begins or goes on: nothing, ";", or "and" behind "Holt, Ada" stands before."""
    if at == 0 or ";" in tokens[at - 1].text:
        return True
    return tokens[at - 1].kind is Kind.AND and at > _FEW and any(map(_is_comma, tokens[max(at - 4, 0) : at - _FEW]))


def _is_family(row: Sequence[Token], words: Words) -> bool:
    """Tell whether a row can be a family name alone, and is no house, place or whole name."""
    if not is_word(row[-1]) or not all(is_capital(t) or t.fold in words.particles for t in row):
        return False
    core = [t for t in row if t.fold.rstrip(".") not in words.particles] or [row[-1]]
    plain = phrase(row, 0, len(row))
    taken = words.never | words.taken | words.labels
    if not core or known_body(plain, words) or known_place(plain, words) or any(t.fold in taken for t in core):
        return False
    return len(core) == 1 or (len(core) == _FEW and not any(t.fold in words.given for t in core))


def _is_given(row: Sequence[Token], words: Words, *, led: bool) -> bool:
    """Tell whether a row can be given names and initials; behind "By" an unknown word may be a family name."""
    for at, token in enumerate(row):
        kind = token.word.kind if token.word else NameKind.NEVER
        initial = token.word is not None and token.word.shape is Shape.INITIALS
        known = token.fold in words.given
        if not known and (kind not in (NameKind.OPEN, NameKind.RARELY) or token.fold in words.taken):
            return False
        if not (known or initial) and at and led:
            return False
    return not known_body(phrase(row, 0, len(row)), words)


def _has_suffix(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a comma and "Jr." stand at *at*."""
    if at + 1 >= len(tokens) or not _is_comma(tokens[at]):
        return False
    word = tokens[at + 1].word
    return word is not None and word.kind is NameKind.SUFFIX


def roles(tokens: Sequence[Token], first: int, words: Words) -> Iterator[Piece]:
    """Yield the roles that begin with a token: words up to a noun such as "editor", and what "of …" adds to it."""
    score = 0.0
    for at in range(first, min(first + _LONGEST_ROLE, len(tokens))):
        token = tokens[at]
        if at > first and token.kind in (Kind.AND, Kind.NUMBER):
            score -= 0.6 if token.kind is Kind.AND else 0.0
            continue
        if not is_word(token) or token.fold in words.function:
            return
        score += _score_in_role(tokens, at, words)
        noun = token.fold.rstrip(".")
        if noun in words.heads or (at > first and phrase(tokens, at - 1, at + 1) in words.heads):
            total = score + (2.5 if noun in words.newsroom else 1.8)
            yield Piece(first, at + 1, Sort.ROLE, total, first)
            for stop, bonus in _role_tails(tokens, at + 1, words):
                yield Piece(first, stop, Sort.ROLE, total + bonus, first)


def _score_in_role(tokens: Sequence[Token], at: int, words: Words) -> float:
    token = tokens[at]
    if token.fold in words.given and is_capital(token) and at + 1 < len(tokens) and is_capital(tokens[at + 1]):
        return -3.0  # a person begins here
    if token.fold in words.qualifiers:
        return 0.5
    if token.fold in words.never or token.fold in words.known_single or known_place(token.fold, words):
        return 0.1
    if is_acronym(tokens, at):
        return 0.1  # "UN High Commissioner"
    return -0.1 if token.text.islower() else -0.25


def _role_tails(tokens: Sequence[Token], stop: int, words: Words) -> Iterator[tuple[int, float]]:
    """Yield the ends that "of the Trust" or "of history at Keele University" may give to a role, and what for them."""
    if stop >= len(tokens) or tokens[stop].fold not in _ROLE_TAILS:
        return
    begin = stop + 1
    if begin < len(tokens) and tokens[begin].fold in _ARTICLES:
        begin += 1
    yield from ((end, 2.0) for end in _body_tails(tokens, begin, words))
    at = begin
    while at < len(tokens) and at - begin < _LONGEST_FIELD and is_word(tokens[at]) and tokens[at].text.islower():
        if tokens[at].fold in words.function or tokens[at].fold in _ROLE_TAILS:
            break
        at += 1
        yield at, 2.0
    if at > begin and at < len(tokens) and tokens[at].fold in ("at", "of"):
        article = at + 1 < len(tokens) and tokens[at + 1].fold in _ARTICLES
        yield from ((end, 5.5) for end in _body_tails(tokens, at + 1 + article, words))


def _body_tails(tokens: Sequence[Token], begin: int, words: Words) -> Iterator[int]:
    at = begin
    while at < len(tokens) and at - begin < _LONGEST_TAIL:
        token = tokens[at]
        joins = at > begin and (token.kind is Kind.AND or token.fold in ("of", "the", "for"))
        if joins and not is_capital(token):
            if not (at + 1 < len(tokens) and is_capital(tokens[at + 1])):
                return
            at += 1
            continue
        if not is_capital(token) or (token.fold in words.given and at > begin):
            return
        at += 1
        yield at


def _is_desk(row: Sequence[Token], words: Words) -> bool:
    """Tell whether a row is a credit such as "Business Reporter" or "Special Correspondent"."""
    return row[-1].fold in _UNNAMED and all(is_word(t) and t.fold in words.qualifiers for t in row[:-1])


def nobody(tokens: Sequence[Token], first: int, words: Words) -> Iterator[Piece]:
    """Yield the credits that name nobody ("Staff and agencies") and begin with a token."""
    alone = first == 0 or tokens[first - 1].fold == "by"
    if alone and 1 < len(tokens) - first <= _LONGEST_DESK and _is_desk(tokens[first:], words):
        yield Piece(first, len(tokens), Sort.NOBODY, 5.0, first)
    for stop in range(first + 1, min(first + _LONGEST_NOBODY, len(tokens)) + 1):
        if tokens[stop - 1].kind not in (Kind.WORD, Kind.AND):
            return
        goes_on = stop < len(tokens) and is_word(tokens[stop])
        if goes_on and tokens[stop].fold not in ("in", "from", "at", "with", "for", "published", "updated"):
            continue
        if phrase(tokens, first, stop) in words.nobody:
            yield Piece(first, stop, Sort.NOBODY, 1.4 + 1.5 * (stop - first), first)
