"""Finds the turns of interviews and transcripts: speech that needs no quotation marks.

Who speaks is told by labels ("LENA RUIZ, ANCHOR: …", "Q: … A: …"), or by an introduction ("She spoke to Omar Pitt.")
and questions that stand in paragraphs of their own.
"""

from newsparse.document import Document
from newsparse.statements import Statement
from newsparse.turns._interviews import find_answers
from newsparse.turns._labels import find_labelled

__all__ = ["find_turns"]


def find_turns(document: Document) -> list[Statement]:
    r"""Return the turns of a text as statements with their speakers, in order; none where it is no transcript.

    >>> from newsparse.document import cut
    >>> text = "LENA RUIZ, ANCHOR: Is it safe?\n\nOMAR PITT: It is.\n\nRUIZ: Since when?"
    >>> [(turn.speaker.name, text[slice(*turn.content[0])]) for turn in find_turns(cut(text))]
    [('Lena Ruiz', 'Is it safe?'), ('Omar Pitt', 'It is.'), ('Lena Ruiz', 'Since when?')]
    """
    return find_labelled(document) or find_answers(document)
