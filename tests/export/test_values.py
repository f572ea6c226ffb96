import json

import attrs
import jsonschema
import pytest
from hypothesis import given

import newsparse
from articles import TEXT, articles, full_article
from newsparse import export, types
from strategies import texts

VALIDATOR = jsonschema.Draft202012Validator(
    export.json_schema(), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)


@given(articles())
def test_any_article_comes_back_equal_and_fits_the_schema(article):
    data = json.loads(export.to_json(article))
    assert export.from_dict(data) == article
    VALIDATOR.validate(data)


@given(texts)
def test_what_the_parsers_find_comes_back_equal(text):
    article = newsparse.parse_article(text)
    assert export.from_json(export.to_json(article)) == article


def test_an_article_with_everything_comes_back_equal():
    article = full_article()
    data = export.to_dict(article, id="harbour.txt")
    VALIDATOR.validate(json.loads(export.dumps(data)))
    assert export.from_dict(data) == article
    assert newsparse.Article.from_dict(article.to_dict()) == article
    assert repr(export.from_dict(data)) == repr(article)


def test_the_seeds_come_back_equal(algemeiner, tass):
    for text in (algemeiner, tass):
        article = newsparse.parse_article(text)
        VALIDATOR.validate(json.loads(export.to_json(article)))
        assert export.from_json(export.to_json(article)) == article


def test_a_span_is_start_end_and_text_and_nothing_is_said_twice():
    data = export.to_dict(full_article(), id="harbour.txt")
    assert list(data)[:3] == ["version", "id", "text"]
    assert data["headline"] == {"start": 6, "end": 22, "text": "Harbour to close"}
    assert data["timestamps"][0]["value"] == "2023-01-09T07:05:00-05:00"
    assert data["dateline"]["date"] == "2023-01-09"
    assert data["sources"][0]["attributions"] == [0]
    nested = data["quotes"][0]["nested"][0]
    assert data["sources"][0]["quotes"] == [0, nested]
    assert "speaker" not in nested


def test_the_schema_knows_the_fields_of_every_value():
    schema = export.json_schema()
    shapes = {"article": schema} | schema["$defs"]
    classes = [cls for cls in vars(types).values() if isinstance(cls, type) and attrs.has(cls)]
    assert {cls.__name__.lower() for cls in classes} == {name.lower() for name in shapes}
    for cls in classes:
        shape = next(shape for name, shape in shapes.items() if name.lower() == cls.__name__.lower())
        fields = attrs.fields(cls)
        required = {field.name for field in fields if field.default is attrs.NOTHING}
        assert set(shape["properties"]) - {"version", "id"} == {field.name for field in fields}
        assert set(shape["required"]) - {"version"} == required
        assert shape["additionalProperties"] is False


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda data: data.pop("version"), "no article in version 2 of the format: None"),
        (lambda data: data.update(version=3), "no article in version 2 of the format: 3"),
        (lambda data: data.update(version=[2]), r"no article in version 2 of the format: \[2\]"),
        (lambda data: data.pop("text"), "KeyError: 'text'"),
        (lambda data: data.update(text=TEXT[1:]), "the text of 0:5 is not what stands at its place"),
        (lambda data: data["quotes"][0].update(kind="loud"), r"expected QuoteKind @ article.quotes\[0\].kind"),
        (lambda data: data["quotes"][0].pop("kind"), "quotes.*kind"),
        (lambda data: data["quotes"][0].update(closed=1), r"expected bool @ article.quotes\[0\].closed"),
        (lambda data: data["dateline"].update(day="9"), "expected int . None @ article.dateline.day"),
        (lambda data: data.update(mood="good"), "mood"),
        (lambda data: data["sources"][0].update(quotes=[7]), "index out of range"),
        (lambda data: data["sources"][0].update(quotes=[-1]), "-1 is no number of a quote"),
        (lambda data: data["sources"][0].update(quotes=[False]), "False is no number of a quote"),
        (lambda data: data["dateline"].update(date="soon"), "dateline.*"),
        (lambda data: data.update(quotes=7), "no article"),
    ],
)
def test_other_data_gets_an_error_that_says_where(change, message):
    data = json.loads(export.to_json(full_article()))
    change(data)
    with pytest.raises(newsparse.DataError, match=message):
        export.from_dict(data)


@pytest.mark.parametrize("text", ["", "[]", "7", "{", '{"version": 1, "text": 5}', "null"])
def test_other_json_gets_an_error(text):
    with pytest.raises(newsparse.DataError):
        export.from_json(text)


def test_articles_of_the_first_version_still_load():
    data = json.loads(export.to_json(full_article()))
    del data["agency"]["name"]  # of the agency it had the printed name alone
    assert export.from_dict(data | {"version": 1}) == full_article()


def test_json_can_always_be_written():
    article = newsparse.parse_article("“Ünd \ud800 \x00 \u2028,” said Ada.")
    text = export.to_json(article)
    assert "Ünd \\ud800" in text
    assert export.from_json(text.encode("utf-8")) == article


def test_data_that_is_nested_too_deeply_gets_the_documented_error():
    deep = "[" * 200_000 + "]" * 200_000
    with pytest.raises(newsparse.DataError, match="nested too deeply"):
        export.from_json(deep)
    nested = []
    for _ in range(100_000):
        nested = [nested]
    with pytest.raises(newsparse.DataError, match="nested too deeply"):
        export.from_dict({"version": 1, "text": "", "quotes": nested})
