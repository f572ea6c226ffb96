"""What the story says about a source without a name: why it has none, what it is, where it belongs.

Grounds: the sourcing rules of AP and Reuters, which ask a story to give the reason for anonymity.
"""

from __future__ import annotations

import regex

from newsparse.segment import Range
from newsparse.sources.phrases import AGED, Phrase, is_plain_opener, noun_kind
from newsparse.sources.reading import Reading
from newsparse.types import SourceKind

__all__ = ["affiliation_of", "find_reason", "role_of_unnamed"]

_LONGEST = 240
_REASON_RE = regex.compile(
    r"""
    (?:
        (?:on|under)\ (?:the\ )?(?:condition|grounds)\ of\ anonymity              # on condition of anonymity
      | (?:request(?:ed|ing|s)|asked\ for|insisted\ on|sought|granted|given|cited)\ anonymity
      | (?:asked|asking|requested|wished|wishing|wanted|preferred|declined|refused
          |(?:did|does|do)(?:\ not|n['’]t)\ (?:want|wish))
        \ (?:that\ (?:he|she|they)\ )?(?:not\ )?(?:to\ )?(?:not\ )?be\ (?:named|identified|quoted\ by\ name)
      | (?:asked|asking|requested|wished|wishing|wanted|preferred|chose)\ to\ (?:be|remain|stay)\ anonymous
      | (?:declined|refused)\ to\ (?:give|provide|disclose|reveal)\ (?:his|her|their)\ (?:full\ |last\ |real\ )?names?
      | anonymously
    )
    (?P<because>
        \ (?:because|since|as|so|for\ fear|fearing|citing|due\ to|to\ (?:discuss|speak|avoid|protect|describe))\b
        [^.;:“”"\n]{3,200})?
  | (?P<bar>(?:because|as|since)\ (?:he|she|they)\ (?:was|were|is|are)(?:\ not|n['’]t)\ [^.;:“”"\n]{0,20}
        (?:authori[sz]ed|permitted|allowed)[^.;:,“”"\n]{0,120})
  | (?P<rule>(?:not|n['’]t)\ (?:yet\ )?(?:been\ )?(?:authori[sz]ed|permitted|allowed)
        \ to\ (?:speak|discuss|comment|talk|disclose)[^.;:,“”"\n]{0,100})
    """,
    regex.VERBOSE | regex.IGNORECASE,
)
_REASON_WORDS = ("anonym", "name", "identified", "quoted", "authori", "permitted", "allowed")
"""Every reason has one of them."""
_TRAIL_RE = regex.compile(r"(?:,?\ (?:said|told|says|added|wrote|reported|and)\b.*|[\s,]+)$", regex.DOTALL)
_AGAIN = ("The official", "The source", "The aide", "The diplomat", "The person", "The people", "He ", "She ", "They ")
_BELONGS = frozenset({"at", "of", "in", "from", "with", "for", "inside", "within"})


def find_reason(reading: Reading, mention: Range, until: int) -> Range | None:
    """Return why the source is not named, as the sentence of the mention or the one behind it gives it.

    Args:
        reading: the text.
        mention: where the source stands.
        until: where the statement ends.
    """
    text = reading.text
    number = reading.sentence_of(mention[0])
    start = reading.sentences[number][0]
    last = max(number, min(reading.sentence_of(max(mention[0], until - 1)), number + 1))
    follows = last + 1 < len(reading.sentences) and reading.sentences[last + 1][0]
    same = follows and reading.paragraph_of(follows) == reading.paragraph_of(start)
    if same and text.startswith(_AGAIN, follows):
        last += 1
    end = min(reading.sentences[last][1], start + 4 * _LONGEST)
    sentence = text[start:end].lower()
    found = _REASON_RE.search(text, start, end) if any(word in sentence for word in _REASON_WORDS) else None
    if not found or reading.is_quoted(found.start()):
        return None
    if found["because"]:
        begin, stop = found.span("because")
    else:
        begin, stop = found.span()
    trimmed = _TRAIL_RE.sub("", text[begin:stop])
    lead = len(trimmed) - len(trimmed.lstrip())
    return begin + lead, begin + len(trimmed)


def affiliation_of(reading: Reading, phrase: Phrase) -> Range | None:
    """Return where an unnamed source belongs: "US" officials, an official at "the ministry", "police" officers."""
    words, lower = reading.words, reading.lower
    for after in range(phrase.head + 1, phrase.last - 1):
        if words[after] in {",", "(", "—"} or lower[after] in {"who", "which", "that"}:
            break
        if lower[after] in _BELONGS:
            end = after + 2
            while end < phrase.last and _goes_on(reading, end, phrase.last):
                end += 1
            noun = any(words[i][0].isupper() or _is_organization(reading, i) for i in range(after + 1, end))
            if noun:
                return reading.span_of(after + 1, end)
    capitals = [i for i in range(phrase.first, phrase.head) if words[i][0].isupper() and not _opens(reading, phrase, i)]
    if capitals:
        end = capitals[0] + 1
        while end < phrase.head and (words[end][0].isupper() or words[end].isdigit() or _is_organization(reading, end)):
            end += 1  # "a No 10 source"
        return reading.span_of(capitals[0], end)
    own = [i for i in range(phrase.first, phrase.head) if _is_organization(reading, i)]
    return reading.span_of(own[0], own[-1] + 1) if own else None


def _goes_on(reading: Reading, token: int, last: int) -> bool:
    """Tell whether a body goes on at *token*: "the Department for Energy Security", "the city hospital"."""
    word = reading.words[token]
    joins = word in {"of", "for"} and token + 1 < last and reading.words[token + 1][0].isupper()
    return word[0].isupper() or joins or (word == reading.lower[token] and _is_organization(reading, token))


def _opens(reading: Reading, phrase: Phrase, token: int) -> bool:
    """Tell whether a capital is only that of the sentence: "Four officials", "Senior aides"."""
    return token == phrase.first and (
        bool(phrase.determiner)
        or reading.lower[token] in {"senior", "several", "other", "two"}
        or is_plain_opener(reading, token)
    )


def _is_organization(reading: Reading, token: int) -> bool:
    return noun_kind(reading.lower[token], reading.lexicon) in (SourceKind.ORGANIZATION, SourceKind.MEDIA)


def role_of_unnamed(reading: Reading, phrase: Phrase, affiliation: Range | None) -> Range | None:
    """Return the words that say what an unnamed source is: a senior US "official", "former aide"."""
    first = phrase.first
    if phrase.possessor:
        first = phrase.possessor[1] + 1
    elif phrase.determiner:
        first += 1
    while first < phrase.head and (
        reading.lower[first] in _COUNTED or reading.lower[first] == AGED or not reading.words[first][0].isalpha()
    ):
        first += 1
    if affiliation and affiliation[1] <= reading.tokens[phrase.head][0]:
        first = max(first, reading.token_from(affiliation[1]))
    return reading.span_of(first, phrase.head + 1) if first <= phrase.head else None


_COUNTED = frozenset(
    [
        "of",
        "other",
        "more",
        "least",
        "some",
        "several",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "dozen",
        "couple",
        "the",
    ]
)
