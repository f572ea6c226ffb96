import builtins
import datetime as dt
import socket
import sys

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsparse
from newsparse import Page, export
from newsparse.pages import read_page
from strategies import texts

pytest.importorskip("trafilatura")

STORY = """<p>PORT ALBA, March 3 (Reuters) - The harbour of the town will close at the end of the year, the council
 decided after a long debate that lasted until the early morning.</p><h2>What now</h2>
<p>“We had no choice,” said Ada Lee, the mayor of the town, after a long meeting on Sunday evening.</p>
<ul><li>The pier is old.</li><li>The ships are large.</li></ul>"""
META = """<meta property="og:site_name" content="The Courier"><meta property="og:title" content="Harbour to close">
<meta name="author" content="Jane Roe and Tom Poe"><link rel="canonical" href="https://example.org/harbour">
<meta property="article:published_time" content="2024-03-04T09:15:00Z">"""


def page_of(*, meta=META, title="Harbour to close - The Courier", head="<h1>Harbour to close</h1>", story=STORY):
    return (
        f"<html><head><title>{title}</title>{meta}</head><body><nav><a href='/'>Home</a></nav><article>{head}{story}"
        "</article><footer>All rights reserved 2019</footer></body></html>"
    )


def test_the_text_is_parsed_and_what_the_page_says_stands_beside_it():
    article = newsparse.parse_html(page_of())
    assert article.page == Page(
        title="Harbour to close",
        authors=("Jane Roe", "Tom Poe"),
        date=dt.date(2024, 3, 4),
        site="The Courier",
        url="https://example.org/harbour",
    )
    assert article.headline.text == "Harbour to close"
    assert article.dateline.date == dt.date(2024, 3, 3)
    assert [(quote.content, quote.speaker.name) for quote in article.quotes] == [("We had no choice,", "Ada Lee")]
    assert article.byline is None
    assert article.text[article.quotes[0].start : article.quotes[0].end] == article.quotes[0].text


def test_a_page_that_says_nothing_of_itself():
    article = newsparse.parse_html(page_of(meta="", title=""), url="https://example.org/a", reference="2020-03-05")
    assert article.page.date is None
    assert article.page.authors == ()
    assert article.page.url == "https://example.org/a"
    assert article.dateline.date == dt.date(2020, 3, 3)


def test_a_reference_goes_before_the_day_of_the_page():
    article = newsparse.parse_html(page_of(), reference=dt.datetime(2021, 3, 4, 9, tzinfo=dt.UTC))
    assert article.dateline.date == dt.date(2021, 3, 3)
    assert article.page.date == dt.date(2024, 3, 4)


@pytest.mark.parametrize(
    ("head", "title", "first"),
    [
        ("<h1>Harbour to close</h1>", "Harbour to close - The Courier", "Harbour to close"),
        ("", "Harbour to close | The Courier", "Harbour to close"),
        ("<h1>Harbour of Port Alba to close</h1>", "Harbour of Port Alba to close", "Harbour of Port Alba to close"),
    ],
)
def test_the_headline_stands_above_the_text_once(head, title, first):
    meta = META.replace('<meta property="og:title" content="Harbour to close">', "")
    text = newsparse.parse_html(page_of(head=head, title=title, meta=meta)).text
    assert text.splitlines()[0] == first
    assert text.count("to close") == 1


def test_a_markdown_heading_is_a_headline_without_its_marks():
    text = "# Harbour of the town to close\n\nPORT ALBA, March 3 (Reuters) - The harbour will close.\n\n## Now\n"
    article = newsparse.parse_article(text)
    assert article.headline.text == "Harbour of the town to close"
    assert not any(paragraph.text.startswith("#") for paragraph in article.body)


def test_bytes_are_decoded_as_the_page_says():
    html = page_of(meta=META + '<meta charset="iso-8859-1">').replace("“", '"').replace("”", '"')
    html = html.replace("Ada Lee", "Zoë Lévy").encode("iso-8859-1")
    assert newsparse.parse_html(html).quotes[0].speaker.name == "Zoë Lévy"


@given(texts | st.binary(max_size=200) | texts.map(lambda text: page_of(story=STORY + f"<p>{text}</p>", title=text)))
def test_no_page_raises_and_every_span_is_a_slice_of_the_text(html):
    article = newsparse.parse_html(html)
    for span in (*article.quotes, *article.attributions, *article.boilerplate, *article.body):
        assert article.text[span.start : span.end] == span.text
    assert export.from_json(export.to_json(article)) == article
    assert newsparse.parse_html(html) == article


@pytest.mark.parametrize("html", ["", " \n", "<html></html>", b"", "no page at all", "<", "\x00", "\ud800"])
def test_what_holds_no_article_gives_an_article_without_text(html):
    article = newsparse.parse_html(html, url="https://example.org/a")
    assert article.page.url == "https://example.org/a"
    assert not article.quotes


@pytest.mark.parametrize("wrong", [None, 7, ["<p>"]])
def test_another_type_gets_an_error_that_says_what_to_pass(wrong):
    with pytest.raises(TypeError, match="as str or bytes, not"):
        newsparse.parse_html(wrong)


def test_nothing_is_fetched_and_the_clock_is_not_read(monkeypatch):
    def refuse(*_, **__):
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    future = page_of().replace("2024-03-04", "2094-03-04")
    assert newsparse.parse_html(future, url="https://example.org").page.date == dt.date(2094, 3, 4)


def test_without_trafilatura_the_error_says_what_to_install(monkeypatch):
    real = builtins.__import__
    monkeypatch.delitem(sys.modules, "trafilatura", raising=False)

    def missing(name, *rest, **named):
        if name == "trafilatura":
            raise ModuleNotFoundError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(ImportError, match=r"newsparse\[html\]"):
        read_page("<p>")


def test_a_parser_of_your_own_and_the_formats():
    parser = newsparse.Parser(newsparse.Lexicon(added={"reporting_verbs.verbs": ["harrumph"]}))
    article = parser.parse_html(page_of(story=STORY.replace("said Ada", "harrumphed Ada")))
    assert article.quotes[0].cue.text == "harrumphed"
    data = export.to_jsonld(article)
    assert data["url"] == "https://example.org/harbour"
    assert [author["name"] for author in data["author"]] == ["Jane Roe", "Tom Poe"]
    assert data["datePublished"] == "2024-03-04"
    assert data["publisher"]["name"] == "The Courier"
    assert attrs.evolve(article, page=None) == parser.parse_article(article.text, reference="2024-03-04")
