"""An article cut up once: its paragraphs, sentences, tokens and quotation marks, for every stage that reads them.

Columns run over all tokens of the document, one entry for each. They are made when they are first asked for, and never
change. A part of the article, such as its story, is a document of its own that shares what has been cut.
"""

from __future__ import annotations

import bisect
import functools
import itertools
from collections import Counter
from collections.abc import Mapping, Sequence

import attrs

from newsparse.chars import APOSTROPHES
from newsparse.lexicon import DEFAULT, Lexicon
from newsparse.lexicon.word_classes import OTHER, STOP, closed_words, cue_forms, nominal_words, word_class, word_classes
from newsparse.quotation import Mark, MarkFamily, Quotation, end_before_clauses, marks_in, match_marks
from newsparse.segment import Range, paragraphs, sentences, tokens

__all__ = ["CLOSES", "INSIDE", "OPENS", "OUTSIDE", "Document", "cut", "is_clitic"]

# What a token is to the quotation marks: `Document.quote_states`.
OUTSIDE, INSIDE, OPENS, CLOSES = range(4)

_MARKS_BEHIND_STOP = 4


def is_clitic(word: str) -> bool:
    """Tell whether a token is the ending of a possessive: "'s", or the bare apostrophe of "officials'"."""
    return word[:1] in APOSTROPHES and word[1:].lower() in {"", "s"}


@attrs.frozen(eq=False)
class _Paragraph:
    """A paragraph cut up: its sentences, its tokens, and for each token the number of its sentence there.

    Documents of one text share it, so that each paragraph is cut, read and searched for marks once.
    """

    text: str
    bounds: Range
    sentences: tuple[Range, ...]
    tokens: tuple[Range, ...]
    sentence_of: tuple[int, ...]

    @functools.cached_property
    def words(self) -> list[str]:
        """The tokens, as printed."""
        text = self.text
        return [text[start:end] for start, end in self.tokens]

    @functools.cached_property
    def lower(self) -> list[str]:
        """The tokens in small letters, with plain apostrophes."""
        return [word.replace("’", "'").lower() for word in self.words]

    @functools.cached_property
    def marks(self) -> list[Mark]:
        """What may be a quotation mark."""
        return marks_in(self.text, self.bounds)


def _cut_paragraph(text: str, paragraph: Range, lexicon: Lexicon) -> _Paragraph:
    its_sentences = tuple(sentences(text, paragraph, lexicon=lexicon))
    its_tokens = tuple(tokens(text, paragraph, lexicon=lexicon))
    starts = [start for start, _ in its_tokens]
    firsts = [0, *(bisect.bisect_left(starts, end) for _, end in its_sentences[:-1]), len(starts)]
    numbers = [n for n, (first, last) in enumerate(itertools.pairwise(firsts)) for _ in range(first, last)]
    return _Paragraph(text, paragraph, its_sentences, its_tokens, tuple(numbers))


def _last_at(starts: Sequence[int], offset: int) -> int:
    """Return the number of the last range that starts at or before *offset*; 0 when there is none."""
    return max(0, bisect.bisect_right(starts, offset) - 1)


@functools.lru_cache(maxsize=4)
def _clear_forms(lexicon: Lexicon) -> frozenset[str]:
    """Return the forms of the verbs that report in all their uses."""
    weak = lexicon.words("reporting_verbs.weak")
    return frozenset(form for form, verb in cue_forms(lexicon).items() if verb not in weak)


@attrs.frozen(eq=False)
class Document:
    """A text cut up, or a part of one; offsets are those of the whole text. Make one with ``cut``.

    Args:
        text: the text.
        lexicon: the words to go by.
        paragraphs: the paragraphs that belong to it.
    """

    text: str = attrs.field(repr=False)
    lexicon: Lexicon = attrs.field(repr=False)
    paragraphs: tuple[Range, ...]
    _known: dict[Range, _Paragraph] = attrs.field(factory=dict, repr=False)

    def of(self, paragraphs: Sequence[Range]) -> Document:
        """Return the document of other paragraphs of the text; what is in both is cut once."""
        return Document(self.text, self.lexicon, tuple(paragraphs), self._known)

    # --- what was cut ---

    @functools.cached_property
    def _cut(self) -> list[_Paragraph]:
        for paragraph in self.paragraphs:
            if paragraph not in self._known:
                self._known[paragraph] = _cut_paragraph(self.text, paragraph, self.lexicon)
        return [self._known[paragraph] for paragraph in self.paragraphs]

    @functools.cached_property
    def sentences(self) -> tuple[Range, ...]:
        """The sentences."""
        return tuple(itertools.chain.from_iterable(part.sentences for part in self._cut))

    @functools.cached_property
    def tokens(self) -> tuple[Range, ...]:
        """The tokens."""
        return tuple(itertools.chain.from_iterable(part.tokens for part in self._cut))

    @functools.cached_property
    def starts(self) -> list[int]:
        """Where each token starts."""
        return [start for start, _ in self.tokens]

    @functools.cached_property
    def firsts(self) -> tuple[int, ...]:
        """The number of the first token of each paragraph, and behind them how many tokens there are."""
        return tuple(itertools.accumulate((len(part.tokens) for part in self._cut), initial=0))

    @functools.cached_property
    def paragraph_numbers(self) -> list[int]:
        """The number of each token's paragraph."""
        return [number for number, part in enumerate(self._cut) for _ in part.tokens]

    @functools.cached_property
    def sentence_numbers(self) -> list[int]:
        """The number of each token's sentence."""
        numbers: list[int] = []
        before = 0
        for part in self._cut:
            numbers += [before + number for number in part.sentence_of]
            before += len(part.sentences)
        return numbers

    # --- columns of words ---

    @functools.cached_property
    def words(self) -> list[str]:
        """The tokens, as printed."""
        return list(itertools.chain.from_iterable(part.words for part in self._cut))

    @functools.cached_property
    def lower(self) -> list[str]:
        """The tokens in small letters, with plain apostrophes."""
        return list(itertools.chain.from_iterable(part.lower for part in self._cut))

    @functools.cached_property
    def classes(self) -> str:
        """The class of each token, a letter of ``word_class``; the stop of an abbreviation ends nothing."""
        known = word_classes(self.lexicon)
        letters = {word: word_class(word, known) for word in set(self.words)}
        found = [letters[word] for word in self.words]
        ends = {end for _, end in self.sentences}
        for i in [i for i, letter in enumerate(found) if letter == STOP]:
            start, end = self.tokens[i]
            if self.text[start] == "." and ends.isdisjoint(range(end, end + _MARKS_BEHIND_STOP)):
                found[i] = OTHER
        return "".join(found)

    @functools.cached_property
    def cased(self) -> list[int]:
        """The numbers of the tokens that are words or numbers and not all in small letters."""
        return [i for i, word in enumerate(self.words) if not word.islower() and word[0].isalnum()]

    @functools.cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """The numbers of the tokens that are each word, in small letters."""
        found: dict[str, list[int]] = {}
        for i, word in enumerate(self.lower):
            found.setdefault(word, []).append(i)
        return found

    @functools.cached_property
    def counts(self) -> Counter[str]:
        """How often each token is printed."""
        return Counter(self.words)

    # --- quotation marks ---

    @functools.cached_property
    def marks(self) -> tuple[Quotation, ...]:
        """The stretches in quotation marks, in order of their opening marks."""
        marks = match_marks(self.text, self.paragraphs, [part.marks for part in self._cut])
        return tuple(end_before_clauses(self.text, marks, _clear_forms(self.lexicon)))

    @functools.cached_property
    def quoted(self) -> tuple[Range, ...]:
        """The outermost stretches in quotation marks, marks included."""
        return tuple((mark.start, mark.end) for mark in self.marks if mark.parent is None)

    @functools.cached_property
    def quote_states(self) -> bytes:
        """What each token is to the marks: outside, inside, opening or closing; but for inner single ones."""
        states = bytearray(len(self.tokens))
        for mark in self.marks:
            if mark.family is MarkFamily.SINGLE and mark.parent is not None:
                continue
            first, last = self.tokens_of((mark.start, mark.end))
            states[first:last] = bytes([INSIDE]) * (last - first)
            if first < len(states) and mark.inner[0] > mark.start:
                states[first] = OPENS
            if first < last and mark.closed:
                states[last - 1] = CLOSES
        return bytes(states)

    # --- from an offset to what stands there, and back ---

    @functools.cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @functools.cached_property
    def _paragraph_starts(self) -> list[int]:
        return [start for start, _ in self.paragraphs]

    @functools.cached_property
    def _quoted_starts(self) -> list[int]:
        return [start for start, _ in self.quoted]

    def gap(self, token: int) -> int:
        r"""Return how many characters stand between a token and the one before it; a line end is one, also as CRLF.

        >>> cut("Harbour\r\nPost, Ltd").gap(1), cut("Harbour  Post").gap(1), cut("Post, Ltd").gap(1)
        (1, 2, 0)
        """
        start, end = self.tokens[token - 1][1], self.tokens[token][0]
        return end - start - (end - start > 1 and self.text.count("\r\n", start, end))

    def token_from(self, offset: int) -> int:
        """Return the number of the first token that starts at or behind *offset*."""
        return bisect.bisect_left(self.starts, offset)

    def tokens_of(self, span: Range) -> Range:
        """Return the numbers of the first token in *span* and of the one behind its last."""
        return self.token_from(span[0]), self.token_from(span[1])

    def span_of(self, first: int, last: int) -> Range:
        """Return where the tokens from *first* up to, and not including, *last* stand."""
        return self.tokens[first][0], self.tokens[last - 1][1]

    def sentence_of(self, offset: int) -> int:
        """Return the number of the sentence that holds *offset*."""
        return _last_at(self._sentence_starts, offset)

    def sentence_start(self, token: int) -> int:
        """Return the number of the first token of the sentence that holds *token*."""
        return self.token_from(self.sentences[self.sentence_of(self.tokens[token][0])][0])

    def paragraph_of(self, offset: int) -> int:
        """Return the number of the paragraph that holds *offset*."""
        return _last_at(self._paragraph_starts, offset)

    def is_quoted(self, offset: int) -> bool:
        """Tell whether *offset* lies between quotation marks."""
        at = _last_at(self._quoted_starts, offset)
        return bool(self.quoted) and self.quoted[at][0] <= offset < self.quoted[at][1]

    # --- what a token is ---

    @functools.cached_property
    def _closed(self) -> frozenset[str]:
        return closed_words(self.lexicon)

    @functools.cached_property
    def _nominal(self) -> frozenset[str]:
        return nominal_words(self.lexicon)

    def is_closed(self, token: int) -> bool:
        """Tell whether a token is a word of the closed classes, which no noun group has inside it."""
        return self.lower[token] in self._closed

    def is_function(self, token: int) -> bool:
        """Tell whether a token is a number, determiner or other word that is no name, whatever its first letter."""
        return self.lower[token] in self._nominal and not self.words[token].isupper()


def cut(text: str, *, lexicon: Lexicon = DEFAULT) -> Document:
    """Return a text as a document of all its paragraphs.

    >>> document = cut("Ada Lee won. “By a mile,” she said.")
    >>> document.words[:4], document.classes[:4], document.sentence_numbers[:6]
    (['Ada', 'Lee', 'won', '.'], 'CCN.', [0, 0, 0, 0, 1, 1])
    >>> [document.text[slice(*mark.inner)] for mark in document.marks]
    ['By a mile,']
    """
    return Document(text, lexicon, tuple(paragraphs(text)))
