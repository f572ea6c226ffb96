import functools
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import newsparse

NAMES = [
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


def test_the_public_names_are_these():
    assert newsparse.__all__ == NAMES


def test_a_text_is_positional_and_the_rest_is_named():
    for name in NAMES:
        function = getattr(newsparse, name)
        if inspect.isfunction(function):
            first, *rest = [*inspect.signature(function).parameters.values()] or [None]
            assert first is None or first.name in {"text", "line", "html", "articles"}
            if name == "locate_quote":
                assert rest.pop(0).name == "quote"  # two texts, in the order in which one says it
            assert all(p.kind is p.KEYWORD_ONLY for p in rest)


def test_our_errors_have_one_base():
    for error in (newsparse.BatchError, newsparse.DataError, newsparse.LexiconError, newsparse.ModelError):
        assert issubclass(error, newsparse.NewsparseError)


def test_the_version_is_read_from_the_metadata():
    assert newsparse.__version__[0].isdigit()


def test_every_public_name_is_used_where_types_are_checked():
    uses = (Path(__file__).parent / "typing" / "api.py").read_text(encoding="utf-8")
    assert not [name for name in NAMES if name not in uses]


def test_the_modules_are_there_after_the_import_and_in_dir():
    code = (
        "import newsparse; assert {'batch', 'export', 'names', 'render', 'rows', 'sample'} <= set(dir(newsparse));"
        "newsparse.export.to_json; newsparse.render.to_html; newsparse.batch.parse_articles; newsparse.names.parse_name"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("wrong", [{}, None, {"reporting_verbs.verbs": ["quip"]}, "en"], ids=repr)
def test_what_is_no_lexicon_gets_an_error_that_says_how_to_build_one(wrong):
    takers = [newsparse.Parser]
    for name in NAMES:
        function = getattr(newsparse, name)
        if inspect.isfunction(function) and "lexicon" in inspect.signature(function).parameters:
            texts = ["“We won,” said Ada Lee."] * (2 if name == "locate_quote" else 1)
            takers.append(functools.partial(function, *texts))
    assert len(takers) > 10
    for take in takers:
        with pytest.raises(TypeError, match=r"takes a Lexicon as lexicon, not .*: build one, for example Lexicon\("):
            take(lexicon=wrong)
    with pytest.raises(TypeError, match="build one"):
        newsparse.Parser(wrong)
