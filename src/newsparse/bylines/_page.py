"""The lines at the head of an article, and what the eye takes in of them: dates, share buttons, pictures."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from newsparse.bylines._tokens import DATE_RE
from newsparse.bylines._words import Words, known_body, words_of
from newsparse.lexicon import Lexicon
from newsparse.segment import Range, lines

__all__ = ["SHORT", "Page", "page_of"]

SHORT = 60  # a line of furniture: a date, a section, a button
_LINES_SEARCHED = 80
_PARAGRAPH = 320  # a line this long is a paragraph of the story
_PARAGRAPHS_SEARCHED = 3
_SENTENCE = 90  # a line this long with a stop is one of the story, or a standfirst
_SENTENCES = 2
_LONGEST_LINE = 400
_SHORT_TEXT = 160
_LONGEST_ROLE = 6
_LONGEST_BRANCH = 3

_TIME_RE = regex.compile(r"(?i)\b(?:published|updated|posted|modified|min(?:ute)?s?\s+read)\b")
_TIME_WORDS = ("publ", "upda", "post", "last", "modi")
_SHARE_RE = regex.compile(
    r"""(?i)^(?:share|facebook|twitter|tweet|email|print|comments?|follow|listen|save|copy\s+link|linkedin|see\s+all
        |search\s+for\s+this\s+author|view\s+(?:author|all)|more\s+(?:from|by)|read\s+more|\d+\s+comments?
        |about\s+the\s+author)\b""",
    regex.VERBOSE,
)
_PICTURE_RE = regex.compile(
    r"(?i)\b(?:photo|image|picture|getty|credit|courtesy|copyright|illustration|file)\b|©|[(/]AP\b"
)


@attrs.frozen
class Page:
    """The lines of an article that a byline is looked for in.

    Args:
        text: the article.
        rows: the lines, as pairs of offsets.
        lexicon: the words in use.
        words: those of them that bylines need.
    """

    text: str
    rows: tuple[Range, ...]
    lexicon: Lexicon
    words: Words

    def clip(self, at: int) -> str:
        """Return the text of a line."""
        start, end = self.rows[at]
        return self.text[start:end]

    def width(self, at: int) -> int:
        """Return how long a line is; 0 where there is none."""
        return self.rows[at][1] - self.rows[at][0] if 0 <= at < len(self.rows) else 0

    def is_paragraph(self, at: int) -> bool:
        """Tell whether a line is a paragraph of the story."""
        return self.width(at) > _PARAGRAPH

    def is_told(self, at: int) -> bool:
        """Tell whether several sentences stand above a line: then the story has begun."""
        told = [row for row in range(at) if self.width(row) > _SENTENCE and self.clip(row)[-1] in '.”"']
        return len(told) >= _SENTENCES

    def is_dated(self, at: int) -> bool:
        """Tell whether a date, a time or a word such as "Updated" stands in a line."""
        clip = self.clip(at)[:_SHORT_TEXT]
        # Looking for a digit first saves most searches.
        if not any(c.isdigit() for c in clip) and not clip.lower().startswith(_TIME_WORDS):
            return False
        return DATE_RE.search(clip) is not None or _TIME_RE.search(clip) is not None

    def is_share(self, at: int) -> bool:
        """Tell whether a line is a button: "Share", "View author archive"."""
        return _SHARE_RE.match(self.clip(at)[:SHORT]) is not None

    def names_role(self, at: int) -> bool:
        """Tell whether a line is a role of a newsroom alone: "Housing Correspondent", "Herald Reporter"."""
        words = self.clip(at).split() if 0 < self.width(at) <= SHORT else []
        if not 0 < len(words) <= _LONGEST_ROLE or words[-1].lower().strip(".,") not in self.words.newsroom:
            return False
        return all(word[0].isupper() or word in ("and", "of", "&") for word in words) or len(words) <= 2  # noqa: PLR2004

    def names_agency(self, at: int) -> bool:
        """Tell whether a line is a house of news of the lexicon, in several words, or one of its branches."""
        line = self.clip(at) if 0 < self.width(at) <= SHORT else ""
        words = line.split()
        return len(words) > 1 and (known_body(line.lower(), self.words) or self.is_branch(words))

    def is_branch(self, words: Sequence[str]) -> bool:
        """Tell whether words are a house known by its letters and what it calls a part of itself ("BBC Scotland")."""
        named = len(words) <= _LONGEST_BRANCH and all(word[0].isupper() for word in words)
        return named and words[0].isupper() and known_body(words[0].lower(), self.words)

    def is_picture(self, at: int) -> bool:
        """Tell whether a line names a picture or its owner."""
        return _PICTURE_RE.search(self.clip(at)[:_SHORT_TEXT]) is not None


def page_of(text: str, lexicon: Lexicon) -> Page:
    """Return the lines above the story and its first paragraphs."""
    found: list[Range] = []
    paragraphs = 0
    for line in lines(text[: _LONGEST_LINE * _LINES_SEARCHED]):
        found.append(line)
        paragraphs += line[1] - line[0] > _PARAGRAPH
        if len(found) >= _LINES_SEARCHED or paragraphs >= _PARAGRAPHS_SEARCHED:
            break
    return Page(text, tuple(found), lexicon, words_of(lexicon))
