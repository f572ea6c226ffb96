"""The exceptions of newsparse, and the check of every public function's argument."""

from __future__ import annotations

import datetime as dt

__all__ = [
    "BatchError",
    "DataError",
    "LexiconError",
    "ModelError",
    "NewsparseError",
    "require_confidence",
    "require_day",
    "require_text",
]

_DAYS = 'a date, a datetime or a string in ISO 8601 such as "2024-10-08"'


class NewsparseError(Exception):
    """Base of every exception that newsparse itself raises, except for wrong argument types."""


class BatchError(NewsparseError, RuntimeError):
    """A worker process died and its work cannot be done; the message says at which text."""


class DataError(NewsparseError, ValueError):
    """Data that is no article as newsparse saves it, or no date in ISO 8601; the message says what is wrong."""


class LexiconError(NewsparseError, ValueError):
    """A lexicon entry that does not exist or cannot be used; the message names it."""


class ModelError(NewsparseError, OSError):
    """A model file of the package is missing or damaged; the message names it and says what to do."""


def require_text(text: object, function: str) -> str:
    """Return *text* when it is a ``str``.

    Raises:
        TypeError: *text* is anything else; the message says what to do about it.

    >>> require_text(b"news", "extract_quotes")
    Traceback (most recent call last):
    ...
    TypeError: extract_quotes() takes a str, not bytes: decode it first, for example data.decode("utf-8")
    """
    if isinstance(text, str):
        return text
    if isinstance(text, bytes | bytearray | memoryview):
        advice = 'decode it first, for example data.decode("utf-8")'
    elif text is None:
        advice = 'pass "" for an article without text'
    else:
        advice = "pass the text of an article"
    raise TypeError(f"{function}() takes a str, not {type(text).__name__}: {advice}")


def require_confidence(least: object, function: str) -> float:
    """Return *least* when it is a probability.

    Raises:
        TypeError: it is no number.
        ValueError: it is below 0 or above 1.

    >>> require_confidence(50, "extract_quotes")
    Traceback (most recent call last):
    ...
    ValueError: extract_quotes() takes as min_confidence a number from 0 to 1, not 50
    """
    if isinstance(least, bool) or not isinstance(least, int | float):
        raise TypeError(f"{function}() takes as min_confidence a number from 0 to 1, not {type(least).__name__}")
    if not 0 <= least <= 1:
        raise ValueError(f"{function}() takes as min_confidence a number from 0 to 1, not {least}")
    return float(least)


def require_day(reference: object, function: str) -> dt.date | None:
    """Return the day that *reference* means, or ``None`` where there is none.

    A ``datetime`` (and with it the ``Timestamp`` of pandas, whose ``NaT`` is no day) stands for its own day; a string
    is read as ISO 8601.

    Raises:
        TypeError: *reference* is of another type; the message says what to pass.
        DataError: it is a string, but no date in ISO 8601.

    >>> require_day("2024-10-08T09:30:00Z", "parse_article"), require_day(None, "parse_article")
    (datetime.date(2024, 10, 8), None)
    """
    if reference is None:
        return None
    if isinstance(reference, dt.datetime):
        return reference.date() if reference == reference else None  # noqa: PLR0124 - NaT equals nothing
    if isinstance(reference, dt.date):
        return reference
    if not isinstance(reference, str):
        raise TypeError(f"{function}() takes as reference {_DAYS}, not {type(reference).__name__}")
    try:
        return dt.datetime.fromisoformat(reference.strip()).date()
    except ValueError:
        raise DataError(f"{function}() takes as reference {_DAYS}, not {reference!r}") from None
