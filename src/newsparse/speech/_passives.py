"""Turns passives round: in "passengers were told by the airline" the airline speaks, in "nurses are told" nobody named.

The one who is told stands where other clauses have their source, so that whatever finds sources by their place takes
it for one.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from newsparse.document import Document
from newsparse.lexicon.word_classes import ADVERB, COLON, WORD, cue_forms
from newsparse.segment import Range
from newsparse.speech._frames import phrase_right
from newsparse.statements import Statement

__all__ = ["turn_passives"]

_BE = frozenset({"am", "are", "be", "been", "being", "get", "gets", "getting", "got", "is", "was", "were"})
_REACH = 6  # tokens between the cue and "by"


def _is_passive(document: Document, cue: Range) -> bool:
    """Tell whether a cue says that somebody is told: a form of "be" and a verb whose object is whoever is told."""
    first, last = document.tokens_of(cue)
    verbs = document.lexicon.words("reporting_verbs.to_people")
    forms = cue_forms(document.lexicon)
    while first < last and document.classes[last - 1] in COLON + ADVERB:
        last -= 1
    participle = document.lower[last - 1] if last > first else ""
    heads = forms.get(participle) in verbs and not participle.endswith("ing")
    before = last - 1
    while heads and before > first and document.classes[before - 1] == ADVERB:
        before -= 1
    return heads and before > first and document.lower[before - 1] in _BE


def _agent(document: Document, cue: Range) -> Range | None:
    """Return who is named behind "by" after a cue, if anybody is."""
    token = document.token_from(cue[1])
    for at in range(token, min(token + _REACH, len(document.tokens))):
        if document.classes[at] in '.,:;"“' or document.is_quoted(document.tokens[at][0]):
            return None
        if document.lower[at] == "by":
            end = phrase_right(document.classes, document.lower, at + 1)
            to = document.lower.index("to", at, end) if "to" in document.lower[at:end] else end
            end = to if document.classes[to + 1 : to + 2] == WORD else end  # told by the airline to wait
            no_agents = document.lexicon.words("reporting_verbs.no_agents")
            tells = end > at + 2 or (end > at + 1 and document.lower[at + 1] not in no_agents)
            return document.span_of(at + 1, end) if tells else None
    return None


def _without(content: Sequence[Range], agent: Range, text: str) -> tuple[Range, ...]:
    """Return a content without the agent and what stands before it there: "by the airline that …"."""
    first, *rest = content
    if not first[0] <= agent[1] < first[1] or agent[0] - first[0] > len("by ") * _REACH:
        return tuple(content)
    start = agent[1] + len(text[agent[1] : first[1]]) - len(text[agent[1] : first[1]].lstrip(" ,"))
    return ((start, first[1]), *rest) if start < first[1] else tuple(content)


def turn_passives(document: Document, statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements, those told in the passive with whoever tells as their source, or with none.

    >>> from newsparse.document import cut
    >>> document = cut("Passengers were told by the airline to wait.")
    >>> [statement] = turn_passives(document, [Statement((0, 10), (11, 20), ((36, 43),))])
    >>> document.text[slice(*statement.source)]
    'the airline'
    """
    turned = []
    for statement in statements:
        cue, source = statement.cue, statement.source
        if cue and (source is None or source[0] < cue[1]) and _is_passive(document, cue):
            agent = _agent(document, cue)
            content = _without(statement.content, agent, document.text) if agent else statement.content
            turned.append(attrs.evolve(statement, source=agent, content=content))
        else:
            turned.append(statement)
    return turned
