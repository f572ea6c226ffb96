"""The exceptions of newsparse, and the check of every public function's argument."""

from __future__ import annotations

__all__ = ["BatchError", "DataError", "LexiconError", "ModelError", "NewsparseError", "require_text"]


class NewsparseError(Exception):
    """Base of every exception that newsparse itself raises, except for wrong argument types."""


class BatchError(NewsparseError, RuntimeError):
    """A worker process died and its work cannot be done; the message says at which text."""


class DataError(NewsparseError, ValueError):
    """Data that was to be loaded is no article as newsparse saves it; the message says where it differs."""


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
