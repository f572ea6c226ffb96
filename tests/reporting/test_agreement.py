from hypothesis import given

import newsparse
from newsparse.layout import lay_out
from newsparse.lexicon import DEFAULT
from newsparse.reporting import STAGES, read, report
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


@given(text=texts)
def test_asking_twice_gives_the_same_answer(text):
    layout = lay_out(text, lexicon=DEFAULT)
    first = report(layout)
    assert report(layout) == first
    assert report(lay_out(text, lexicon=DEFAULT)) == first


def test_a_stage_changes_nothing_that_it_is_given(algemeiner):
    layout = lay_out(algemeiner, lexicon=DEFAULT)
    before = [()]
    for stage in STAGES:
        before.append(tuple(stage(layout, before[-1])))
    again = [tuple(stage(layout, given)) for stage, given in zip(STAGES, before, strict=False)]
    assert again == before[1:]
    assert tuple(read(layout)) == before[-1]


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
