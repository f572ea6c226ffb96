import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsparse
from articles import articles, full_article
from newsparse import Article, export, render

ARTICLE = full_article()


@given(articles())
def test_an_article_gives_every_table_with_its_columns(article):
    tables = article.rows(id="a")
    assert tables.keys() == export.COLUMNS.keys()
    for name, table in tables.items():
        assert table.columns == tuple(export.COLUMNS[name])
        assert all(tuple(row) == table.columns and row["article"] == "a" for row in table)
    assert tables["quotes"] == export.quote_rows(article.quotes, article_id="a")
    assert tables["articles"] == [export.article_row(article, article_id="a")]


def test_an_empty_article_has_tables_with_columns_and_no_rows():
    tables = Article(text="").rows()
    assert [name for name, table in tables.items() if table] == ["articles"]
    assert all(table.columns[0] == "article" for table in tables.values())


@given(st.lists(articles(), max_size=3))
def test_the_rows_of_many_are_the_rows_of_each_in_order(found):
    tables = newsparse.rows(found)
    for name, table in tables.items():
        assert table == [row for number, article in enumerate(found) for row in article.rows(id=str(number))[name]]
    assert newsparse.rows({str(number): article for number, article in enumerate(found)}) == tables
    assert newsparse.rows(iter(found)) == tables


def test_one_article_is_not_many():
    with pytest.raises(TypeError, match=r"pass \[article\]"):
        newsparse.rows(ARTICLE)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize("wrong", ["a text", ["a text"], {"a": None}])
def test_texts_get_an_error_that_says_to_parse_them(wrong):
    with pytest.raises(TypeError, match=r"rows\(\) takes articles, not (str|NoneType): parse each text first"):
        newsparse.rows(wrong)


def test_methods_give_what_the_functions_give():
    assert ARTICLE.to_json(id="a") == export.to_json(ARTICLE, id="a")
    assert json.loads(ARTICLE.to_json(indent=1)) == ARTICLE.to_dict() == export.to_dict(ARTICLE)
    assert Article.from_dict(ARTICLE.to_dict()) == ARTICLE
    assert ARTICLE.rows(id="a") == export.rows_of(ARTICLE, "a")
    assert ARTICLE.to_html() == render.to_html(ARTICLE)
    assert ARTICLE._repr_html_() == render.to_fragment(ARTICLE)


def test_pandas_gets_columns_from_empty_tables():
    pandas = pytest.importorskip("pandas")
    table = Article(text="").rows()["quotes"]
    frame = pandas.DataFrame(table, columns=table.columns)
    assert list(frame.columns) == list(table.columns)
    assert frame.empty


def test_polars_gets_types_from_arrow():
    pytest.importorskip("pyarrow", exc_type=ImportError)
    polars = pytest.importorskip("polars")
    frame = polars.from_arrow(export.to_arrow(ARTICLE.rows()["attributions"], "attributions"))
    assert frame["source"].to_list() == ["Ada Lee", "two officials"]
    empty = polars.from_arrow(export.to_arrow(Article(text="").rows()["attributions"], "attributions"))
    assert empty.schema == frame.schema
