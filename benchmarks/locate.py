"""Measures ``locate_quote``: quotes of articles, each damaged in five ways, are looked for in their articles again.

    python benchmarks/locate.py                              # the articles of benchmarks/gold
    python benchmarks/locate.py dev.jsonl.gz --quotes 1000   # articles of JSON-lines files with "text"

Four damages must be found where the quote stands: its marks, dashes, spaces and apostrophes in another print; its case;
words left out for an ellipsis; the quote joined to the next one. With one word changed nothing may be found. The exit
status is 1 where a changed word was accepted.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from score import gold_records

import newsparse
from newsparse import Location, Quote

SHORTEST, SHORTEST_TO_CUT = 3, 8  # words
PRINT = {"“": '"', "”": '"', "‘": "'", "’": "'", "—": " - ", "–": "-", " ": "\u00a0", '"': "“", "'": "’"}
WORD_RE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

Damage = Callable[[Sequence[str], random.Random], str | None]


def read_texts(paths: Sequence[Path]) -> list[str]:
    """Return the texts of JSON-lines files, or those of the gold set."""
    if not paths:
        return [record["text"] for record in gold_records() if "text" in record]
    texts = []
    for path in paths:
        opener = gzip.open if path.suffix == ".gz" else open
        with opener(path, "rt", encoding="utf-8") as lines:
            texts += [json.loads(line)["text"] for line in lines]
    return texts


def typography(quotes: Sequence[str], _: random.Random) -> str:
    """Return the quote in another print."""
    return "".join(PRINT.get(sign, sign) for sign in quotes[0])


def case(quotes: Sequence[str], chance: random.Random) -> str:
    """Return the quote in capitals or in small letters."""
    return quotes[0].upper() if chance.random() < 0.5 else quotes[0].lower()


def ellipsis(quotes: Sequence[str], chance: random.Random) -> str | None:
    """Return the quote with some words in its midst left out for an ellipsis, where it is long enough."""
    words = quotes[0].split()
    if len(words) < SHORTEST_TO_CUT:
        return None
    first = chance.randrange(2, len(words) - 4)
    last = chance.randrange(first + 1, min(first + 40, len(words) - 2))
    return " ".join([*words[:first], chance.choice(["…", "...", "[…]", ". . ."]), *words[last:]])


def one_word(quotes: Sequence[str], chance: random.Random) -> str:
    """Return the quote with one of its words changed to another."""
    words = list(WORD_RE.finditer(quotes[0]))
    word = chance.choice(words)
    others = [w[0] for quote in quotes for w in WORD_RE.finditer(quote) if w[0].lower() != word[0].lower()]
    return quotes[0][: word.start()] + chance.choice([*others, "never"]) + quotes[0][word.end() :]


def joined(quotes: Sequence[str], _: random.Random) -> str | None:
    """Return the quote with the next one of the article behind it."""
    return f"{quotes[0]} {quotes[1]}" if len(quotes) > 1 else None


DAMAGES: dict[str, Damage] = {f.__name__: f for f in (typography, case, ellipsis, one_word, joined)}


def is_right(found: Location | None, damaged: str) -> bool:
    """Tell whether a damaged quote was found with all its words and no others."""
    if not found:
        return False
    words, wanted = (
        [word.lower() for piece in pieces for word in WORD_RE.findall(piece.replace("’", "'"))]
        for pieces in ([part.text for part in found.parts], [damaged])
    )
    return words == wanted


def is_there(text: str, damaged: str) -> bool:
    """Tell whether a quote with a changed word stands in the text by chance."""
    plain = (" ".join(WORD_RE.findall(t.lower().replace("’", "'"))) for t in (damaged, text))
    return f" {next(plain)} " in f" {next(plain)} "


def cases(texts: Sequence[str], most: int) -> Iterator[tuple[str, Sequence[Quote], int]]:
    """Yield up to *most* quotes, each as its text, the quotes of that text, and its number among them."""
    count = 0
    for text in texts:
        quotes = newsparse.extract_quotes(text)
        for number, quote in enumerate(quotes):
            if len(quote.content.split()) >= SHORTEST and WORD_RE.search(quote.content):
                yield text, quotes, number
                count += 1
                if count == most:
                    return


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", type=Path, nargs="*", help="JSON lines with a field text, may be gzipped")
    parser.add_argument("--quotes", type=int, default=1000, help="how many quotes")
    parser.add_argument("--show", action="store_true", help="print what goes wrong")
    arguments = parser.parse_args()
    chance = random.Random(0)  # noqa: S311 - the same damages on every run
    tried, right, seconds = Counter[str](), Counter[str](), 0.0
    for text, quotes, number in cases(read_texts(arguments.texts), arguments.quotes):
        for name, damage in DAMAGES.items():
            damaged = damage([quote.content for quote in quotes[number : number + 2]], chance)
            if damaged is None or (damage is one_word and is_there(text, damaged)):
                continue
            began = time.process_time()
            found = newsparse.locate_quote(text, damaged, quotes=quotes)
            seconds += time.process_time() - began
            good = found is None if damage is one_word else is_right(found, damaged)
            tried[name] += 1
            right[name] += good
            if arguments.show and not good:
                print(name, repr(damaged), repr(found))
    for name, count in tried.items():
        print(f"{name:12} {right[name]:5} of {count:5} right")
    print(f"{1000 * seconds / max(1, sum(tried.values())):.1f} ms for each, with the quotes of the text known")
    sys.exit(right["one_word"] < tried["one_word"])


if __name__ == "__main__":
    main()
