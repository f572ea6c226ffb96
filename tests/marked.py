"""Texts with their statements marked: ``[1 source]``, ``{1 cue}`` and ``<1 content>``, which may be nested."""

import regex

from newsparse.sources import Statement

MARK_RE = regex.compile(r"[\[{<](\d+) |[\]}>]")
PARTS = {"[": "source", "{": "cue", "<": "content"}


def read(marked):
    """Return a text without its marks, and the statements that they mark, by number."""
    text, last, found, opened = "", 0, {}, []
    for mark in MARK_RE.finditer(marked):
        text += marked[last : mark.start()]
        last = mark.end()
        if mark[1]:
            opened.append((int(mark[1]), PARTS[mark[0][0]], len(text)))
        else:
            number, part, start = opened.pop()
            found.setdefault(number, {}).setdefault(part, []).append((start, len(text)))
    text += marked[last:]
    statements = [
        Statement(
            parts.get("source", [None])[0],
            parts.get("cue", [None])[0],
            tuple(parts.get("content", ())),
            quoted=any(text[s] in "“\"‘'" for s, _ in parts.get("content", ())),
        )
        for _, parts in sorted(found.items())
    ]
    return text, statements
