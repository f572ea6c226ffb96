"""The features of the lines of an article: what the model that tells boilerplate from the story goes by."""

from __future__ import annotations

import functools
import itertools
from collections import Counter
from collections.abc import Iterator

from newsparse.boilerplate._lines import MOST, Line, bucket
from newsparse.types import BoilerplateKind

__all__ = ["WORD_FEATURES", "features"]

WORD_FEATURES = ("open=", "word=", "-2:open=", "-1:open=", "1:open=", "2:open=")
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
_LONGEST_HEADING = 1
_FEW_WORDS = 12
_BYLINE_OPENERS = frozenset({"by", "words", "author", "written"})
_LENGTHS = (12, 24, 40, 60, 90, 140, 220, 320)
_DISTANCES = (0, 1, 2, 4, 8, 16)


def _hits(line: Line) -> Iterator[str]:
    """Yield which patterns match a line."""
    yield f"kinds={min(MOST, len(line.kinds))}"
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


def _own(line: Line, known: frozenset[str]) -> Iterator[str]:
    """Yield the features of the line itself; *known* are the names of the story."""
    yield from line.shape
    if line.is_plain:
        yield "story"
        return
    yield from _hits(line)
    for name, count in line.counts.items():
        yield f"has={name},{min(count, MOST)}"
        yield f"has={name},len{line.size}"
        yield f"share={name},{min(4, 8 * count // len(line.words))}"
    for word in line.words[:3]:
        yield f"open={word}"
    if len(line.words) <= _FEW_WORDS:
        for word in dict.fromkeys(line.words):
            yield f"word={word}"
    if line.name:
        yield "name=known" if any(part in known for part in line.name.lower().split()) else "name=new"
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
    if line.is_plain:
        return
    if line.words and len(line.words) <= _FEW_WORDS:
        yield f"open={line.words[0]}"
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


def _marks(lines: list[Line], order: range) -> list[tuple[BoilerplateKind, int] | None]:
    """Return for each line the kind of the last line before it, in that order, that shows one, and how far it is.

    No line of the story stands between them.
    """
    found: list[tuple[BoilerplateKind, int] | None] = [None] * len(lines)
    last: tuple[BoilerplateKind, int] | None = None
    for i in order:
        line = lines[i]
        if line.is_story:
            last = None
            continue
        if last:
            last = found[i] = (last[0], last[1] + 1)
        if (line.size <= _LONGEST_HEADING or line.sure) and (kind := _best(line)):
            last = kind, 0
    return found


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
        announces = "last=:" in line.shape and not line.kinds and "body" in line.counts
        is_announced = announces or is_item
    return found


def _zone(i: int, stories: list[int]) -> Iterator[str]:
    if not stories or i < stories[0]:
        yield "zone=before"
    elif i > stories[-1]:
        yield "zone=after"
        yield f"after={bucket(i - stories[-1], (1, 2, 4, 8))}"
    else:
        yield "zone=inside"


def _together(line: Line, zone: str) -> Iterator[str]:
    """Yield what says more together than apart: a line without a stop means one thing in a story, another below it."""
    if line.is_plain:
        return
    end = next((feature for feature in line.shape if feature.startswith(("stop", "open", "last"))), "")
    caps = next((feature for feature in line.shape if feature.startswith("caps")), "")
    yield f"{zone},{end},{bucket(line.span[1] - line.span[0], _LENGTHS)}"
    yield f"{zone},best={_best(line)},{line.size}"
    yield f"{end},{caps},{line.size}"


@functools.lru_cache(maxsize=8192)
def _shifted(offset: int, seen: tuple[str, ...]) -> list[str]:
    return [f"{offset}:{feature}" for feature in seen]


def features(lines: list[Line]) -> Iterator[list[str]]:
    """Yield the features of each line: its own, what its neighbours are like, and its place in the text."""
    stories = [i for i, line in enumerate(lines) if line.is_story]
    known = frozenset(itertools.chain.from_iterable(lines[i].words for i in stories))
    keys = Counter(line.key for line in lines)
    authors = {line.name for line in lines if line.name and line.words[:1] and line.words[0] in _BYLINE_OPENERS}
    lists = _lists(lines)
    above, below = _marks(lines, range(len(lines))), _marks(lines, range(len(lines) - 1, -1, -1))
    seen = [tuple(_from_afar(lines, i)) for i in range(-2, len(lines) + 2)]
    for i, (line, run) in enumerate(zip(lines, _runs(lines), strict=True)):
        zone = tuple(_zone(i, stories))
        own = [
            *_own(line, known),
            *zone,
            f"from-start={bucket(i, _DISTANCES[:5])}",
            f"from-end={bucket(len(lines) - 1 - i, _DISTANCES)}",
            f"run={bucket(run, _DISTANCES)}",
        ]
        for where, mark in (("above", above[i]), ("below", below[i])):
            if mark:
                own += [f"{where}={mark[0]}", f"{where}={mark[0]},{bucket(mark[1], _DISTANCES)}"]
        if run and not (above[i] or below[i] or line.kinds):
            own += ["unmarked", f"unmarked,{zone[0]}"]
        if lists[i]:
            own.append("listed")
        if keys[line.key] > 1:
            own.append("repeated")
        if i and line.name in authors:
            own.append("author")
        own += _together(line, zone[0])
        for offset in (-2, -1, 1, 2):
            own += _shifted(offset, seen[i + offset + 2])
        yield own
