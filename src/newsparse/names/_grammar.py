"""Rows of words that are a person's name."""

from __future__ import annotations

import functools
import html
from collections.abc import Iterator, Sequence

import attrs
import regex

from newsparse.lexicon import DEFAULT, Lexicon
from newsparse.lexicon.word_classes import title_openers, title_words
from newsparse.names._case import normal_case
from newsparse.names._words import Kind, NameWord, Shape, degrees, given_names
from newsparse.types import Span

__all__ = ["PersonName", "may_begin", "name_at"]

_MAX_WORDS = 7  # given, middle and family names of one person, particles left out
_MAX_TITLE_WORDS = 3
_NICKNAME_RE = regex.compile(r"""\ {1,3}(?:["“”'‘’][\p{L}\p{M} .'-]{1,30}+["“”'’]|\([\p{L}\p{M} .-]{1,30}+\))(?=\ )""")
_BLANKS = r"(?:[ \u00a0]|&(?:nbsp|\#160);){1,3}"  # between two words of a name
_AFTER = (" ", "\u00a0", "&")
_GAP_RE = regex.compile(_BLANKS)
_Plan = tuple[int, int, tuple[NameWord, ...]]  # index behind the name, words of its row, suffixes
_SUFFIX_GAP_RE = regex.compile(rf",?{_BLANKS}")


@attrs.frozen(repr=False, kw_only=True)
class PersonName(Span):
    """A person's name in a text.

    Args:
        name: given and family name with "Jr." and the like, in normal case; no title, no degrees.
        title: what stands before the name ("Sen.", "Mr.").
        given: first and middle names and initials; ``None`` for "Mr. Katz" and for a name of one word.
        family: the family name with its particles; the only word of a name of one word.
        suffix: "Jr." and the like, degrees and honours.
        sure: a title or a common first name says that this is a person; without one it is only name-shaped.
    """

    name: str
    title: Span | None = None
    given: Span | None = None
    family: Span | None = None
    suffix: Span | None = None
    sure: bool = False

    def _label(self) -> str:
        return "" if self.name == self.text else repr(self.name)


def _is_gap(text: str, start: int, end: int) -> bool:
    """Tell whether the text between two words is a few blanks: nearly always it is one."""
    return (end - start == 1 and text[start] == " ") or _GAP_RE.fullmatch(text, start, end) is not None


def _joined(text: str, left: NameWord, right: NameWord) -> bool:
    """Tell whether nothing but blanks stands between two words."""
    return _is_gap(text, left.end, right.start)


def _title_words(text: str, words: Sequence[NameWord], at: int, lexicon: Lexicon) -> int:
    """Return how many words from *at* are titles ("Lt. Col.", "Prime Minister")."""
    titles, used = title_words(lexicon), 0
    if at < len(words) and words[at].fold not in title_openers(lexicon):
        return 0
    while at + used < len(words) and used < 2 * _MAX_TITLE_WORDS:
        here = at + used
        small = words[here].shape is Shape.LOWER and words[here].fold != "the"  # "the Most Rev."
        if small or (used and not _joined(text, words[here - 1], words[here])):
            break
        size, title = 0, ""
        for i in range(here, min(here + _MAX_TITLE_WORDS, len(words))):
            if i > here and not _joined(text, words[i - 1], words[i]):
                break
            title += f" {words[i].fold}" if title else words[i].fold
            if title in titles:
                size = i + 1 - here
        if not size:
            break
        if size == 1 and words[here].kind is Kind.GIVEN and not words[here].text.endswith("."):
            # "Dean Baquet" is no dean; "Dean Jane Baquet" is one.
            follows = words[here + 1 : here + 3]
            if len(follows) < 2 or not _joined(text, *follows) or not _may_start(follows[0]):  # noqa: PLR2004
                break
        used += size
    return used


def _may_start(word: NameWord) -> bool:
    return word.shape is not Shape.LOWER and word.kind in (Kind.OPEN, Kind.GIVEN, Kind.PARTICLE)


def _may_follow(word: NameWord) -> bool:
    return word.shape is not Shape.LOWER and word.kind in (Kind.OPEN, Kind.GIVEN, Kind.RARELY)


def _fits(row: Sequence[NameWord], word: NameWord) -> bool:
    """Tell whether capitals agree: "JANE DOE", "Jane DOE" and "JL Doe" are names, "Jane CNN" and "AFP Jane" are not."""
    if word.shape is Shape.INITIALS or not row:
        return True
    others = [w for w in row if w.shape in (Shape.CAPITAL, Shape.ALL_CAPS) and w.kind is not Kind.PARTICLE]
    if not others or others[-1].shape is word.shape:
        return True
    if word.shape is Shape.ALL_CAPS:
        return len(word.text) > 3 and any(w.kind is Kind.GIVEN for w in others)  # noqa: PLR2004
    return len(others[-1].text) == 2 and len(row) == 1 and "." not in others[-1].text  # noqa: PLR2004


def _is_family_in_capitals(row: Sequence[NameWord], word: NameWord, lexicon: Lexicon) -> bool:
    """Tell whether letters that could be a degree are the family name that a row in capitals lacks: "ANN DO"."""
    if word.kind is not Kind.DEGREE or word.fold not in _names_like_degrees(lexicon):
        return False
    whole = [w for w in row if w.shape is not Shape.INITIALS]
    return len(whole) == 1 and whole[0].shape is Shape.ALL_CAPS and whole[0].kind in (Kind.GIVEN, Kind.OPEN)


@functools.lru_cache(maxsize=8)
def _names_like_degrees(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(word.lower() for word in lexicon.words("name_parts.like_degrees"))


def _nickname_end(text: str, at: int) -> int:
    found = _NICKNAME_RE.match(text, at, at + 40)
    return found.end() if found else at


def may_begin(text: str, words: Sequence[NameWord], at: int, lexicon: Lexicon) -> bool:
    """Tell, at little cost, whether a title or a name of several words may begin with ``words[at]``."""
    word = words[at]
    if word.shape is Shape.LOWER:
        return False
    if word.fold in title_openers(lexicon):
        return True
    if word.kind not in (Kind.OPEN, Kind.GIVEN, Kind.PARTICLE) or text[word.end : word.end + 1] not in _AFTER:
        return False
    known = at + 1 < len(words) and words[at + 1].start == word.end + 1
    return known or not text[word.end + 1 : word.end + 2].isalpha()


def _may_stand(word: NameWord, row: Sequence[NameWord], *, titled: bool, loose: bool) -> bool:
    """Tell whether a word can be the next of a name."""
    if word.shape is Shape.LOWER:
        return False
    if loose and (word.kind is Kind.RARELY or (row and word.kind is Kind.NEVER)):
        return True
    if row and word.kind is Kind.PARTICLE:
        return True
    return _may_follow(word) if row or titled else _may_start(word)


def name_at(
    text: str,
    words: Sequence[NameWord],
    at: int,
    *,
    loose: bool = False,
    longest: bool = False,
    lexicon: Lexicon = DEFAULT,
) -> list[tuple[int, PersonName]]:
    """Return each name that begins with ``words[at]``, shortest first, with the index behind its last word.

    A caller that knows more of the context (a byline's next piece, say) chooses; ``find_names`` takes the longest.

    Args:
        text: the text that the words stand in.
        words: words of it, in order.
        at: index of the first word of the name.
        loose: common words may be part of the name too ("David Charter", "Ferry Moore"); for callers who know from
            the context that a name stands here.
        longest: only the longest is wanted.
        lexicon: the words in use.
    """
    titled = _title_words(text, words, at, lexicon)
    begin = at + titled
    if begin < len(words) and titled and not _joined(text, words[begin - 1], words[begin]):
        return []
    if _is_office(words, at, begin):
        return []
    found: list[_Plan] = []
    titles, row = words[at:begin], list[NameWord]()
    index = begin
    while index < len(words) and len([w for w in row if w.kind is not Kind.PARTICLE]) < _MAX_WORDS:
        word = words[index]
        last_end = row[-1].end if row else word.start
        nick_end = _nickname_end(text, last_end) if row and word.start > last_end + 1 else last_end
        if word.start < nick_end:  # a word of the nickname
            index += 1
            continue
        if row and not _is_gap(text, nick_end, word.start):
            break
        particle = word.kind is Kind.PARTICLE and index + 1 < len(words)
        if particle and len(row) < 2 * _MAX_WORDS and _joined(text, word, words[index + 1]):
            row.append(word)
            index += 1
            if word.shape is not Shape.LOWER and len(row) > 1:  # "Lauren Del", "Jan Ten": the family name itself
                found += _plans(text, words, row, index, lexicon)
            continue
        stands = _may_stand(word, row, titled=bool(titled), loose=loose) and _fits(row, word)
        if not (stands or _is_family_in_capitals(row, word, lexicon)):
            break
        row.append(word)
        index += 1
        found += _plans(text, words, row, index, lexicon)
    if longest and found:
        found = [max(found, key=lambda plan: plan[0])]
    return [(stop, _build(text, titles, row[:size], tail, lexicon)) for stop, size, tail in found]


def _is_office(words: Sequence[NameWord], at: int, begin: int) -> bool:
    """Tell whether a particle in capitals is an office: "DA Jane Roe" is no "da Roe"."""
    shouted = at == begin and at + 1 < len(words) and words[at].kind is Kind.PARTICLE
    return shouted and words[at].shape is Shape.ALL_CAPS and words[at + 1].shape is Shape.CAPITAL


def _plans(
    text: str, words: Sequence[NameWord], row: Sequence[NameWord], index: int, lexicon: Lexicon
) -> Iterator[_Plan]:
    """Yield how far the name of *row* may go, plain and with the suffixes that follow it."""
    if row[-1].shape is Shape.INITIALS and len(row) == 1:
        return
    if len(row) == 2 and row[0].shape is Shape.INITIALS and _is_pronoun(row[1], lexicon):  # noqa: PLR2004
        return  # the answer in a transcript: "A. I asked"
    yield index, len(row), ()
    tail: tuple[NameWord, ...] = ()
    end = row[-1].end
    if index < len(words) and _is_family_in_capitals(row, words[index], lexicon):
        return
    while index < len(words) and _closes(text, words[index], end, lexicon):
        if not _SUFFIX_GAP_RE.fullmatch(text, end, words[index].start):
            break
        tail = (*tail, words[index])
        end = words[index].end
        index += 1
        yield index, len(row), tail


def _is_pronoun(word: NameWord, lexicon: Lexicon) -> bool:
    return word.fold in lexicon.words("function_words.personal_pronouns")


def _closes(text: str, word: NameWord, end: int, lexicon: Lexicon) -> bool:
    """Tell whether a word is a suffix or degree; "M.D." is one behind a comma only, else it may be initials."""
    if word.shape is Shape.INITIALS:
        return text.startswith(",", end) and word.text.replace(".", "") in degrees(lexicon)
    return word.kind in (Kind.SUFFIX, Kind.DEGREE)


def _family_start(row: Sequence[NameWord]) -> int:
    """Return the index in *row* of the family name's first word, its particles included."""
    at = len(row) - 1
    while at > 1 and (row[at - 1].kind is Kind.PARTICLE or row[at - 1].text[-1] in "'’"):
        at -= 1
    return at if len(row) > 1 else 0


def _build(
    text: str, titles: Sequence[NameWord], row: Sequence[NameWord], tail: Sequence[NameWord], lexicon: Lexicon
) -> PersonName:
    def span(part: Sequence[NameWord]) -> Span | None:
        return Span.of(text, part[0].start, part[-1].end) if part else None

    split = 0 if len(row) == 1 else _family_start(row)
    if (titles or row[0].shape is Shape.LOWER) and all(w.kind is Kind.PARTICLE for w in row[:-1]):
        split = 0
    suffixes = [w for w in tail if w.kind is Kind.SUFFIX]
    name = " ".join(html.unescape(text[row[0].start : row[-1].end]).split())
    if name.count(" ") >= len(row) or any(w.shape is Shape.ALL_CAPS for w in row):
        name = normal_case(name, lexicon=lexicon)
    if suffixes:
        name += "".join(" " + _suffix(w.text) for w in suffixes)
    return PersonName.of(
        text,
        (titles or row)[0].start,
        (tail or row)[-1].end,
        name=name,
        title=span(titles),
        given=span(row[:split]),
        family=span(row[split:]),
        suffix=span(tail),
        sure=bool(titles)
        or (len(row) > 1 and any(w.kind is Kind.GIVEN for w in row[:-1]))
        or (len(row) > 1 and row[0].fold in given_names(lexicon)),
    )


def _suffix(text: str) -> str:
    if any(c.isdigit() for c in text):
        return text
    return text.upper() if set(text.upper()) <= set("IV") else text.capitalize()
