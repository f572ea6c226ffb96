"""Every character that is no space belongs to one field of an article."""

import pytest
from hypothesis import given

import newsparse
from fuzz.contracts import FIELDS, one_field
from fuzz.mutations import damaged
from fuzz.mutations import texts as articles
from newsparse.layout import lay_out
from newsparse.lexicon import DEFAULT
from strategies import texts

HEAD = """\
World | Europe

Bridge over the river to close for a year

Town council says that the flood left it no choice

By Ada Moore | Updated March 3, 2021, 9:15 a.m. ET | 5 min read

Share on Facebook

HARBOR CITY, Ore. (AP) — The old bridge over the river will close on Monday for at least a year, the council said.

The bridge on Friday. (Photo by Ann Lee)

“We have no choice,” the mayor, Ada Cole, told reporters who had come to the bridge on foot.

___

Associated Press writer Tom Bell in Salem contributed to this report."""
FOUND = {
    "kicker": ["World | Europe"],
    "headline": ["Bridge over the river to close for a year"],
    "standfirst": ["Town council says that the flood left it no choice"],
    "byline": ["By Ada Moore"],
    "dateline": ["HARBOR CITY, Ore. (AP) —"],
    "timestamps": ["Updated March 3, 2021, 9:15 a.m. ET"],
    "captions": ["The bridge on Friday. (Photo by Ann Lee)"],
    "body": [
        "The old bridge over the river will close on Monday for at least a year, the council said.",
        "“We have no choice,” the mayor, Ada Cole, told reporters who had come to the bridge on foot.",
    ],
    "boilerplate": [
        "|",
        "| 5 min read",
        "Share on Facebook",
        "___",
        "Associated Press writer Tom Bell in Salem contributed to this report.",
    ],
}


def fields(article):
    values = {name: getattr(article, name) for name in FIELDS}
    return {name: value if isinstance(value, tuple) else tuple(filter(None, [value])) for name, value in values.items()}


def laid_out(text):
    layout = lay_out(text, lexicon=DEFAULT)
    return newsparse.Article(
        text=text,
        kicker=layout.furniture.kicker,
        headline=layout.furniture.headline,
        standfirst=layout.furniture.standfirst,
        byline=layout.byline,
        dateline=layout.dateline,
        timestamps=layout.timestamps,
        captions=layout.furniture.captions,
        body=layout.furniture.body,
        boilerplate=layout.boilerplate,
    )


def test_all_of_a_head_has_its_field():
    found = fields(newsparse.parse_article(HEAD))
    assert {name: [span.text for span in spans] for name, spans in found.items()} == FOUND


@pytest.mark.parametrize("number", range(len(articles())))
def test_the_whole_of_an_article_is_in_its_fields(number):
    one_field(newsparse.parse_article(articles()[number]))


@pytest.mark.parametrize("start", range(0, 300, 50))
def test_so_is_the_whole_of_a_damaged_article(start):
    for seed in range(start, start + 50):
        one_field(laid_out(damaged(seed, articles())))


@given(text=texts)
def test_so_is_the_whole_of_any_text(text):
    one_field(laid_out(text))


def test_a_credit_that_is_the_byline_is_no_boilerplate_too():
    text = (
        "The old bridge will close on Monday for at least a year, the council said.\n\n"
        "(Reporting by Ada Moore; Editing by Kim Lund)"
    )
    found = fields(newsparse.parse_article(text))
    assert [span.text for span in found["byline"]] == ["Reporting by Ada Moore; Editing by Kim Lund"]
    assert [(span.text, span.kind.value) for span in found["boilerplate"]] == [("(", "credit"), (")", "credit")]


@pytest.mark.parametrize("head", ["By Ada Moore", "By Ada Moore, Staff Writer", "Updated March 3, 2021 9:15 a.m."])
def test_what_stands_behind_a_dateline_is_story_whatever_stands_before_it(head):
    text = f"{head} | ROME (AP) — Talks end.\n\nThey had begun on Monday, officials of both sides said."
    found = fields(newsparse.parse_article(text))
    assert [span.text for span in (*found["byline"], *found["timestamps"])] == [head]
    assert [span.text for span in found["dateline"]] == ["ROME (AP) —"]
    assert found["body"][0].text == "Talks end."
