"""Kinds of input and forms of output, as data: nothing here loads a parser, nor attrs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

__all__ = [
    "ARTICLE_FORMATS",
    "FRAMES",
    "KINDS",
    "ONE_A_FILE",
    "ROW_FORMATS",
    "Frame",
    "form_of",
    "is_folder_name",
    "kind_of",
    "refused",
]

KINDS = {
    ".txt": "txt",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
    ".html": "html",
    ".htm": "html",
}
"""The kinds of input by suffix; each but Parquet may be compressed (.gz)."""

ONE_A_FILE = frozenset({"txt", "html"})
"""Kinds of which a file holds one article."""

# Endings that promise a structure that would be read as prose; everything else that is named is taken for text.
# fmt: off
_STRUCTURED = frozenset(
    (
        ".7z", ".arrow", ".avro", ".bz2", ".db", ".doc", ".docx", ".eml", ".epub", ".feather", ".gif", ".jpeg",
        ".jpg", ".mbox", ".msg", ".odt", ".ods", ".orc", ".pdf", ".pickle", ".pkl", ".png", ".pptx", ".rss", ".rtf",
        ".sqlite", ".sqlite3", ".tar", ".tgz", ".toml", ".warc", ".webp", ".xls", ".xlsx", ".xml", ".xz", ".yaml",
        ".yml", ".zip", ".zst",
    )
)
# fmt: on


class Frame(NamedTuple):
    """What stands around and between the articles of a file."""

    before: str = ""
    between: str = ""
    after: str = ""
    suffix: str = ".txt"


_ARRAY = Frame("[\n", ",\n", "\n]\n", ".json")
FRAMES = {
    "text": Frame(between="\n"),
    "view": Frame(between="\n"),
    "json": _ARRAY,
    "jsonl": Frame(suffix=".jsonl"),
    "csv": Frame(suffix=".csv"),
    "html": Frame(suffix=".html"),
    "jsonld": _ARRAY._replace(suffix=".jsonld"),
    "ninjs": _ARRAY,
    "citron": _ARRAY,
    "parquet": Frame(suffix=".parquet"),
    "sqlite": Frame(suffix=".db"),
}
ARTICLE_FORMATS = tuple(FRAMES)
ROW_FORMATS = ("text", "json", "jsonl", "csv", "parquet")

_FORMS = {FRAMES[form].suffix: form for form in ("csv", "json", "jsonl", "html", "jsonld", "parquet", "sqlite")}
_FORMS |= dict.fromkeys((".sqlite", ".sqlite3"), "sqlite")


def kind_of(name: str) -> str | None:
    """Return the kind of a file by its ending, "gz" for one that is compressed and says no more, or ``None``.

    >>> kind_of("A.CSV"), kind_of("a.json.gz"), kind_of("a.gz"), kind_of("a.docx")
    ('csv', 'json', 'gz', None)
    """
    path = Path(name)
    if path.suffix.lower() == ".gz":
        return KINDS.get(path.with_suffix("").suffix.lower(), "gz")
    return KINDS.get(path.suffix.lower())


def refused(name: str) -> str | None:
    """Return the ending of a file that is neither a text nor a table that can be read; ``None`` where it may be one."""
    suffix = Path(name).suffix.lower()
    return suffix if suffix in _STRUCTURED else None


def form_of(output: str, allowed: tuple[str, ...]) -> str | None:
    """Return the format that the ending of an output asks for; ``None`` where it promises one that is none of these.

    >>> form_of("a.html", ARTICLE_FORMATS), form_of("a.csv", ROW_FORMATS), form_of("pages.x/", ROW_FORMATS)
    ('html', 'csv', 'text')
    >>> form_of("a.html", ROW_FORMATS), form_of("a.xlsx", ROW_FORMATS), form_of("a.csv.gz", ROW_FORMATS)
    (None, None, None)
    """
    suffix = Path(output).suffix.lower()
    promised = {*KINDS, *_FORMS, *_STRUCTURED, ".gz"} - {".txt"}
    form = _FORMS.get(suffix)
    if form in allowed:
        return form
    return None if suffix in promised and not is_folder_name(output) else "text"


def is_folder_name(name: str) -> bool:
    r"""Return whether a name that may not exist yet is meant as a folder: "pages/", on Windows "pages\\" too."""
    return name.endswith(tuple(end for end in ("/", os.sep, os.altsep) if end))
