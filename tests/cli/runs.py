"""Folders of articles of every kind, and what a run over them must give: for the tests and for ``kills.py``."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import attrs

HEAD = "Bridge {0} to close\n\nLONDON (Reuters) - “We won {0},” said Ada Lee. The report said it rained.\n"
# What ids may look like: alike but for case, accents or punctuation; as paths, devices, addresses; long; of no letters.
NAMES = (
    "a",
    "A",
    "a.b",
    "a-b",
    "a/b",
    "../../a",
    "é",
    "e\u0301",
    "NUL",
    "…",
    "https://example.org/a?b=1",
    "index",
    "漢字" * 60,
    "x" * 300,
    "",
)
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-32")


@attrs.define
class Given:
    """A folder of articles.

    Args:
        folder: where they are.
        fine: the names of those that can be read, with the number in each text; in order.
        wrong: the names of those that cannot.
    """

    folder: Path
    fine: list[tuple[str, int]] = attrs.field(factory=list)
    wrong: list[str] = attrs.field(factory=list)

    def text(self, name: str) -> str:
        """Return the text of one more article with this name."""
        number = len(self.fine)
        self.fine.append((name, number))
        return HEAD.format(number)


def make(folder: Path, random: Random, *, files: int, rows: int, kinds: tuple[str, ...]) -> Given:
    """Write random files: texts and tables, packed or not, in folders, with good rows and bad ones."""
    given = Given(folder)
    places = [folder, folder / "one", folder / "one" / "two"]
    for number in range(files):
        place = random.choice(places)
        place.mkdir(parents=True, exist_ok=True)
        kind = random.choice(kinds)
        stem = f"{number}-{random.choice(['a', 'A b', 'é', 'n' * 200, 'x.y'])}"
        _WRITERS[kind](given, place / f"{stem}.{kind}", random, rows)
    folder.mkdir(exist_ok=True)
    return given


def _text(given: Given, path: Path, random: Random, _rows: int) -> None:
    if random.random() < 0.1:
        path.write_bytes(random.choice([b"\xff\xfe\xff", b"caf\xe9", b"nul\0"]))
        given.wrong.append(str(path))
        return
    data = given.text(str(path)).encode(random.choice(ENCODINGS))
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)


def _records(given: Given, path: Path, random: Random, rows: int) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    for row in range(1, random.randint(1, rows) + 1):
        name = random.choice((*NAMES, f"id-{random.randrange(10**9)}"))
        record = {"id": name, "section": random.choice(["news", None, 7])}
        shown = name or f"{path}:{row}"
        if path.suffix not in {".csv", ".tsv", ".parquet"} and random.random() < 0.1:
            made.append({**record, "text": None})
            given.wrong.append(shown)
        else:
            made.append({**record, "text": given.text(shown)})
    return made


def _table(given: Given, path: Path, random: Random, rows: int) -> None:
    records = _records(given, path, random, rows)
    bare = path.with_suffix("") if path.suffix == ".gz" else path
    if bare.suffix == ".json":
        text = json.dumps(records)
    elif bare.suffix == ".jsonl":
        text = "".join(json.dumps(record) + "\n" for record in records)
    else:
        out = io.StringIO()
        writer = csv.DictWriter(
            out, ["id", "section", "text"], dialect="excel" if bare.suffix == ".csv" else "excel-tab"
        )
        writer.writeheader()
        writer.writerows(records)
        text = out.getvalue()
    data = text.encode("utf-8")
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)


def _parquet(given: Given, path: Path, random: Random, rows: int) -> None:
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415

    records = [{**each, "section": str(each["section"])} for each in _records(given, path, random, rows)]
    pq.write_table(pa.Table.from_pylist(records), path)


_WRITERS: dict[str, Callable[[Given, Path, Random, int], None]] = {
    "txt": _text,
    "txt.gz": _text,
    "json": _table,
    "jsonl": _table,
    "jsonl.gz": _table,
    "csv": _table,
    "tsv": _table,
    "parquet": _parquet,
}
KINDS = tuple(_WRITERS)

# For each form what it ends in; "" for a folder.
SUFFIXES = {
    "text": ".txt",
    "view": ".txt",
    "json": ".json",
    "jsonl": ".jsonl",
    "csv": ".csv",
    "jsonld": ".jsonld",
    "ninjs": ".json",
    "citron": ".json",
    "parquet": ".parquet",
    "sqlite": ".db",
}
FOLDERS = ("html", "text", "json", "jsonl", "csv", "jsonld", "ninjs", "citron")
OUTPUTS = (*((form, False) for form in SUFFIXES), *((form, True) for form in FOLDERS))


def output_of(place: Path, form: str, *, folder: bool) -> Path:
    """Return where results of a form go."""
    return place / (f"out-{form}" if folder else f"out{SUFFIXES[form]}")


def arguments(given: Given, form: str, output: Path, *, folder: bool) -> list[str]:
    """Return the arguments of a run."""
    target = f"{output}/" if folder else str(output)
    return ["parse", "-f", form, str(given.folder), "--id-field", "id", "--keep", "section", "-o", target, "-q"]


def contents(output: Path) -> object:
    """Return all that a run has left, so that two can be compared: bytes, those of each file, or the rows of tables."""
    if output.is_dir():
        return {path.name: path.read_bytes() for path in output.iterdir() if path.suffix != ".journal"}
    if output.suffix == ".db":
        connection = sqlite3.connect(output)
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {name: sorted(map(repr, connection.execute(f'SELECT * FROM "{name}"'))) for name in tables}  # noqa: S608
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert not connection.execute("PRAGMA foreign_key_check").fetchall()
        connection.close()
        return rows
    if output.suffix == ".parquet":
        import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

        return [*map(repr, pq.read_table(output).to_pylist())]
    return output.read_bytes()


_IDS: dict[str, Callable[[Any], str]] = {
    "json": lambda item: item["id"],
    "jsonl": lambda item: item["id"],
    "jsonld": lambda item: item["identifier"],
    "ninjs": lambda item: item["altIds"][0]["value"],
    "citron": lambda item: item["id"],
}
_NUMBER_RE = re.compile(r"We won (\d+)")


def found(form: str, output: Path) -> list[tuple[str | None, int | None]]:
    """Return for each article of the results its name and the number in its text, where the form has them."""
    if output.is_dir():
        pages = [path for path in output.iterdir() if path.suffix != ".journal" and path.name not in _BESIDE]
        return [pair for path in pages for pair in _found(form, path.read_text(encoding="utf-8"))]
    if form == "parquet":
        import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

        return [(name, None) for name in pq.read_table(output)["article"].to_pylist()]
    if form == "sqlite":
        connection = sqlite3.connect(output)
        rows = connection.execute("SELECT article, text FROM articles").fetchall()
        connection.close()
        return [(re.sub(r"#\d+$", "", name), _number(text)) for name, text in rows]
    return _found(form, output.read_text(encoding="utf-8"))


_BESIDE = {"index.html", "errors.jsonl"}


def _number(text: str) -> int:
    (number,) = {int(each) for each in _NUMBER_RE.findall(text)}
    return number


def _found(form: str, text: str) -> list[tuple[str | None, int | None]]:
    if form in _IDS:
        items = json.loads(text) if form != "jsonl" else [json.loads(line) for line in text.splitlines()]
        items = items if isinstance(items, list) else [items]
        return [(_IDS[form](item), _number(json.dumps(item, ensure_ascii=False))) for item in items]
    if form == "csv":
        return [(row["article"], None) for row in csv.DictReader(io.StringIO(text, newline=""))]
    titles = re.findall(r"^==> (.*) <==$", text, re.MULTILINE)
    if titles:
        pieces = re.split(r"^==> .* <==$", text, flags=re.MULTILINE)[1:]
        return [(name, _number(piece)) for name, piece in zip(titles, pieces, strict=True)]
    return [(None, _number(text))]
