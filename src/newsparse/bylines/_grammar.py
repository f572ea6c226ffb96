"""Which pieces make up a byline: leads ("Photos by"), the best row of pieces between, and values built of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from newsparse.bylines._bodies import bodies, places
from newsparse.bylines._leads import LONGEST_LEAD, Lead, find_leads
from newsparse.bylines._people import names, nobody, roles
from newsparse.bylines._pieces import Piece, Sort, is_capital, phrase
from newsparse.bylines._tokens import Kind, Token
from newsparse.bylines._words import Words, words_of
from newsparse.lexicon import Lexicon

__all__ = ["Clause", "clauses"]

_UNKNOWN_PLACE = -0.5
_BEAM = 8.0  # a row that is so far behind the best one does not catch up


@attrs.frozen
class Clause:
    """A lead and the pieces behind it.

    Args:
        lead: the first token of the lead, or ``None`` for a bare list of names.
        part: what the people did; ``None`` where they wrote the text.
        also: what those who wrote the text did beside it ("Written and illustrated by").
        pieces: the readings chosen, in order.
    """

    lead: Token | None
    part: str | None
    also: str | None
    pieces: tuple[Piece, ...]


_NONE, _COMMA, _AND, _BAR, _COLON = "none", "comma", "and", "bar", "colon"
_SEPARATORS = {
    Kind.COMMA: _COMMA,
    Kind.AND: _AND,
    Kind.BAR: _BAR,
    Kind.BREAK: _BAR,
    Kind.OPEN: _BAR,
    Kind.CLOSE: _BAR,
    Kind.COLON: _COLON,
}
# How well a piece stands behind another: nothing, a comma, "and", a bar or line break, a colon between them.
_FOLLOWS: dict[tuple[Sort, Sort], tuple[float, float, float, float, float]] = {
    (Sort.NAME, Sort.NAME): (-3.0, 0.0, 0.4, 0.0, -4.0),
    (Sort.NAME, Sort.ROLE): (-0.3, 0.6, -2.5, 0.4, 0.3),
    (Sort.NAME, Sort.BODY): (-1.0, 0.6, -0.3, 0.6, -1.0),
    (Sort.NAME, Sort.NOBODY): (-3.5, -2.5, 0.6, -2.0, -2.0),
    (Sort.NAME, Sort.PLACE): (-0.4, 0.3, -3.0, -0.6, -1.0),
    (Sort.ROLE, Sort.NAME): (-0.4, -0.2, 0.3, 0.0, 0.2),
    (Sort.ROLE, Sort.ROLE): (-4.0, -0.3, -0.4, -0.3, -1.0),
    (Sort.ROLE, Sort.BODY): (-3.0, 0.6, -0.3, 0.4, -0.5),
    (Sort.ROLE, Sort.NOBODY): (-4.0, 0.0, 0.4, 0.0, 0.0),
    (Sort.ROLE, Sort.PLACE): (0.0, 0.2, -3.0, -0.6, -1.0),
    (Sort.BODY, Sort.NAME): (-1.6, -1.2, 0.2, -0.2, 0.2),
    (Sort.BODY, Sort.ROLE): (-4.0, -0.2, -1.5, 0.0, 0.0),
    (Sort.BODY, Sort.BODY): (-3.5, -0.4, 0.0, 0.0, -0.5),
    (Sort.BODY, Sort.NOBODY): (-2.0, 0.0, 0.4, 0.0, 0.0),
    (Sort.BODY, Sort.PLACE): (-3.0, 1.2, -3.0, 0.0, -0.5),
    (Sort.NOBODY, Sort.NAME): (-1.5, -0.5, 0.0, -0.2, 0.2),
    (Sort.NOBODY, Sort.PLACE): (0.0, 0.8, -3.0, -0.2, -0.5),
    (Sort.PLACE, Sort.NAME): (-0.6, 0.0, 0.5, 0.0, 0.0),
    (Sort.PLACE, Sort.ROLE): (-4.0, 0.0, -2.0, 0.0, 0.0),
    (Sort.PLACE, Sort.BODY): (-3.0, 0.2, 0.0, 0.2, 0.0),
    (Sort.PLACE, Sort.PLACE): (-2.5, 0.5, -0.5, -0.5, -1.0),
}
_OTHERWISE = (-1.0, -0.5, -0.5, -0.2, -0.5)
_ORDER = (_NONE, _COMMA, _AND, _BAR, _COLON)
_CONTENT = frozenset({Sort.NAME, Sort.ROLE, Sort.BODY, Sort.HOUSE, Sort.NOBODY, Sort.PLACE})

_State = tuple[Sort | None, str]
_START: _State = (None, _NONE)
_BY_KIND = {
    Kind.EMAIL: (Sort.EMAIL, 2.0),
    Kind.HANDLE: (Sort.HANDLE, 2.0),
    Kind.DATE: (Sort.DATE, 1.0),
    **dict.fromkeys(_SEPARATORS, (Sort.SEPARATOR, 0.0)),
}


def _simple(token: Token, at: int, words: Words) -> Piece:
    """Return the reading of a single token that needs no context."""
    sort, score = _BY_KIND.get(token.kind, (Sort.NOISE, -0.4))
    if token.kind is Kind.WORD:
        if token.fold in words.labels:
            sort, score = Sort.LABEL, -0.5
        elif token.fold in words.ends:
            sort, score = Sort.END, -0.5
        else:
            score = -2.2 if is_capital(token) else -1.2
    return Piece(at, at + 1, sort, score, at)


def _rubric(tokens: Sequence[Token], lexicon: Lexicon) -> int:
    """Return how many words before a bar at the head of a line say what the text is ("Guest column | Jane Doe")."""
    for stop in range(1, min(LONGEST_LEAD, len(tokens))):
        if tokens[stop].kind is Kind.BAR:
            return stop if phrase(tokens, 0, stop) in lexicon.words("byline_words.authorship") else 0
    return 0


def _candidates(text: str, tokens: Sequence[Token], at: int, lexicon: Lexicon) -> Iterator[Piece]:
    """Yield every reading that begins with the token at *at*; one of the single token is always among them."""
    token, words = tokens[at], words_of(lexicon)
    yield _simple(token, at, words)
    if token.word and token.word.is_degree:
        return
    if at == 0 and (size := _rubric(tokens, lexicon)):
        yield Piece(0, size, Sort.LABEL, 3.0, 0)
    if token.kind is Kind.WORD:
        yield from names(text, tokens, at, words, lexicon)
        yield from roles(tokens, at, words)
        yield from nobody(tokens, at, words)
        yield from places(tokens, at, words)
    if token.kind in (Kind.WORD, Kind.DOMAIN, Kind.NUMBER):
        yield from bodies(tokens, at, words)


def _after(state: _State, piece: Piece, tokens: Sequence[Token], *, led: bool) -> float:
    """Return how well *piece* stands where the row of pieces has come to *state*."""
    last, gap = state
    if piece.sort not in _CONTENT:
        return _beside(state, piece, tokens[piece.first])
    sort = Sort.BODY if piece.sort is Sort.HOUSE else piece.sort
    single = 1.2 if piece.is_single else 0.0
    if last is None:
        return _at_start(piece, sort, led=led)
    if last is Sort.END:
        return 0.0 if sort is Sort.BODY and piece.begin > piece.first else -12.0
    if last is Sort.NOISE:
        return (-3.0 if gap == _NONE else -0.2) - single
    if last is Sort.HOUSE and sort is Sort.ROLE and gap == _NONE:
        return -0.5  # "BBC News education reporter"
    last = Sort.BODY if last is Sort.HOUSE else last
    delta = _FOLLOWS.get((last, sort), _OTHERWISE)[_ORDER.index(gap)]
    if sort is Sort.PLACE and last is Sort.NAME and gap == _NONE and _UNKNOWN_PLACE < piece.score < 0:
        return delta - 2.0  # the third part of a name, not a place that no list knows
    if sort is Sort.PLACE and piece.begin > piece.first and tokens[piece.first].text.islower():
        if last is Sort.PLACE:
            return delta - 0.5
        return delta + (3.0 if last is Sort.BODY and gap == _NONE else 0.6)
    return delta - single


def _at_start(piece: Piece, sort: Sort, *, led: bool) -> float:
    if sort is Sort.NAME:
        return 1.2 if led else -1.0 if piece.is_single else 0.2
    if sort in (Sort.BODY, Sort.NOBODY):
        return 0.8 if led else 0.0
    return -0.4 if sort is Sort.ROLE else -1.5


def _beside(state: _State, piece: Piece, token: Token) -> float:
    """Return what a word that is read as nothing costs more or less for where it stands."""
    last, gap = state
    if last is Sort.END and piece.sort in (Sort.NOISE, Sort.LABEL, Sort.END):
        return -piece.score - 0.05  # whatever stands behind "writes" does not count against the byline
    if piece.sort is not Sort.NOISE:
        return 0.0
    if last is Sort.NAME and gap == _COLON:
        return -piece.score - 0.2  # "Jane Doe: Why we should …"
    small = token.kind is Kind.WORD and token.text.islower()
    return -3.0 if small and gap == _NONE and last in (Sort.NAME, Sort.ROLE) else 0.0


def _next_state(state: _State, piece: Piece, tokens: Sequence[Token]) -> _State:
    last, gap = state
    kind = tokens[piece.first].kind
    if piece.sort is Sort.SEPARATOR:
        if last is Sort.END and kind in (Kind.BAR, Kind.BREAK):
            return Sort.NOISE, _BAR
        # Of ", and" the "and" counts; a bar counts more than a comma.
        return last, max(_SEPARATORS[kind], gap, key=_ORDER.index)
    if piece.sort in _CONTENT or piece.sort is Sort.END:
        return piece.sort, _NONE
    if last is Sort.END:
        return state
    if piece.sort is Sort.NOISE and kind is Kind.WORD:
        return state if last is Sort.NAME and gap == _COLON else (Sort.NOISE, _NONE)
    return last, _BAR


def _best_row(
    text: str, tokens: Sequence[Token], edges: tuple[int, int], *, led: bool, lexicon: Lexicon
) -> list[Piece]:
    """Return the row of pieces that covers the tokens between *edges* with the most evidence (Viterbi over states)."""
    first, stop = edges
    # For each token index: state → (score, piece that led here, index and state before it).
    table: list[dict[_State, tuple[float, Piece | None, int, _State]]] = [{} for _ in range(stop - first + 1)]
    table[0][_START] = (0.0, None, 0, _START)
    window = tokens[:stop]
    for at in range(first, stop):
        entries = table[at - first]
        floor = max((entry[0] for entry in entries.values()), default=0.0) - _BEAM
        states = [(state, entry[0]) for state, entry in entries.items() if entry[0] >= floor]
        for piece in _candidates(text, window, at, lexicon) if states else ():
            target = table[piece.stop - first]
            for state, score in states:
                total = score + piece.score + _after(state, piece, tokens, led=led)
                reached = _next_state(state, piece, tokens)
                if reached not in target or total > target[reached][0]:
                    target[reached] = (total, piece, at - first, state)
    row: list[Piece] = []
    index, here = stop - first, max(table[-1], key=lambda state: table[-1][state][0])
    while index:
        _, chosen, index, here = table[index][here]
        if chosen:
            row.append(chosen)
    return row[::-1]


# The least score of a name or body, in a list and right behind a lead.
_FLOORS = {
    Sort.NAME: (0.4, -1.7),
    Sort.BODY: (1.0, -1.6),
    Sort.HOUSE: (0.5, 0.0),
    Sort.NOBODY: (0.0, 0.0),
}


def _trusted(piece: Piece, *, led: bool) -> bool:
    return piece.score >= _FLOORS[piece.sort][led]


def _doubted(row: Sequence[Piece], led: int) -> Iterator[Piece]:
    """Yield the pieces of *row*, the words of those that are not to be trusted as noise; *led* is the token led to."""
    for piece in row:
        if piece.sort not in _FLOORS or _trusted(piece, led=piece.first == led):
            yield piece
        else:
            yield from (Piece(at, at + 1, Sort.NOISE, -1.0, at) for at in range(piece.first, piece.stop))


def _clause(
    text: str, tokens: Sequence[Token], lead: Lead | None, edges: tuple[int, int], *, lexicon: Lexicon
) -> Clause:
    (first, stop), led = edges, lead is not None
    row = _best_row(text, tokens, edges, led=led, lexicon=lexicon) if first < stop else []
    kept = tuple(_doubted(row, first if led else -1))
    if lead is None:
        return Clause(None, None, None, kept)
    return Clause(tokens[lead.first], lead.part, lead.also, kept)


def clauses(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> Iterator[Clause]:
    """Yield what stands before the first lead, if anything, then each lead with its pieces."""
    leads = find_leads(tokens, lexicon)
    edge = leads[0].first if leads else len(tokens)
    if edge:
        yield _clause(text, tokens, None, (0, edge), lexicon=lexicon)
    for at, lead in enumerate(leads):
        stop = leads[at + 1].first if at + 1 < len(leads) else len(tokens)
        yield _clause(text, tokens, lead, (lead.stop, stop), lexicon=lexicon)
