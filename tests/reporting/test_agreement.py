from hypothesis import given

import newsparse
from strategies import texts


def assert_agreement(text):
    article = newsparse.parse_article(text)
    for quote in article.quotes:
        holders = [
            attribution
            for attribution in article.attributions
            if all(any(content.contains(part) for content in attribution.content) for part in quote.parts)
        ]
        assert any(attribution.source == quote.speaker and attribution.cue == quote.cue for attribution in holders)


@given(text=texts)
def test_a_quote_lies_in_one_attribution_with_the_same_speaker(text):
    assert_agreement(text)


def test_the_seeds_agree(algemeiner, tass):
    assert_agreement(algemeiner)
    assert_agreement(tass)


def test_functions_and_article_agree(algemeiner):
    article = newsparse.parse_article(algemeiner)
    assert list(article.quotes) == newsparse.extract_quotes(algemeiner)
    assert list(article.attributions) == newsparse.extract_attributions(algemeiner)
