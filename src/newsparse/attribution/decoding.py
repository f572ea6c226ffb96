"""Finds the best sequence of tags in the window of each cue.

A Viterbi search over learned transitions. Where its best sequence lacks a source or a content, or has two sources, a
second search remembers whether a source and a content have come by, so that sequences are compared by what they hold:
nine of ten statements in PolNeAR have a source, all have a content, and tags that are weighed one by one lose sight
of that.

Imports network.
"""

from __future__ import annotations

import itertools

import attrs
import numpy as np
import numpy.typing as npt

from newsparse.attribution.network import Floats

__all__ = ["CONTENT", "GOES_ON", "IN_CONTENT", "IN_SOURCE", "OUT", "SOURCE", "TAGS", "Decoder"]

Ints = npt.NDArray[np.int64]

TAGS = 5
OUT, SOURCE, IN_SOURCE, CONTENT, IN_CONTENT = range(TAGS)
GOES_ON = {IN_SOURCE: (SOURCE, IN_SOURCE), IN_CONTENT: (CONTENT, IN_CONTENT)}
_NEVER = np.float32(1e4)

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
_TAG_OF = np.array([state.tag for state in _STATES])
_GAIN = np.array([_SOURCE_GAIN * state.source + _CONTENT_GAIN * state.content for state in _STATES], np.float32)
_BARRED = np.array([[not b.may_follow(a) for b in _STATES] for a in _STATES])
_NO_BEGIN = np.array([not state.may_begin for state in _STATES])


def _search(scores: Floats, transitions: Floats, start: Floats, end: Floats) -> tuple[Ints, Floats]:
    """Return the best path of each window (windows × width × states), and its score; *end* is added last."""
    windows, width, states = scores.shape
    into = np.ascontiguousarray(transitions.T)
    best = start + scores[:, 0]
    back = np.empty((width, windows, states), np.int8)
    for t in range(1, width):
        reached = best[:, None, :] + into
        back[t] = reached.argmax(2)
        best = reached.max(2)
        best += scores[:, t]
    best = best + end
    path = np.zeros((windows, width), np.int64)
    current = best.argmax(1)
    rows = np.arange(windows)
    for t in range(width - 1, 0, -1):
        path[:, t] = current
        current = back[t][rows, current]
    path[:, 0] = current
    return path, best.max(1)


def _well_formed(path: Ints) -> npt.NDArray[np.bool_]:
    """Tell for each window whether its tags hold one source and at least one content."""
    formed: npt.NDArray[np.bool_] = ((path == SOURCE).sum(1) == 1) & (path == CONTENT).any(1)
    return formed


class Decoder:
    """The two searches with their transitions."""

    def __init__(self, transitions: Floats, start: Floats, end: Floats) -> None:
        self._start, self._end = start.copy(), end
        self._transitions = transitions.copy()
        for tag, previous in GOES_ON.items():
            self._start[tag] = -_NEVER
            for before in range(len(transitions)):
                if before not in previous:
                    self._transitions[before, tag] = -_NEVER
        self._between = self._transitions[_TAG_OF][:, _TAG_OF] - _NEVER * _BARRED
        self._begin = start[_TAG_OF] - _NEVER * _NO_BEGIN

    def decode(self, scores: Floats) -> tuple[Ints, Floats]:
        """Return the tags of each window, and the log odds of its best sequence against all tags being out.

        Args:
            scores: windows × width × tags.
        """
        path, best = _search(scores, self._transitions, self._start, self._end)
        nothing = self._start[OUT] + self._end[OUT] + scores[:, :, OUT].sum(1)
        nothing += np.float32(scores.shape[1] - 1) * self._transitions[OUT, OUT]
        odds = best - nothing
        again = np.flatnonzero(~_well_formed(path))
        if len(again):
            found, reached = _search(
                scores[again][:, :, _TAG_OF], self._between, self._begin, self._end[_TAG_OF] + _GAIN
            )
            last = found[:, -1]
            tags = _TAG_OF[found]
            # a content that the first search did not see counts for no more than it is worth
            new = ~(path[again] == CONTENT).any(1) & (tags == CONTENT).any(1)
            odds[again] = np.where(new, reached - _GAIN[last] - nothing[again], odds[again])
            path[again] = tags
        return path, odds
