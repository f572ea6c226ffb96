"""What the lines of an article show of their nature: the features of the model that tells boilerplate from the story.

Of a long line only head and tail are read, so that the time for a line is bounded.
"""

from __future__ import annotations

import functools
import itertools
from collections import Counter
from collections.abc import Iterator, Mapping

import attrs
import regex

from newsparse.boilerplate._hits import find_hits, kinds_told
from newsparse.lexicon import Lexicon
from newsparse.segment import Range
from newsparse.types import BoilerplateKind

__all__ = ["CLASSES", "STOP_RE", "WORD_FEATURES", "Line", "features", "read_lines", "visible"]

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

WORD_FEATURES = ("open=", "word=", "long=")
"""How the features begin that name a word; training keeps those that many sites share."""

# Where a line matches patterns of several kinds, the kind named first here says more about it.
_TELLING_FIRST = (
    BoilerplateKind.CORRECTION,
    BoilerplateKind.COPYRIGHT,
    BoilerplateKind.SYNDICATION,
    BoilerplateKind.NEWSLETTER,
    BoilerplateKind.COMMENTS,
    BoilerplateKind.LEGAL,
    BoilerplateKind.CREDIT,
    BoilerplateKind.BIO,
    BoilerplateKind.SUBSCRIPTION,
    BoilerplateKind.ADVERTISEMENT,
    BoilerplateKind.SOCIAL,
    BoilerplateKind.RELATED,
    BoilerplateKind.OTHER,
)
_LONGEST_ITEM = 2
_HEAD = 320
_TAIL = 160
_STORY_LENGTH = 140
_BODY_WORDS = 4
_FEWEST_CUES = 0.08
_OPENERS = "“‘\"'([-–—•*|»>#@©$£€/&<{…"
_KEY_LENGTH = 90
_NUMBERS_IN_PHONE = 3
_FEW_WORDS = 12
_MOST = 3

_LEAD_RE = regex.compile(r"[\s•·∙▪►▶*–—|»>(\[“\"#~‣●◾■→-]{0,12}+")
_WORD_RE = regex.compile(
    r"""
      (?:https?://|www\.)\S{1,200}+                                        # www.example.org/river
    | [@\#]\w{2,30}+                                                       # @valleypost
    | \p{L}[\p{L}\p{M}]*+(?:[-.'’&+][\p{L}\p{N}]++)*+\+?+                   # sign-up, don't, Google+
    | \p{N}++
    | © | &\p{L}{2,5}; | [<>{}]                                            # what is left of markup
    """,
    regex.VERBOSE,
)
STOP_RE = regex.compile(r"[.!?…][\"”’')\]]{0,3}$")
_SENTENCE_RE = regex.compile(r"(?<=\p{Ll}[\p{L})\"”’]{0,3})[.!?][\"”’']?\s+[\"“‘']?\p{Lu}")
_NAME_RE = regex.compile(r"(?:By\s{1,2})?(\p{Lu}[\p{L}\p{M}.'’-]{1,20}+(?:\s\p{Lu}[\p{L}\p{M}.'’-]{0,20}+){1,3})")
_EMAIL_RE = regex.compile(r"[\w.+-]{1,40}@[\w-]{1,40}\.\w")
_PHONE_RE = regex.compile(r"\b\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b")
_QUOTED_RE = regex.compile(r"[“\"][^”\"]{12}|''[^']{12}|‘[^’]{20}")
_SMALL_WORDS = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "in", "is", "of", "on", "or", "the", "to", "vs", "with"}
)
_BYLINE_OPENERS = frozenset({"by", "words", "author", "written"})
_LENGTHS = (3, 12, 24, 40, 60, 90, 140, 220, 320, 480, 800)
_COUNTS = (0, 1, 2, 3, 4, 6, 9, 14, 24, 40)
_SIZES = (24, 60, 140, 320)
_DISTANCES = (0, 1, 2, 4, 8, 16)


@attrs.frozen
class Line:
    """A line with what it shows by itself.

    Args:
        span: where it stands.
        key: its beginning in lower case, to find repeated lines by.
        words: its words in lower case.
        hits: place and kind of each pattern that matches it.
        kinds: the kinds of those patterns.
        sure: the kinds of those that are sure.
        told: the kinds that a word or a sign of it speaks for.
        counts: how many of its words belong to each class.
        shape: its features that need neither words nor neighbours.
        is_story: whether it reads like a paragraph of a story.
        name: the name that it opens with.
        capitals: its capitalised words.
    """

    span: Range
    key: str
    words: tuple[str, ...]
    hits: tuple[str, ...]
    kinds: frozenset[BoilerplateKind]
    sure: frozenset[BoilerplateKind]
    told: frozenset[BoilerplateKind]
    counts: Mapping[str, int]
    shape: tuple[str, ...]
    is_story: bool
    name: str
    capitals: tuple[str, ...]

    @property
    def size(self) -> int:
        """A number for how long the line is."""
        return _bucket(self.span[1] - self.span[0], _SIZES)


def _bucket(number: int, limits: tuple[int, ...]) -> int:
    return next((i for i, limit in enumerate(limits) if number <= limit), len(limits))


@functools.lru_cache(maxsize=8)
def _classes(lexicon: Lexicon) -> Mapping[str, tuple[str, ...]]:
    """Return for each word of the lexicon the classes that it belongs to."""
    table: dict[str, list[str]] = {}
    for name in CLASSES:
        for word in lexicon.words(f"boilerplate.{name}"):
            table.setdefault(word, []).append(name)
    return {word: tuple(found) for word, found in table.items()}


@functools.lru_cache(maxsize=8)
def _classes_of_forms(lexicon: Lexicon) -> Mapping[str, tuple[str, ...]]:
    """Return the same for each word and its possessive."""
    return {form: found for word, found in _classes(lexicon).items() for form in (word, f"{word}'s")}


def visible(line: str) -> tuple[str, int]:
    """Return what is read of a line, and where in it the words begin, behind bullets and brackets."""
    seen = line if len(line) <= _HEAD + _TAIL else f"{line[:_HEAD]}\n{line[-_TAIL:]}"
    lead = _LEAD_RE.match(seen)
    return seen, lead.end() if lead and lead.end() < len(seen) else 0


def _first(char: str) -> str:
    if char.isalpha():
        return "A" if char.isupper() else "a"
    return "1" if char.isdigit() else char if char in _OPENERS else "?"


def _case(words: list[str]) -> Iterator[str]:
    letters = [w for w in words if w[0].isalpha()]
    if not letters:
        yield "letterless"
        return
    capital = len([w for w in letters if w[0].isupper()])
    if all(w.isupper() or len(w) == 1 for w in letters):
        yield "upper"
    elif len(letters) > 1 and all(w[0].isupper() or w in _SMALL_WORDS for w in letters):
        yield "title"
    yield f"caps={_bucket(10 * capital // len(letters), (0, 1, 2, 4, 6, 9))}"


def _marks(seen: str, words: list[str]) -> Iterator[str]:
    if "@" in seen:
        if _EMAIL_RE.search(seen):
            yield "email"
        if any(w[0] == "@" for w in words):
            yield "handle"
    if _PHONE_RE.search(seen) and sum(w.isdigit() for w in words) >= _NUMBERS_IN_PHONE:
        yield "phone"
    if ("http" in seen or "www." in seen) and any(w.startswith(("http", "www.")) for w in words):
        yield "url"
    if _QUOTED_RE.search(seen):
        yield "quoted"
    if "|" in seen or "»" in seen or " / " in seen:
        yield "bars"
    if "$" in seen or "£" in seen or "€" in seen:
        yield "money"


def _shape(seen: str, length: int, words: list[str], counts: Mapping[str, int]) -> Iterator[str]:
    yield f"len={_bucket(length, _LENGTHS)}"
    yield f"words={_bucket(len(words), _COUNTS)}"
    first, last = seen[0], seen[-1]
    if STOP_RE.search(seen, max(0, len(seen) - 6)):
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
    yield f"sentences={min(_MOST, sum(1 for _ in itertools.islice(_SENTENCE_RE.finditer(seen), _MOST)))}"
    cues = sum(number for name, number in counts.items() if name != "body")
    yield f"density={min(10 * cues // max(1, len(words)), 15)}"


def _read(text: str, span: Range, lexicon: Lexicon) -> Line:
    """Return what a line shows; *text* is that of the line alone."""
    seen, head = visible(text)
    words = _WORD_RE.findall(seen)
    low = tuple("\n".join(words).lower().replace("’", "'").split("\n")) if words else ()
    classes = _classes(lexicon)
    forms = _classes_of_forms(lexicon)
    counts = Counter([name for w in low if w in forms for name in forms[w]])
    told = kinds_told(seen, counts)
    cues = sum(counts.values()) - counts["body"]
    is_plain = len(seen) > _STORY_LENGTH and counts["body"] >= _BODY_WORDS and cues < _FEWEST_CUES * len(words)
    hit = [] if is_plain else find_hits(lexicon, seen, head, told)
    shape = [*_shape(seen, span[1] - span[0], words, counts)]
    if low:
        shape += [f"w0={c}" for c in classes.get(low[0], ())]
        shape += [f"w-1={c}" for c in classes.get(low[-1], ())]
    name = _NAME_RE.match(seen, head)
    return Line(
        span=span,
        key=seen[:_KEY_LENGTH].lower(),
        words=low,
        hits=tuple(dict.fromkeys(f"{rule.at}:{rule.kind}{'!' if rule.is_sure else ''}" for rule in hit)),
        kinds=frozenset(rule.kind for rule in hit),
        sure=frozenset(rule.kind for rule in hit if rule.is_sure),
        told=told if len(seen) == len(text) else frozenset(BoilerplateKind),
        counts=counts,
        shape=tuple(shape),
        is_story=span[1] - span[0] >= _STORY_LENGTH
        and not hit
        and counts["body"] > 1
        and STOP_RE.search(seen, len(seen) - 6) is not None,
        name=name[1] if name else "",
        capitals=tuple(w for w in words if w[0].isupper()),
    )


def read_lines(text: str, spans: list[Range], lexicon: Lexicon) -> list[Line]:
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


def _own(line: Line, known: frozenset[str]) -> Iterator[str]:
    """Yield the features of the line itself; *known* are the names of the story."""
    yield from line.shape
    yield f"kinds={min(_MOST, len(line.kinds))}"
    for hit in line.hits:
        yield f"hit={hit}"
    for kind in line.kinds:
        yield f"kind={kind}"
        yield f"kind={kind},{line.size}"
    for kind in line.sure:
        yield f"sure={kind}"
    best = _best(line)
    if best:
        yield f"best={best}"
    for name, count in line.counts.items():
        yield f"has={name},{min(count, _MOST)}"
        yield f"has={name},len{line.size}"
        yield f"share={name},{min(4, 8 * count // len(line.words))}"
    for word in line.words[:3]:
        yield f"open={word}"
    where = "word" if len(line.words) <= _FEW_WORDS else "long"
    for word in dict.fromkeys(line.words):
        yield f"{where}={word}"
    if line.name:
        yield "name=known" if any(part in known for part in line.name.split()) else "name=new"
    if line.is_story:
        yield "story"


def _from_afar(lines: list[Line], i: int) -> Iterator[str]:
    """Yield what the neighbours see of a line."""
    if not 0 <= i < len(lines):
        yield "none"
        return
    line = lines[i]
    if line.is_story:
        yield "story"
    for kind in line.kinds:
        yield f"kind={kind}"
    if not line.kinds:
        yield f"plain,{line.size}"
    yield from (s for s in line.shape if s.startswith(("stop", "title", "upper", "open", "density")))


def _runs(lines: list[Line]) -> list[int]:
    """Return for each line how many lines that are no story stand together with it."""
    runs: list[int] = []
    for is_story, group in itertools.groupby(lines, key=lambda line: line.is_story):
        length = len(list(group))
        runs += [0 if is_story else length] * length
    return runs


def _best(line: Line) -> BoilerplateKind | None:
    """Return the kind that says most about a line, of those that its patterns speak for."""
    kinds = line.sure or line.kinds
    return next((kind for kind in _TELLING_FIRST if kind in kinds), None) if kinds else None


def _lists(lines: list[Line]) -> list[bool]:
    """Return for each line whether it belongs to a list that a line of the story announces ("The council also:")."""
    found = []
    is_announced = False
    for line in lines:
        is_item = is_announced and not line.sure and ("first=•" in line.shape or line.size <= _LONGEST_ITEM)
        found.append(is_item)
        announces = "last=:" in line.shape and not line.kinds and line.counts["body"] > 0
        is_announced = announces or is_item
    return found


def _zone(i: int, stories: list[int]) -> Iterator[str]:
    if not stories or i < stories[0]:
        yield "zone=before"
    elif i > stories[-1]:
        yield "zone=after"
        yield f"after={_bucket(i - stories[-1], (1, 2, 4, 8))}"
    else:
        yield "zone=inside"


@functools.lru_cache(maxsize=8192)
def _shifted(offset: int, seen: tuple[str, ...]) -> list[str]:
    return [f"{offset}:{feature}" for feature in seen]


def features(lines: list[Line]) -> list[list[str]]:
    """Return the features of each line: its own, what its neighbours are like, and its place in the text."""
    stories = [i for i, line in enumerate(lines) if line.is_story]
    known = frozenset(itertools.chain.from_iterable(lines[i].capitals for i in stories))
    keys = Counter(line.key for line in lines)
    authors = {line.name for line in lines if line.name and line.words[:1] and line.words[0] in _BYLINE_OPENERS}
    lists = _lists(lines)
    seen = [tuple(_from_afar(lines, i)) for i in range(-2, len(lines) + 2)]
    found = []
    for i, (line, run) in enumerate(zip(lines, _runs(lines), strict=True)):
        own = [
            *_own(line, known),
            *_zone(i, stories),
            f"from-start={_bucket(i, _DISTANCES[:5])}",
            f"from-end={_bucket(len(lines) - 1 - i, _DISTANCES)}",
            f"run={_bucket(run, _DISTANCES)}",
        ]
        if lists[i]:
            own.append("listed")
        if keys[line.key] > 1:
            own.append("repeated")
        if i and line.name in authors:
            own.append("author")
        for offset in (-2, -1, 1, 2):
            own += _shifted(offset, seen[i + offset + 2])
        found.append(own)
    return found
