"""A document with the mentions that have been taken apart so far."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import attrs

from newsparse.document import Document, is_clitic
from newsparse.segment import Range

if TYPE_CHECKING:
    from newsparse.sources.phrases import Phrase

__all__ = ["Reading", "is_clitic"]


@attrs.frozen(eq=False)
class Reading(Document):
    """A document with its mentions."""

    @classmethod
    def of_document(cls, document: Document) -> Reading:
        """Return the reading of a document."""
        return cls(document.text, document.lexicon, document.paragraphs, document._known)  # noqa: SLF001

    @functools.cached_property
    def phrases(self) -> dict[Range, Phrase | None]:
        """The mentions that have been taken apart so far."""
        return {}
