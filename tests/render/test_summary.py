"""What was found, in words: statements whole, with who passed them on, why, how many and how sure."""

import attrs

import newsparse
from newsparse import render

TEXT = (
    "HARBOR BAY, March 4 (Coastal Wire) - Mayor Ruth Okafor told the council that the pier was “rotten to the core” "
    "and that “nobody” would be allowed on it.\n\n"
    "“We will see,” said Tom Brandt."
)


def test_a_statement_of_which_a_part_is_quoted_is_shown_whole_and_once():
    article = newsparse.parse_article(TEXT)
    assert [quote.content for quote in article.quotes] == ["rotten to the core", "nobody", "We will see,"]
    quotes = render.summary(article).partition("\n\nquotes\n")[2].partition("\n\n")[0]
    assert quotes.count("Ruth Okafor") == 1
    assert "that the pier was “rotten to the core” and that “nobody” would be allowed on it" in quotes
    assert "Tom Brandt | said | 0." in quotes
    assert quotes.endswith("\n      We will see,")


def test_a_statement_says_how_many_why_through_whom_and_how_sure():
    shown = render.summary(newsparse.parse_article(newsparse.sample()))
    assert "  two town officials (2), because the talks are secret | said | 0." in shown
    assert "  three people (3), through Bay Courier | citing | 0." in shown
    assert "(anonymous, 2, town officials): 0 quoted, 1 attributed, because the talks are secret" in shown


def test_a_part_that_is_quoted_stands_alone_where_its_statement_is_not_known():
    article = attrs.evolve(newsparse.parse_article(TEXT), attributions=(), sources=())
    assert "      rotten to the core\n" in render.summary(article)
