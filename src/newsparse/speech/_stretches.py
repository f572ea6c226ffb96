"""Reads each stretch in quotation marks: its words, whether it is a sentence, and the reporting clause beside it."""

from __future__ import annotations

from collections.abc import Sequence

import attrs
import regex

from newsparse.chars import DASHES
from newsparse.document import Document
from newsparse.lexicon import Lexicon
from newsparse.lexicon.word_classes import CAPITALIZED, QUOTED
from newsparse.quotation import Quotation
from newsparse.segment import Range
from newsparse.speech._frames import Frame, find_frames, frame_below, introduction
from newsparse.speech._items import Items, items_of
from newsparse.speech._linking import best, candidates

__all__ = ["Stretch", "read_stretches"]

_WORD_RE = regex.compile(r"[\p{L}\p{N}][\p{L}\p{N}'’-]*+")
_SMALL_WORDS = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "is", "of", "on", "the", "to"}
)
# What comes before a name or term instead of speech: "routes called “segments”", "known as the “house of horrors”".
_NAMING_RE = regex.compile(
    r"\b(?:(?:called|dubbed|named|nicknamed|labell?ed|termed|titled|entitled|headlined|starring|so-called|coined|term|word|phrase"
    r"|labels?|titles?|monikers?|pseudonyms?|aliases|alias|codenamed?|christened|marked|stamped|known\sas|referred\sto\sas|nickname|hashtag|name\sis)(?:\s(?:the|a|an))?|[=/])\s?$"
)
# What comes before the title of a work or the name of a thing: “a report titled”, “the name of the bar is”.
_TITLING_RE = regex.compile(
    r"\b(?:titled?|entitled|headlined|nicknamed|starring|hashtag|moniker|pseudonym|alias|codenamed?|christened|(?:called|dubbed|named)(?:\sthe)?"
    r"|name\s(?:of\s(?:\S+\s){1,6})?(?:is|was))\s?$"
)
# “Neighbors call the old mill ‘The Castle,’ Holt said”: the naming verb has an object.
_CALLING_RE = regex.compile(
    r"\b(?:calls?|dub|nicknamed?|christened)\s(?:an?|the|this|that|its|his|her|their)\s(?:\S+\s){1,4}$"
)
_JUDGING_RE = regex.compile(r"\b(?:what|which|him|her|it|them|me|us|you)\s{1,2}(?:\S+\s{1,2}){0,3}?\S*\s?$")
_OUTLET_RE = regex.compile(r"\b(?:\p{Lu}[\p{Lu}\d]{1,5}|\p{Lu}\p{Ll}+\s(?:News|Radio|TV))['’]s?\s$")
_WORK_RE = regex.compile(r"\b(?P<noun>\p{Ll}+)(?P<comma>,)?\s$")
_ALONE_RE = regex.compile(r"[.!?][’'”\"»]{1,2} \p{Lu}")
_LONGEST_WORK = 8
_NAMING_REACH = 40
_LONGEST_NICKNAME = 3
_SENTENCE_ENDS = ".,!?…—-"
_OPENING_ITEMS = 12


@attrs.frozen
class Stretch:
    """One outermost stretch in quotation marks, with what stands around it in its paragraph.

    Args:
        quotation: the stretch.
        number: its number among all quotations of the text.
        words: how many words it has.
        is_sentence: it reads as sentences of its own: a capital first, a stop or comma last, or never closed.
        is_name: it reads like a name or title: every word that could be has a capital.
        is_term: it is a single letter, or a set phrase that is no speech ("as is").
        stands_alone: it opens the paragraph as a sentence, and another sentence follows ("“Run!” The …").
        is_given: it is a nickname within a name, or a title or name that the words before it announce.
        source: where the rules see the speaker.
        cue: where they see the cue.
        below: the cue stands in the next paragraph.
        opens_paragraph: nothing stands before it in its paragraph.
        names: the word before it gives a name ("known as", "called", "titled").
        subject: the first noun phrase or pronoun of the paragraph before it.
    """

    quotation: Quotation
    number: int
    words: int
    is_sentence: bool
    is_name: bool
    is_term: bool
    stands_alone: bool
    is_given: bool
    source: Range | None
    cue: Range | None
    below: bool
    opens_paragraph: bool
    names: bool
    subject: Range | None


@attrs.frozen
class _Context:
    """What a paragraph leaves to the next: its first subject, and its last frame if it ends with a colon."""

    subject: Range | None = None
    ends_with_colon: bool = False
    source: Range | None = None
    cue: Range | None = None


def _looks_like_title(words: Sequence[str]) -> bool:
    """Tell whether every word that could be has a capital: the title of a work ("The Age of Innocence")."""
    return len(words) > 1 and all(w[0].isupper() or w[0].isdigit() or w in _SMALL_WORDS for w in words)


def _is_nickname(items: Items, item: int) -> bool:
    """Tell whether a stretch stands inside a name (William "Bill" Lee)."""
    before, after = items.tags[max(0, item - 1) : item], items.tags[item + 1 : item + 2]
    return before == after == CAPITALIZED and items.ranges[item + 1][0] - items.ranges[item][1] <= 1


def _in_headline_case(items: Items) -> bool:
    """Tell whether most words of a paragraph have capitals, so that they tell nothing."""
    return items.tags.count(CAPITALIZED) >= len(items.tags) / 2


def _is_work(text: str, quotation: Quotation, words: Sequence[str], items: Items, lexicon: Lexicon) -> bool:
    """Tell whether a stretch is the title of a work by the noun or station before it ("the film", "NBC’s")."""
    capital = len(words) == 1 and not words[0][0].islower()
    if not (capital or _looks_like_title(words)) or len(words) > _LONGEST_WORK or _in_headline_case(items):
        return False
    low = max(0, quotation.start - _NAMING_REACH)
    noun = _WORK_RE.search(text, low, quotation.start)
    if noun and noun["noun"] in lexicon.words("works.nouns"):
        return True
    return _OUTLET_RE.search(text, low, quotation.start) is not None


def _is_term(words: Sequence[str], inner: str, lexicon: Lexicon) -> bool:
    """Tell whether a stretch is a letter, or a set phrase in small letters without a stop."""
    inner = inner.strip()
    letter = len(words) == 1 and len(words[0]) == 1 and words[0].isalpha() and inner.isalpha()
    return letter or inner.rstrip(",.") in lexicon.words("works.set_phrases")


def _is_given_name(text: str, quotation: Quotation, words: Sequence[str], items: Items, item: int) -> bool:
    """Tell whether a stretch in marks is a nickname or announced as a title, and not somebody's judgement of it."""
    inner = text[slice(*quotation.inner)].strip()
    if not inner[:1].isupper() or _in_headline_case(items):
        return False
    if _is_nickname(items, item) and len(words) <= _LONGEST_NICKNAME and inner[-1].isalnum():
        return True
    low = max(0, quotation.start - _NAMING_REACH)
    if inner.startswith("The ") and _looks_like_title(words) and _CALLING_RE.search(text, low, quotation.start):
        return True
    announced = _TITLING_RE.search(text, low, quotation.start)
    return bool(announced) and not _JUDGING_RE.search(text, low, quotation.start)


def _gives_name(text: str, start: int) -> bool:
    """Tell whether the words before a stretch give a name, and are not somebody's judgement ("what he called")."""
    low = max(0, start - _NAMING_REACH)
    return bool(_NAMING_RE.search(text, low, start)) and not _JUDGING_RE.search(text, low, start)


def _is_sentence(inner: str, *, closed: bool) -> bool:
    inner = inner.strip()
    return not closed or (bool(inner) and not inner[0].islower() and inner[-1] in _SENTENCE_ENDS)


def _first_subject(items: Items) -> Range | None:
    for i, tag in enumerate(items.tags[:_OPENING_ITEMS]):
        if tag in "PC":
            end = i + 1
            while tag == "C" and items.tags[end : end + 1] == "C":
                end += 1
            return items.span(i, end)
    return None


def _context(items: Items, frames: Sequence[Frame]) -> _Context:
    subject = _first_subject(items)
    last = introduction(items, frames)
    if last is None:
        return _Context(subject, ends_with_colon=items.tags.endswith(":"))
    return _Context(
        subject,
        ends_with_colon=True,
        source=items.span(*last.source) if last.source else None,
        cue=items.span(*last.cue),
    )


def _below(document: Document, paragraph: int, numbers: list[int]) -> tuple[Range | None, Range] | None:
    """Return source and cue of the clause with which a paragraph goes on from the speech that ends the one before."""
    first = document.text[document.paragraphs[paragraph][0]]
    if not first.islower() and first not in DASHES:
        return None
    items = items_of(document, paragraph, numbers)
    frame = frame_below(items)
    if frame is None:
        return None
    return items.span(*frame.source) if frame.source else None, items.span(*frame.cue)


def _stretch(
    text: str,
    quotation: Quotation,
    *,
    number: int,
    frame: Frame | None,
    items: Items,
    item: int,
    before: _Context,
    below: tuple[Range | None, Range] | None,
    lexicon: Lexicon,
) -> Stretch:
    inner = text[slice(*quotation.inner)]
    words = _WORD_RE.findall(inner)
    source = items.span(*frame.source) if frame and frame.source else None
    cue = items.span(*frame.cue) if frame else None
    if frame is None and item == 0 and before.ends_with_colon:
        source, cue = before.source, before.cue
    if cue is None and below:
        source, cue = below
    return Stretch(
        quotation=quotation,
        number=number,
        words=len(words),
        is_sentence=_is_sentence(inner, closed=quotation.closed),
        is_name=_looks_like_title(words) or _is_nickname(items, item),
        is_term=_is_term(words, inner, lexicon),
        stands_alone=item == 0 and quotation.closed and _ALONE_RE.match(text, quotation.inner[1] - 1) is not None,
        is_given=_is_given_name(text, quotation, words, items, item)
        or _is_work(text, quotation, words, items, lexicon),
        source=source,
        cue=cue,
        below=below is not None and cue == below[1],
        opens_paragraph=item == 0,
        names=_gives_name(text, quotation.start),
        subject=before.subject,
    )


def read_stretches(document: Document) -> list[Stretch]:
    """Return the outermost stretches in quotation marks that hold words, in order."""
    text = document.text
    outer: dict[int, list[int]] = {}
    for number, quotation in enumerate(document.marks):
        if quotation.parent is None:
            outer.setdefault(quotation.paragraph, []).append(number)
    found: list[Stretch] = []
    before = _Context()
    for paragraph in range(len(document.paragraphs)):
        here = outer.get(paragraph, [])
        if not here and paragraph + 1 not in outer:
            continue
        items = items_of(document, paragraph, here)
        frames = list(find_frames(items))
        ends = paragraph + 1 < len(document.paragraphs) and items.tags.endswith(QUOTED)
        below = _below(document, paragraph + 1, outer.get(paragraph + 1, [])) if ends else None
        for item, quoted in enumerate(items.quoted):
            if quoted is None:
                continue
            quotation = document.marks[quoted]
            frame = best(candidates(items, item, text[slice(*quotation.inner)], frames))
            stretch = _stretch(
                text,
                quotation,
                number=quoted,
                frame=frame,
                items=items,
                item=item,
                before=before,
                below=below if item + 1 == len(items.tags) else None,
                lexicon=document.lexicon,
            )
            if stretch.words:
                found.append(stretch)
        before = _context(items, frames)
    return found
