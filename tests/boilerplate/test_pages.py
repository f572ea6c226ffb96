"""Whole pages of many kinds of sites, written for newsparse before any parser ran on them.

"= name" begins a page. "[kind] " stands before a line of boilerplate; "[a/b] " allows several kinds.
"|a|b" at the end of a line adds some. Lines of the story have no mark.
"""

import re
from pathlib import Path

import pytest

from newsparse.boilerplate import extract_boilerplate

PAGES = Path(__file__).parent / "pages"
# The errors that are known; a new one fails, and where one is mended its number here goes down.
TAKEN = {"open": [], "kept": ["UP NEXT", "WHAT TO WATCH"]}
MISSED = {"open": 2, "kept": 3}
OTHER_KIND = {"open": 2, "kept": 9}


def read_pages(name):
    pages = {}
    for row in (PAGES / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if row.startswith("= "):
            lines = pages[row[2:]] = []
            continue
        mark = re.match(r"\[([a-z/]+)\] ", row)
        kinds = mark[1].split("/") if mark else []
        more = re.search(r"(?:\|[a-z]+)+$", row)
        if more:
            kinds += more[0][1:].split("|")
        lines.append((row[mark.end() if mark else 0 : more.start() if more else None], frozenset(kinds)))
    return pages


def judge(lines):
    text, at = "\n".join(line for line, _ in lines), 0
    found = extract_boilerplate(text)
    for line, kinds in lines:
        start, at = at, at + len(line) + 1
        kind = next((str(span.kind) for span in found if span.start < start + len(line) and span.end > start), None)
        if line and "furniture" not in kinds:
            yield line, kinds, kind


@pytest.mark.parametrize("name", ["open", "kept"])
def test_no_more_lines_of_the_story_are_taken(name):
    judged = [row for lines in read_pages(name).values() for row in judge(lines)]
    assert [line for line, kinds, kind in judged if kind and not kinds] == TAKEN[name]


@pytest.mark.parametrize("name", ["open", "kept"])
def test_few_lines_are_missed_or_of_another_kind(name):
    judged = [row for lines in read_pages(name).values() for row in judge(lines)]
    assert len([line for line, kinds, kind in judged if kinds and not kind]) == MISSED[name]
    assert len([line for line, kinds, kind in judged if kinds and kind and kind not in kinds]) == OTHER_KIND[name]
