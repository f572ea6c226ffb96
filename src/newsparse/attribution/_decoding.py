"""Finds the best sequence of tags in the window of each cue.

A Viterbi search over learned transitions that remembers whether a source and a content have come by, so that sequences
are compared by what they hold: nine of ten statements in PolNeAR have a source, all have a content, and tags that are
weighed one by one lose sight of that.
"""

from __future__ import annotations

import itertools

import attrs
import numpy as np
import numpy.typing as npt

from newsparse.attribution._network import Floats, Ints, Linear, Windows, softmax

__all__ = [
    "CONTENT",
    "GOES_ON",
    "IN_CONTENT",
    "IN_SOURCE",
    "NEVER",
    "OUT",
    "SEARCH_STATES",
    "SOURCE",
    "TAGS",
    "Decoder",
    "Search",
]

TAGS = 5
OUT, SOURCE, IN_SOURCE, CONTENT, IN_CONTENT = range(TAGS)
GOES_ON = {IN_SOURCE: (SOURCE, IN_SOURCE), IN_CONTENT: (CONTENT, IN_CONTENT)}
NEVER = np.float32(1e4)
"""What bars a tag or a step takes from a score."""

# What a sequence gains, in log odds, by holding a source and a content. Anything from 1.5 to 3 for the source gives
# the same figures on PolNeAR dev; more than 1 for the content costs precision.
_SOURCE_GAIN, _CONTENT_GAIN = np.float32(2), np.float32(1)


@attrs.frozen
class _State:
    """A tag, and whether a source and a content have come by, this tag included."""

    tag: int
    source: bool
    content: bool

    def may_follow(self, before: _State) -> bool:
        """Tell whether this state may come directly behind *before*."""
        if self.tag in GOES_ON:
            same = (before.source, before.content) == (self.source, self.content)
            return same and before.tag in GOES_ON[self.tag]
        source = before.source or self.tag == SOURCE
        content = before.content or self.tag == CONTENT
        return (source, content) == (self.source, self.content) and not (before.source and self.tag == SOURCE)

    @property
    def may_begin(self) -> bool:
        """Tell whether a window may begin with this state."""
        return self.tag not in GOES_ON and (self.source, self.content) == (self.tag == SOURCE, self.tag == CONTENT)


_STATES = tuple(
    _State(tag, source, content)
    for tag in range(TAGS)
    for source, content in itertools.product((False, True), repeat=2)
    if (source or tag not in (SOURCE, IN_SOURCE)) and (content or tag not in (CONTENT, IN_CONTENT))
)
SEARCH_STATES: tuple[int, ...] = tuple(state.tag for state in _STATES)
"""The tag of each state of the search."""
_TAG_OF = np.array(SEARCH_STATES)
_GAIN = np.array([_SOURCE_GAIN * state.source + _CONTENT_GAIN * state.content for state in _STATES], np.float32)
_BARRED = np.array([[not b.may_follow(a) for b in _STATES] for a in _STATES])
_NO_BEGIN = np.array([not state.may_begin for state in _STATES])


def _search(scores: Floats, transitions: Floats, start: Floats, end: Floats) -> tuple[Ints, Floats]:
    """Return the best path of each window (windows × width × states), and its score."""
    windows, width, _ = scores.shape
    best = scores.transpose(1, 2, 0).copy()  # the best score up to each token: width × states × windows
    best[0] += start[:, None]
    step = transitions[..., None]
    for t in range(1, width):
        best[t] += np.maximum.reduce(best[t - 1][:, None] + step)
    best[-1] += end[:, None]
    path = np.empty((width, windows), np.int64)
    path[-1] = best[-1].argmax(0)
    for t in range(width - 1, 0, -1):
        path[t - 1] = (best[t - 1] + transitions.take(path[t], 1)).argmax(0)
    return path.T, best[-1].max(0)


class Decoder:
    """The search with its transitions."""

    def __init__(self, transitions: Floats, start: Floats, end: Floats) -> None:
        self.nothing: tuple[np.float32, np.float32] = (start[OUT] + end[OUT], transitions[OUT, OUT])
        self.between: Floats = transitions[_TAG_OF][:, _TAG_OF] - NEVER * _BARRED
        self.begin: Floats = start[_TAG_OF] - NEVER * _NO_BEGIN
        self.gain: Floats = _GAIN
        self.end: Floats = end[_TAG_OF] + _GAIN

    def decode(self, scores: Floats) -> tuple[Ints, Floats]:
        """Return the tags of each window, and the log odds of its best sequence against all tags being out.

        Args:
            scores: windows × width × tags.
        """
        states, reached = _search(scores[:, :, _TAG_OF], self.between, self.begin, self.end)
        edges, step = self.nothing
        nothing = edges + scores[:, :, OUT].sum(1) + np.float32(scores.shape[1] - 1) * step
        return _TAG_OF[states], reached - self.gain[states[:, -1]] - nothing


@attrs.frozen(eq=False)
class Search:
    """The search, and the layer that scores tags."""

    out: Linear
    decoder: Decoder

    def __call__(self, x: Floats, barred: npt.NDArray[np.bool_], windows: Windows) -> tuple[Ints, Floats, Floats]:
        """Return the tag of each row, and of each window the log odds and the log of how the tags fit row by row.

        Args:
            x: the rows of the windows.
            barred: the rows that are in no stretch.
            windows: the windows; behind each stands a row more that is in no stretch.
        """
        scores = self.out(x)
        scores[barred, 1:] -= NEVER
        inside = np.arange(int(windows.lengths.max()) + 1) < windows.lengths[:, None]
        padded = np.zeros((*inside.shape, TAGS), np.float32)
        padded[..., 1:] = -NEVER
        padded[inside] = scores
        path, odds = self.decoder.decode(padded)
        fit = np.log(np.take_along_axis(softmax(padded), path[..., None], 2)[..., 0] + np.float32(1e-9)).sum(1)
        return path[inside], odds, fit
