import json
from pathlib import Path

import attrs
import jsonschema
import pytest
from hypothesis import given

import newsparse
from articles import TEXT, articles, full_article
from newsparse import export

NINJS = jsonschema.Draft202012Validator(
    json.loads(Path(__file__).with_name("ninjs-3.0-excerpt.json").read_text(encoding="utf-8")),
    format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER,
)


def test_json_ld_uses_the_terms_of_schema_org():
    data = export.to_jsonld(full_article(), url="https://example.org/harbour")
    assert data | {"articleBody": "…"} == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "url": "https://example.org/harbour",
        "headline": "Harbour to close",
        "abstract": "Ships must find another port",
        "articleSection": "World",
        "author": [{"@type": "Person", "name": "Jane Roe", "jobTitle": "Staff Writer", "email": "jane@example.org"}],
        "editor": [{"@type": "Person", "name": "Tom Poe", "description": "editing"}],
        "dateline": "PORT ALBA, Jan. 9 (Wire) —",
        "locationCreated": [{"@type": "Place", "name": "PORT ALBA"}],
        "datePublished": "2023-01-09T07:05:00-05:00",
        "sourceOrganization": {"@type": "NewsMediaOrganization", "name": "Wire"},
        "inLanguage": "en",
        "articleBody": "…",
        "wordCount": 27,
        "copyrightNotice": "Copyright 2023 Wire. All rights reserved.",
        "correction": [{"@type": "CorrectionComment", "text": "Correction: the quay was built in 1950."}],
        "hasPart": [
            {
                "@type": "Quotation",
                "text": "We close, The ‘last ship’ has left.",
                "spokenByCharacter": {"@type": "Person", "name": "Ada Lee", "jobTitle": "the mayor"},
            }
        ],
    }


@pytest.mark.parametrize(
    ("kind", "said_by"),
    [
        ("person", {"spokenByCharacter": {"@type": "Person", "name": "X"}}),
        ("anonymous", {"spokenByCharacter": {"@type": "Person", "description": "X"}}),
        ("group", {"spokenByCharacter": {"@type": "Organization", "name": "X"}}),
        ("organization", {"spokenByCharacter": {"@type": "Organization", "name": "X"}}),
        ("media", {"spokenByCharacter": {"@type": "NewsMediaOrganization", "name": "X"}}),
        ("document", {"isBasedOn": {"@type": "CreativeWork", "name": "X"}}),
    ],
)
def test_each_kind_of_source_has_a_type(kind, said_by):
    article = full_article()
    speaker = attrs.evolve(article.quotes[0].speaker, kind=newsparse.SourceKind(kind), name="X", role=None)
    article = attrs.evolve(article, quotes=(attrs.evolve(article.quotes[0], speaker=speaker),))
    quotation = export.to_jsonld(article)["hasPart"][0]
    assert {key: quotation[key] for key in said_by} == said_by


def test_ninjs_has_the_fields_of_the_standard():
    data = export.to_ninjs(full_article(), uri="https://example.org/harbour")
    NINJS.validate(data)
    assert data["by"] == "By JANE ROE, Staff Writer, jane@example.org"
    assert data["located"] == "PORT ALBA"
    assert data["versionCreated"] == "2023-01-09T07:05:00-05:00"
    assert data["infoSources"] == [{"name": "Wire"}, {"name": "Ada Lee"}]
    assert data["people"] == [{"name": "Ada Lee", "rel": "source"}]


def test_an_article_without_an_address_is_named_by_the_hash_of_its_text():
    data = export.to_ninjs(newsparse.Article(text="Hello World!"))
    assert data["uri"] == "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk"  # the example of RFC 6920


def test_citron_has_sources_cues_and_contents():
    data = export.to_citron(full_article())
    assert data["text"] == TEXT
    first = data["quotes"][0]
    assert first["cue"] == {"start": TEXT.index("said"), "end": TEXT.index("said") + 4, "text": "said"}
    assert [source["text"] for source in first["sources"]] == ["Ada Lee"]
    assert [content["text"] for content in first["contents"]] == ["“We close,”", "“The ‘last ship’ has left.”"]
    assert first["confidence"] == "0.9000"


def test_citron_gets_no_attribution_without_a_cue():
    article = full_article()
    article = attrs.evolve(article, attributions=(attrs.evolve(article.attributions[0], cue=None),))
    assert export.to_citron(article)["quotes"] == []


@given(articles())
def test_any_article_can_be_exported(article):
    NINJS.validate(json.loads(export.dumps(export.to_ninjs(article))))
    assert json.loads(export.dumps(export.to_jsonld(article)))["@type"] == "NewsArticle"
    for quote in json.loads(export.dumps(export.to_citron(article)))["quotes"]:
        for span in [quote["cue"], *quote["sources"], *quote["contents"]]:
            assert article.text[span["start"] : span["end"]] == span["text"]


@pytest.mark.parametrize("text", ["</script><b>out</b>", "<!-- <script>", "a\u2028b\ud800"])
def test_no_text_ends_the_script_that_holds_it(text):
    article = newsparse.Article(text=text, headline=newsparse.Span.of(text, 0, len(text)))
    script = export.dumps(export.to_jsonld(article, url="https://example.org/<"), html=True)
    assert "<" not in script
    assert json.loads(script)["headline"] == text
