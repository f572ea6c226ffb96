import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import newsparse
from newsparse import export
from newsparse.batch import as_date, batch_schema, parse_batches
from strategies import texts

pa = pytest.importorskip("pyarrow")


def batch(**columns):
    return pa.RecordBatch.from_pydict(columns)


def rows(*batches, **options):
    return [row for found in parse_batches(batches, **options) for row in found.to_pylist()]


def test_one_row_a_text_with_everything_that_was_found(tass):
    (row,) = rows(batch(text=[tass], url=["tass.ru/1"], day=["2024-10-08"]), id="url", date="day")
    article = newsparse.parse_article(tass, reference=dt.date(2024, 10, 8))
    assert row["id"] == "tass.ru/1"
    assert row["error"] is None
    assert export.from_json(row["json"]) == article
    assert row["date"] == "2024-10-08"
    assert row["headline"] == "US-Israel relationship strained amid escalating conflict in Middle East — Axios"
    assert [quote["content"] for quote in row["quotes"]] == [quote.content for quote in article.quotes]
    assert [source["name"] for source in row["sources"]] == [member.name for member in article.sources]
    assert "article" not in row["quotes"][0]


def test_batches_keep_their_rows_and_their_order_and_have_one_schema(tass):
    made = [batch(text=["“We won,” said Ada Lee.", tass]), batch(text=pa.array([], pa.string())), batch(text=[""])]
    found = list(parse_batches(made))
    assert [each.num_rows for each in found] == [2, 0, 1]
    assert {each.schema for each in found} == {batch_schema()}
    assert pa.Table.from_batches(found).num_rows == 3


def test_a_bad_row_says_so_and_the_others_are_done():
    made = batch(text=["“We won,” said Ada Lee.", None, "So."], day=["2024-01-02", "2024-01-02", "yesterday"])
    found = rows(made, date="day")
    assert [row["error"] for row in found] == [None, "no text", "no date in ISO 8601: 'yesterday'"]
    assert [row["quotes"] is None for row in found] == [False, True, True]


def test_texts_that_are_no_strings_say_so():
    assert [row["error"] for row in rows(batch(text=[1, 2]))] == ["no text but int"] * 2
    assert [row["error"] for row in rows(batch(text=[b"x"]))] == ["no text but bytes"]


def test_a_missing_column_is_named():
    with pytest.raises(newsparse.DataError, match="no column 'body'; there are: text, url"):
        rows(batch(text=[""], url=[""]), text="body")


def test_identifiers_become_strings():
    assert [row["id"] for row in rows(batch(text=["", ""], n=[7, None]), id="n")] == ["7", None]


@given(st.lists(texts, min_size=1, max_size=3))
@settings(max_examples=20)
def test_any_text_fits(found):
    storable = [text.encode("utf-8", "replace").decode() for text in found]
    assert [row["error"] for row in rows(batch(text=storable))] == [None] * len(storable)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (dt.datetime(2024, 5, 6, 7, 8, tzinfo=dt.UTC), dt.date(2024, 5, 6)),
        (dt.date(2024, 5, 6), dt.date(2024, 5, 6)),
        ("2024-05-06 07:08", dt.date(2024, 5, 6)),
        ("", None),
        (None, None),
    ],
)
def test_dates_of_any_sort(value, expected):
    assert as_date(value) == expected


def test_without_pyarrow_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    batch_schema.cache_clear()
    with pytest.raises(ImportError, match=r"pip install 'newsparse\[arrow\]'"):
        batch_schema()
    with pytest.raises(ImportError, match=r"pip install 'newsparse\[arrow\]'"):
        export.to_arrow([], "quotes")
