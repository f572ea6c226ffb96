"""Turns the marked-up articles into ``gold.jsonl``, so that no offset is ever written by hand.

``python benchmarks/gold/build.py`` writes the file, ``--check`` only says whether it is up to date, and ``--shared
DIR`` writes one file for each kind of parser, with the fields of larger benchmarks of the same form.
The mark-up is described in the README beside this file.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path
from typing import Any, TypeAlias

import regex

Record: TypeAlias = dict[str, Any]
Found: TypeAlias = dict[str, list[tuple[str, int, int]]]

HERE = Path(__file__).resolve().parent
SEEDS = HERE.parent.parent / "seeds"
GOLD = HERE / "gold.jsonl"
LABEL_RE = regex.compile(r"%(?<label>[a-z]+)% ")
MARK_RE = regex.compile(r"\{(?<name>[a-z]+)(?<ids>[0-9+]*)(?:=(?<value>[^|{}\n]*+))?\|")
WHO_RE = regex.compile(r"(?<id>\d+) (?<kind>[a-z]+) (?<name>[^<\n]+?)(?: < (?<via>[^\n]+))?")
KINDS = {"person", "organization", "media", "document", "anonymous", "group"}
ROLES = {"s": "source", "q": "cue", "c": "content"}


class MarkupError(ValueError):
    """An article whose mark-up cannot be read."""


def strip_marks(marked: str) -> tuple[str, Found]:
    """Return the text without its marks, and for each mark (with its number) its values and offsets."""
    pieces: list[str] = []
    found: Found = {}
    opened: list[tuple[list[str], str, int]] = []
    length = at = 0
    while at < len(marked):
        if mark := MARK_RE.match(marked, at):
            names = [mark["name"] + n for n in mark["ids"].split("+")] if mark["ids"] else [mark["name"]]
            opened.append((names, mark["value"] or "", length))
            at = mark.end()
            continue
        if marked[at] == "{":
            raise MarkupError(f"no mark: {marked[at : at + 30]!r}")
        if marked[at] == "}":
            if not opened:
                raise MarkupError(f"nothing is open: {marked[at - 30 : at + 1]!r}")
            names, value, start = opened.pop()
            for name in names:
                found.setdefault(name, []).append((value, start, length))
        else:
            pieces.append(marked[at])
            length += 1
        at += 1
    if opened:
        raise MarkupError(f"never closed: {opened[-1][0]}")
    return "".join(pieces), found


def strip_labels(marked: str) -> tuple[str, list[str]]:
    """Return the text without the labels that stand before its lines, and the label of each line."""
    lines, labels = [], []
    for line in marked.split("\n"):
        label = LABEL_RE.match(line)
        labels.append(label["label"] if label else "body")
        lines.append(line[label.end() :] if label else line)
    return "\n".join(lines), labels


def lines_of(text: str, labels: list[str]) -> list[Record]:
    """Return every line that is not blank, with its label."""
    lines, start = [], 0
    for line, label in zip(text.split("\n"), labels, strict=True):
        if line.strip():
            bare = line.strip()
            first = start + line.index(bare)
            entry: Record = {"start": first, "end": first + len(bare), "label": label}
            if label not in {"body", "furniture"}:
                entry |= {"label": "boilerplate", "type": label}
            lines.append(entry)
        start += len(line) + 1
    return lines


def attributions_of(who: str, found: Found) -> list[Record]:
    """Return the attributions in the order of their numbers."""
    attributions = []
    for line in who.strip().splitlines():
        entry = WHO_RE.fullmatch(line)
        if not entry or entry["kind"] not in KINDS:
            raise MarkupError(f"cannot read {line!r}")
        spans = {
            role: [[start, end] for _, start, end in sorted(found.pop(key + entry["id"], []), key=lambda m: m[1])]
            for key, role in ROLES.items()
        }
        if not spans["content"]:
            raise MarkupError(f"attribution {entry['id']} has no content")
        speaker = None if entry["name"] == "-" else entry["name"]
        attributions.append({**spans, "speaker": speaker, "kind": entry["kind"], "via": entry["via"]})
    return attributions


def dateline_of(text: str, found: Found) -> Record | None:
    """Return the dateline in the fields of the dateline benchmark."""
    if "dateline" not in found:
        return None
    ((_, start, end),) = found.pop("dateline")
    parts = {name: found.pop(name, [("", 0, 0)])[0] for name in ("place", "agency", "date")}
    raw = {name: text[s:e] or None for name, (_, s, e) in parts.items()}
    numbers = [int(n) for n in parts["date"][0].split("-")] if parts["date"][0] else []
    year, month, day = ([None] * (3 - len(numbers)) + numbers) if numbers else (None, None, None)
    return {"raw": text[start:end], "start": start, "end": end, **raw, "year": year, "month": month, "day": day}


def byline_of(text: str, found: Found) -> Record | None:
    """Return the byline in the fields of the byline benchmark."""
    fields = {
        "authors": "author",
        "authors_optional": "authoropt",
        "contributors": "contributor",
        "organizations": "org",
        "organizations_optional": "orgopt",
        "roles": "role",
        "locations": "loc",
        "emails": "email",
        "handles": "handle",
    }
    byline = found.pop("byline", None)
    gold = {name: [value or text[s:e] for value, s, e in found.pop(mark, [])] for name, mark in fields.items()}
    if byline is None:
        return None
    ((_, start, end),) = byline
    filled = {name: values for name, values in gold.items() if values or name in {"authors", "organizations"}}
    return {"byline": text[start:end], "start": start, "end": end, **filled, "is_staff": not gold["authors"]}


def timestamps_of(found: Found) -> list[Record]:
    """Return the timestamps, each with its kind and its value as ISO 8601."""
    marks = [(kind, *mark) for kind in ("published", "updated") for mark in found.pop(kind, [])]
    for _, value, _, _ in marks:
        dt.datetime.fromisoformat(value)
    return [{"kind": k, "value": v, "start": s, "end": e} for k, v, s, e in sorted(marks, key=lambda m: m[2])]


def read_article(path: Path) -> Record:
    """Read one marked-up article.

    Raises:
        MarkupError: the mark-up cannot be read, or a seed's text is not the seed.
    """
    head, rest = path.read_text(encoding="utf-8").split("\n===\n", 1)
    marked, who = rest.rsplit("\n===\n", 1)
    about = dict(line.split(": ", 1) for line in head.splitlines())
    unlabelled, labels = strip_labels(marked)
    text, found = strip_marks(unlabelled)
    if "seed" in about and text != (SEEDS / about["seed"]).read_text(encoding="utf-8"):
        raise MarkupError(f"the text is not that of {about['seed']}")
    record = {
        "id": path.stem,
        "publisher": about["publisher"],
        "topic": about["topic"],
        "text": text,
        "attributions": attributions_of(who, found),
        "not_quotes": [[start, end] for _, start, end in found.pop("n", [])],
        "dateline": dateline_of(text, found),
        "byline": byline_of(text, found),
        "timestamps": timestamps_of(found),
        "lines": lines_of(text, labels),
    }
    if found:
        raise MarkupError(f"marks that nothing asks for: {', '.join(sorted(found))}")
    return record


def read_all() -> list[Record]:
    """Read every article, in the order of their names."""
    records = []
    for path in sorted((HERE / "articles").glob("*.txt")):
        try:
            records.append(read_article(path))
        except (MarkupError, ValueError) as error:
            raise MarkupError(f"{path.name}: {error}") from error
    return records


def as_lines(records: list[Record]) -> str:
    """Return the records as JSON, one a line."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def shared_form(records: list[Record]) -> dict[str, list[Record]]:
    """Return the records as four benchmarks: quotes, datelines, bylines, boilerplate."""
    common = [{"id": r["id"], "source": "gold", "publisher": r["publisher"], "text": r["text"]} for r in records]
    forms: dict[str, list[Record]] = {"quotes": [], "datelines": [], "bylines": [], "boilerplate": []}
    for record, base in zip(records, common, strict=True):
        forms["quotes"].append(base | {k: record[k] for k in ("topic", "attributions", "not_quotes")})
        forms["datelines"].append(base | {"group": "gold", "tags": [], "gold": record["dateline"]})
        forms["bylines"].append(base | {"kind": "article", "gold": record["byline"]})
        if record["byline"]:
            line = " ".join(record["byline"]["byline"].split())
            forms["bylines"].append(base | {"kind": "line", "text": line, "gold": record["byline"]})
        forms["boilerplate"].append(base | {"site": record["publisher"], "lines": record["lines"]})
    return forms


def main() -> int:
    """Write or check the file."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true", help="write nothing; fail when the file is out of date")
    arguments.add_argument("--shared", type=Path, metavar="DIR", help="also write one file for each kind of parser")
    options = arguments.parse_args()
    records = read_all()
    lines = as_lines(records)
    if options.shared:
        options.shared.mkdir(parents=True, exist_ok=True)
        for name, rows in shared_form(records).items():
            (options.shared / f"{name}.jsonl").write_text(as_lines(rows), encoding="utf-8")
    if options.check:
        current = GOLD.exists() and GOLD.read_text(encoding="utf-8") == lines
        print("gold.jsonl is up to date" if current else "gold.jsonl is out of date: run benchmarks/gold/build.py")
        return not current
    GOLD.write_text(lines, encoding="utf-8")
    said = sum(len(r["attributions"]) for r in records)
    print(f"{len(records)} articles, {sum(len(r['text'].split()) for r in records)} words, {said} attributions")
    return 0


if __name__ == "__main__":
    sys.exit(main())
