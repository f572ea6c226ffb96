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
import threading
import zipfile
from collections.abc import Iterable, Sequence
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

import attrs
import numpy as np

from newsparse.attribution._decoding import CONTENT, SOURCE, Decoder
from newsparse.attribution._features import Inputs, Ints, word_row
from newsparse.attribution._network import Floats, Layer, gelu, layer_norm, layers, linear, product, softmax
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

# The window around the first token of a cue, and the gap between the windows that run side by side.
BEFORE, AFTER, GAP = 56, 84, 8
# A long text is read in blocks of tokens with context on both sides, so that memory stays in bounds.
_BLOCK, _MARGIN = 3072, 320
_CUES_AT_ONCE = 64
_WORDS_REMEMBERED = 50_000

# A cue goes on over tokens at least so likely to be one.
_CUE_FLOOR = 0.25

# How far a window reaches into the paragraphs around: further where speech goes on.
_REACH, _REACH_BACK_TO_QUOTE = 2, 40

_NEVER = np.float32(1e4)
_WEAK_EDGE = 0.5
_MOST_ODDS = 20.0
_WORD_TABLES = ("word", "hw", "hp", "hs", "hs", "hx")  # one for each column of `word_row`
_LAYOUT_TABLES = ("lq", "lp", "lr")  # one for each column of `Inputs.layout`
_TABLES = frozenset({*_WORD_TABLES, *_LAYOUT_TABLES, "rel", "rpar", "rsen", "rq", "rc"})
_NO_GAPS: Ints = np.empty(0, np.int64)


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

    def of_tokens(self, inputs: Inputs, moved: int) -> Tagged:
        """Return the same in tokens, of ranges of words in a block that lies so far into *inputs*."""

        def tokens(ranges: Iterable[Range]) -> tuple[Range, ...]:
            found = (inputs.tokens((start + moved, end + moved)) for start, end in ranges)
            return tuple((first, last) for first, last in found if first < last)

        return Tagged(tokens([self.cue])[0], tokens(self.source), tokens(self.content), self.probability)


def reach(inputs: Inputs) -> tuple[Ints, Ints]:
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
    on: list[float] = (1 - probabilities[:, 0]).tolist()
    begins: list[bool] = (probabilities[:, 1] > probabilities[:, 2]).tolist()
    found: list[tuple[int, int, float]] = []
    end = 0
    for start, chance in enumerate(on):
        if start < end or chance < floor:
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


def tag_ranges(path: Ints, offset: int) -> tuple[tuple[Range, ...], tuple[Range, ...]]:
    """Return the stretches of source and of content in a sequence of tags."""
    source: list[Range] = []
    content: list[Range] = []
    end = 0
    for start in np.flatnonzero(path).tolist():
        tag = int(path[start])
        if start < end or tag not in (SOURCE, CONTENT):
            continue
        end = start + 1
        while end < len(path) and path[end] == tag + 1:
            end += 1
        (source if tag == SOURCE else content).append((start + offset, end + offset))
    return tuple(source), tuple(content)


def _layout_input(tables: list[Floats], matrix: Floats, bias: Floats) -> Floats:
    """Return what each layout (its columns as one number) adds to the encoder's input: three tables made one."""
    parts = np.split(matrix, np.cumsum([table.shape[1] for table in tables])[:-1])
    quote, place, region = (product(table, part) for table, part in zip(tables, parts, strict=True))
    return (quote[:, None, None] + place[:, None] + region + bias).reshape(-1, matrix.shape[1])


@attrs.frozen(eq=False)
class _Around:
    """What the second stage knows about a text besides the encoder's view of it."""

    inputs: Inputs
    low: Ints
    high: Ints


class Tagger:
    """The two-stage network with its weights. Reading is its only state, so threads may share it."""

    def __init__(
        self, weights: dict[str, Floats], settings: dict[str, str], vocabulary: list[str], blend: list[float]
    ) -> None:
        self._weights = weights
        self._blend = blend
        self._rows: dict[str, bytes] = {}
        self._vocabulary = {word: i + 2 for i, word in enumerate(vocabulary)}
        self._encoder = layers(weights, "enc", settings["spec"])
        self._second: list[Layer] = list(layers(weights, "enc2", settings["spec2"]))
        words = sum(weights[f"{table}.weight"].shape[1] for table in _WORD_TABLES)
        tables = [weights[f"{table}.weight"] for table in _LAYOUT_TABLES]
        self._layouts = tuple(len(table) for table in tables)
        self._word_input, layout_input = np.split(weights["inp.weight"], [words])
        self._layout_input = _layout_input(tables, layout_input, weights["inp.bias"])
        self._decoder = Decoder(weights["trans"], weights["start"], weights["end"])
        paragraph, sentence, marks, cue = (weights[f"{t}.weight"] for t in ("rpar", "rsen", "rq", "rc"))
        relation = paragraph[:, None, None, None] + sentence[:, None, None] + marks[:, None] + cue[:2]
        self._relation: Floats = relation.reshape(-1, paragraph.shape[1])

    def _rows_of(self, words: Iterable[str]) -> Ints:
        if len(self._rows) > _WORDS_REMEMBERED:
            self._rows = {}
        rows = self._rows
        for word in words:
            if word not in rows:
                rows[word] = np.array(word_row(word, self._vocabulary), np.int64).tobytes()
        return np.frombuffer(b"".join(map(rows.__getitem__, words)), np.int64).reshape(-1, len(_WORD_TABLES))

    def _encode(self, words: Sequence[str], layout: Ints) -> Floats:
        numbers: dict[str, int] = {}
        tokens = [numbers.setdefault(word, len(numbers)) for word in words]
        rows = self._rows_of(numbers)
        columns = [self._weights[f"{table}.weight"].take(rows[:, i], 0) for i, table in enumerate(_WORD_TABLES)]
        x = product(np.concatenate(columns, axis=1), self._word_input).take(tokens, 0)
        x += self._layout_input.take(np.ravel_multi_index(tuple(layout.T), self._layouts), 0)
        for layer in self._encoder:
            x = layer(x, _NO_GAPS)
        return layer_norm(x, self._weights["fin.weight"], self._weights["fin.bias"])

    def _cue_probabilities(self, encoded: Floats) -> Floats:
        return softmax(linear(gelu(linear(encoded, self._weights, "cue1")), self._weights, "cue2"))

    def _tag_scores(
        self, encoded: Floats, cue_probabilities: Floats, layout: _Around, starts: Ints, ends: Ints
    ) -> tuple[Floats, Ints]:
        """Return tag scores (cues × width × tags), and the first token of each window.

        The windows are packed one behind the other with gaps, so that one pass of each layer serves all.
        """
        w, inputs = self._weights, layout.inputs
        first = np.maximum(starts - BEFORE, layout.low[starts])
        length = np.minimum(starts + AFTER, layout.high[starts]) - first
        packed = length + GAP
        packed_at = np.cumsum(packed) - packed
        own = np.repeat(np.arange(len(starts)), packed)
        position = np.arange(int(packed.sum())) - packed_at[own]
        held = position < length[own]
        token = np.where(held, first[own] + position, 0)
        cue = starts[own]
        in_cue = (token >= cue) & (token < ends[own])

        def apart(places: Ints, most: int) -> Ints:
            between: Ints = np.clip(places[token] - places[cue], -most, most) + most
            return between

        marks = apart(inputs.marks_before, 2) * 3 + (inputs.quote_state[token] > 0) + (inputs.quote_state[cue] == 1)
        low, high = int(first.min()), int((first + length).max())
        seen = linear(encoded[low:high], w, "tok") + linear(cue_probabilities[low:high, 1:], w, "cp")
        x = seen.take(np.where(held, token - low, 0), 0)
        x += linear(np.concatenate([encoded[starts], encoded[ends - 1]], axis=1), w, "cv").take(own, 0)
        x += w["rel.weight"].take(np.where(held, token - cue + BEFORE, 0), 0)
        places = (apart(inputs.paragraph, 2) * 9 + apart(inputs.sentence, 4)) * 16 + marks
        x += self._relation.take(places * 2 + in_cue, 0)
        gaps = np.flatnonzero(~held)
        for layer in self._second:
            x = layer(x, gaps)
        scores = linear(layer_norm(x, w["fin2.weight"], w["fin2.bias"]), w, "out")
        width = np.arange(int(length.max()))
        inside = width < length[:, None]
        at = np.where(inside, packed_at[:, None] + width, 0)
        scores = scores.take(at, 0)
        scores[..., 1:] -= _NEVER * (~inside | in_cue[at])[..., None]
        return scores, first

    def tag(self, inputs: Inputs, *, threshold: float) -> list[Tagged]:
        """Return the cues with a word whose probability reaches *threshold*, each with its source and content."""
        size = len(inputs)
        if size <= _BLOCK + 2 * _MARGIN:
            return [tagged.of_tokens(inputs, 0) for tagged in self._tag_block(inputs, threshold)] if size else []
        found: list[Tagged] = []
        for start in range(0, size, _BLOCK):
            low, high = max(0, start - _MARGIN), start + _BLOCK + _MARGIN
            block = self._tag_block(inputs.part(low, high), threshold)
            found += [t.of_tokens(inputs, low) for t in block if start <= low + t.cue[0] < start + _BLOCK]
        return found

    def _tag_block(self, inputs: Inputs, threshold: float) -> list[Tagged]:
        encoded = self._encode(inputs.words, inputs.layout)
        probabilities = self._cue_probabilities(encoded)
        cues = [cue for cue in cue_ranges(probabilities, _CUE_FLOOR) if cue[2] >= threshold]
        layout = _Around(inputs, *reach(inputs))
        found: list[Tagged] = []
        for batch in range(0, len(cues), _CUES_AT_ONCE):
            part = cues[batch : batch + _CUES_AT_ONCE]
            starts = np.array([start for start, _, _ in part])
            ends = np.array([end for _, end, _ in part])
            scores, first = self._tag_scores(encoded, probabilities, layout, starts, ends)
            path, odds = self._decoder.decode(scores)
            fit = np.log(np.take_along_axis(softmax(scores), path[..., None], 2)[..., 0] + np.float32(1e-9)).sum(1)
            for k, (start, end, probability) in enumerate(part):
                source, content = tag_ranges(path[k], int(first[k]))
                signs = (
                    1.0,
                    math.log(probability / (1 - probability + 1e-6)),
                    min(float(odds[k]), _MOST_ODDS),
                    float(fit[k]),
                    float(bool(source)),
                )
                logit = sum(weight * sign for weight, sign in zip(self._blend, signs, strict=True))
                found.append(Tagged((start, end), source, content, 1 / (1 + math.exp(-logit))))
        return found


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
