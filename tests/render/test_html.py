import html.parser
import itertools
import re

import attrs
import pytest
from hypothesis import given

import newsparse
from articles import articles, full_article
from fuzz.growth import measure, too_high
from newsparse import Article, Boilerplate, BoilerplateKind, Quote, QuoteKind, Span
from newsparse.render import summary, to_fragment, to_html, to_terminal
from newsparse.render._marks import marks_of, pieces, statements_of, visible
from strategies import texts

HOSTILE = [
    "<script>window.done = 1</script>",
    "<img src=x onerror='window.done = 1'>",
    '"><svg onload="window.done = 1">',
    "' onmouseover='window.done = 1' x='",
    "</style></title></div></main><b>out</b>",
    "<!-- <base href='https://example.org/'> -->&lt;b&gt;&#60;b&#62;",
    "\x00\x01\x1b[2J \x7f \x85 \ud800 \udfff \ufeff \u202e gnirts \u2066",
    "a\r\nb\rc\u2028d\te",
    "javascript:window.done=1",
    "@import url(https://example.org/x.css); } * { background: url(https://example.org/x.png) }",
]


class Page(html.parser.HTMLParser):
    """Collects the text of the article, the tags and the classes of a fragment."""

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self.open = "", [], []
        self.inside = 0
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if self.inside or dict(attributes).get("class") == "text":
            self.inside += 1

    def handle_endtag(self, _tag):
        if self.inside:
            self.inside -= 1

    def handle_data(self, data):
        if self.inside:
            self.text += data


@given(articles())
def test_the_text_of_the_page_is_the_text_of_the_article(article):
    page = Page(to_html(article))
    assert page.text == visible(article.text)
    assert len(page.text) == len(article.text)
    allowed = "html head meta title style body main div nav ul li span article mark a aside h2 p bdi dl dt dd"
    assert {tag for tag, _ in page.tags} <= set(allowed.split())


@given(articles())
def test_pieces_cover_the_text_and_know_their_marks(article):
    marks = marks_of(article, statements_of(article))
    found = list(pieces(len(article.text), marks))
    assert "".join(article.text[p.start : p.end] for p in found) == article.text
    assert all(a.end == b.start for a, b in itertools.pairwise(found))
    for piece in found:
        holding = [m for m in marks if m.start <= piece.start and piece.end <= m.end]
        assert set(piece.kinds) == {m.kind for m in holding}
        assert set(piece.groups) == {m.group for m in holding} - {None}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_makes_no_tags(text):
    article = Article(text=text, headline=Span.of(text, 0, len(text)))
    page = Page(to_html(article))
    assert not {"script", "img", "svg", "b", "base"} & {tag for tag, _ in page.tags}
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    to_html(article).encode("utf-8")


def test_the_page_forbids_scripts_and_names_no_other_file():
    page = to_html(full_article())
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert "<script" not in page
    assert "://" not in page
    assert "url(" not in page


def test_what_is_marked():
    found = to_fragment(full_article())
    for piece in [
        '<span class="furniture">Harbour to close</span>',
        '<mark class="indirect quote g0">“We close,”</mark>',
        '<span class="source g0">Ada Lee</span>',
        '<span class="cue g0">said</span>',
        '<span class="indirect g1">that the quay was rotten</span>',
        '<span class="boilerplate">Correction: the quay was built in 1950.</span>',
        'aria-label="quote 1, by Ada Lee"',
        "2 quotes, 1 attribution",
        "anonymous · 2 of them · who feared for their posts",
    ]:
        assert piece in found


def test_a_quote_by_nobody_says_so():
    text = "“We won.”"
    quote = Quote.of(text, 0, 9, parts=(Span.of(text, 1, 8),), kind=QuoteKind.DIRECT)
    assert 'aria-label="quote 1, source unknown"' in to_fragment(Article(text=text, quotes=(quote,)))


def test_one_person_is_not_counted():
    article = full_article()
    alone = attrs.evolve(article, sources=tuple(attrs.evolve(member, count=1) for member in article.sources))
    assert "of them" not in to_fragment(alone)


def test_an_empty_article_has_a_page():
    assert "None found." in to_html(Article(text=""))
    assert summary(Article(text="")) == ""
    assert newsparse.parse_article("")._repr_html_().startswith('<div class="newsparse"')


def test_the_same_article_gives_the_same_page():
    assert to_html(full_article()) == to_html(full_article()) == full_article().to_html()


@given(texts)
def test_a_terminal_gets_no_control_characters(text):
    piece = Boilerplate.of(text, 0, len(text), kind=BoilerplateKind.OTHER)
    article = Article(text=text, headline=Span.of(text, 0, len(text)), boilerplate=(piece,))
    for shown in (to_terminal(article), summary(article)):
        plain = re.sub(r"\x1b\[[0-9;]+m", "", shown)
        assert not [c for c in plain if (ord(c) < 0x20 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0]
        assert not set(plain) & set("\u202a\u202e\u2066\u2069")
        shown.encode("utf-8")


def test_the_terminal_view_colours_what_was_found():
    shown = to_terminal(full_article())
    assert "\x1b[1;36mAda Lee\x1b[0m, the mayor, \x1b[35msaid\x1b[0m." in shown
    assert "Ada Lee (person, the mayor): 2 quoted, 1 attributed" in shown


def test_the_summary_says_who_said_what():
    lines = summary(full_article()).splitlines()
    assert lines[:3] == [
        "kicker     World",
        "headline   Harbour to close",
        "standfirst Ships must find another port",
    ]
    assert "      We close, The ‘last ship’ has left." in lines
    assert "  two officials | told | that the quay was rotten" in lines
    assert "  correction: Correction: the quay was built in 1950." in lines


@pytest.mark.parametrize("view", [to_html, to_terminal, summary])
def test_time_grows_with_the_text(view):
    article = full_article()
    quote = article.quotes[0]

    def many(count):
        text = article.text * count
        step = len(article.text)
        quotes = tuple(
            Quote.of(
                text,
                quote.start + step * n,
                quote.end + step * n,
                parts=tuple(Span.of(text, p.start + step * n, p.end + step * n) for p in quote.parts),
                kind=quote.kind,
            )
            for n in range(count)
        )
        return attrs.evolve(Article(text=text), quotes=quotes)

    assert not too_high(measure(view, many, 1_000, 16_000))
