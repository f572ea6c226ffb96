"""What a line shows by itself: words, patterns that match, shape.

Of a long line only head and tail are read, so that the time for a line is bounded. Most lines of news are paragraphs
that their words alone show to be of the story; of those nothing more is looked at, which saves most of the time.
"""

from __future__ import annotations

import bisect
import functools
import itertools
from collections.abc import Iterator, Mapping, Sequence

import attrs
import regex

from newsparse.boilerplate._hits import find_hits, kinds_told
from newsparse.lexicon import Lexicon
from newsparse.segment import Range
from newsparse.types import BoilerplateKind

__all__ = ["CLASSES", "MOST", "Line", "bucket", "ends_in_stop", "read_lines", "visible"]

CLASSES = (
    "account",
    "advertising",
    "body",
    "comments",
    "controls",
    "corrections",
    "credits",
    "house",
    "legal",
    "letters",
    "networks",
    "page",
    "prompts",
    "reader",
    "related",
    "rights",
    "staff",
)
"""The entries of the lexicon file ``boilerplate`` that are lists of words."""

MOST = 3
"""What is counted is counted up to this number."""

_HEAD = 320
_TAIL = 160
# A paragraph of the story has some length, words of stories, and a stop at its end.
_STORY_LENGTH = 140
_STORY_BODY = 2
# Beyond doubt it is one if few of its words are those of other lines. On labelled pages 2 of 1,000 such lines are none.
_PLAIN_BODY = 3
_PLAIN_CUES = 0.12
_STOPS = frozenset(".!?…")
_OPENERS = "“‘\"'([-–—•*|»>#@©$£€/&<{…"
_KEY_LENGTH = 90

_LEAD_RE = regex.compile(r"[\s•·∙▪►▶*–—|»>(\[“\"#~‣●◾■→-]{0,12}+")
# What stands between two words without a space, with what is read in its place.
_APART = (*((mark, " ") for mark in "/|:»•·—–…"), *((mark, f" {mark} ") for mark in "©<>{}"), ("’", "'"))
_AROUND_WORDS = ".,;!?\"'“”‘()[]*~-"
_SENTENCE_RE = regex.compile(r"(?<=\p{Ll}[\p{L})\"”’]{0,3})[.!?][\"”’']?\s+[\"“‘']?\p{Lu}")
_NAME_RE = regex.compile(r"(?:By\s{1,2})?(\p{Lu}[\p{L}\p{M}.'’-]{1,20}+(?:\s\p{Lu}[\p{L}\p{M}.'’-]{0,20}+){1,3})")
_EMAIL_RE = regex.compile(r"[\w.+-]{1,40}@[\w-]{1,40}\.\w")
_PHONE_RE = regex.compile(r"\b\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b")
_QUOTED_RE = regex.compile(r"[“\"][^”\"]{12}|''[^']{12}|‘[^’]{20}")
_SMALL_WORDS = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "in", "is", "of", "on", "or", "the", "to", "vs", "with"}
)
_LENGTHS = (3, 12, 24, 40, 60, 90, 140, 220, 320, 480, 800)
_COUNTS = (0, 1, 2, 3, 4, 6, 9, 14, 24, 40)
_SIZES = (24, 60, 140, 320)


def bucket(number: int, limits: tuple[int, ...]) -> int:
    """Return the place of the first limit that a number keeps."""
    return bisect.bisect_left(limits, number)


@attrs.frozen
class Line:
    """A line with what it shows by itself.

    Args:
        span: where it stands.
        key: its beginning in lower case, to find repeated lines by.
        words: its words in lower case.
        counts: how many of its words belong to each class.
        told: the kinds that a word or a sign of it speaks for.
        shape: its features that need neither words nor neighbours.
        is_story: whether it reads like a paragraph of a story.
        is_plain: whether its words show that it is one beyond doubt; then there are no hits, and little shape.
        hits: place and kind of each pattern that matches it.
        kinds: the kinds of those patterns.
        sure: the kinds of those that are sure.
        name: the name that it opens with.
    """

    span: Range
    key: str
    words: tuple[str, ...]
    counts: Mapping[str, int]
    told: frozenset[BoilerplateKind]
    shape: tuple[str, ...]
    is_story: bool
    is_plain: bool = False
    hits: tuple[str, ...] = ()
    kinds: frozenset[BoilerplateKind] = frozenset()
    sure: frozenset[BoilerplateKind] = frozenset()
    name: str = ""

    @property
    def size(self) -> int:
        """A number for how long the line is."""
        return bucket(self.span[1] - self.span[0], _SIZES)


@functools.lru_cache(maxsize=8)
def _classes(lexicon: Lexicon) -> Mapping[str, tuple[str, ...]]:
    """Return for each word of the lexicon, and its possessive, the classes that it belongs to."""
    table: dict[str, tuple[str, ...]] = {}
    for name in CLASSES:
        for word in lexicon.words(f"boilerplate.{name}"):
            table[word] = (*table.get(word, ()), name)
    return {f"{word}'s": found for word, found in table.items()} | table


def visible(line: str) -> tuple[str, int]:
    """Return what is read of a line, and where in it the words begin, behind bullets and brackets."""
    seen = line if len(line) <= _HEAD + _TAIL else f"{line[:_HEAD]}\n{line[-_TAIL:]}"
    lead = _LEAD_RE.match(seen)
    return seen, lead.end() if lead and lead.end() < len(seen) else 0


def _words(seen: str) -> list[str]:
    """Return the words of what is read of a line, without the marks around them."""
    for mark, instead in _APART:
        if mark in seen:
            seen = seen.replace(mark, instead)
    return [word for part in seen.split() if (word := part.strip(_AROUND_WORDS))]


def ends_in_stop(line: str) -> bool:
    """Tell whether a line ends like a sentence."""
    return line.rstrip("\"”’')]")[-1:] in _STOPS


def _first(char: str) -> str:
    if char.isalpha():
        return "A" if char.isupper() else "a"
    return "1" if char.isdigit() else char if char in _OPENERS else "?"


def _case(words: list[str]) -> Iterator[str]:
    letters = [w for w in words if w[0].isalpha()]
    if not letters:
        yield "letterless"
        return
    small = [w for w in letters if not w[0].isupper()]
    if not any(len(w) > 1 for w in small) and all(w.isupper() or len(w) == 1 for w in letters):
        yield "upper"
    elif len(letters) > 1 and _SMALL_WORDS.issuperset(small):
        yield "title"
    yield f"caps={bucket(10 * (len(letters) - len(small)) // len(letters), (0, 1, 2, 4, 6, 9))}"


def _marks(seen: str, words: list[str]) -> Iterator[str]:
    if "@" in seen:
        if _EMAIL_RE.search(seen):
            yield "email"
        if any(w[0] == "@" for w in words):
            yield "handle"
    if any(w[-4:].isdigit() for w in words) and _PHONE_RE.search(seen):
        yield "phone"
    if ("http" in seen or "www." in seen) and any(w.startswith(("http", "www.")) for w in words):
        yield "url"
    if _QUOTED_RE.search(seen):
        yield "quoted"
    if "|" in seen or "»" in seen or " / " in seen:
        yield "bars"
    if "$" in seen or "£" in seen or "€" in seen:
        yield "money"


def _shape(seen: str, length: int, words: list[str], cues: int) -> Iterator[str]:
    yield f"len={bucket(length, _LENGTHS)}"
    yield f"words={bucket(len(words), _COUNTS)}"
    first, last = seen[0], seen[-1]
    if ends_in_stop(seen):
        yield f"stop={last if last in '?!' else '.'}"
    elif last in ":…|»>":
        yield f"last={last}"
    else:
        yield "open"
    yield f"first={_first(first)}"
    if first in "([" and last in ")]":
        yield "bracketed"
    yield from _case(words)
    yield from _marks(seen, words)
    yield f"sentences={min(MOST, sum(1 for _ in itertools.islice(_SENTENCE_RE.finditer(seen), MOST)))}"
    yield f"density={min(10 * cues // max(1, len(words)), 15)}"


def _count(words: tuple[str, ...], classes: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in words:
        if word in classes:
            for name in classes[word]:
                counts[name] = counts.get(name, 0) + 1
    return counts


def _is_plain(cues: int, body: int, words: int) -> bool:
    """Tell by its words whether a paragraph is one of the story beyond doubt."""
    return body >= _PLAIN_BODY and cues <= body and cues < _PLAIN_CUES * words


def _read(text: str, span: Range, lexicon: Lexicon) -> Line:
    """Return what a line shows; *text* is that of the line alone."""
    seen, head = visible(text)
    words = _words(seen)
    low = tuple("\n".join(words).lower().split("\n")) if words else ()
    classes = _classes(lexicon)
    counts = _count(low, classes)
    body = counts.get("body", 0)
    cues = sum(counts.values()) - body
    told = kinds_told(seen, counts)
    said = told if len(seen) == len(text) else frozenset(BoilerplateKind)
    key = seen[:_KEY_LENGTH].lower()
    is_story = len(text) >= _STORY_LENGTH and body >= _STORY_BODY and ends_in_stop(seen)
    if is_story and _is_plain(cues, body, len(words)):
        shape: tuple[str, ...] = ("stop=.", f"plain={bucket(len(text), _LENGTHS)}")
        return Line(span, key, low, counts, said, shape, is_story, is_plain=True)
    hits = find_hits(lexicon, seen, head, told)
    shape = tuple(_shape(seen, len(text), words, cues))
    if low:
        shape += tuple([f"w0={c}" for c in classes.get(low[0], ())] + [f"w-1={c}" for c in classes.get(low[-1], ())])
    name = _NAME_RE.match(seen, head)
    return Line(
        span,
        key,
        low,
        counts,
        said,
        shape,
        is_story=is_story and not hits,
        hits=tuple(dict.fromkeys([f"{rule.at}:{rule.kind}{'!' if rule.is_sure else ''}" for rule in hits])),
        kinds=frozenset([rule.kind for rule in hits]),
        sure=frozenset([rule.kind for rule in hits if rule.is_sure]),
        name=name[1] if name else "",
    )


def read_lines(text: str, spans: Sequence[Range], lexicon: Lexicon) -> list[Line]:
    """Return what each line shows by itself."""
    read: dict[str, Line] = {}
    found = []
    for span in spans:
        words = text[span[0] : span[1]]
        known = read.get(words)
        if known is None:
            known = read[words] = _read(words, span, lexicon)
        found.append(known if known.span == span else attrs.evolve(known, span=span))
    return found
