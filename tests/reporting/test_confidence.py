"""``min_confidence``: what is less likely to be right is left out, and nothing else changes."""

import pytest
from hypothesis import given

import newsparse
from newsparse.reporting import MIN_CONFIDENCE
from strategies import texts

DOUBTFUL = "He pointed to an inaugural platform being built on the grounds."
FUNCTIONS = [newsparse.extract_quotes, newsparse.extract_attributions, newsparse.parse_article]


def test_what_is_less_certain_is_left_out():
    [doubtful] = newsparse.extract_attributions(DOUBTFUL, min_confidence=0)
    assert newsparse.extract_attributions(DOUBTFUL, min_confidence=doubtful.confidence) == [doubtful]
    assert newsparse.extract_attributions(DOUBTFUL, min_confidence=doubtful.confidence + 0.01) == []
    article = newsparse.parse_article(DOUBTFUL, min_confidence=1)
    assert (article.attributions, article.quotes, article.sources) == ((), (), ())


@given(texts)
def test_the_bound_only_leaves_out(text):
    everything = newsparse.parse_article(text, min_confidence=0)
    sure = newsparse.parse_article(text)
    assert sure.attributions == tuple(a for a in everything.attributions if a.confidence >= MIN_CONFIDENCE)
    assert [(q.start, q.end) for q in sure.quotes] == [
        (q.start, q.end) for q in everything.quotes if q.confidence >= MIN_CONFIDENCE
    ]


def test_what_is_nested_and_less_certain_is_left_out_too():
    text = "“She told me, ‘You will never work in this town again,’ and I laughed,” Holt said."
    [quote] = newsparse.extract_quotes(text, min_confidence=0)
    [inner] = quote.nested
    bound = (quote.confidence + inner.confidence) / 2
    assert quote.confidence > inner.confidence
    [left] = newsparse.extract_quotes(text, min_confidence=bound)
    assert left.nested == ()


def test_a_parser_keeps_the_bound():
    parser = newsparse.Parser(min_confidence=0)
    assert parser.extract_attributions(DOUBTFUL) == newsparse.extract_attributions(DOUBTFUL, min_confidence=0)
    assert parser.parse_article(DOUBTFUL) == newsparse.parse_article(DOUBTFUL, min_confidence=0)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_another_bound_gets_an_error_that_says_what_to_pass(function):
    with pytest.raises(TypeError, match="takes as min_confidence a number from 0 to 1, not str"):
        function("", min_confidence="0.5")
    with pytest.raises(TypeError, match="not bool"):
        function("", min_confidence=True)
    with pytest.raises(ValueError, match="not 50"):
        function("", min_confidence=50)
    with pytest.raises(ValueError, match="not nan"):
        function("", min_confidence=float("nan"))
    with pytest.raises(ValueError, match="not -1"):
        newsparse.Parser(min_confidence=-1)
