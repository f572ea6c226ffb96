import attrs
import pytest
from hypothesis import given

import newsparse
from articles import articles, full_article
from newsparse import export

ARTICLE = full_article()
ROWS = {
    "articles": [export.article_row(ARTICLE, article_id="a")],
    "quotes": export.quote_rows(ARTICLE.quotes, article_id="a"),
    "attributions": export.attribution_rows(ARTICLE.attributions, article_id="a"),
    "sources": export.source_rows(ARTICLE.sources, article_id="a"),
    "byline": export.byline_rows(ARTICLE.byline, article_id="a"),
    "dateline": export.dateline_rows(ARTICLE.dateline, article_id="a"),
    "timestamps": export.timestamp_rows(ARTICLE.timestamps, article_id="a"),
    "boilerplate": export.boilerplate_rows(ARTICLE.boilerplate, article_id="a"),
}


def picked(table, *columns):
    return [tuple(row[column] for column in columns) for row in ROWS[table]]


def test_every_table_has_its_columns_in_their_order():
    assert ROWS.keys() == export.COLUMNS.keys()
    for table, rows in ROWS.items():
        for row in rows:
            assert list(row) == list(export.COLUMNS[table])


def test_one_row_a_quote_nested_ones_behind_the_outer_one():
    assert picked("quotes", "quote", "inside", "content", "words", "speaker", "role", "cue") == [
        (0, None, "We close, The ‘last ship’ has left.", 7, "Ada Lee", "the mayor", "said"),
        (1, 0, "last ship", 2, None, None, None),
    ]


def test_one_row_an_attribution():
    assert picked("attributions", "source", "source_kind", "count", "reason", "content", "via", "confidence") == [
        ("Ada Lee", "person", None, None, "“We close,” “The ‘last ship’ has left.”", None, 0.9),
        (
            "two officials",
            "anonymous",
            2,
            "who feared for their posts",
            "that the quay was rotten",
            "the Courier",
            0.75,
        ),
    ]


def test_one_row_a_source():
    assert picked("sources", "name", "kind", "mentions", "quotes", "attributions", "words_quoted") == [
        ("Ada Lee", "person", 1, 2, 1, 9),
        ("two officials", "anonymous", 1, 0, 1, 0),
    ]


def test_the_furniture_as_rows():
    assert picked("byline", "name", "part", "role", "email") == [
        ("Jane Roe", "author", "Staff Writer", "jane@example.org"),
        ("Tom Poe", "editing", None, None),
    ]
    assert picked("dateline", "place", "agency", "date", "year") == [("PORT ALBA", "Wire", "2023-01-09", 2023)]
    assert picked("boilerplate", "kind", "text")[1] == (
        "copyright",
        "Copyright 2023 Wire. All rights reserved.",
    )
    assert picked("articles", "headline", "authors", "published", "quotes", "sources", "words") == [
        ("Harbour to close", "Jane Roe", "2023-01-09T07:05:00-05:00", 1, 2, 27)
    ]


def test_nothing_gives_no_rows():
    assert export.byline_rows(None) == export.dateline_rows(None) == export.quote_rows(()) == []


@pytest.mark.parametrize("table", ROWS)
def test_arrow_tables_hold_the_same_and_have_one_schema(table):
    pytest.importorskip("pyarrow")
    full = export.to_arrow(ROWS[table] * 2, table)
    assert full.to_pylist() == ROWS[table] * 2
    assert export.to_arrow([], table).schema == full.schema == export.arrow_schema(table)


@given(articles())
def test_any_article_fits_into_arrow(article):
    pytest.importorskip("pyarrow")
    rows = export.quote_rows(article.quotes)
    assert export.to_arrow(rows, "quotes").num_rows == len(rows)
    rows = export.attribution_rows(article.attributions)
    assert export.to_arrow(rows, "attributions").num_rows == len(rows)


def test_arrow_has_no_lone_surrogates_and_offsets_still_fit():
    pytest.importorskip("pyarrow")
    quote = newsparse.extract_quotes("“We \ud800 won,” said Ada Lee.")
    row = export.to_arrow(export.quote_rows(quote), "quotes").to_pylist()[0]
    assert row["text"] == "“We \ufffd won,”"
    assert row["end"] - row["start"] == len(row["text"])


def test_deep_nesting_is_no_problem():
    quote = ARTICLE.quotes[0]
    for _ in range(3000):
        quote = attrs.evolve(ARTICLE.quotes[0], nested=(quote,))
    assert len(export.quote_rows([quote])) == 3002
