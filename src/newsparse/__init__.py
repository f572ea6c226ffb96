"""Parse the text of English news articles: quotes and speakers, bylines, datelines, boilerplate.

>>> import newsparse
>>> article = newsparse.parse_article("“We won,” said Ada Lee.")
>>> [(quote.content, quote.speaker.text) for quote in article.quotes]
[('We won,', 'Ada Lee')]
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsparse import batch as batch
    from newsparse import export as export
    from newsparse import names as names
    from newsparse import render as render
    from newsparse.article import parse_article
    from newsparse.boilerplate import OffsetMap, extract_boilerplate, strip_boilerplate, strip_with_map
    from newsparse.bylines import extract_byline, parse_byline
    from newsparse.datelines import extract_dateline, parse_dateline
    from newsparse.errors import BatchError, DataError, LexiconError, ModelError, NewsparseError
    from newsparse.export import rows
    from newsparse.lexicon import Lexicon
    from newsparse.locate import Difference, Location, locate_quote
    from newsparse.pages import parse_html
    from newsparse.parser import Parser
    from newsparse.reporting import extract_attributions, extract_quotes
    from newsparse.samples import sample
    from newsparse.timestamps import extract_timestamps
    from newsparse.types import (
        Article,
        Attribution,
        AttributionKind,
        Author,
        Boilerplate,
        BoilerplateKind,
        Byline,
        CastMember,
        Contributor,
        Dateline,
        Named,
        Page,
        Quote,
        QuoteKind,
        Source,
        SourceKind,
        Span,
        Timestamp,
        TimestampKind,
    )

    __version__: str

__all__ = [
    "Article",
    "Attribution",
    "AttributionKind",
    "Author",
    "BatchError",
    "Boilerplate",
    "BoilerplateKind",
    "Byline",
    "CastMember",
    "Contributor",
    "DataError",
    "Dateline",
    "Difference",
    "Lexicon",
    "LexiconError",
    "Location",
    "ModelError",
    "Named",
    "NewsparseError",
    "OffsetMap",
    "Page",
    "Parser",
    "Quote",
    "QuoteKind",
    "Source",
    "SourceKind",
    "Span",
    "Timestamp",
    "TimestampKind",
    "extract_attributions",
    "extract_boilerplate",
    "extract_byline",
    "extract_dateline",
    "extract_quotes",
    "extract_timestamps",
    "locate_quote",
    "parse_article",
    "parse_byline",
    "parse_dateline",
    "parse_html",
    "rows",
    "sample",
    "strip_boilerplate",
    "strip_with_map",
]

# Names are imported when they are first asked for: who needs datelines alone does not wait for the rest to load.
_HOMES = {
    "article": ("parse_article",),
    "boilerplate": (
        "OffsetMap",
        "extract_boilerplate",
        "strip_boilerplate",
        "strip_with_map",
    ),
    "bylines": (
        "extract_byline",
        "parse_byline",
    ),
    "datelines": (
        "extract_dateline",
        "parse_dateline",
    ),
    "errors": (
        "BatchError",
        "DataError",
        "LexiconError",
        "ModelError",
        "NewsparseError",
    ),
    "export": ("rows",),
    "lexicon": ("Lexicon",),
    "locate": (
        "Difference",
        "Location",
        "locate_quote",
    ),
    "pages": ("parse_html",),
    "parser": ("Parser",),
    "reporting": (
        "extract_attributions",
        "extract_quotes",
    ),
    "samples": ("sample",),
    "timestamps": ("extract_timestamps",),
    "types": (
        "Article",
        "Attribution",
        "AttributionKind",
        "Author",
        "Boilerplate",
        "BoilerplateKind",
        "Byline",
        "CastMember",
        "Contributor",
        "Dateline",
        "Named",
        "Page",
        "Quote",
        "QuoteKind",
        "Source",
        "SourceKind",
        "Span",
        "Timestamp",
        "TimestampKind",
    ),
}
_MODULES = frozenset({"batch", "export", "names", "render"})  # of one's own, each with its functions
_HOME = {name: module for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name == "__version__":
        from importlib import metadata  # noqa: PLC0415 - importing it takes 30 ms, and few ask

        return metadata.version("newsparse")
    if name in _MODULES:
        return importlib.import_module(f"{__name__}.{name}")
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, *_MODULES})
