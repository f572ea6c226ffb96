"""Authors, bodies and contributors out of the chosen pieces, and the check that the string is a byline at all."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

import attrs

from newsparse.bylines._bodies import house_of
from newsparse.bylines._grammar import Clause, clauses
from newsparse.bylines._invisible import restored, visible
from newsparse.bylines._pieces import Piece, Sort, is_capital
from newsparse.bylines._tokens import Kind, Token, tokens
from newsparse.bylines._words import Words, known_body, words_of
from newsparse.lexicon import Lexicon
from newsparse.types import Author, Byline, Contributor, Named

__all__ = ["Reading", "read"]

_WHO = frozenset((Sort.NAME, Sort.BODY, Sort.HOUSE, Sort.NOBODY))
_CONTENT = _WHO | {Sort.ROLE, Sort.PLACE}
_ADDRESSES = frozenset((Sort.EMAIL, Sort.HANDLE))
_COPULAS = frozenset(("is", "was", "has", "had", "are", "were"))
_HELPED = frozenset(("contributed", "assisted"))
_REVIEWS = frozenset(("reviewed", "review", "interviewed"))
_SINGULAR_IN_S = ("ss", "affairs", "arts", "business", "news", "politics", "sports")
_FIELDS = ("role", "organization", "location", "email", "handle")

_MOST_NOISE = 2  # words without a reading, where nothing leads to the names
_MOST_NOISE_LED = 6
_LONGEST_RUN = 60  # capitals with nothing between them; twenty names run together
_FEW_WORDS = 6
_CLEAR = 2.0
_CLEAR_BODY = 1.5


@attrs.frozen
class Reading:
    """A byline as read, with what a search through an article needs to weigh it.

    Args:
        byline: the values.
        led: it begins with "By" or another lead.
        sure: a title, a first name, a known body or a lead vouches for it.
        noise: how many words could not be read as anything.
        dated: a date or time stands beside the names.
        ended: a verb or the like ends the names ("meets", "on").
    """

    byline: Byline
    led: bool
    sure: bool
    noise: int
    dated: bool
    ended: bool


@attrs.define(eq=False)
class _Draft:
    """A person in the making: *group* counts the lists that a role or body in the plural belongs to."""

    piece: Piece
    group: int
    role: Named | None = None
    organization: Named | None = None
    location: Named | None = None
    email: Named | None = None
    handle: Named | None = None

    @property
    def name(self) -> str:
        return self.piece.name.name if self.piece.name else ""


@attrs.define
class _Gatherer:
    """Goes through the pieces of one clause and gives each to the person it belongs to."""

    text: str
    tokens: Sequence[Token]
    clause: Clause
    words: Words
    drafts: list[_Draft] = attrs.field(factory=list)
    bodies: list[Named] = attrs.field(factory=list)
    edges: list[int] = attrs.field(factory=list)
    last: Piece | None = None
    pending: Named | None = None
    address: Named | None = None

    def gather(self) -> None:
        for at, piece in enumerate(self.clause.pieces):
            if piece.sort is Sort.EMAIL and self._precedes_name(at):
                self.address = self._named(piece.first, piece.stop)
            elif piece.sort in _CONTENT:
                between = self.tokens[self.last.stop : piece.first] if self.last else ()
                self._take(piece, {token.kind for token in between}, adjacent=bool(self.last) and not between)
                self.last = piece
            elif piece.sort in _ADDRESSES and self.drafts:
                self._take_address(piece)

    def _precedes_name(self, at: int) -> bool:
        """Tell whether a person in brackets follows, as feeds print them: "ada@example.org (Ada Holt)"."""
        behind = self.clause.pieces[at + 1 : at + 3]
        sorts = [piece.sort for piece in behind]
        return sorts == [Sort.SEPARATOR, Sort.NAME] and self.tokens[behind[0].first].kind is Kind.OPEN

    def _named(self, first: int, stop: int, name: str | None = None) -> Named:
        start, end = self.tokens[first].start, self.tokens[stop - 1].end
        return Named.of(self.text, start, end, name=name or " ".join(self.text[start:end].split()))

    def _is_staff(self, piece: Piece) -> bool:
        return "staff" in (self.tokens[piece.first].fold, self.tokens[piece.stop - 1].fold)

    def _joined(self, one: Named | None, two: Named) -> Named:
        """Return the stretch from one value to the next ("Amman, Jordan")."""
        if one is None:
            return two
        return Named.of(self.text, one.start, two.end, name=" ".join(self.text[one.start : two.end].split()))

    def _take(self, piece: Piece, between: set[Kind], *, adjacent: bool) -> None:
        after = self.last.sort if self.last else None
        counts = True
        match piece.sort:
            case Sort.NAME:
                group = self.drafts[-1].group if self.drafts else 0
                new_list = after in (Sort.BODY, Sort.HOUSE, Sort.ROLE)
                leading = self.pending if adjacent and after is Sort.ROLE else None
                self.drafts.append(_Draft(piece, group + new_list, role=leading))
                self.drafts[-1].email = self.address
                self.edges += [before.start for before in (leading, self.address) if before]
                self.pending = self.address = None
            case Sort.ROLE:
                self._take_role(piece, between)
                counts = bool(self.drafts) or after is Sort.HOUSE
            case Sort.PLACE if self.drafts:
                place, old = self._named(piece.begin, piece.stop), self.drafts[-1].location
                self.drafts[-1].location = self._joined(old, place) if after is Sort.PLACE else old or place
            case Sort.NOBODY if self.drafts and adjacent and after in (Sort.BODY, Sort.HOUSE):
                staff = self._named(piece.begin, piece.stop)  # "Jane Doe, Valley Post Staff"
                self.drafts[-1].role = self.drafts[-1].role or staff
            case Sort.NOBODY if adjacent and after in (Sort.BODY, Sort.HOUSE) and self._is_staff(piece):
                pass  # "Tribune Staff": the paper is credited
            case Sort.BODY | Sort.HOUSE | Sort.NOBODY:
                self._take_body(piece, beside=Kind.AND in between or piece.sort is Sort.NOBODY)
            case _:
                pass
        if counts:
            self.edges += [self.tokens[piece.first].start, self.tokens[piece.stop - 1].end]

    def _take_role(self, piece: Piece, between: set[Kind]) -> None:
        house = house_of(self.tokens, piece.begin, piece.stop, self.words)
        body = self._named(piece.begin, piece.begin + house) if house else None
        role = self._named(piece.begin + house, piece.stop)
        if not self.drafts:
            self.pending = role
            self.bodies += [body] if body else []
            return
        last = self.drafts[-1]
        last.organization = last.organization or body
        plural = role.name.lower().endswith("s") and not role.name.lower().endswith(_SINGULAR_IN_S)
        for draft in [d for d in self.drafts if d.group == last.group] if plural else [last]:
            draft.role = self._joined(draft.role, role) if between == {Kind.COMMA} else draft.role or role

    def _take_body(self, piece: Piece, *, beside: bool) -> None:
        body = self._named(piece.begin, piece.stop)
        if beside or not self.drafts:
            self.bodies += [] if self.clause.part else [body]
            return
        free = [d for d in self.drafts if d.group == self.drafts[-1].group and d.organization is None]
        for draft in free:
            draft.organization = body
        self.bodies += [] if free else [body]

    def _take_address(self, piece: Piece) -> None:
        token = self.tokens[piece.first]
        if token.text.startswith("["):  # "[email protected]": an address that a site hides
            return
        if piece.sort is Sort.HANDLE:
            self.drafts[-1].handle = self.drafts[-1].handle or self._named(piece.first, piece.stop, token.text[1:])
        else:
            free = [d for d in self.drafts if d.email is None] or self.drafts
            owner = next((d for d in free if d.name.split()[-1].lower() in token.fold), free[-1])
            owner.email = self._named(piece.first, piece.stop)
        self.edges += [token.start, token.end]


def _helpers(gathered: _Gatherer, *, follows: bool) -> tuple[list[_Draft], str]:
    """Return the people of a clause who did not write the text, and what they did.

    Args:
        gathered: the clause.
        follows: authors stand before it.
    """
    clause = gathered.clause
    if clause.part:
        return gathered.drafts, clause.part
    verbs = (
        piece.first
        for piece in clause.pieces
        if piece.sort in (Sort.NOISE, Sort.LABEL, Sort.END) and gathered.tokens[piece.first].fold in _HELPED
    )
    verb = next(verbs, None)
    if verb is None:
        return [], ""
    before = [draft for draft in gathered.drafts if draft.piece.stop <= verb]
    # "By Jane Doe, John Roe contributed to this report": the first is the author.
    return before if follows or clause.lead is None else before[1:], "additional reporting"


def _author(draft: _Draft) -> Author:
    name = draft.piece.name
    if name is None:
        raise AssertionError("a draft is made of a name")
    fields = {field: getattr(draft, field) for field in _FIELDS}
    return Author(name.start, name.end, name.text, name=name.name, **fields)


def _contributor(draft: _Draft, part: str) -> Contributor:
    author = _author(draft)
    return Contributor(
        author.start,
        author.end,
        author.text,
        name=author.name,
        part=part,
        location=author.location,
        organization=author.organization,
    )


def _unique(drafts: Sequence[_Draft]) -> tuple[Author, ...]:
    """Return each author once, with what stands at any mention."""
    kept: dict[str, _Draft] = {}
    for draft in drafts:
        old = kept.setdefault(draft.name.lower(), draft)
        for field in _FIELDS:
            setattr(old, field, getattr(old, field) or getattr(draft, field))
    return tuple(_author(draft) for draft in kept.values())


def _noise(clause: Clause, row: Sequence[Token]) -> int:
    """Return how many words of a clause have no reading, those behind a verb or colon left out."""
    count, ended = 0, False
    for piece in clause.pieces:
        colon = piece.sort is Sort.SEPARATOR and row[piece.first].kind is Kind.COLON
        if colon or piece.sort is Sort.END:
            ended = True
        elif piece.sort not in (Sort.NOISE, Sort.LABEL):
            ended = False
        count += piece.sort is Sort.NOISE and row[piece.first].kind is Kind.WORD and not ended
    return count


def _opens_well(clause: Clause, row: Sequence[Token]) -> bool:
    """Tell whether a lead is followed by somebody, not by a date, a number or the words of a sentence."""
    content = [piece for piece in clause.pieces if piece.sort is not Sort.SEPARATOR]
    before = list(itertools.takewhile(lambda piece: piece.sort not in _WHO, content))
    if len(before) == len(content):
        return False
    first = content[0]
    if first.sort is Sort.DATE or (row[first.first].kind is Kind.NUMBER and first.sort is Sort.NOISE):
        return False
    return len([piece for piece in before if piece.sort not in (Sort.ROLE, Sort.LABEL)]) <= 1


def _chosen(parsed: Sequence[Clause], row: Sequence[Token]) -> list[Clause]:
    """Return the clauses that make up the byline."""
    leads = [clause for clause in parsed if clause.lead and _opens_well(clause, row)]
    reviews = [clause for clause in leads if clause.lead and clause.lead.fold in _REVIEWS]
    if reviews:  # "… By A. Author, £18.99. Reviewed by": the first is the book's
        leads = [clause for clause in leads if clause in reviews or clause.lead is row[0] or clause.part]
    prelude = parsed[0] if parsed and parsed[0].lead is None else None
    if prelude is None or (leads and not _is_list(prelude, row, leads[0])):
        return leads
    return [prelude, *leads]


def _is_list(prelude: Clause, row: Sequence[Token], lead: Clause) -> bool:
    """Tell whether the words before a lead are people too ("Jane Doe; photos by John Roe")."""
    clear = any(piece.sort is Sort.NAME and piece.score > _CLEAR for piece in prelude.pieces)
    told = lead.lead is not None and lead.lead.fold == "as"  # "Jane Doe, as told to John Roe"
    return clear and not _noise(prelude, row) and (lead.part is not None or told)


def _is_sentence(used: Sequence[Clause], row: Sequence[Token]) -> bool:
    """Tell whether the string says something about the person; a note behind the byline repeats the name."""
    pieces = [piece for clause in used for piece in clause.pieces]
    names = [piece.name.name.lower() for piece in pieces if piece.name]
    copula = any(piece.sort is Sort.END and row[piece.first].fold in _COPULAS for piece in pieces)
    return copula and len(names) == len(set(names))


def _is_sound(
    prelude: Clause, row: Sequence[Token], drafts: Sequence[_Draft], bodies: Sequence[Named], words: Words
) -> bool:
    """Tell whether a row without a lead is more than a few capitals: a person, a known body, a credit."""
    if any(not draft.piece.is_single for draft in drafts):
        return True
    if any(known_body(body.name.lower(), words) or body.name.lower() in words.nobody for body in bodies):
        return True
    few = len([token for token in row if token.kind is Kind.WORD]) <= _FEW_WORDS
    return few and any(piece.sort in _WHO - {Sort.NAME} and piece.score > _CLEAR_BODY for piece in prelude.pieces)


def _is_byline(used: Sequence[Clause], row: Sequence[Token], noise: int) -> bool:
    words = len([token for token in row if token.kind is Kind.WORD])
    if _is_sentence(used, row):
        return False
    if used[0].lead is None and len(used) == 1:
        return noise <= _MOST_NOISE and noise * 3 <= words
    return noise <= _MOST_NOISE_LED or noise * 2 <= words


def _gathered(text: str, row: Sequence[Token], used: Sequence[Clause], words: Words) -> Iterator[_Gatherer]:
    for clause in used:
        gatherer = _Gatherer(text, row, clause, words)
        gatherer.gather()
        yield gatherer


def _longest_run(row: Sequence[Token]) -> int:
    """Return how many words with capitals stand together without a mark or a small word at most."""
    runs = itertools.groupby(row, key=is_capital)
    return max((len(list(run)) for capital, run in runs if capital), default=0)


def read(text: str, start: int, end: int, lexicon: Lexicon) -> Reading | None:
    """Read ``text[start:end]`` as a byline, or return ``None`` when it is none."""
    seen = visible(text, start, end)
    if seen is None:
        return _read(text, start, end, lexicon)
    reading = _read(seen[0], 0, len(seen[0]), lexicon)
    return reading and attrs.evolve(reading, byline=restored(reading.byline, text, seen[1]))


def _read(text: str, start: int, end: int, lexicon: Lexicon) -> Reading | None:
    row = tokens(text, start, end, lexicon)
    if _longest_run(row) > _LONGEST_RUN:
        return None
    words = words_of(lexicon)
    used = _chosen(list(clauses(text, row, lexicon)), row)
    noise = sum(_noise(clause, row) for clause in used)
    if not used or not _is_byline(used, row, noise):
        return None
    drafts: list[_Draft] = []
    contributors: list[Contributor] = []
    bodies: dict[str, Named] = {}
    edges = [clause.lead.start for clause in used if clause.lead]
    for gatherer in _gathered(text, row, used, words):
        helpers, part = _helpers(gatherer, follows=bool(drafts))
        contributors += [_contributor(draft, part) for draft in helpers]
        drafts += (own := [draft for draft in gatherer.drafts if draft not in helpers])
        contributors += [_contributor(draft, also) for draft in own] if (also := gatherer.clause.also) else []
        for body in gatherer.bodies:
            bodies.setdefault(body.name.lower(), body)
        edges += gatherer.edges
    if not (drafts or bodies or contributors):
        return None
    led = any(clause.lead for clause in used)
    if not (led or contributors or _is_sound(used[0], row, drafts, [*bodies.values()], words)):
        return None
    byline = Byline.of(
        text,
        min(edges),
        max(edges),
        authors=_unique(drafts),
        organizations=tuple(bodies.values()),
        contributors=tuple(contributors),
    )
    vouched = any(draft.piece.name and draft.piece.name.sure for draft in drafts)
    return Reading(
        byline,
        led=led,
        sure=led or vouched or any(known_body(name, words) for name in bodies),
        noise=noise,
        dated=any(token.kind is Kind.DATE for token in row),
        ended=any(piece.sort is Sort.END for clause in used for piece in clause.pieces),
    )
