"""How much a stretch in quotation marks reads like speech: log odds of a small logistic model.

Titles, nicknames, terms and scare quotes stand in the same marks as speech. What tells them apart is a sum of weak
signs (length, the words beside the marks, capitals, the last mark inside), which is what a logistic model weighs.
``training/stretches.py`` makes the weights.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from importlib import resources

import regex

from newsparse.errors import ModelError
from newsparse.lexicon import Lexicon
from newsparse.lexicon.word_classes import word_classes
from newsparse.speech._stretches import Stretch

__all__ = ["features", "log_odds"]

_WEIGHTS = "stretches.json"
_BIAS = "bias"
_WORD_RE = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}'’.-]*+|[^\s\w]")
_LINE_RE = regex.compile(r"[\n\r]")
_REACH_BACK, _REACH_ON = 60, 40
_LONGEST = 4_000
_SIZES = ((1, "1"), (2, "2"), (4, "3-4"), (8, "5-8"), (15, "9-15"))


def _size(words: int) -> str:
    return next((name for most, name in _SIZES if words <= most), "16+")


def _class(word: str, classes: Mapping[str, str]) -> str:
    known = classes.get(word.lower())
    if known:
        return known
    return "C" if word[0].isupper() else "N" if word[0].isalpha() else "d" if word[0].isdigit() else word


def features(text: str, stretch: Stretch, lexicon: Lexicon) -> list[str]:
    """Return the signs of a stretch, as names of features."""
    classes = word_classes(lexicon)
    quotation = stretch.quotation
    start, end = quotation.inner
    inner = text[start : min(end, start + _LONGEST)].strip()
    words = _WORD_RE.findall(inner)
    before = _WORD_RE.findall(_LINE_RE.split(text[max(0, quotation.start - _REACH_BACK) : quotation.start])[-1])[-3:]
    after = _WORD_RE.findall(_LINE_RE.split(text[quotation.end : quotation.end + _REACH_ON])[0])[:2]
    before = ["<s>"] * (3 - len(before)) + before
    after = after + ["</s>"] * (2 - len(after))
    third, second, first = (_class(w, classes) for w in before)
    follows = _class(after[0], classes)
    size = _size(stretch.words)
    last = inner[-1:] if not inner[-1:].isalnum() else "w"
    capital = inner[:1].isupper()
    known = [classes.get(w.lower()) for w in words]
    return [
        f"size={size}",
        f"before={before[2].lower()}",
        f"before2={before[1].lower()}",
        f"classes={second}{first}",
        f"classes3={third}{second}{first}",
        f"class+size={first}{size}",
        f"after={follows if after[0][0].isalpha() else after[0]}",
        f"after2={_class(after[1], classes)}",
        f"between={first}|{follows}{size}",
        f"capital={capital}",
        f"last={last}",
        f"shape={capital}{last}{size}",
        f"name={stretch.is_name}{size}",
        f"cue={stretch.cue is not None}{size}",
        f"source={stretch.source is not None}",
        f"opens={stretch.opens_paragraph}{size}",
        f"closed={quotation.closed}",
        f"family={quotation.family}",
        f"first={words[0].lower() if words else ''}",
        f"final={words[-1].lower() if words else ''}",
        f"function={any(known)}{size}",
        f"clause={any(k in ('a', 'P', 'V') for k in known)}{size}",
    ]


@functools.cache
def _weights() -> Mapping[str, float]:
    path = resources.files("newsparse.speech") / "model" / _WEIGHTS
    try:
        weights: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))["weights"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(
            f"newsparse/speech/model/{_WEIGHTS} is missing or damaged ({error}); reinstall newsparse"
        ) from error
    return weights


def log_odds(text: str, stretch: Stretch, lexicon: Lexicon) -> float:
    """Return the log odds that a stretch is speech.

    Raises:
        ModelError: the weights of the package are missing or damaged.
    """
    weights = _weights()
    return weights[_BIAS] + sum(weights.get(name, 0.0) for name in features(text, stretch, lexicon))
