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


def test_whoever_wrote_the_story_is_no_pronoun_in_it():
    text = "Nobody answers\n\nBy Rosalind Pike\n\nI rang four times. The agent was kind. “We are sorry,” she said."
    [quote] = newsparse.extract_quotes(text)
    assert quote.speaker.name == "the agent"
