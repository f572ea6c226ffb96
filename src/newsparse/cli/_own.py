"""Results of newsparse among the files that are to be read: known by how they begin, or by the journal beside them."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import zlib
from collections.abc import Iterable
from pathlib import Path

import regex

from newsparse.cli._decode import opened
from newsparse.cli._journal import JOURNAL, SIDE, load
from newsparse.export import COLUMNS

__all__ = ["is_own_page", "own_files", "table_in", "table_named"]

_HEAD = 8192
_ERRORS = ["article", "error"]
_ARTICLE_RE = regex.compile(
    r'\s*+(?:\[\s*+)?\{\s*+"version":\s*+\d++,\s*+(?:"id":\s*+"(?:[^"\\]|\\.)*+",\s*+)?+"text":'
)
_PAGE_RE = regex.compile(r'<meta name="generator" content="newsparse|(?:–|&ndash;) newsparse</title>')
_ROW_RE = regex.compile(r"\s*+(?:\[\s*+)?(\{.*\})")


def table_in(file: io.BufferedReader, kind: str) -> str | None:
    """Return which table of ours a stream holds ("quotes" …), "articles" or "pages" for those; ``None`` for none."""
    if kind not in {"csv", "tsv", "json", "jsonl", "html"}:
        return None
    head = file.peek(_HEAD)[:_HEAD].decode("utf-8-sig", "ignore")
    if kind == "html":
        return "pages" if _PAGE_RE.search(head) else None
    if kind in {"csv", "tsv"}:
        return table_named(next(csv.reader(head.splitlines(), "excel" if kind == "csv" else "excel-tab"), []))
    if _ARTICLE_RE.match(head):
        return "articles"
    row = _ROW_RE.match(head)
    with contextlib.suppress(ValueError, RecursionError):
        return table_named(json.loads(row[1]) if row else {})
    return None


def is_own_page(path: Path) -> bool:
    """Return whether a file is a page that newsparse has written."""
    try:
        with path.open("rb") as file:
            return table_in(file, "html") is not None
    except OSError:
        return False


def table_named(columns: Iterable[str]) -> str | None:
    """Return which table of ours begins with these columns."""
    found = list(columns)
    if found == _ERRORS:
        return "errors"
    return next((table for table, own in COLUMNS.items() if found[: len(own)] == list(own)), None)


def own_files(folder: Path, files: Iterable[str], kinds: dict[str, str]) -> dict[str, str]:
    """Return those of the files in a folder that newsparse has written, with what they hold."""
    names = set(files)
    own: dict[str, str] = {}
    if JOURNAL in names and (earlier := load(folder / JOURNAL)) is not None:
        own |= dict.fromkeys(earlier.files() & names, f"results of newsparse {earlier.command}")
    for name in names:
        if name + SIDE in names and (earlier := load(folder / (name + SIDE))) is not None:
            own[name] = f"results of newsparse {earlier.command}"
        elif name not in own and kinds.get(name) not in {None, "txt", "gz"}:
            table = None
            with contextlib.suppress(OSError, EOFError, zlib.error), opened(str(folder / name)) as file:
                table = _parquet_table(folder / name) if kinds[name] == "parquet" else table_in(file, kinds[name])
            if table is not None:
                own[name] = f"{table} that newsparse has found"
    return own


def _parquet_table(path: Path) -> str | None:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra; without it nothing of this kind has been written
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        return None
    with contextlib.suppress(pa.ArrowInvalid):
        return table_named(pq.read_schema(path).names)
    return None
