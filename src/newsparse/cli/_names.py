"""The names of files for articles: safe on every system, each used once."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import regex

from newsparse.cli._journal import ERRORS, JOURNAL

__all__ = ["INDEX", "FileNames"]

INDEX = "index.html"
"""The list of the pages in a folder."""

_UNSAFE_RE = regex.compile(r"[^\w.-]+")
_DEVICE_RE = regex.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", regex.IGNORECASE)
_LONGEST_STEM = 180  # bytes; with a number, an ending and what is put behind it while it is written, below 255
_PAGES = frozenset({".txt", ".html", ".htm", ".gz"})  # one article a file: the ending says nothing about the result
_RESERVED = (JOURNAL, ERRORS, INDEX)


class FileNames:
    """Names for the files of a folder.

    Names that differ only in case, or only in how an accent is written, are one name to some systems, and so here.
    """

    def __init__(self, suffix: str) -> None:
        self._suffix = suffix
        self._used = {_folded(name) for name in _RESERVED}
        self._next: dict[str, int] = {}

    def take(self, name: str) -> None:
        """Keep a name from being given again."""
        self._used.add(_folded(name))

    def new(self, article: str) -> str:
        r"""Return a name for the file of an article that has not been given yet.

        >>> names = FileNames(".json")
        >>> [names.new(article) for article in ("a/b.txt", "c/B.txt", "../../etc/passwd", "NUL", "")]
        ['b.json', 'B-2.json', 'passwd.json', 'NUL-.json', 'article.json']
        """
        stem = _stem(article)
        key = _folded(stem)
        number = self._next.get(key, 1)
        while _folded(name := f"{stem}{'' if number == 1 else f'-{number}'}{self._suffix}") in self._used:
            number += 1
        self._next[key] = number + 1
        self.take(name)
        return name


def _stem(article: str) -> str:
    # Of an address, all of it tells articles apart; of a path, its last part is what one looks for.
    path = Path(article)
    stem = article if "://" in article else path.name
    while Path(stem).suffix.lower() in _PAGES:
        stem = stem[: -len(Path(stem).suffix)]
    stem = str(_UNSAFE_RE.sub("-", unicodedata.normalize("NFC", stem))).strip("-.")
    stem = stem.encode("utf-8")[:_LONGEST_STEM].decode("utf-8", "ignore").rstrip("-.")
    return (f"{stem}-" if _DEVICE_RE.fullmatch(stem) else stem) or "article"


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())
