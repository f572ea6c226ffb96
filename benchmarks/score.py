"""Scores newsparse on the gold set, item by item.

``python benchmarks/score.py`` prints a table, ``--markdown`` the one that stands in the docs, ``--json`` figures and
items. Where a folder of larger benchmarks is at hand (``--shared``), its records are scored too.

Measures: a quote or attribution counts as found by the overlap (Jaccard index over characters that are no space and no
quotation mark) of its words with those of the gold one, 0.8 for quotes and 0.5 for attributions, each paired once. Of a
pair, source and cue count when they share half of their characters with the gold ones. A dateline or timestamp is found
when it overlaps the gold one; a line of boilerplate when half of its characters are covered.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import itertools
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import regex

import newsparse

Record: TypeAlias = dict[str, Any]
Offsets: TypeAlias = tuple[int, int]
Chars: TypeAlias = frozenset[int]

HERE = Path(__file__).resolve().parent
GOLD = HERE / "gold" / "gold.jsonl"
SHARED = HERE.parent.parent / "shared" / "bench"
MARKS = "\"“”„‟«»‘’'`"
EDGE = MARKS + " \t\r\n\u00a0,.;:—–-…!?()[]"
QUOTED_RE = regex.compile(
    r"""(?x)
    “(?<words>[^”]*)(?:”|\Z)
    | "(?<words>[^"]*)(?:"|\Z)
    | (?<![\w’'])‘(?<words>(?:[^’]|’(?=\w))*)(?:’|\Z)
    | (?<![\w'])'(?=\w)(?!\d\ds?\b)(?<words>(?:[^']|'(?=\w))*)(?:'|\Z)
    """
)
HONORIFIC_RE = regex.compile(r"\b(?:mrs?|ms|miss|dr|sir|dame|lord|lady|prof|professor|president|the|an?)\b\.?\s*")
NAMED = {"person", "organization", "media"}  # the kinds whose names are compared
FULL = 5  # words from which a quote counts as a full one


class Item(NamedTuple):
    """One thing that a measure counts: asked for by the gold data, found by the parser, or both."""

    measure: str
    article: str
    at: int
    what: str
    gold: bool
    found: bool
    right: bool


class Figure(NamedTuple):
    """A measure over all articles: F1 where the parser can find too much, else the share that is right; in percent."""

    value: float
    items: int


class Claim(NamedTuple):
    """An attribution or quote, with the characters of its words."""

    words: Chars
    spans: tuple[Offsets, ...]
    source: Chars
    cue: Chars
    name: str | None
    kind: str | None
    via: str | None


# ------------------------------------------------------------------ characters


def chars(text: str, spans: Iterable[Sequence[int]]) -> Chars:
    """Return the places in *spans* that hold neither a space nor a quotation mark."""
    return frozenset(i for s, e in spans for i in range(s, e) if not text[i].isspace() and text[i] not in MARKS)


def core(text: str, spans: Iterable[Sequence[int]]) -> Chars:
    """Return the places in *spans* less punctuation at their edges and a leading "that"."""
    kept = []
    for number, (start, end) in enumerate(sorted(map(tuple, spans))):
        bare = text[start:end].strip(EDGE)
        first = start + text[start:end].index(bare)
        skip = 5 if number == 0 and bare[:5].casefold() == "that " else 0
        kept.append((first + skip, first + len(bare)))
    return chars(text, kept)


def jaccard(one: Chars, other: Chars) -> float:
    """Return the share of common characters; two empty sets are alike."""
    return len(one & other) / len(one | other) if one or other else 1.0


def alike(one: Chars, other: Chars) -> bool:
    """Tell whether the shorter of two stretches lies by half in the other, and is no mere splinter of it."""
    if not one or not other:
        return not one and not other
    return len(one & other) * 2 >= min(len(one), len(other)) and jaccard(one, other) >= 0.25


def pairs(gold: Sequence[Chars], found: Sequence[Chars], least: float) -> dict[int, int]:
    """Pair gold with found stretches, the best first, each once."""
    ranked = sorted(
        ((jaccard(g, f), -i, -j) for i, g in enumerate(gold) for j, f in enumerate(found) if g & f), reverse=True
    )
    paired: dict[int, int] = {}
    for index, i, j in ranked:
        if index >= least and -i not in paired and -j not in paired.values():
            paired[-i] = -j
    return paired


def same_name(gold: str | None, found: str | None) -> bool:
    """Tell whether two names are one, less case, titles and articles; a last name on one side is enough."""
    one, other = (HONORIFIC_RE.sub("", regex.sub(r"[^\w\s]", " ", n or "").casefold()).split() for n in (gold, found))
    if not one or not other or one[-1] != other[-1]:
        return False
    return one == other or 1 in {len(one), len(other)} or one[0] == other[0]


def plain(text: str) -> str:
    """Fold what may differ between two prints of one name."""
    return " ".join(text.casefold().replace("’", "'").split()).strip(" .,:;|-–—()/@").removeprefix("the ")


# ---------------------------------------------------------------------- items


def both(measure: str, record: Record, gold: Iterable[tuple[int, str, bool]], *, found: bool = False) -> Iterator[Item]:
    """Return an item for each thing that the gold data asks for; *found* where something stands there, right or not."""
    for at, what, right in gold:
        yield Item(measure, record["id"], at, what, gold=True, found=found or right, right=right)


def too_much(measure: str, record: Record, found: Iterable[tuple[int, str]]) -> Iterator[Item]:
    """Return an item for each thing that was found and should not have been."""
    for at, what in found:
        yield Item(measure, record["id"], at, what, gold=False, found=True, right=False)


def lists(
    measure: str, record: Record, gold: Iterable[str], found: Iterable[str], optional: set[str]
) -> Iterator[Item]:
    """Compare two lists of names."""
    asked, given = ({plain(n) for n in names} - {""} for names in (gold, found))
    yield from both(measure, record, ((0, name, name in given) for name in sorted(asked)))
    yield from too_much(measure, record, ((0, name) for name in sorted(given - asked - optional)))


def gold_quotes(record: Record) -> tuple[list[Offsets], list[Record], list[Chars]]:
    """Return the gold quotes, the attribution of each, and the stretches in a content that are no quotes."""
    text = record["text"]
    terms = [chars(text, [span]) for span in record["not_quotes"]]
    quotes: dict[Offsets, Record] = {}
    neutral = []
    for attribution in record["attributions"]:
        for start, end in attribution["content"]:
            for match in QUOTED_RE.finditer(text, start, end):
                span, own = match.span("words"), chars(text, [match.span("words")])
                if any(jaccard(own, term) >= 0.8 for term in terms):
                    neutral.append(own)
                elif own:
                    quotes.setdefault(span, attribution)
    return list(quotes), list(quotes.values()), neutral


def score_quotes(record: Record) -> Iterator[Item]:
    """Score quotes: where they are, and who says them."""
    text = record["text"]
    spans, asked, neutral = gold_quotes(record)
    found = [
        (part, quote.speaker)
        for quote in newsparse.extract_quotes(text)
        for part in quote.parts
        if not any(jaccard(chars(text, [(part.start, part.end)]), own) >= 0.8 for own in neutral)
    ]
    paired = pairs([chars(text, [s]) for s in spans], [chars(text, [(p.start, p.end)]) for p, _ in found], 0.8)
    hits = [(s[0], text[slice(*s)], i in paired) for i, s in enumerate(spans)]
    yield from both("quotes.found", record, hits)
    yield from too_much(
        "quotes.found", record, ((p.start, p.text) for j, (p, _) in enumerate(found) if j not in paired.values())
    )
    yield from both("quotes.full", record, (hit for hit in hits if len(hit[1].split()) >= FULL))
    speakers = {i: found[j][1] for i, j in paired.items()}
    for i, (at, what, _) in enumerate(hits):
        speaker, gold = speakers.get(i), asked[i]
        if gold["source"]:
            right = speaker is not None and alike(
                chars(text, gold["source"]), chars(text, [(speaker.start, speaker.end)])
            )
            yield from both("quotes.speaker", record, [(at, what, right)])
        if gold.get("speaker") and gold.get("kind") in NAMED:
            right = same_name(gold["speaker"], speaker.name if speaker else None)
            yield from both("quotes.name", record, [(at, what, right)])


def claims(text: str) -> list[Claim]:
    """Return what the parser attributes."""
    found = []
    for a in newsparse.extract_attributions(text):
        spans = tuple((s.start, s.end) for s in a.content)
        source = [(a.source.start, a.source.end)] if a.source else []
        cue = [(a.cue.start, a.cue.end)] if a.cue else []
        name, kind = (a.source.name, str(a.source.kind)) if a.source else (None, None)
        via = a.via[0].name if a.via else None
        found.append(Claim(chars(text, spans), spans, core(text, source), core(text, cue), name, kind, via))
    return [claim for claim in found if claim.words]


def score_attributions(record: Record) -> Iterator[Item]:
    """Score attributions: content, source and cue, then what is known of the source."""
    text = record["text"]
    gold = [a for a in record["attributions"] if a["content"]]
    found = claims(text)
    paired = pairs([chars(text, a["content"]) for a in gold], [c.words for c in found], 0.5)
    for i, asked in enumerate(gold):
        claim = found[paired[i]] if i in paired else None
        exact = claim is not None and core(text, asked["content"]) == core(text, claim.spans)
        source, cue = core(text, asked["source"]), core(text, asked["cue"])
        rights = {
            "content": claim is not None,
            "exact": exact,
            "source": claim is not None and alike(source, claim.source),
            "cue": claim is not None and alike(cue, claim.cue),
            "all": claim is not None and exact and source == claim.source and cue == claim.cue,
        }
        at, what = asked["content"][0][0], text[slice(*asked["content"][0])]
        for name, right in rights.items():
            yield from both(f"attributions.{name}", record, [(at, what, right)], found=claim is not None)
        if claim is None or not asked.get("kind"):
            continue
        yield from both("sources.kind", record, [(at, what, asked["kind"] == claim.kind)])
        if asked["kind"] in NAMED and asked["speaker"]:
            yield from both("sources.name", record, [(at, what, same_name(asked["speaker"], claim.name))])
        if asked["via"]:
            yield from both("sources.via", record, [(at, what, same_name(asked["via"], claim.via))])
    spare = [
        (min(claim.words), text[slice(*claim.spans[0])]) for j, claim in enumerate(found) if j not in paired.values()
    ]
    for name in ("content", "exact", "source", "cue", "all"):
        yield from too_much(f"attributions.{name}", record, spare)


def score_dateline(record: Record) -> Iterator[Item]:
    """Score the dateline: whether there is one, and what it says."""
    gold, got = record["dateline"], newsparse.extract_dateline(record["text"])
    overlap = bool(gold and got and got.start < gold["end"] and gold["start"] < got.end)
    if gold:
        yield from both("datelines.found", record, [(gold["start"], gold["raw"], overlap)])
    if got and not overlap:
        yield from too_much("datelines.found", record, [(got.start, got.text)])
    if not gold or not got or not overlap:
        return
    printed = {"place": got.place, "agency": got.agency}
    rights = {
        "span": (got.start, got.end) == (gold["start"], gold["end"]),
        **{name: plain(gold[name] or "") == plain(span.text if span else "") for name, span in printed.items()},
        "date": (got.month, got.day) == (gold["month"], gold["day"]),
    }
    for name, right in rights.items():
        yield from both(f"datelines.{name}", record, [(gold["start"], gold["raw"], right)])


def people(names: Iterable[str]) -> list[str]:
    """Return the names of people in the form in which they are compared."""
    return [HONORIFIC_RE.sub("", plain(name)) for name in names]


def score_byline(record: Record) -> Iterator[Item]:
    """Score finding the byline in an article."""
    gold, got = record["byline"], newsparse.extract_byline(record["text"])
    if gold:
        authors = people(a.name for a in got.authors) if got else None
        rights = {
            "found": got is not None,
            "span": got is not None and (got.start, got.end) == (gold["start"], gold["end"]),
            "authors": authors == people(gold["authors"]),
        }
        for name, right in rights.items():
            yield from both(f"bylines.{name}", record, [(gold["start"], gold["byline"], right)])
    elif got:
        yield from too_much("bylines.found", record, [(got.start, got.text)])


def score_byline_line(record: Record) -> Iterator[Item]:
    """Score reading one printed byline."""
    line, gold = record["line"], record["gold"]
    got = newsparse.parse_byline(line)
    authors = got.authors if got else ()
    optional = set(people(gold.get("authors_optional", ())))
    wanted = people(gold["authors"])
    given = [name for name in people(a.name for a in authors) if name in wanted or name not in optional]
    yield from both("byline_parts.author_list", record, [(0, line, given == wanted)])
    bodies = [a.organization for a in authors if a.organization] + list(got.organizations if got else ())
    parts = {
        "authors": (wanted, given),
        "organizations": (gold["organizations"], [body.name for body in bodies]),
        "roles": (gold.get("roles", ()), [a.role.name for a in authors if a.role]),
        "emails": (gold.get("emails", ()), [a.email.name for a in authors if a.email]),
        "handles": (gold.get("handles", ()), [a.handle.name for a in authors if a.handle]),
    }
    spare = {plain(name) for name in gold.get("organizations_optional", ())}
    for name, (asked, printed) in parts.items():
        yield from lists(f"byline_parts.{name}", record, asked, printed, spare)


def score_timestamps(record: Record) -> Iterator[Item]:
    """Score timestamps: where they are, and when."""
    found = newsparse.extract_timestamps(record["text"])
    paired: set[int] = set()
    for gold in record["timestamps"]:
        hits = [j for j, got in enumerate(found) if got.start < gold["end"] and gold["start"] < got.end]
        paired.update(hits)
        what = record["text"][gold["start"] : gold["end"]]
        yield from both("timestamps.found", record, [(gold["start"], what, bool(hits))])
        when = dt.datetime if "T" in gold["value"] else dt.date
        right = bool(hits) and (str(found[hits[0]].kind), found[hits[0]].value) == (
            gold["kind"],
            when.fromisoformat(gold["value"]),
        )
        yield from both("timestamps.value", record, [(gold["start"], what, right)])
    yield from too_much(
        "timestamps.found", record, ((got.start, got.text) for j, got in enumerate(found) if j not in paired)
    )


def score_boilerplate(record: Record) -> Iterator[Item]:
    """Score the removal of lines: boilerplate must go, body must stay, furniture counts neither way."""
    text = record["text"]
    covered: dict[int, str] = {}
    for found in newsparse.extract_boilerplate(text):
        covered.update(dict.fromkeys(chars(text, [(found.start, found.end)]), str(found.kind)))
    for line in record["lines"]:
        own = chars(text, [(line["start"], line["end"])])
        kinds = [covered[i] for i in own if i in covered]
        gone = bool(own) and len(kinds) * 2 >= len(own)
        at, what = line["start"], text[line["start"] : line["end"]]
        if line["label"] == "boilerplate" and not line.get("repeat"):
            yield from both("boilerplate.lines", record, [(at, what, gone)])
            if gone:
                yield from both("boilerplate.kind", record, [(at, what, max(kinds, key=kinds.count) == line["type"])])
        elif line["label"] == "body":
            yield from both("boilerplate.body_kept", record, [(at, what, not gone)])
            if gone:
                yield from too_much("boilerplate.lines", record, [(at, what)])


Scorer: TypeAlias = Callable[[Record], Iterator[Item]]
SCORERS: tuple[tuple[str, str, Scorer], ...] = (  # the public function, the field that a record must have, the scorer
    ("extract_quotes", "attributions", score_quotes),
    ("extract_attributions", "attributions", score_attributions),
    ("extract_dateline", "dateline", score_dateline),
    ("extract_byline", "byline", score_byline),
    ("parse_byline", "line", score_byline_line),
    ("extract_timestamps", "timestamps", score_timestamps),
    ("extract_boilerplate", "lines", score_boilerplate),
)
SHARES = {  # measures in which nothing can be found too much
    *("quotes.full", "quotes.speaker", "quotes.name", "sources.kind", "sources.name", "sources.via"),
    *("datelines.span", "datelines.place", "datelines.agency", "datelines.date", "bylines.span", "bylines.authors"),
    *("byline_parts.author_list", "timestamps.value", "boilerplate.kind", "boilerplate.body_kept"),
}


def items_of(records: Iterable[Record]) -> list[Item]:
    """Score every record with every scorer whose parser the package exports."""
    scorers = [(field, scorer) for name, field, scorer in SCORERS if name in newsparse.__all__]
    return [item for record in records for field, scorer in scorers if field in record for item in scorer(record)]


def figures_of(items: Iterable[Item]) -> dict[str, Figure]:
    """Sum the items up, one figure for each measure."""
    by_measure: defaultdict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_measure[item.measure].append(item)
    figures = {}
    for measure, group in by_measure.items():
        gold, found, right = (sum(item[n] for item in group) for n in (4, 5, 6))
        asked = 2 * right / (gold + found) if measure not in SHARES and gold + found else right / max(1, gold)
        figures[measure] = Figure(round(100 * asked, 1), gold)
    return figures


# -------------------------------------------------------------------- records


def read_lines(path: Path) -> list[Record]:
    """Read a file of JSON lines, packed or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def gold_records() -> list[Record]:
    """Return the gold set; each byline also stands for itself as a line."""
    records = read_lines(GOLD)
    lines = [
        {"id": r["id"], "line": " ".join(r["byline"]["byline"].split()), "gold": r["byline"]}
        for r in records
        if r["byline"]
    ]
    return records + lines


def shared_records(folder: Path) -> list[Record]:
    """Return the records of the larger benchmarks, in the form of the gold set."""
    records = []
    for path in sorted(itertools.chain(folder.glob("*/dev*.jsonl"), folder.glob("*/dev*.jsonl.gz"))):
        for record in read_lines(path):
            whole = record | {"id": f"{path.parent.name}/{record['id']}"}
            if "attributions" in whole:
                whole.setdefault("not_quotes", [])
            elif path.parent.name == "datelines":
                whole["dateline"] = whole.pop("gold")
            elif whole.get("kind") == "article":
                whole["byline"] = whole.pop("gold")
            elif whole.get("kind") == "line":
                whole["line"] = whole["text"]
            records.append(whole)
    return records


def table(figures: dict[str, Figure], *, markdown: bool) -> str:
    """Return the figures as a table."""
    rows = [(name, f"{figure.value:.1f}", str(figure.items)) for name, figure in sorted(figures.items())]
    if markdown:
        return "\n".join(
            ["| measure | % | items |", "| --- | ---: | ---: |", *(f"| {' | '.join(row)} |" for row in rows)]
        )
    return "\n".join(f"{name:32} {value:>6} {count:>6}" for name, value, count in rows)


def main() -> int:
    """Print the figures."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--json", action="store_true", help="print figures and items as JSON")
    arguments.add_argument("--markdown", action="store_true", help="print the table of the docs")
    arguments.add_argument("--wrong", metavar="MEASURE", help="print what is wrong in one measure")
    arguments.add_argument("--shared", type=Path, nargs="?", const=SHARED, help="score larger benchmarks instead")
    options = arguments.parse_args()
    items = items_of(shared_records(options.shared) if options.shared else gold_records())
    if options.wrong:
        for item in items:
            if item.measure == options.wrong and not item.right:
                print(f"{'missed' if item.gold else 'too much'}: {item.article}@{item.at} {item.what[:120]!r}")
        return 0
    figures = figures_of(items)
    print(
        json.dumps({"figures": figures, "items": items}) if options.json else table(figures, markdown=options.markdown)
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
