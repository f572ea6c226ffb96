"""What must hold for any text, in every public function; shared by the fuzzers, the hostile texts and the tests."""

from __future__ import annotations

import datetime as dt
import inspect
import itertools
import pickle
from collections.abc import Callable, Iterator
from typing import Any

import attrs

import newsparse
from newsparse import Span

DAY = dt.date(2024, 2, 29)
FUNCTIONS: dict[str, Callable[..., Any]] = {
    name: getattr(newsparse, name) for name in newsparse.__all__ if name.startswith(("extract_", "parse_", "strip_"))
}
LONGEST_REPR = 1_000  # forty characters, three times, each escaped in ten


def options(function: Callable[..., Any]) -> dict[str, Any]:
    """Return a reference date for the functions that take one."""
    return {"reference": DAY} if "reference" in inspect.signature(function).parameters else {}


def spans_of(value: object) -> Iterator[Span]:
    """Give every span in a result, at any depth."""
    if isinstance(value, Span):
        yield value
    if isinstance(value, list | tuple):
        for item in value:
            yield from spans_of(item)
    elif attrs.has(type(value)):
        for field in attrs.fields(type(value)):
            yield from spans_of(getattr(value, field.name))


def methods_of(value: object) -> Iterator[Callable[[], object]]:
    """Give every public method of *value* that can be called without arguments: exports, views."""
    for name, method in inspect.getmembers(value, inspect.ismethod):
        required = [
            p
            for p in inspect.signature(method).parameters.values()
            if p.default is p.empty and p.kind not in {p.VAR_POSITIONAL, p.VAR_KEYWORD}
        ]
        if not name.startswith("_") and not required:
            yield method


def check_result(name: str, text: str, result: object) -> None:
    """Check one result: offsets, order, repr, pickling."""
    for span in spans_of(result):
        assert 0 <= span.start <= span.end <= len(text), f"{name}: {span!r} is out of bounds"
        assert span.text == text[span.start : span.end], f"{name}: {span!r} is no slice"
        assert len(repr(span)) < LONGEST_REPR, f"{name}: a long repr"
    if isinstance(result, list):
        assert all(a.start <= b.start for a, b in itertools.pairwise(result)), f"{name}: out of order"
    assert pickle.loads(pickle.dumps(result)) == result, f"{name}: pickling changes it"


def check(text: str) -> dict[str, object]:
    """Run every public function on *text* and check what it gives; return the results.

    Raises:
        AssertionError: something that is promised does not hold.
    """
    results = {}
    for name, function in FUNCTIONS.items():
        results[name] = function(text, **options(function))
        check_result(name, text, results[name])
    if stripped := results.get("strip_boilerplate"):
        assert newsparse.strip_boilerplate(stripped) == stripped, "strip_boilerplate: twice is not once"
    article = results.get("parse_article")
    for method in methods_of(article):
        method()
    return results
