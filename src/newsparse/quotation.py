"""Matches the quotation marks of a text: what opens, what closes, what is an apostrophe.

One pass over the marks of each paragraph with a stack. A mark's glyph says what it would like to be, the characters
beside it what it can be, and the stack what it is. Text is never changed and time is proportional to its length.
"""

from __future__ import annotations

import bisect
import enum
from collections.abc import Container, Sequence

import attrs
import regex

from newsparse.chars import APOSTROPHES, CLOSING_BRACKETS, DASHES, OPENING_BRACKETS, QUOTE_MARKS, UNDECODED, decoded
from newsparse.segment import Range

__all__ = ["Mark", "MarkFamily", "Quotation", "end_before_clauses", "marks_in", "match_marks"]

# Deeper nesting than this is no prose; it keeps hostile text linear.
_DEEPEST = 6


class MarkFamily(enum.StrEnum):
    """Marks that close each other."""

    DOUBLE = "double"
    SINGLE = "single"
    ANGLE = "angle"


@attrs.frozen(kw_only=True)
class Quotation:
    """A stretch in quotation marks within one paragraph.

    Args:
        start: offset of the opening mark (of the first character, where a paragraph goes on without a mark).
        end: offset behind the closing mark.
        inner: the stretch without its marks.
        family: the marks in use.
        paragraph: index of the paragraph that holds it.
        closed: the closing mark is there.
        parent: index of the quotation around it in the list of all.
        continues: index of the quotation of an earlier paragraph that this one takes up.
    """

    start: int
    end: int
    inner: Range
    family: MarkFamily
    paragraph: int
    closed: bool
    parent: int | None = None
    continues: int | None = None


# Apostrophes inside a word never quote; everything else that looks like a mark is judged in its place.
_MARK_RE = regex.compile(
    rf"""
      (?P<measure>(?<=\d)['′’]\s?\d{{1,2}}(?:["″”]|''|’’)?(?!\w)   # 5'11"
        | (?<=\d)["″](?=[\s-](?:x|by|wide|long|tall|high|thick|deep|pipe|gun|record|vinyl|screen|TV)\b))  # 12" wide
    | (?P<broken>Ã¢â‚¬\S{{0,2}} | â„¢)                               # decoded wrongly twice: no telling what it was
    | (?P<undecoded>{UNDECODED})
    | (?P<triple>'''|’’’)                                          # ''He said 'no.'''
    | (?P<double>["“”„‟＂]++|``|''|’’|‘‘|(?<!\d)″)
    | (?P<angle>[«»])
    | (?P<single>(?<!\w)[{APOSTROPHES}‘‚‛] | [{APOSTROPHES}‘‚‛](?!\w))
    """,
    regex.VERBOSE,
)

# Words that begin with an apostrophe: 'tis, 'em, 'til, rock 'n' roll, '60s, '08.
_ELISION_RE = regex.compile(
    r"""['’‘`´](?:
          (?:tis|twas|twere|twill|em|til|till|cause|cuz|bout|round|neath|fraid|nother|n|nuff|ere|hood|burbs|sup|kay)\b
        | \d\ds?\b
    )""",
    regex.VERBOSE | regex.IGNORECASE,
)

_TAKES_UP_RE = regex.compile(
    rf"(?!{_ELISION_RE.pattern})['‘](?=[\p{{L}}\p{{N}}£$€\[(…])", regex.VERBOSE | regex.IGNORECASE
)
_CAPITAL_RE = regex.compile(r"[\[(…]?[\p{Lu}\p{N}]")
_STOP_RE = regex.compile(r"[,;:!?](?!\w)|\.(?=\s|$)")
_LOWER_RE = regex.compile(r"\s\p{Ll}")

_OPENERS = "“„‟«‘‚‛`"
_CLOSERS = "”»’"
_ANGLES, _SINGLES = "«»", "‘’‚‛‹›'′"
_BEFORE_OPENING = OPENING_BRACKETS + DASHES + QUOTE_MARKS + "/=|…"
_AFTER_CLOSING = CLOSING_BRACKETS + DASHES + QUOTE_MARKS + ".,;:!?/|…"


@attrs.frozen
class Mark:
    """A mark with what it can be by its glyph and its neighbours."""

    start: int
    end: int
    family: MarkFamily
    can_open: bool
    can_close: bool
    likes_open: bool
    sure_close: bool


def _is_single(match: regex.Match[str]) -> bool:
    return bool(match["single"]) or (bool(match["undecoded"]) and decoded(match["undecoded"]) in _SINGLES)


def _read_mark(text: str, match: regex.Match[str], paragraph: Range) -> Mark | None:
    """Return what a mark can be by its glyph and its neighbours, or ``None`` for an apostrophe or a measure."""
    if match["measure"] or match["broken"]:
        return None
    start, end = match.span()
    glyph = decoded(match["undecoded"]) if match["undecoded"] else text[end - 1]
    before = text[start - 1] if start > paragraph[0] else " "
    after = text[end] if end < paragraph[1] else " "
    family = MarkFamily.ANGLE if glyph in _ANGLES else MarkFamily.SINGLE if _is_single(match) else MarkFamily.DOUBLE
    space_before, space_after = before.isspace(), after.isspace()
    can_open = not space_after and (space_before or before in _BEFORE_OPENING or not before.isalnum())
    can_close = not space_before and (space_after or after in _AFTER_CLOSING or not before.isalnum())
    if family is MarkFamily.SINGLE:
        can_open = can_open and (space_before or before in _BEFORE_OPENING) and not _ELISION_RE.match(text, start)
        can_close = can_close and (space_after or after in _AFTER_CLOSING or not after.isalnum())
        if not (can_open or can_close):
            return None
    elif not (can_open or can_close):
        can_open = can_close = True  # "word"word and a mark between spaces: the stack decides, but for a lone ” or »
        can_open = not (space_before and space_after and glyph in _CLOSERS[:2])
    if family is not MarkFamily.SINGLE and _STOP_RE.match(text, end):
        can_open, can_close = False, True  # delays ”.
    likes_open = glyph in _OPENERS and match.group() != "’’"
    sure = can_close and not (before.isalnum() and before in "sS")
    return Mark(start, end, family, can_open or (likes_open and after.isalnum()), can_close, likes_open, sure)


def marks_in(text: str, paragraph: Range) -> list[Mark]:
    """Return what may be a quotation mark in a paragraph."""
    marks: list[Mark] = []
    for match in _MARK_RE.finditer(text, *paragraph):
        if match["triple"]:
            start, end = match.span()
            marks += _triple(text, start, end, paragraph)
        else:
            mark = _read_mark(text, match, paragraph)
            if mark:
                marks.append(mark)
    return marks


def _triple(text: str, start: int, end: int, paragraph: Range) -> list[Mark]:
    """Split three single marks: at the opening ``''`` then ``'``, at the closing ``'`` then ``''``."""
    opens = start == paragraph[0] or text[start - 1].isspace()
    middle = end - 1 if opens else start + 1
    return [
        Mark(a, b, MarkFamily.DOUBLE if b - a > 1 else MarkFamily.SINGLE, opens, not opens, opens, not opens)
        for a, b in ((start, middle), (middle, end))
    ]


@attrs.define
class _Open:
    mark: Mark
    index: int


class _Matcher:
    """The stack over one paragraph; ``found`` collects the quotations of the whole text."""

    def __init__(self, text: str, found: list[Quotation]) -> None:
        self.text = text
        self.found = found

    def paragraph(
        self, marks: list[Mark], number: int, bounds: Range, carried: int | None, taken_up: str
    ) -> int | None:
        """Match the marks of one paragraph.

        Args:
            marks: its marks.
            number: the paragraph's index.
            bounds: where it stands.
            carried: index of a quotation that the paragraph before left open.
            taken_up: the single mark with which the next paragraph begins, if it begins with one.

        Returns:
            The index of the quotation that this paragraph leaves open, if any.
        """
        stack: list[_Open] = []
        closes = [m.start for m in marks if m.family is MarkFamily.SINGLE and m.sure_close]
        goes_on = carried is not None and self._goes_on(marks, bounds)
        first = len(self.found)
        for i, mark in enumerate(marks):
            depth = next((d for d in range(len(stack) - 1, -1, -1) if stack[d].mark.family is mark.family), None)
            if depth is not None and self._closes(stack[depth].mark, marks, i, closes, taken_up):
                self._close(stack, depth, mark.end, mark.start)
            elif mark.can_open and self._opens(marks, i, closes, bounds, taken_up):
                if depth is not None and mark.family is not MarkFamily.SINGLE and not self._nests(marks, i):
                    self._abandon(stack, depth, mark.start)
                if len(stack) < _DEEPEST:
                    self._open(stack, mark, number)
            elif goes_on and i == 0 and mark.can_close and mark.family is not MarkFamily.SINGLE:
                self._add_headless(bounds[0], mark, number, carried)
        if goes_on and len(self.found) > first and self.found[first].start == bounds[0]:
            self.found[first] = attrs.evolve(self.found[first], continues=carried)
        left_open = stack[0].index if stack else None
        self._abandon(stack, 0, bounds[1])
        return left_open

    @staticmethod
    def _goes_on(marks: list[Mark], bounds: Range) -> bool:
        """Tell whether a paragraph takes up an open quotation: it begins with a mark, or its first mark only closes."""
        return bool(marks) and (marks[0].start == bounds[0] or (marks[0].can_close and not marks[0].can_open))

    def _closes(self, opened: Mark, marks: list[Mark], i: int, closes: list[int], taken_up: str) -> bool:
        mark = marks[i]
        if not mark.can_close or mark.start == opened.end:
            return False
        if mark.can_open and mark.likes_open:
            return False
        if mark.family is MarkFamily.SINGLE and not mark.sure_close:
            # "the players' union": an apostrophe, if a better closing mark comes before the next opening one
            # or if the next paragraph goes on with what is open here
            later = bisect.bisect_right(closes, mark.start)
            goes_on = taken_up == self.text[opened.start] and _CAPITAL_RE.match(self.text, opened.end)
            if later == len(closes) and goes_on and _LOWER_RE.match(self.text, mark.end):
                return False
            following = next((m.start for m in marks[i + 1 : i + 4] if m.can_open), None)
            return later == len(closes) or (following is not None and closes[later] > following)
        return True

    def _opens(self, marks: list[Mark], i: int, closes: list[int], bounds: Range, taken_up: str) -> bool:
        """Tell whether a mark that can open does: a single one must be closed in its paragraph or taken up.

        Speech that opens the paragraph or stands behind a colon needs neither ("She told the Post: 'I cried …").
        """
        mark = marks[i]
        if mark.family is not MarkFamily.SINGLE:
            return True
        if bisect.bisect_right(closes, mark.end) < len(closes):
            return True
        ends_with_s = any(m.family is MarkFamily.SINGLE and m.can_close for m in marks[i + 1 : i + 3])
        if ends_with_s or (mark.likes_open and mark.start == bounds[0]):
            return True
        if not _CAPITAL_RE.match(self.text, mark.end):
            return False
        before = self.text[max(bounds[0], mark.start - 3) : mark.start].rstrip()
        return not before or before.endswith(":") or taken_up == self.text[mark.start]

    @staticmethod
    def _nests(marks: list[Mark], i: int) -> bool:
        """Tell whether a mark opens inside another of its family: then two closing marks follow."""
        following = [m for m in marks[i + 1 : i + 6] if m.family is marks[i].family][:2]
        return len(following) == 2 and all(m.can_close and not m.likes_open for m in following)  # noqa: PLR2004

    def _open(self, stack: list[_Open], mark: Mark, number: int) -> None:
        parent = stack[-1].index if stack else None
        self.found.append(
            Quotation(
                start=mark.start,
                end=mark.end,
                inner=(mark.end, mark.end),
                family=mark.family,
                paragraph=number,
                closed=False,
                parent=parent,
            )
        )
        stack.append(_Open(mark, len(self.found) - 1))

    def _close(self, stack: list[_Open], depth: int, end: int, inner_end: int) -> None:
        self._abandon(stack, depth + 1, inner_end)
        top = stack.pop()
        self.found[top.index] = attrs.evolve(
            self.found[top.index], end=end, inner=(top.mark.end, inner_end), closed=True
        )

    def _abandon(self, stack: list[_Open], depth: int, end: int) -> None:
        """End the quotations above *depth* without their closing marks."""
        while end > 0 and self.text[end - 1].isspace():
            end -= 1
        while len(stack) > depth:
            top = stack.pop()
            stop = max(end, top.mark.end)
            self.found[top.index] = attrs.evolve(self.found[top.index], end=stop, inner=(top.mark.end, stop))

    def _add_headless(self, start: int, mark: Mark, number: int, carried: int | None) -> None:
        self.found.append(
            Quotation(
                start=start,
                end=mark.end,
                inner=(start, mark.start),
                family=mark.family,
                paragraph=number,
                closed=True,
                continues=carried,
            )
        )


def match_marks(text: str, paragraphs: Sequence[Range], known: Sequence[list[Mark]] | None = None) -> list[Quotation]:
    r"""Return the stretches in quotation marks of the paragraphs of a text, in order of their opening marks.

    Matched are curly, straight, TeX and doubled single marks, angle and low marks, and pairs that mix them; single
    marks when they close in their paragraph, begin it, follow a colon, or the next paragraph begins with one too. An
    opening mark that is never closed ends with its paragraph, unless the next paragraph begins with an opening mark
    too (the rule of AP, the Chicago Manual and others for quotations of several paragraphs) or holds the closing mark.

    Apostrophes, elisions ('tis, '60s, fish 'n' chips), possessives and measures (5'11") are not marks.

    Args:
        text: the text.
        paragraphs: its paragraphs.
        known: what ``marks_in`` gives for each, where that is known.

    >>> text = '"It\'s the \'players\' union\' rule," Mr. Day, 5\'11", said.'
    >>> [text[slice(*q.inner)] for q in match_marks(text, [(0, len(text))])]
    ["It's the 'players' union' rule,", "players' union"]
    """
    found: list[Quotation] = []
    matcher = _Matcher(text, found)
    carried: int | None = None
    found_marks = known if known is not None else [marks_in(text, bounds) for bounds in paragraphs]
    for number, (bounds, marks) in enumerate(zip(paragraphs, found_marks, strict=True)):
        if not marks:
            carried = None
            continue
        following = paragraphs[number + 1][0] if number + 1 < len(paragraphs) else len(text)
        taken_up = text[following : following + 1] if _TAKES_UP_RE.match(text, following) else ""
        carried = matcher.paragraph(marks, number, bounds, carried, taken_up)
    return found


# “We will, Boyle said outside court.” and “We will, said Omar Boyle.”: each order is tried on its own.
_LAST_CLAUSES = (
    regex.compile(
        r"""
        (?P<end>[,?!])\s
        (?P<person>(?!(?:and|but|or|so|that|then|when|who|as|if|I|we|you)\b)\p{L}[^.,;:!?"“”]{0,80}?)
        \s(?P<verb>\p{Ll}{3,12})
        (?:\s(?:reporters|(?:the|a|an)\s\p{Ll}+|BBC\s\p{L}+|\p{Lu}{2,5}))?
        (?:\s(?:in|on|at|outside|after|before|by|to|during|from|via|through|with|while|later|yesterday|today|last)\b
            [^.;:!?"“”]{0,120})?
        [.]?\s*\Z
        """,
        regex.VERBOSE,
    ),
    regex.compile(
        r"""
        (?P<end>[,?!])\s
        (?P<verb>(?!tells?\b|told\b)\p{Ll}{3,12})\s(?P<person>[^.;:!?"“”]{0,80}\p{Lu}[^.;:!?"“”]{0,120})
        [.]?\s*\Z
        """,
        regex.VERBOSE,
    ),
)
_LONGEST_CLAUSE = 250
_PERSON_RE = regex.compile(r"\p{Lu}|(?:he|she|they)$")


def end_before_clauses(text: str, marks: Sequence[Quotation], verbs: Container[str]) -> list[Quotation]:
    """End stretches without a closing mark where a reporting clause ends their paragraph ("“We will, Boyle said.").

    Args:
        text: the text.
        marks: its stretches in quotation marks, as ``match_marks`` returns them.
        verbs: the forms of verbs that report.
    """
    cut: dict[int, Quotation] = {}
    for i, quotation in enumerate(marks):
        end = None if quotation.closed or quotation.parent is not None else _clause(text, quotation.inner, verbs)
        if end is not None:
            cut[i] = attrs.evolve(quotation, end=end, inner=(quotation.inner[0], end))
    if not cut:
        return list(marks)
    return [
        cut.get(i) or (attrs.evolve(quotation, continues=None) if quotation.continues in cut else quotation)
        for i, quotation in enumerate(marks)
    ]


def _clause(text: str, inner: Range, verbs: Container[str]) -> int | None:
    """Return where the words end before a reporting clause that ends a stretch, if one does."""
    start, end = inner
    at = max(start, end - _LONGEST_CLAUSE)
    found = (match for clause in _LAST_CLAUSES for match in clause.finditer(text, at, end, overlapped=True))
    ends = (match.end("end") for match in found if match["verb"] in verbs and _PERSON_RE.search(match["person"]))
    return min(ends, default=None)
