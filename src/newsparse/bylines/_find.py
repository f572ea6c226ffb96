"""Where in an article the byline stands: below the headline, over one line or several, or as a credit at the end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs
import regex

from newsparse.bylines._bare import bare_bylines
from newsparse.bylines._build import Reading, read
from newsparse.bylines._leads import credit_of
from newsparse.bylines._page import SHORT, Page, page_of
from newsparse.bylines._tokens import DATE_RE
from newsparse.bylines._words import known_body
from newsparse.lexicon import Lexicon
from newsparse.segment import lines
from newsparse.types import Author, Byline, Contributor

__all__ = ["find_byline", "find_credits"]

_LONGEST_LED = 400
_LONGEST_NAMES = 160  # a line of a list of names
_LONGEST_NOTE = 80
_MOST_LINES = 12
_MOST_NOTE_WORDS = 6
_PART_LINES = 3
_WRAPPED = 45  # a line that is broken to a width has about this many characters at least
_FILLED = 0.6
_SENTENCE_WORDS = 12
_MOST_NOISE = 2
_CERTAIN = 8.0  # a lead with people behind it: nothing further down is better
_PER_LINE = 0.02
_TAIL = 6000
_TAIL_LINES = 12
_LONGEST_CREDIT = 1200

_LED_RE = regex.compile(
    r"""(?i)(?:^[*_]{0,3}|[|•·:/–—-]\s*|\d\s+|\b(?:am|pm|a\.m\.|p\.m\.|[ecmpahj][sd]?t|gmt|utc|bst|ist|cet)\s+)
        (?P<phrase>(?:(?:\w[\w&'’-]{0,19},?|&)\s+){0,4})(?:by\b:?(?!-)|(?-i:By(?=\p{Lu}\p{Ll})))""",
    regex.VERBOSE,
)
_LABEL_RE = regex.compile(
    r"(?i)^(?:authors?(?:\s+of\s+the\s+(?:article|story|post))?|byline|reporters?|text|words|writers?|story|report)\s{0,3}:\s{0,3}(?=\p{Lu}|$)"
)
_FROM_RE = regex.compile(r"(?i)^(?:from|with|reporting from|as told to)\s+(?=\p{Lu})")
_LEAD_ONLY_RE = regex.compile(r"(?i)^(?:[\w&'’-]{1,20}\s+){0,3}by\s*:?$|^(?:author|words|text|story|reporter)s?\s*:?$")
_BEFORE_BY = frozenset(("on", "at", "ago", "read"))
_OPEN_END_RE = regex.compile(r"(?i)(?:[,&…]|\band)$")
_OPEN_START_RE = regex.compile(r"(?i)(?:and|with)\b|[&…]")
_ADDRESS_LINE_RE = regex.compile(r"@\w{2,30}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_MARKS = " \t\xa0/|·•–—-"
_BAR_RE = regex.compile(r"[|·•/]")
_DOMAIN_RE = regex.compile(r"(?i)(?:[\w-]{1,40}\.){1,3}[a-z]{2,5}")
_SPECIAL_RE = regex.compile(r"(?i)\(?(?:special|exclusive)\s+(?:to|for)\s")
_FOR_RE = regex.compile(r"(?:For|FOR|for)\s+(?:(?:the|The|THE)\s+)?(?=\p{Lu})")
_SMALL_IN_NAMES = frozenset(("of", "the", "and", "&"))
_PLACE_LINE_RE = regex.compile(r"(?i)reporting from\s+[^\s,;]{1,30}(?:,?\s[^\s,;]{1,30})?$")  # Reporting from Powys
# a dateline behind a byline on its line: "By Ada Moore, Staff Writer ROME (AP) — …", "By Ada Moore | PARIS (Reuters) -"
_DATELINE_RE = regex.compile(
    r"(?:(?<=\p{Ll})|[^\S\n][|•·–—-])[^\S\n](?=\p{Lu}{3}[\p{L}\s.,-]{0,40}?\(\p{Lu}[\p{L}\s/]{1,24}\)[^\S\n]?[–—-])"
)
_PART_RE = regex.compile(r"(?:[\w&-]{1,20}+[^\S\n]?+){1,4}?(?=by\b|:)", regex.IGNORECASE)
_SENTENCE_RE = regex.compile(r"\p{Ll}{3}\.\s+(?=\p{Lu})")  # "Madhani reported from Busan. …"
_CREDIT_RE = regex.compile(
    r"""(?i)
      ^[(\[*_–—-]*\s{0,3}(?:(?:additional|with)\s+)?
        (?:report(?:ing|ed)|writing|written|edit(?:ing|ed)|compiled|production|produced|translat(?:ed|ion)|photo(?:s|graphy)?
          |graphics?|assistance)\b [^.\n]{0,60}? \b(?:by|from)\b                        # (Reporting by …; Editing by …)
    | \bcontributed\b[^.\n]{0,40}\b(?:report|story|article|reporting|research|dispatch|file|column|post)\b
    | ^[(\[*_–—-]*\s{0,3}with\s+(?:reporting|inputs?|assistance|contributions?|files|additional|help)\b
    """,
    regex.VERBOSE,
)


def _lead_of(line: str, lexicon: Lexicon) -> int | None:
    """Return where in a line a lead ("By", "Story by", "Author:") begins, or ``None``."""
    if "by" in line.lower():
        for match in _LED_RE.finditer(line):
            before, after = match.span("phrase")
            phrase = " ".join(match["phrase"].lower().split())
            if not phrase or credit_of(phrase, lexicon):
                return int(before)
            last = phrase.split()[-1]
            if last in _BEFORE_BY or last.isdigit() or DATE_RE.search(phrase):
                return int(after)
    return 0 if _LABEL_RE.match(line) or _FROM_RE.match(line) else None


def _is_wrapped(page: Page, at: int) -> bool:
    """Tell whether a line goes on with the sentence of the line above, which was broken to a width."""
    width, above = page.width(at), page.width(at - 1)
    if min(width, above) < _WRAPPED or width < _FILLED * above or not page.clip(at)[0].islower():
        return False
    return page.clip(at - 1)[-1] not in ".!?:”\"'’)" and not page.is_dated(at)


def _letters(line: str) -> str:
    return "".join(c for c in line if c.isalpha())


def _is_name_line(page: Page, at: int) -> bool:
    """Tell whether a line is a name, and perhaps a role."""
    if page.width(at) > SHORT:
        return False
    reading = read(page.text, *page.rows[at], page.lexicon)
    if reading is None or reading.noise or reading.ended or reading.led or reading.dated:
        return False
    byline = reading.byline
    return len(byline.authors) == 1 and not byline.organizations and len(byline.text) >= page.width(at) - 2


def _stop_of(page: Page, at: int) -> int:
    """Return the index behind the last line of a byline that begins at line *at*: lists of names run over lines."""
    stop = at + 1
    alone = _LEAD_ONLY_RE.match(page.clip(at)) is not None
    seen = {_letters(page.clip(at))}
    while stop < len(page.rows) and stop - at <= _MOST_LINES and page.width(stop) <= _LONGEST_NAMES:
        line = page.clip(stop)
        if _letters(line) in seen:
            break
        joined = _OPEN_END_RE.search(page.clip(stop - 1)) or _OPEN_START_RE.match(line) or (alone and stop == at + 1)
        if not joined and not (alone and (_ADDRESS_LINE_RE.fullmatch(line) or _is_name_line(page, stop))):
            break
        seen.add(_letters(line))
        stop += 1
    return stop


def _is_in_story(page: Page, at: int) -> bool:
    """Tell whether "From Rose Dale, our reporter in Leeds:" opens a post of a live blog or stands below a paragraph."""
    return page.clip(at).endswith(":") or any(page.is_paragraph(row) for row in range(at)) or page.is_told(at)


def _led_bylines(page: Page) -> Iterator[tuple[float, int, Reading]]:
    """Yield what "By" and the like lead to: how good it is, the line behind it, what was read."""
    for at, line in enumerate(page.rows):
        if page.width(at) > _LONGEST_LED or _is_wrapped(page, at):
            continue
        clip = page.clip(at)
        lead = _lead_of(clip, page.lexicon)
        if lead is None or (_FROM_RE.match(clip) and _is_in_story(page, at)):
            continue
        stop = _stop_of(page, at)
        end = page.rows[stop - 1][1]
        dateline = _DATELINE_RE.search(page.text, line[0] + lead, end)
        reading = read(page.text, line[0] + lead, dateline.start() if dateline else end, page.lexicon)
        if reading is None or not reading.led or reading.noise > _MOST_NOISE - clip[lead].islower():
            continue
        byline = reading.byline
        place_alone = _FROM_RE.match(clip) and any(" " not in author.name for author in byline.authors)
        if place_alone or not (byline.authors or byline.organizations):  # "Reporting from Powys"
            continue
        score = _CERTAIN - reading.noise - (2.0 if _FROM_RE.match(clip) else 0.0)
        if clip.endswith(".") and len(clip.split()) > _SENTENCE_WORDS:
            if reading.ended and reading.byline.start == line[0] and not clip.lower().startswith("by"):
                continue  # "Presented by Mayor Ann Lee on Friday, the award …"
            score -= 3.0
        known = any(known_body(body.name.lower(), page.words) for body in byline.organizations)
        nobody = any(body.name.lower() in page.words.nobody for body in byline.organizations)
        if not (byline.authors or known or nobody):
            score -= 1.5
        yield score - _PER_LINE * at, stop, reading
        if score >= _CERTAIN:
            return


def _undated(line: str) -> str:
    """Return a line up to the date that may end it ("Manila Bulletin / 05:02 AM April 08, 2025")."""
    date = DATE_RE.search(line)
    return line[: date.start()].rstrip(_MARKS) if date else line.rstrip(_MARKS)


def _tells_more(line: str, page: Page) -> bool:
    """Tell, cheaply, whether a line may be a role, an address or the paper that the author writes for."""
    heads, words = page.words.heads, _BAR_RE.sub(" ", line).split()
    if "@" in line or _DOMAIN_RE.fullmatch(line) or any(word.strip(",.").lower() in heads for word in words):
        return True
    return _names_house(line, page)


def _names_house(line: str, page: Page) -> bool:
    """Tell whether a line is a paper or agency, or one of its desks ("Special to the Ledger", "BBC News, Midshire")."""
    if _SPECIAL_RE.match(line):
        return True
    introduced = _FOR_RE.match(line)
    name, _, desk = line[introduced.end() if introduced else 0 :].strip("()").partition(", ")
    words = name.split()
    if introduced and words[-1].lower().rpartition("-")[2] in page.words.outlets:  # "For the Record-Herald"
        return True
    if len(words) <= 1:  # "BBC" alone is as often the site as the author's house
        return False
    named = all(word[0].isupper() or word in _SMALL_IN_NAMES for word in [*words, *desk.split()])
    return known_body(name.lower(), page.words) or (named and _ends_like_house(words, page))


def _ends_like_house(words: Sequence[str], page: Page) -> bool:
    """Tell whether capitals end, or begin, as the name of a house of news does."""
    low = [word.lower() for word in words]
    press = bool({"news", "press", "media", "reporting"} & {*low[:-1]}) and low[-1] in page.words.bodies
    media = low[-1] == "media" and len(words) > 2  # noqa: PLR2004
    return low[-1] in page.words.outlets or press or media or page.is_branch(words)


def _gains(old: Author, new: Author, line: str, start: int, page: Page) -> bool:
    """Tell whether an author read together with the line below has something of that line."""
    role = new.role is not None and old.role is None and new.role.start >= start
    address = (new.handle and not old.handle) or (new.email and not old.email)
    house = new.organization is not None and old.organization is None and new.organization.start >= start
    return new.name == old.name and bool(
        role or address or (house and (_DOMAIN_RE.fullmatch(line) or _names_house(line, page)))
    )


def _joined(page: Page, byline: Byline, end: int) -> Byline | None:
    """Return the authors read together with the lines down to *end*: all of them, or else the last one.

    Read together, "STAFF WRITERS" below two names is the role of both.
    """
    names = [author.name for author in byline.authors]
    for first in (0, len(names) - 1):
        start = byline.authors[first].start if first else byline.start  # "By" vouches for a single name
        reading = read(page.text, start, end, page.lexicon)
        if reading is None or reading.noise or reading.ended or reading.byline.organizations:
            continue
        whole = reading.byline.end >= end - len("Follow ")
        if whole and [author.name for author in reading.byline.authors] == names[first:]:
            return reading.byline
    return None


def _completed(old: Author, new: Author) -> Author:
    """Return an author with what another reading adds."""
    return attrs.evolve(
        old,
        role=old.role or new.role,
        organization=old.organization or new.organization,
        location=old.location or new.location,
        email=old.email or new.email,
        handle=old.handle or new.handle,
    )


def _with_notes(page: Page, stop: int, byline: Byline) -> Byline:
    """Read the role and address lines from line *stop* on into the authors."""
    while stop < len(page.rows) and byline.authors and page.width(stop) <= _LONGEST_NOTE:
        start, line, old = page.rows[stop][0], _undated(page.clip(stop)), byline.authors
        end = start + len(line)
        if not _tells_more(line, page) or len(line.split()) > _MOST_NOTE_WORDS:
            break
        joined = _joined(page, byline, end)
        if joined is None or not _gains(old[-1], joined.authors[-1], line, start, page):
            break
        rest = len(old) - len(joined.authors)
        byline = Byline.of(
            page.text,
            byline.start,
            joined.end,
            authors=(*old[:rest], *(_completed(*pair) for pair in zip(old[rest:], joined.authors, strict=True))),
            organizations=byline.organizations,
            contributors=byline.contributors,
        )
        stop += 1
    return byline


def find_credits(text: str, lexicon: Lexicon) -> list[Byline]:
    """Return the credits among the last lines of a text, each with its people."""
    shift = max(0, len(text) - _TAIL)
    found: list[Byline] = []
    for start, end in list(lines(text[shift:]))[-_TAIL_LINES:]:
        clip = text[start + shift : end + shift]
        if len(clip) > _LONGEST_CREDIT:
            continue
        # Only "contributed" may stand inside a line: to search for the rest takes most of the time.
        credit = _CREDIT_RE.search(clip) if "contributed" in clip.lower() else _CREDIT_RE.match(clip)
        if credit is None or _PLACE_LINE_RE.match(clip):
            continue
        before = max((stop.end() for stop in _SENTENCE_RE.finditer(clip, 0, credit.start())), default=0)
        reading = read(text, start + shift + before, end + shift, lexicon)
        if reading and (reading.byline.contributors or reading.byline.authors):
            found.append(reading.byline)
    return found


def _helpers(credit: Byline, authors: Sequence[Author]) -> Iterator[Contributor]:
    """Yield the people of a credit who are not among the authors: those who report do so beside them."""
    known = {author.name.lower() for author in authors}
    for author in credit.authors:
        if author.name.lower() not in known:
            yield Contributor(
                author.start,
                author.end,
                author.text,
                name=author.name,
                part="reporting",
                location=author.location,
                organization=author.organization,
            )
    yield from credit.contributors


def _part_lines(page: Page, byline: Byline) -> Iterator[Byline]:
    """Yield the credits on the lines right below a byline: "Illustrations by Ines Prado"."""
    below = [at for at in range(len(page.rows)) if page.rows[at][0] >= byline.end][:_PART_LINES]
    for at in below:
        reading = read(page.text, *page.rows[at], page.lexicon) if _is_part_line(page, at) else None
        if reading is None or reading.byline.authors or reading.noise or not reading.byline.contributors:
            return
        yield reading.byline


def _is_part_line(page: Page, at: int) -> bool:
    """Tell, cheaply, whether a line may be the credit for a part of the work."""
    phrase = _PART_RE.match(page.clip(at)) if page.width(at) <= _LONGEST_NOTE else None
    return phrase is not None and _is_part(" ".join(phrase.group().lower().split()), page.lexicon)


def _is_part(phrase: str, lexicon: Lexicon) -> bool:
    """Tell whether a phrase credits people with something other than the text."""
    credit = credit_of(phrase, lexicon)
    return credit is not None and credit.part is not None


def _helpers_of(credits_below: Sequence[Byline], byline: Byline) -> list[Contributor]:
    """Return the people of some credits, each once, who do not stand in the byline."""
    found: dict[int, Contributor] = {}
    for credit in credits_below:
        for helper in _helpers(credit, byline.authors):
            found.setdefault(helper.start, helper)
    return [*found.values()]


def find_byline(text: str, lexicon: Lexicon) -> Byline | None:
    """Return the byline of an article with the people of its credits, or ``None``."""
    page = page_of(text, lexicon)
    credited = find_credits(text, lexicon)
    best = max(_led_bylines(page), key=lambda found: found[0], default=None)
    if best is None:
        bare = max(bare_bylines(page), key=lambda found: found[0], default=None)
        best = (bare[0], bare[1] + 1, bare[2]) if bare else None
    if best is None:
        return next((credit for credit in credited if credit.authors or credit.organizations), None)
    byline = _with_notes(page, best[1], best[2].byline)
    credited = [*_part_lines(page, byline), *credited]
    extra = _helpers_of([credit for credit in credited if credit.start >= byline.end], byline)
    return attrs.evolve(byline, contributors=(*byline.contributors, *extra)) if extra else byline
