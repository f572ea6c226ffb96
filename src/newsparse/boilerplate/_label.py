"""The label of every line: which kind of boilerplate, furniture, or a paragraph of the story."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

import attrs
import regex

from newsparse.boilerplate._databases import label_database_head
from newsparse.boilerplate._features import features
from newsparse.boilerplate._lines import Line, ends_in_stop, read_lines, visible
from newsparse.boilerplate._model import probabilities
from newsparse.boilerplate._patterns import Rule, Rules, rules
from newsparse.document import Document
from newsparse.lexicon import Lexicon
from newsparse.lexicon.word_classes import cue_forms
from newsparse.segment import Range
from newsparse.turns import find_turns
from newsparse.types import BoilerplateKind

__all__ = ["BODY", "FURNITURE", "LabelledLine", "decide", "label_lines"]

BODY, FURNITURE = "body", "furniture"

# How likely a line must be to be boilerplate, by its size; set on held-out sites, so that at least 95 of 100 lines that
# are taken for it are: see docs/explanation. Long lines need more, for a paragraph of the story is worse to lose, and
# lines that match a sure pattern less support from their surroundings.
_THRESHOLDS = (0.55, 0.55, 0.55, 0.65, 0.65)
_THRESHOLDS_IF_SURE = (0.15, 0.15, 0.3, 0.4, 0.4)
_THRESHOLD_FURNITURE = 0.75

# How much a sure pattern of one kind alone adds to that kind's share of the probability.
_IF_TOLD = 0.15
# Lines of these kinds say what they are; the model has seen too few of them to be better at it. The more telling come
# first: a line that tells who published it first may go on with whose copyright it is.
_PLAIN_KINDS = (BoilerplateKind.CORRECTION, BoilerplateKind.SYNDICATION, BoilerplateKind.COPYRIGHT)

# A glued footer is looked for behind the sentence ends of the last characters of a paragraph.
_LONGEST_TAIL = 500
_LONGEST_DECIDED = 600
_SHORTEST_STORY = 40
_SHORTEST_SENTENCE = 80
_SENTENCE_END_RE = regex.compile(r"[.!?…][\"”’')\]]{0,3}\s{0,3}")


_LABELLED_RE = regex.compile(
    r"(?:\p{Lu}{4,12}(?:\s\p{Lu}{3,12})?|Analysis|Breaking|Exclusive|Explained|Explainer|Listen|Live|Opinion|Photos|Poll"
    r"|Revealed|Updated?|Video|Watch)\s?[:|–-]\s"
)
# A closing mark with a reporting clause behind it: '"Step out," an officer ordered.'
_CLAUSE_RE = regex.compile(r"(?<=[,.!?…])(?:[\"”]|''|’’|’)\s((?:[^\W\d_][\w.’'-]*\s?){1,7})")
_NEVER_REPORTED = frozenset({BoilerplateKind.CORRECTION, BoilerplateKind.BIO, BoilerplateKind.COMMENTS})


def _quotes_somebody(line: str, lexicon: Lexicon) -> bool:
    """Tell whether a line has speech with its reporting clause, as only paragraphs of a story do."""
    verbs = _surely_reporting(lexicon)
    return any(not verbs.isdisjoint(clause.replace(".", "").split()) for clause in _CLAUSE_RE.findall(line))


@functools.lru_cache(maxsize=8)
def _surely_reporting(lexicon: Lexicon) -> frozenset[str]:
    weak = lexicon.words("reporting_verbs.weak")
    return frozenset(form for form, verb in cue_forms(lexicon).items() if verb not in weak)


@attrs.frozen
class LabelledLine:
    """A line of the text, or the part of one, with what it is.

    Args:
        span: where it stands.
        kind: the kind of boilerplate; ``None`` for what is none.
        is_furniture: whether it is no boilerplate but no paragraph of the story either: a headline, a caption.
        is_story: whether it reads like a paragraph of a story.
    """

    span: Range
    kind: BoilerplateKind | None = None
    is_furniture: bool = False
    is_story: bool = False


def _added_kind(text: str, span: Range, added: tuple[Rule, ...]) -> BoilerplateKind | None:
    """Return what the user's own patterns say of a line."""
    seen, head = visible(text[slice(*span)])
    return next((r.kind for r in added if r.at != "tail" and r.matches(seen, head, len(seen))), None)


def _decided_kind(text: str, span: Range, deciding: tuple[Rule, ...]) -> BoilerplateKind | None:
    """Return what the patterns say that need no model."""
    if span[1] - span[0] > _LONGEST_DECIDED:
        return None
    return next((r.kind for r in deciding if r.matches(text, *span)), None)


def _tail(text: str, line: Line, found: Rules) -> tuple[int, BoilerplateKind] | None:
    """Return where a footer begins that is glued to the last sentence of a line, and its kind."""
    start, end = line.span
    added = [rule for rule in found.added if rule.at == "tail"]
    if not (added or line.told):
        return None
    first = max(start + _SHORTEST_STORY, end - _LONGEST_TAIL)
    stops = [stop.end() for stop in _SENTENCE_END_RE.finditer(text, first, end)]
    if not stops or stops[0] == end:
        return None
    tried = added + found.tails.possible(" ".join(text[stops[0] : end].lower().split()), line.told)
    for at in stops if tried else ():
        rule = next((rule for rule in tried if rule.matches(text, at, end)), None)
        if rule:
            return at, rule.kind
    return None


def decide(line: Line, chances: Mapping[str, float]) -> BoilerplateKind | None:
    """Return the kind of boilerplate that a line is, if any, given how probable each label is."""
    total = 1 - chances.get(BODY, 0.0) - chances.get(FURNITURE, 0.0)
    if total < (_THRESHOLDS_IF_SURE if line.sure else _THRESHOLDS)[line.size]:
        return None
    if not line.sure and chances.get(FURNITURE, 0.0) > total:
        return None
    plain = next((kind for kind in _PLAIN_KINDS if kind in line.sure), None)
    told = line.sure if len(line.sure) == 1 else frozenset[BoilerplateKind]()
    return plain or max(BoilerplateKind, key=lambda kind: chances.get(kind, 0.0) / total + _IF_TOLD * (kind in told))


def _reads_as_sentence(line: str) -> bool:
    """Tell whether a line ends with a stop and most of its words have small letters: no headline does both."""
    words = line.split()
    return ends_in_stop(line) and 2 * sum(w[0].islower() for w in words) >= len(words)


def _between_stories(text: str, lines: list[Line], kinds: list[BoilerplateKind | None]) -> range:
    """Return the places of the lines that stand behind the first and before the last sentence of the story."""

    def is_told(i: int) -> bool:
        start, end = lines[i].span
        return end - start >= _SHORTEST_SENTENCE and kinds[i] is None and _reads_as_sentence(text[start:end])

    first = next(filter(is_told, range(len(lines))), len(lines))
    last = next(filter(is_told, range(len(lines) - 1, first, -1)), first)
    return range(first + 1, last)


def _label(
    text: str,
    line: Line,
    judged: BoilerplateKind | None,
    lexicon: Lexicon,
    *,
    may_be_furniture: bool,
    inside: bool,
) -> Iterator[LabelledLine]:
    """Yield what a line is, in one piece or two.

    *judged* is what the model takes it for, *inside* whether the story stands before and behind it.
    """
    start, end = line.span
    found = rules(lexicon)
    kind = _added_kind(text, line.span, found.added) if found.added else None
    kind = kind or _decided_kind(text, line.span, found.deciding)
    tail = None if kind else _tail(text, line, found)
    if not kind:
        kind = judged
        if kind and kind not in _NEVER_REPORTED and _quotes_somebody(text[start:end], lexicon):
            kind = None
        # Pages put links to other stories between the paragraphs, and those that stand among links look like them.
        if kind is BoilerplateKind.RELATED and inside and not line.hits and _reads_as_sentence(text[start:end]):
            kind = None
    if tail:
        tail_start, tail_kind = tail
        story = (start, start + len(text[start:tail_start].rstrip()))
        if not kind or not read_lines(text, [story], lexicon)[0].hits:
            yield LabelledLine(story, is_story=True)
            yield LabelledLine((tail_start, end), tail_kind)
            return
    yield LabelledLine(line.span, kind, kind is None and may_be_furniture, line.is_story)


def label_lines(document: Document) -> list[LabelledLine]:
    """Return the lines of a text in order, each with what it is.

    A paragraph with a footer glued to its last sentence comes as two.
    """
    text, lexicon = document.text, document.lexicon
    lines = read_lines(text, document.paragraphs, lexicon)
    chances = zip(lines, probabilities(features(lines)), strict=True)
    judged = [(decide(line, chance), chance.get(FURNITURE, 0.0) >= _THRESHOLD_FURNITURE) for line, chance in chances]
    if len(judged) > 1 and judged[0][0] is BoilerplateKind.RELATED and _LABELLED_RE.match(text, lines[0].span[0]):
        judged[0] = None, True  # above a story "LIVE: …" is its headline
    turns = {turn.content[0][1] for turn in find_turns(document)}  # "LENA RUIZ, ANCHOR: …" looks like a note on her
    if turns:
        judged = [(None, False) if line.span[1] in turns else j for line, j in zip(lines, judged, strict=True)]
    kinds = [kind for kind, _ in judged]
    inside = _between_stories(text, lines, kinds) if BoilerplateKind.RELATED in kinds else range(0)
    found: list[LabelledLine] = []
    for i, (line, (kind, may_be_furniture)) in enumerate(zip(lines, judged, strict=True)):
        found += _label(text, line, kind, lexicon, may_be_furniture=may_be_furniture, inside=i in inside)
    return label_database_head(text, found)
