"""The kinds of what is found, as ``newsparse.types`` has them."""

from __future__ import annotations

import enum

__all__ = ["AttributionKind", "BoilerplateKind", "QuoteKind", "SourceKind", "TimestampKind"]


class QuoteKind(enum.StrEnum):
    """Whether a quote's sentence is all in quotation marks, or only a part of it, or it needs no marks.

    Turns are what people say behind labels, in interviews and transcripts. Blocks are set into the story without marks:
    posts of social media with their signature, and block quotes.
    """

    DIRECT = "direct"
    MIXED = "mixed"
    TURN = "turn"
    BLOCK = "block"


class AttributionKind(enum.StrEnum):
    """Whether a content stands in quotation marks, in part, or not at all."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class SourceKind(enum.StrEnum):
    """What a source is, as newsrooms tell sources apart."""

    PERSON = "person"
    ANONYMOUS = "anonymous"
    ORGANIZATION = "organization"
    MEDIA = "media"
    DOCUMENT = "document"
    GROUP = "group"


class TimestampKind(enum.StrEnum):
    """Which event of a story's life a timestamp gives."""

    PUBLISHED = "published"
    UPDATED = "updated"


class BoilerplateKind(enum.StrEnum):
    """What a line that is not the story is there for."""

    CREDIT = "credit"
    SYNDICATION = "syndication"
    COPYRIGHT = "copyright"
    NEWSLETTER = "newsletter"
    SUBSCRIPTION = "subscription"
    SOCIAL = "social"
    RELATED = "related"
    BIO = "bio"
    CORRECTION = "correction"
    ADVERTISEMENT = "advertisement"
    LEGAL = "legal"
    COMMENTS = "comments"
    OTHER = "other"
