"""Bylines without "By": a name on a line of its own, believed for what stands around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from newsparse.bylines._build import Reading, read
from newsparse.bylines._page import SHORT, Page
from newsparse.bylines._tokens import DATE_RE
from newsparse.bylines._words import known_body, known_place
from newsparse.types import Author

__all__ = ["bare_bylines"]

_LONGEST = 160
_MOST_WORDS = 18
_MOST_COMMON = 3
_MOST_SMALL = 2
_BETWEEN_PEOPLE = frozenset(("and", "in"))  # "Ada Moore in Paris and Tom Bell in Rome"
_HIGH = 4  # lines below the top of the page
_LOW = 40
_WRAPPED = 45
_MENTION = 12  # a line this much longer than a name says something about it

_ENOUGH = 1.5
_NOT_HOPELESS = 0.5
_DATED = 2.0
_MOST_EVIDENCE = 3.0
_PER_LINE = 0.02

_INITIAL_END_RE = regex.compile(r"\b(?:Jr|Sr|\p{Lu})\.$")
_CLOSING = frozenset('”"’»')
_POST_RE = regex.compile(r"(?:—|–|--)\s?[^()]{1,60}\(@\w")  # below a post: — Ida Holm (@idaholm) December 27, 2017
_SENTENCE_RE = regex.compile(r"[?!“”\"]|\.\s+\p{Lu}\p{Ll}+\s+\p{Ll}")
_WORD_RE = regex.compile(r"[\p{L}@]{2,}+|\[email[^\]]{1,12}\]")
_SUBJECT_RE = regex.compile(
    r",\s{0,3}(?:\d|who\b|whose\b)|\s{1,3}(?:said|says|told|was|had)\b"
)  # "Ada Moore, 35, who lives …"
_SHAPED_RE = regex.compile(
    r"(?i)^(?:\p{Lu}\.\s?){1,3}(?-i:\p{Lu})\p{L}{2}|\s(?:bin|binti?|binte|bte|ibn|dela|van|von)\s"
)  # N. RAO
_UNNAMED = frozenset(("correspondent", "correspondents", "report", "reporter", "reporters", "reports", "writer"))
_RUBRICS = frozenset(("special report", "press release"))
_ABOUT_RE = regex.compile(r"(?i)(?:about|by|follow|more|posted|written)\b")


def bare_bylines(page: Page) -> Iterator[tuple[float, int, Reading]]:
    """Yield the lines that may be bylines without a lead: the evidence, the line, what was read.

    The evidence is counted in points: a date on the line (2) or beside it, share buttons below, the place near the top,
    a role or handle with the name, a first name in it; against it, that the story speaks of the person.
    """
    best = _ENOUGH
    for at in range(len(page.rows)):
        if page.width(at) > _LONGEST or not _looks_bare(page, at):
            continue
        context = _context(page, at)
        if context < _NOT_HOPELESS or context + _MOST_EVIDENCE - _PER_LINE * at < best:
            continue
        reading = read(page.text, *page.rows[at], page.lexicon)
        if reading is None or not _is_clean(page, at, reading):
            continue
        score = _score(page, at, reading, context) - _PER_LINE * at
        if score >= best:
            best = score
            yield score, at, reading


def _looks_bare(page: Page, at: int) -> bool:
    """Tell, cheaply, whether a line may be a name."""
    clip = page.clip(at)
    words = clip.split()
    if (
        (len(words) > _MOST_WORDS and sum(word[0].isalpha() for word in words) > _MOST_WORDS)
        or (words[0].lower() in page.words.labels and not _is_rubric(words))
        or clip[0] in "@(>"  # the last: the signature of a block quote
        or clip.count("\t") > 1  # a row of a table
        or _POST_RE.match(clip)
        or (clip[0] in "—–" and at > 0 and page.clip(at - 1)[-1:] in _CLOSING)  # below a quote: — Lisa Grant
    ):
        return False
    if len(words) == 1 and not (known_body(clip.lower(), page.words) or "@" in clip):
        return False
    if clip[-1] in ".,?!:;" and not _INITIAL_END_RE.search(clip):
        return False
    # A headline has words that stand in no byline; reading it would cost more than all the rest.
    common = [word for word in words if word.lower() in page.words.never and word.lower() not in page.words.taken]
    if all(word in _BETWEEN_PEOPLE for word in words if word.islower()):
        common = [word for word in common if word not in _BETWEEN_PEOPLE]
    if len(common) > _MOST_COMMON or len([word for word in common if word.islower()]) > _MOST_SMALL:
        return False
    return any(c.isupper() for c in clip) and not _SENTENCE_RE.search(clip) and not page.is_picture(at)


def _is_rubric(words: Sequence[str]) -> bool:
    """Tell whether a mark stands behind the first word of a line ("Opinion | Jane Doe")."""
    return len(words) > 1 and not words[1][0].isalnum()


def _context(page: Page, at: int) -> float:
    """Return what the lines around a name say for its being the author's."""
    score = 1.0 if at <= _HIGH else 0.0 if at <= _LOW else -1.0
    after = [row for row in range(at + 1, min(at + 4, len(page.rows))) if not page.is_paragraph(row)]
    repeated = bool(after) and page.clip(after[0]) == page.clip(at)
    if after and (page.is_dated(after[0]) or (repeated and any(page.is_dated(row) for row in after[1:]))):
        score += 2.0
    elif any(page.is_dated(row) and page.width(row) < SHORT for row in after[1:]):
        score += 1.0
    if any(page.is_share(row) for row in after[:2]):
        score += 1.0
    if repeated:
        score += 0.5
    if at and page.is_dated(at - 1) and page.width(at - 1) < SHORT:
        score += 1.5
    if at and page.is_picture(at - 1) and page.width(at - 1) < SHORT:
        score -= 1.0
    return score + (2.0 if DATE_RE.search(page.clip(at)) else 0.0)


def _is_clean(page: Page, at: int, reading: Reading) -> bool:
    """Tell whether nothing but dates, labels and known houses stands on the line with the names."""
    if reading.noise or reading.led or reading.ended:
        return False
    start, end = page.rows[at]
    byline = reading.byline
    left = _WORD_RE.findall(DATE_RE.sub(" ", page.text[byline.end : end]))
    if any(word.lower() not in page.words.labels and "@" not in word for word in left):
        return False
    before = [word.lower() for word in _WORD_RE.findall(DATE_RE.sub(" ", page.text[start : byline.start]))]
    if before and not _is_label(before, page):
        return False
    return not byline.authors or byline.start >= byline.authors[0].start or _has_houses(page, reading)


def _is_label(row: Sequence[str], page: Page) -> bool:
    """Tell whether words in small letters say what the text is ("Guest column |") or the author ("Columnist |")."""
    return " ".join(row) in page.lexicon.words("byline_words.authorship") or (
        row[-1] in page.words.newsroom and all(word in page.words.qualifiers for word in row[:-1])
    )


def _has_houses(page: Page, reading: Reading) -> bool:
    """Tell whether each body is one of the lexicon, or a credit that names nobody ("Staff reporter")."""
    bodies = [body.name.lower() for body in reading.byline.organizations]
    return bool(bodies) and all(known_body(body, page.words) or body in page.words.nobody for body in bodies)


def _score(page: Page, at: int, reading: Reading, context: float) -> float:
    byline = reading.byline
    described = _is_described(byline.authors) or page.names_role(at + 1) or page.names_agency(at + 1)
    shaped = any(_SHAPED_RE.search(author.text) for author in byline.authors)
    shouted = page.clip(at).isupper() and not described
    score = context + (1.0 if reading.sure or shaped else -2.0 if shouted else -0.5)
    if _WORD_RE.search(DATE_RE.sub(" ", page.text[page.rows[at][0] : byline.start])):
        score += 1.5
    if not byline.authors:
        first, last = byline.organizations[0], byline.organizations[-1]
        placed = int(known_body(first.name.lower(), page.words) and byline.end > last.end)  # "AFP, Manila"
        alone = at > 0 and byline.text.lower() == page.clip(at).lower() and _names_nobody(byline.text.lower())
        placed = placed or 2 * alone
        vouched = (alone or _has_houses(page, reading)) and context + placed >= _DATED
        return score + placed if vouched and not _is_below_author(page, at) else 0.0
    if described:
        score += 2.0
    elif at and _is_placed(byline.authors, page):
        score += 1.2
    if any(" " not in author.name for author in byline.authors):
        score -= 2.0
    if any(_is_mentioned(page, at, author.text) for author in byline.authors):
        score -= 3.0
    if min(page.width(at), page.width(at + 1)) > _WRAPPED and not (reading.dated or described):
        score -= 1.0
    return score


def _names_nobody(line: str) -> bool:
    """Tell whether a line in small letters can only be a credit: "Staff Reports", "Our Special Correspondent"."""
    words = line.split()
    return len(words) > 1 and words[-1] in _UNNAMED and line not in _RUBRICS


def _is_described(authors: Sequence[Author]) -> bool:
    """Tell whether a role, an address or a house stands behind an author."""
    return any(a.role or a.handle or a.email or (a.organization and a.organization.start > a.end) for a in authors)


def _is_placed(authors: Sequence[Author], page: Page) -> bool:
    """Tell whether each author has a town of the lexicon behind "in"."""
    return bool(authors) and all(
        author.location
        and page.text[: author.location.start].endswith(" in ")
        and known_place(author.location.name.lower(), page.words)
        and not any(word.lower() in page.words.never | page.words.rarely for word in author.name.split())
        for author in authors
    )


def _is_below_author(page: Page, at: int) -> bool:
    """Tell whether the line above is a name: then a house on this line is the one the person writes for."""
    if not 0 < page.width(at - 1) <= SHORT:
        return False
    reading = read(page.text, *page.rows[at - 1], page.lexicon)
    if reading is None or not reading.byline.authors or not _is_clean(page, at - 1, reading):
        return False
    common = page.words.never | page.words.rarely
    return reading.sure or not any(word.lower() in common for word in page.clip(at - 1).split())


def _is_mentioned(page: Page, at: int, name: str) -> bool:
    """Tell whether the story speaks of the person: then the name is its subject, not its author."""
    for row in range(len(page.rows)):
        clip = page.clip(row)
        if row == at or name not in clip or len(clip) <= len(name) + _MENTION:
            continue
        note = clip.startswith(name) and not _SUBJECT_RE.match(clip, len(name))
        if not note and not _ABOUT_RE.match(clip):
            return True
    return False
