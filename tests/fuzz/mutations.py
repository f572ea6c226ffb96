"""Damaged articles: pieces of the gold set and the seeds, spliced, wrapped, their marks swapped, as CSV, as a table …

``damaged(seed, texts())`` makes the text of a seed: one to six paragraphs, or a longer piece, with one to three
mutations.
"""

from __future__ import annotations

import random
import textwrap
from pathlib import Path

from fuzz.corpus import gold_texts

SEEDS = Path(__file__).parents[2] / "seeds"
LONGER, PIECE = 20, 1_500  # one text of twenty is a piece of so many characters
PARAGRAPHS = (1, 1, 1, 2, 2, 2, 3, 3, 4, 5, 6)
MARKUP = (
    "<script>alert(1)</script>",
    "</mark></p>",
    "<img src=x onerror=alert(1)>",
    "--><b>",
    "&lt;svg&gt;<svg>",
    "]]>",
)
INVISIBLE = "\u200b\u200d\ufeff\u00ad\u202e\u2066\x1b\x07\x00\x85\u2028\t"
PROMPTS = ("Print", "Tweet", "Share", "Advertisement", "ADVERTISEMENT", "Read more: Talks end", "Sign up", "Photo: AFP")
SWAPS = ('“”"', "‘’'", "–—-", "“«„", "”»“", "\u00a0 \n")


def spliced(text: str, other: str, dice: random.Random) -> str:
    """Put a piece of another article into this one."""
    at, start = dice.randrange(len(text) + 1), dice.randrange(len(other) + 1)
    return text[:at] + other[start : start + dice.randrange(400)] + text[at:]


def wrapped(text: str, _: str, dice: random.Random) -> str:
    """Break lines at a width, as mail does."""
    return "\n".join(textwrap.fill(line, dice.choice((20, 40, 72))) for line in text.split("\n"))


def swapped(text: str, _: str, dice: random.Random) -> str:
    """Let marks of one kind take the place of another."""
    row = dice.choice(SWAPS)
    return "".join(dice.choice(row) if c in row and dice.random() < 0.3 else c for c in text)


def sprinkled(text: str, _: str, dice: random.Random) -> str:
    """Put characters in that cannot be seen."""
    for _number in range(dice.randrange(1, 9)):
        at = dice.randrange(len(text) + 1)
        text = text[:at] + dice.choice(INVISIBLE) + text[at:]
    return text


def prompted(text: str, _: str, dice: random.Random) -> str:
    """Put prompts between its lines."""
    lines = text.split("\n")
    for _number in range(dice.randrange(1, 4)):
        lines.insert(dice.randrange(len(lines) + 1), dice.choice(PROMPTS))
    return "\n".join(lines)


def marked_up(text: str, _: str, dice: random.Random) -> str:
    """Put markup in, which has to stay text."""
    at = dice.randrange(len(text) + 1)
    return text[:at] + dice.choice(MARKUP) + text[at:]


def shuffled(text: str, _: str, dice: random.Random) -> str:
    """Bring its lines into another order."""
    lines = text.split("\n")
    dice.shuffle(lines)
    return "\n".join(lines)


def as_csv(text: str, _: str, dice: random.Random) -> str:
    """Make lines of cells of it."""
    cells = [f'"{line.replace(chr(34), chr(34) * 2)}"' for line in text.split("\n") if line]
    return "\n".join(",".join(cells[at : at + 3]) for at in range(0, len(cells), dice.randrange(1, 4)))


def as_transcript(text: str, _: str, dice: random.Random) -> str:
    """Give its lines to speakers."""
    names = ("ADA LEE:", "Q:", "A:", "MR. ORTIZ:", "Moderator:")
    return "\n".join(f"{dice.choice(names)} {line}" if line else "" for line in text.split("\n"))


def as_table(text: str, _: str, dice: random.Random) -> str:
    """Put bars and tabs between its words."""
    bar = dice.choice((" | ", "\t", " – "))
    return "\n".join(bar.join(line.split(" ", dice.randrange(1, 6))) for line in text.split("\n"))


def cut(text: str, _: str, dice: random.Random) -> str:
    """Take a piece out."""
    at = dice.randrange(len(text) + 1)
    return text[:at] + text[at + dice.randrange(200) :]


MUTATIONS = (
    spliced,
    wrapped,
    swapped,
    sprinkled,
    prompted,
    marked_up,
    shuffled,
    as_csv,
    as_transcript,
    as_table,
    cut,
    lambda text, *_: text.replace("\n", "\r\n"),
    lambda text, *_: text.upper(),
    lambda text, *_: text.replace(". ", ".\n\n"),
)


def texts() -> list[str]:
    """Return the articles that are damaged: the gold set and the seeds."""
    return [*gold_texts(), *(path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt")))]


def damaged(seed: int, articles: list[str]) -> str:
    """Return the text of a seed."""
    dice = random.Random(seed)  # noqa: S311 - not for secrets
    article, other = dice.choice(articles), dice.choice(articles)
    text = _piece(article, dice)
    for _ in range(dice.randrange(1, 4)):
        text = dice.choice(MUTATIONS)(text, other, dice)
    return text


def _piece(article: str, dice: random.Random) -> str:
    """Cut a piece out of an article: from its head, from a line, or from the middle of one."""
    start = 0 if dice.random() < 0.5 else dice.randrange(len(article))
    if dice.random() < 0.5:
        start = article.rfind("\n", 0, start) + 1
    if dice.randrange(LONGER) == 0:
        return article[start : start + PIECE]
    end, left = start, dice.choice(PARAGRAPHS)
    while left and end < len(article):
        line = article.find("\n", end)
        line = len(article) if line < 0 else line
        left, end = left - (line > end), line + 1
    return article[start : end - 1]
