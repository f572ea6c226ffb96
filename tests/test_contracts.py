"""What holds for every public parser, on every text."""

import itertools

import pytest
from hypothesis import given

import newsparse
from fuzz.checks import spans_of
from strategies import texts

PARSERS = {
    name: getattr(newsparse, name)
    for name in newsparse.__all__
    if name.startswith(("extract_", "parse_", "strip_")) and name != "parse_html"  # offsets of its own; tests/pages
}
FINDERS = {name: function for name, function in PARSERS.items() if name.startswith("extract_")}
each_parser = pytest.mark.parametrize("parse", PARSERS.values(), ids=PARSERS.keys())
each_finder = pytest.mark.parametrize("parse", FINDERS.values(), ids=FINDERS.keys())


@each_parser
@given(text=texts)
def test_no_text_raises_and_every_span_is_a_slice_of_the_text(parse, text):
    for span in spans_of(parse(text)):
        assert 0 <= span.start <= span.end <= len(text)
        assert span.text == text[span.start : span.end]


@each_parser
@given(text=texts)
def test_the_same_text_gives_the_same_result(parse, text):
    assert parse(text) == parse(text)


@each_finder
@given(text=texts)
def test_what_is_found_stands_in_document_order(parse, text):
    found = parse(text)
    if isinstance(found, list):
        assert all(a.start <= b.start for a, b in itertools.pairwise(found))


@each_parser
@pytest.mark.parametrize("wrong", [b"bytes", None, 7, ["text"]])
def test_another_type_gets_an_error_that_says_what_to_do(parse, wrong):
    with pytest.raises(TypeError, match=r"takes a str, not \w+: (decode|pass)"):
        parse(wrong)


@each_finder
def test_nothing_is_found_in_nothing(parse):
    assert not parse("")
    assert not parse(" \n\t\u2028 ")


@given(text=texts)
def test_the_parts_of_a_quote_lie_in_it_in_order(text):
    for quote in newsparse.extract_quotes(text):
        assert quote.parts
        assert all(quote.contains(part) for part in quote.parts)
        assert all(a.end <= b.start for a, b in itertools.pairwise(quote.parts))
        assert 0 <= quote.confidence <= 1


@given(text=texts)
def test_a_parser_gives_what_the_functions_give(text):
    assert newsparse.Parser().parse_article(text) == newsparse.parse_article(text)
    assert newsparse.Parser().extract_quotes(text) == newsparse.extract_quotes(text)


def test_the_sample_has_something_of_everything():
    article = newsparse.parse_article(newsparse.sample())
    assert article.byline
    assert article.quotes
    assert article.attributions
    assert article.sources
    assert article.boilerplate
