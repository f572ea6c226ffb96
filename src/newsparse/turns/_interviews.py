"""Finds interviews without labels: questions in paragraphs of their own, answered by whom the introduction names.

Explainers look the same ("What is Nato?"). What tells an interview is an introduction that says who is interviewed,
and that those who answer speak of themselves.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import regex

from newsparse.document import Document
from newsparse.segment import Range
from newsparse.statements import Origin, Statement
from newsparse.turns._introductions import interviewee
from newsparse.types import Source, SourceKind

__all__ = ["find_answers"]

_FEWEST_QUESTIONS = 3
_LONGEST_QUESTION = 500
_MOST_PARAGRAPHS = 8  # of an answer
_QUESTION_RE = regex.compile(r"\?[”\"’'*_)]*\s*\Z")
_SELF_RE = regex.compile(r"\b(?:I|[Mm]e|[Mm]y|[Mm]yself|[Ww]e|[Uu]s|[Oo]ur)\b")
_MARKED_RE = regex.compile(r"[\s*_]*[\"“«„‘'(\[>]")


def _questions(document: Document) -> list[int]:
    """Return the numbers of the paragraphs that are questions, without one that follows another."""
    text, found = document.text, list[int]()
    for number, (start, end) in enumerate(document.paragraphs):
        short = end - start <= _LONGEST_QUESTION
        if short and _QUESTION_RE.search(text, max(start, end - 8), end) and not _MARKED_RE.match(text, start, end):
            found.append(number)
    return found


def _answers(document: Document, questions: Sequence[int]) -> list[tuple[Range, ...]]:
    """Return the paragraphs of the answer to each question; the last one goes on while somebody speaks of himself."""
    found = []
    paragraphs = document.paragraphs
    for question, following in itertools.pairwise([*questions, len(paragraphs)]):
        last = following == len(paragraphs)
        answer = paragraphs[question + 1 : following]
        if last:
            speaks = (_SELF_RE.search(document.text, *paragraph) for paragraph in answer[1:_MOST_PARAGRAPHS])
            answer = (*answer[:1], *(p for p, _ in zip(answer[1:], itertools.takewhile(bool, speaks), strict=False)))
        found.append(tuple(answer))
    return found


def _are_answers(document: Document, answers: Sequence[tuple[Range, ...]]) -> bool:
    """Tell whether somebody answers: all have words without marks, few are long, and most speak of whoever speaks."""
    text = document.text
    given = [answer for answer in answers if answer and not _MARKED_RE.match(text, *answer[0])]
    if len(given) < len(answers) or any(len(answer) > _MOST_PARAGRAPHS for answer in answers):
        return False
    own = sum(any(_SELF_RE.search(text, *p) for p in answer) for answer in answers)
    return 2 * own > len(answers)


def find_answers(document: Document) -> list[Statement]:
    r"""Return the questions and answers of an interview as statements, in order; none where it is no interview.

    >>> from newsparse.document import cut
    >>> text = "We spoke to Dora Lane.\n\nWhy now?\n\nI am old.\n\nAnd then?\n\nI sleep.\n\nWhere?\n\nIn my mill."
    >>> [(turn.speaker and turn.speaker.name, text[slice(*turn.content[0])]) for turn in find_answers(cut(text))][:2]
    [(None, 'Why now?'), ('Dora Lane', 'I am old.')]
    """
    questions = _questions(document)
    if len(questions) < _FEWEST_QUESTIONS:
        return []
    if questions[0] == 0:
        questions = questions[1:]  # a headline
    answers = _answers(document, questions)
    asked = [question for question, answer in zip(questions, answers, strict=True) if answer]
    answers = [answer for answer in answers if answer]
    if len(asked) < _FEWEST_QUESTIONS or not _are_answers(document, answers):
        return []
    person = interviewee(document, document.paragraphs[asked[0]][0])
    if person is None:
        return []
    speaker = Source.of(document.text, person.start, person.end, kind=SourceKind.PERSON, name=person.name)
    turns = []
    for question, answer in zip(asked, answers, strict=True):
        turns.append(Statement(None, None, (document.paragraphs[question],), origin=Origin.TURN))
        turns.append(Statement(None, None, answer, origin=Origin.TURN, speaker=speaker))
    return turns
