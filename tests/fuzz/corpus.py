"""Nasty texts, generated: shapes of any length, and short texts with every sort of odd character; pieces of articles.

``SHAPES`` are functions from a length to a text of about that length; each stands for one way to make a parser slow or
wrong. ``snippets()`` are short texts that are hostile by what they hold, not by how long they are. ``gold_texts()`` are
the articles of the gold set: what is damaged a little reaches deeper than what is nonsense.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

GOLD = Path(__file__).parents[2] / "benchmarks" / "gold" / "gold.jsonl"

Shape = Callable[[int], str]

MARKS = {
    "straight double": '"',
    "opening double": "“",
    "closing double": "”",
    "straight single": "'",
    "opening single": "‘",
    "closing single": "’",
    "low double": "„",
    "opening angle": "«",
    "closing angle": "»",
    "backticks": "``",
    "two single": "''",
}
UNITS = {
    "alternating marks": "“‘",
    "alternating pairs": "“a” ‘b’ ",
    "single marks at words": " 'a",
    "possessives": "players' ",
    "elisions": "'tis ",
    "unclosed quotes": "“He said. ",
    "unclosed quotes in paragraphs": "“He said.\n\n",
    "quotes in paragraphs": "“We won,” she said.\n\n",
    "quotes on one line": "“We won,” said Ada Lee, 40, of Kent. ",
    "nested brackets": "([{",
    "spaces": " ",
    "no-break spaces": "\xa0",
    "tabs": "\t",
    "newlines": "\n",
    "carriage returns": "\r\n",
    "bare carriage returns": "a\r",
    "line separators": "a\u2028",
    "form feeds": "a\x0c",
    "stops": ".",
    "dotted letters": "U.S.",
    "ellipses": ". . . ",
    "commas": "a, ",
    "colons": 'A: "b" ',
    "dashes": "—",
    "hyphens": "a-",
    "slashes": "/a",
    "pipes": "a | ",
    "bullets": "•\n",
    "digits": "1",
    "numbers": "1, 2. ",
    "dates": "Jan. 9, 2023 ",
    "times": "7:05 a.m. ET ",
    "datelines": "LONDON, March 3 (Reuters) — ",
    "datelines in paragraphs": "LONDON, March 3 (Reuters) —\n\n",
    "capitals": "A",
    "capitals on lines": "AAAA\n",
    "capitalised words": "Ada Lee ",
    "initials": "A. B. ",
    "titles": "Mr. Dr. Sen. ",
    "small letters": "a",
    "and": "and ",
    "of the": "of the ",
    "said": "said ",
    "saying": "he, saying “a”, ",
    "he said": "he said ",
    "according to": "according to the ",
    "citing": "Reuters reported, citing Axios, ",
    "who clauses": "Ada Lee, who said that ",
    "per police": "Per police, it fell into the sea, per the report. ",
    "hearings": "it fell, the court heard that she told the jury ",
    "officials": "four US officials, who asked not to be named, ",
    "one-word paragraphs": "said\n\n",
    "one-letter lines": "a\n",
    "bylines": "By Ada Lee and Bo Day\n",
    "byline names": "By Ada Lee, Bo Day and ",
    "addresses": "ada@example.org ",
    "at signs": "@",
    "handles": "@ada ",
    "links": "https://example.org/a?b=c ",
    "credits": "Reporting by Ada Lee; Editing by Bo Day\n",
    "prompts": "Sign up for our newsletter\n",
    "read more": "Read more: Ada Lee won\n",
    "copyright": "© 2024 All rights reserved. ",
    "published": "Published Jan. 9, 2023 Updated ",
    "combining marks": "e\u0301\u0301",
    "combining marks alone": "\u0301",
    "joiners": "a\u200d",
    "zero-width spaces": "a\u200b",
    "bidi controls": "\u202ea\u202c",
    "byte order marks": "\ufeff",
    "lone surrogates": "\ud800 ",
    "surrogates at words": "a\udfff",
    "NULs": "\x00",
    "unassigned": "\U000e0fff",
    "wide characters": "中文「他说」",
    "Hebrew": "אמר ",
    "emoji": "👩\u200d💻 ",
    "growing case": "İß",
    "ligatures": "ﬁﬃ",
    "Arabic digits": "١٢",
}


def repeat(unit: str) -> Shape:
    """Return the shape that says *unit* again and again."""
    return lambda length: unit * max(1, length // len(unit))


def between(opening: str, middle: str, closing: str) -> Shape:
    """Return the shape of *opening* many times, *middle* once, and *closing* as many times."""
    return lambda length: (
        opening * (count := max(1, length // (len(opening) + len(closing)))) + middle + closing * count
    )


SHAPES: dict[str, Shape] = {
    **{f"{name} marks": repeat(mark) for name, mark in MARKS.items()},
    **{f"{name} marks at words": repeat(f"{mark}a ") for name, mark in MARKS.items()},
    **{name: repeat(unit) for name, unit in UNITS.items()},
    "deep nesting": between("“a ‘b ", "c", "’ ”"),
    "deep brackets": between("(", "a", ")"),
    "one mark, then words": lambda length: "“" + "said " * (length // 5),
    "words, then one mark": lambda length: "said " * (length // 5) + "”",
    "one long word, then a cue": lambda length: "“" + "a" * length + ",” she said.",
    "spaces before the end": lambda length: "“We won,” she said." + " " * length + "x",
    "one line": lambda length: "The minister said on Monday that the plan was dead. " * (length // 52),
}


def snippets() -> Iterator[str]:
    """Give short texts: every category of Unicode beside marks and cues, and layouts that have broken parsers."""
    samples: dict[str, str] = {}
    for code in range(sys.maxunicode + 1):
        samples.setdefault(unicodedata.category(chr(code)), chr(code))
    odd = [
        *samples.values(),
        "\x00",
        "\x1c",
        "\x85",
        "\u2028",
        "\u2029",
        "\ufeff",
        "\ufffe",
        "\udfff",
        "\U0010ffff",
        "İ",
        "ﬁ",
    ]
    for character in odd:
        yield character
        yield f"“{character}” said{character} Ada{character}Lee."
        yield f"{character}“We won,”{character}she said.{character}"
        yield f"LONDON{character}, March{character}3 (Reuters){character}— By Ada{character}Lee"
        yield f"By{character}Ada Lee{character}and Bo Day\n{character}Published Jan.{character}9, 2023"
    for mark in MARKS.values():
        yield mark
        yield f"He said {mark}"
        yield f"{mark} he said"
        yield f"{mark}{mark} he said"
        yield f"A {mark}b {mark}c {mark}d, he said."
    yield from (
        *(
            "",
            " ",
            "\n",
            "\r\n",
            "\r",
            ".",
            "said",
            "By",
            "By ",
            "By ,",
            "(Reuters)",
            "LONDON",
            "—",
            "@",
            "©",
            "Published",
        ),
        *("By By By", "By Ada Lee By Ada Lee", "said said said", "“” he said", "‘’ he said", "“ ” said ” “"),
        *(
            "He said: “",
            "He said:\n\n“",
            "”\n\n“",
            "“a\n\n“b\n\n“c”",
            "“a\r\n\r\n“b,” he said",
            "'''a''' he said",
            "5'11\" he said",
        ),
        *("Feb. 30, 2023", "LONDON, Feb 30 (AP) —", "Published 99/99/9999", "Published 0 0 0", "LONDON, March 119 —"),
        *(
            "Published 25:61 a.m.",
            "Updated 2023-13-45T99:99:99Z",
            "Jan. 0",
            "May said May may in May",
            "Published " + "9" * 400,
        ),
        *(
            "By " + "A" * 3000,
            "By " + "a, " * 900,
            "“" + "a" * 3000 + "” he said",
            "four hundred thousand million US officials said",
        ),
    )


def gold_texts() -> Iterator[str]:
    """Give the articles of the gold set."""
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)["text"]
