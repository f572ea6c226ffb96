"""Finds cues, and for every cue the source and the content that belong to it.

Two stages over one shared encoder. The first tags the tokens of cues. The second takes a window around each cue and
tags the tokens of *its* source and *its* content, given the encoder's view of both and where they stand to each other.
See ``training/README.md``.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
import math
import re
import threading
import zipfile
from collections.abc import Iterable, Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import attrs
import numpy as np
import numpy.typing as npt

from newsparse.attribution._decoding import CONTENT, IN_CONTENT, IN_SOURCE, SOURCE
from newsparse.attribution._features import NetworkInputs, word_row
from newsparse.attribution._network import GAP, Floats, Ints, Windows, product, softmax
from newsparse.attribution._parts import Parts
from newsparse.document import CLOSES, OPENS
from newsparse.errors import ModelError
from newsparse.segment import Range

__all__ = [
    "AFTER",
    "BEFORE",
    "GAP",
    "Tagged",
    "Tagger",
    "cue_ranges",
    "load_tagger",
    "reach",
    "read_packaged",
    "read_tagger",
    "tag_ranges",
]

_WEIGHTS = "weights.npz"
_CHECKSUM = "weights.sha256"  # written beside them by training/train.py, in the form of sha256sum

BEFORE, AFTER = 56, 84  # how far the window around the first token of a cue reaches
# A long text is read in blocks of tokens with context on both sides, and short ones together, so that memory stays in
# bounds.
_BLOCK, _MARGIN = 3072, 320
_MOST_AT_ONCE = _BLOCK + 2 * _MARGIN
_CUES_AT_ONCE = 64
_WORDS_REMEMBERED = 50_000

# A cue goes on over tokens at least so likely to be one.
_CUE_FLOOR = 0.25

# How far a window reaches into the paragraphs around: further where speech goes on.
_REACH, _REACH_BACK_TO_QUOTE = 2, 40

_WEAK_EDGE = 0.5
_MOST_ODDS = 20.0
_WORD_TABLES = ("word", "hw", "hp", "hs", "hs", "hx")  # one for each column of `word_row`
_LAYOUT_TABLES = ("lq", "lp", "lr")  # one for each column of `Inputs.layout`
_TABLES = frozenset({*_WORD_TABLES, *_LAYOUT_TABLES, "rel", "rpar", "rsen", "rq", "rc"})
_STRETCH_RE = re.compile(bytes([SOURCE, IN_SOURCE]) + b"*+|" + bytes([CONTENT, IN_CONTENT]) + b"*+")


@attrs.frozen
class Tagged:
    """A cue with its source and content, as half-open ranges of tokens of a document.

    Args:
        cue: the cue's tokens.
        source: the stretches of its source.
        content: the stretches of its content.
        probability: how probable it is that this is an attribution.
    """

    cue: Range
    source: tuple[Range, ...]
    content: tuple[Range, ...]
    probability: float

    def of_tokens(self, inputs: NetworkInputs, moved: int) -> Tagged:
        """Return the same in tokens, of ranges of words in a block that lies so far into *inputs*."""

        def tokens(ranges: Iterable[Range]) -> tuple[Range, ...]:
            found = (inputs.tokens((start + moved, end + moved)) for start, end in ranges)
            return tuple((first, last) for first, last in found if first < last)

        return Tagged(tokens([self.cue])[0], tokens(self.source), tokens(self.content), self.probability)


def reach(inputs: NetworkInputs) -> tuple[Ints, Ints]:
    """Return the first and last token that the window of a cue at each token may hold.

    A window holds the cue's paragraph and the edges of its neighbours. It goes on into the next paragraph where that
    opens with a mark or the cue's own ends with a colon, and back into a paragraph that ends with a closing mark.
    """
    size = len(inputs)
    low, high = np.zeros(size, np.int64), np.zeros(size, np.int64)
    cuts = [0, *np.flatnonzero(inputs.breaks).tolist(), size]
    state, words = inputs.quote_state, inputs.words
    for start, end in itertools.pairwise(cuts):
        speech_follows = (end + 1 < size and state[end + 1] == OPENS) or (end > 0 and words[end - 1] == ":")
        high[start:end] = size if speech_follows else min(end + _REACH + 1, size)
        after_speech = start > 0 and state[start - 1] == CLOSES
        low[start:end] = max(0, start - (_REACH_BACK_TO_QUOTE if after_speech else _REACH))
    return low, high


def cue_ranges(probabilities: Floats, floor: float) -> list[tuple[int, int, float]]:
    """Return the runs of tokens at least *floor* likely to be a cue, less edges half as likely as their best token."""
    likely = 1 - probabilities[:, 0]
    on: list[float] = likely.tolist()
    begins: list[bool] = (probabilities[:, 1] > probabilities[:, 2]).tolist()
    found: list[tuple[int, int, float]] = []
    end = 0
    for start in np.flatnonzero(likely >= np.float32(floor)).tolist():
        if start < end:
            continue
        end = start + 1
        while end < len(on) and on[end] >= floor and not begins[end]:
            end += 1
        best = max(range(start, end), key=on.__getitem__)
        least = _WEAK_EDGE * on[best]
        first, last = best, best + 1
        while first > start and on[first - 1] >= least:
            first -= 1
        while last < end and on[last] >= least:
            last += 1
        found.append((first, last, on[best]))
    return found


def tag_ranges(path: npt.NDArray[np.integer], offset: int) -> tuple[tuple[Range, ...], tuple[Range, ...]]:
    """Return the stretches of source and of content in a sequence of tags."""
    tags = path.astype(np.uint8).tobytes()
    source: list[Range] = []
    content: list[Range] = []
    for match in _STRETCH_RE.finditer(tags):
        start, end = match.span()
        (source if tags[start] == SOURCE else content).append((start + offset, end + offset))
    return tuple(source), tuple(content)


def _layout_input(tables: list[Floats], matrix: Floats, bias: Floats) -> Floats:
    """Return what each layout (its columns as one number) adds to the encoder's input: three tables made one."""
    parts = np.split(matrix, np.cumsum([table.shape[1] for table in tables])[:-1])
    quote, place, region = (product(table, part) for table, part in zip(tables, parts, strict=True))
    return (quote[:, None, None] + place[:, None] + region + bias).reshape(-1, matrix.shape[1])


@attrs.frozen(eq=False)
class _Block:
    """Texts that go through the network together: what is known of their words, one text behind the other.

    Args:
        texts: the texts.
        starts: where each begins, and behind them where the last one ends.
        low: the first word that a window around each word may hold.
        high: the word behind the last.
        paragraph: see ``Inputs``, as the rest.
        sentence: the number of its sentence.
        marks_before: how many marks stand up to and including it.
        quote_state: what it is to quotation marks.
    """

    texts: Sequence[NetworkInputs]
    starts: Sequence[int]
    low: Ints
    high: Ints
    paragraph: Ints
    sentence: Ints
    marks_before: Ints
    quote_state: Ints

    @classmethod
    def of(cls, texts: Sequence[NetworkInputs]) -> _Block:
        starts = [0, *itertools.accumulate(map(len, texts))]
        edges = [reach(text) for text in texts]
        low = np.concatenate([first + start for (first, _), start in zip(edges, starts, strict=False)])
        high = np.concatenate([last + start for (_, last), start in zip(edges, starts, strict=False)])
        columns = ("paragraph", "sentence", "marks_before", "quote_state")
        return cls(texts, starts, low, high, *(np.concatenate([getattr(t, name) for t in texts]) for name in columns))

    @staticmethod
    def apart(column: Ints, words: Ints, others: Ints, most: int) -> Ints:
        """Return how far words stand behind others in a column, from 0 for *most* before to twice that."""
        between: Ints = column.take(words) - column.take(others)
        between += most
        np.maximum(between, 0, out=between)
        return np.minimum(between, 2 * most, out=between)


@attrs.frozen
class _Cue:
    """A likely cue: its words in the block, and how probable it is."""

    text: int
    start: int
    end: int
    probability: float


class Tagger:
    """The two-stage network with its weights. Reading is its only state, so threads may share it."""

    def __init__(
        self, weights: dict[str, Floats], settings: dict[str, str], vocabulary: list[str], blend: list[float]
    ) -> None:
        self._weights = weights
        self._blend = blend
        self._rows: dict[str, bytes] = {}
        self._vocabulary = {word: i + 2 for i, word in enumerate(vocabulary)}
        words = sum(weights[f"{table}.weight"].shape[1] for table in _WORD_TABLES)
        tables = [weights[f"{table}.weight"] for table in _LAYOUT_TABLES]
        self._layouts = tuple(len(table) for table in tables)
        word_input, layout_input = np.split(weights["inp.weight"], [words])
        self._layout_input = _layout_input(tables, layout_input, weights["inp.bias"])
        paragraph, sentence, marks, cue = (weights[f"{t}.weight"] for t in ("rpar", "rsen", "rq", "rc"))
        relation = paragraph[:, None, None, None] + sentence[:, None, None] + marks[:, None] + cue[:2]
        self._relation: Floats = relation.reshape(-1, paragraph.shape[1])
        parts = Parts(weights)
        self._add_rows, self._most_at_once = parts.add_rows, 0 if parts.reads_alone else _MOST_AT_ONCE
        self._word_input = parts.linear(word_input, np.zeros_like(weights["inp.bias"]))
        self._encoder, self._second = parts.stack("enc", settings["spec"]), parts.stack("enc2", settings["spec2"])
        self._cue1, self._cue2 = parts.named("cue1", through_gelu=True), parts.named("cue2")
        self._tok, self._cp, self._cv = map(parts.named, ("tok", "cp", "cv"))
        self._search = parts.search()

    def _rows_of(self, words: Iterable[str]) -> Ints:
        if len(self._rows) > _WORDS_REMEMBERED:
            self._rows = {}
        rows = self._rows
        for word in words:
            if word not in rows:
                rows[word] = np.array(word_row(word, self._vocabulary), np.int64).tobytes()
        return np.frombuffer(b"".join(map(rows.__getitem__, words)), np.int64).reshape(-1, len(_WORD_TABLES))

    def _encode(self, texts: Sequence[NetworkInputs]) -> Floats:
        words = [word for text in texts for word in text.words]
        numbers = {word: number for number, word in enumerate(dict.fromkeys(words))}
        tokens = np.array([numbers[word] for word in words])
        layout = np.concatenate([text.layout for text in texts])
        rows = self._rows_of(numbers)
        columns = [self._weights[f"{table}.weight"].take(rows[:, i], 0) for i, table in enumerate(_WORD_TABLES)]
        states, sentence_places, text_places = layout.T
        _, in_sentence, in_text = self._layouts
        places: Ints = (states * in_sentence + sentence_places) * in_text + text_places
        inputs = self._word_input(np.concatenate(columns, axis=1))
        x = self._add_rows((inputs, self._layout_input), (tokens, places))
        return self._encoder(x, Windows.of(np.array([len(text) for text in texts]), GAP))

    def _tag_windows(
        self, encoded: Floats, cue_probabilities: Floats, block: _Block, starts: Ints, ends: Ints
    ) -> tuple[Ints, Ints, npt.NDArray[np.integer], Floats, Floats]:
        """Return of the window of each cue the first word and how many there are, the tags of all, and how they fit."""
        first = np.maximum(starts - BEFORE, block.low[starts])
        length = np.minimum(starts + AFTER, block.high[starts]) - first
        own = np.repeat(np.arange(len(starts)), length)
        word = np.arange(len(own)) + np.repeat(first - np.cumsum(length) + length, length)
        cue = starts.take(own)
        in_cue = (word >= cue) & (word < ends.take(own))
        quoted = block.quote_state
        marks = block.apart(block.marks_before, word, cue, 2) * 3 + (quoted > 0).take(word) + (quoted == 1).take(cue)
        places = block.apart(block.paragraph, word, cue, 2) * 9 + block.apart(block.sentence, word, cue, 4)
        low, high = int(first.min()), int((first + length).max())
        seen = self._tok(encoded[low:high])
        seen += self._cp(cue_probabilities[low:high, 1:])
        views = self._cv(np.concatenate([encoded[starts], encoded[ends - 1]], axis=1))
        x = self._add_rows(
            (seen, views, self._weights["rel.weight"], self._relation),
            (word - low, own, word - cue + BEFORE, (places * 16 + marks) * 2 + in_cue),
        )
        windows = Windows.of(length, GAP)
        path, odds, fit = self._search(self._second(x, windows), in_cue, windows)
        return first, length, path, odds, fit

    def tag(self, inputs: NetworkInputs, *, threshold: float) -> list[Tagged]:
        """Return the cues with a word whose probability reaches *threshold*, each with its source and content."""
        return self.tag_all([inputs], threshold=threshold)[0]

    def tag_all(self, texts: Sequence[NetworkInputs], *, threshold: float) -> list[list[Tagged]]:
        """Return the same of several texts, which go through the network together."""
        found: list[list[Tagged]] = [[] for _ in texts]
        together: list[int] = []
        size = 0
        for number, text in enumerate(texts):
            if len(text) > _MOST_AT_ONCE:
                found[number] = self._tag_in_blocks(text, threshold)
            elif len(text):
                if together and size + len(text) > self._most_at_once:
                    self._tag_together(texts, together, found, threshold)
                    together, size = [], 0
                together.append(number)
                size += len(text)
        if together:
            self._tag_together(texts, together, found, threshold)
        return found

    def _tag_together(
        self, texts: Sequence[NetworkInputs], numbers: Sequence[int], found: list[list[Tagged]], threshold: float
    ) -> None:
        """Put what some of the texts hold where it belongs."""
        for number, tagged in zip(numbers, self._tag_block([texts[i] for i in numbers], threshold), strict=True):
            found[number] = [one.of_tokens(texts[number], 0) for one in tagged]

    def _tag_in_blocks(self, inputs: NetworkInputs, threshold: float) -> list[Tagged]:
        found: list[Tagged] = []
        for start in range(0, len(inputs), _BLOCK):
            low, high = max(0, start - _MARGIN), start + _BLOCK + _MARGIN
            (block,) = self._tag_block([inputs.part(low, high)], threshold)
            found += [t.of_tokens(inputs, low) for t in block if start <= low + t.cue[0] < start + _BLOCK]
        return found

    def _tag_block(self, texts: Sequence[NetworkInputs], threshold: float) -> list[list[Tagged]]:
        """Return what each of some texts holds, in its words."""
        block, encoded = _Block.of(texts), self._encode(texts)
        probabilities = softmax(self._cue2(self._cue1(encoded)))
        cues = [
            _Cue(number, start + first, start + last, probability)
            for number, (start, end) in enumerate(itertools.pairwise(block.starts))
            for first, last, probability in cue_ranges(probabilities[start:end], _CUE_FLOOR)
            if probability >= threshold
        ]
        found: list[list[Tagged]] = [[] for _ in texts]
        for batch in range(0, len(cues), _CUES_AT_ONCE):
            part = cues[batch : batch + _CUES_AT_ONCE]
            starts, ends = np.array([cue.start for cue in part]), np.array([cue.end for cue in part])
            first, length, path, odds, fit = self._tag_windows(encoded, probabilities, block, starts, ends)
            behind = np.cumsum(length).tolist()
            for k, cue in enumerate(part):
                begin = block.starts[cue.text]
                tags = path[behind[k] - int(length[k]) : behind[k]]
                source, content = tag_ranges(tags, int(first[k]) - begin)
                probability = self._probability(cue.probability, float(odds[k]), float(fit[k]), bool(source))
                found[cue.text].append(Tagged((cue.start - begin, cue.end - begin), source, content, probability))
        return found

    def _probability(self, cue: float, odds: float, fit: float, has_source: bool) -> float:  # noqa: FBT001 - a sign
        """Return how probable an attribution is by what is known of its cue and of its tags."""
        signs = (1.0, math.log(cue / (1 - cue + 1e-6)), min(odds, _MOST_ODDS), fit, float(has_source))
        return 1 / (1 + math.exp(-sum(weight * sign for weight, sign in zip(self._blend, signs, strict=True))))


def _damaged(why: str) -> ModelError:
    return ModelError(
        f"newsparse/attribution/model/{_WEIGHTS} {why}; reinstall newsparse: pip install --force-reinstall newsparse"
    )


def _unpack(archive: np.lib.npyio.NpzFile) -> dict[str, Floats]:
    """Return the weights as 32-bit floats, linear layers input by output; rows that are stored as bytes are scaled."""
    weights = {}
    for name in archive.files:
        if name.startswith("@") or name.endswith("/scale"):
            continue
        stored = archive[name]
        value: Floats = stored.astype(np.float32)
        if stored.dtype == np.int8:
            value *= archive[f"{name}/scale"].astype(np.float32)[:, None]
        if name.endswith(".weight") and value.ndim > 1 and name.partition(".")[0] not in _TABLES:
            value = np.ascontiguousarray(value.T)
        weights[name] = value
    return weights


def read_tagger(path: Path | Traversable) -> Tagger:
    """Return a tagger with the weights of a file that ``training/train.py`` wrote.

    Raises:
        OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile: the file is missing or damaged.
    """
    with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
        settings = json.loads(archive["@settings"].tobytes())
        vocabulary = json.loads(archive["@words"].tobytes())
        return Tagger(_unpack(archive), settings, vocabulary, archive["@blend"].astype(float).tolist())


@functools.cache
def read_packaged() -> Tagger:
    """Return the tagger with the weights of the package; ``load_tagger`` is what threads may call."""
    folder = resources.files("newsparse.attribution") / "model"
    try:
        found = hashlib.sha256((folder / _WEIGHTS).read_bytes()).hexdigest()
        if found not in (folder / _CHECKSUM).read_text(encoding="ascii").split():
            raise _damaged(f"is not the file that {_CHECKSUM} names")
        return read_tagger(folder / _WEIGHTS)
    except FileNotFoundError as error:
        raise _damaged("is missing") from error
    except (OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise _damaged(f"cannot be read ({error})") from error


_loading = threading.Lock()


def load_tagger() -> Tagger:
    """Return the tagger with the weights of the package, read once, however many threads ask for it.

    Raises:
        ModelError: the file is missing or damaged.
    """
    # numpy reads the head of an array with ast.literal_eval, which can fail in two threads at once on Python 3.11:
    # https://github.com/python/cpython/issues/106905
    with _loading:
        return read_packaged()
