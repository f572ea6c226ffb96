import itertools
import re
from pathlib import Path

import attrs
import html5lib
import pytest
from hypothesis import given

import newsparse
from articles import articles, full_article
from fuzz.growth import measure, too_high
from newsparse import Article, Boilerplate, BoilerplateKind, Quote, QuoteKind, Span
from newsparse.render import summary, to_fragment, to_html, to_terminal
from newsparse.render._marks import marks_of, pieces, visible
from newsparse.render._statements import initials_of, statements_of
from strategies import texts

SEEDS = Path(__file__).parent.parent.parent / "seeds"

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


class Page:
    """A page or a fragment as a browser reads it: the text of the article and the elements; errors raise."""

    def __init__(self, source):
        parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
        root = parser.parse(source) if source.startswith("<!DOCTYPE") else parser.parseFragment(source)
        self.elements = [e for e in root.iter() if isinstance(e.tag, str)]
        self.tags = [(e.tag, e.attrib) for e in self.elements]
        self.text = "".join(self.one("text").itertext())

    def one(self, name):
        return next(e for e in self.elements if name in e.get("class", "").split())


@given(articles())
def test_the_text_of_the_page_is_the_text_of_the_article(article):
    page = Page(to_html(article))
    assert page.text == visible(article.text)
    assert len(page.text) == len(article.text)
    allowed = (
        "html head meta title style body main div nav ul li span article pre mark a aside h2 p bdi dl dt dd"
        " fieldset legend label input"
    )
    assert {tag for tag, _ in page.tags} <= set(allowed.split())


@given(articles())
def test_every_link_has_its_target_and_every_id_is_there_once(article):
    page = Page(to_fragment(article))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    assert {link[1:] for link in links} <= set(ids)
    assert all(link.startswith("#") for link in links)
    shown = {attributes["href"] for tag, attributes in page.tags if tag == "a" and "ref" not in attributes["class"]}
    assert len(statements_of(article)) == sum(
        attributes.get("class", "").startswith("ref") for _, attributes in page.tags
    )
    assert shown <= {f"#{place}" for place in ids}


@given(articles())
def test_pieces_cover_the_text_and_know_their_marks(article):
    marks = marks_of(article, statements_of(article))
    found = list(pieces(len(article.text), marks))
    assert "".join(article.text[p.start : p.end] for p in found) == article.text
    assert all(a.end == b.start for a, b in itertools.pairwise(found))
    for piece in found:
        holding = [m for m in marks if m.start <= piece.start and piece.end <= m.end]
        assert set(piece.kinds) == {m.kind for m in holding}
        assert set(piece.marks) == set(holding)
        assert all(one.end - one.start >= two.end - two.start for one, two in itertools.pairwise(piece.marks))


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
        '<span class="headline">Harbour to close</span>',
        '<mark class="quote g0 c0">“We close,”</mark>',
        '<span class="source g0 c0">Ada Lee</span>',
        '<span class="cue g0 c0">said</span>',
        '<span class="indirect g1 c1 unnamed">that the quay was rotten</span>',
        '<span class="reason g1 c1 unnamed">who feared for their posts</span>',
        '<span class="label" data-label="correction"></span>',
        '<span class="boilerplate">Correction: the quay was built in 1950.</span>',
        '<span class="label" data-label="caption"></span><span class="caption">The quay in 1950.</span>',
        'data-by="1 AL" data-who="Ada Lee" aria-label="quote 1, by Ada Lee"',
        'data-by="2 TO ‹ CO" data-who="two officials, through the Courier"',
        'aria-label="statement 2, by two officials, through the Courier"',
        "<p>1 quote, 7 words quoted</p>",
        "<dt>how many</dt><dd><bdi>2</bdi></dd>",
        "<dt>why unnamed</dt><dd><bdi>who feared for their posts</bdi></dd>",
        "<dt>through</dt><dd><bdi>the Courier</bdi></dd>",
        "<dt>role</dt><dd><bdi>the mayor</bdi></dd>",
        "1 quote, 7 words quoted · 1 statement in other words · 1 source named, 1 unnamed, 1 with a reason",
    ]:
        assert piece in found


def test_a_quote_by_nobody_says_so():
    text = "“We won.”"
    quote = Quote.of(text, 0, 9, parts=(Span.of(text, 1, 8),), kind=QuoteKind.DIRECT)
    assert 'aria-label="quote 1, source unknown"' in to_fragment(Article(text=text, quotes=(quote,)))


def test_one_person_is_not_counted():
    article = full_article()
    alone = attrs.evolve(article, sources=tuple(attrs.evolve(member, count=1) for member in article.sources))
    assert "how many" not in to_fragment(alone)


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
    place = next(number for number, line in enumerate(lines) if line.startswith("  two officials"))
    assert lines[place : place + 2] == [
        "  two officials (2), through the Courier, who feared for their posts | told | 0.75",
        "      that the quay was rotten",
    ]
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


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Harbour to close\n\nPORT ALBA (Reuters) - The harbour will close.", "Harbour to close – newsparse"),
        ("The  harbour of the town\twill close.", "The harbour of the town will close. – newsparse"),
        ("word " * 40, f"{('word ' * 40)[:79]}… – newsparse"),
        ("", "Article – newsparse"),
        (" \n\u2028 ", "Article – newsparse"),
        ("\u202egnirts \x00 here", "\ufffdgnirts ␀ here – newsparse"),
    ],
)
def test_a_page_always_has_a_title(text, title):
    page = Page(to_html(newsparse.parse_article(text)))
    assert next(e for e in page.elements if e.tag == "title").text == title


def test_letters_stand_for_each_source_once():
    sources = [("Ada Lee", "AL"), ("Axios", "AX"), ("Al Lo", "AL2"), ("the US", "US"), ("a U.S. official", "UO")]
    sources += [("four US officials", "FO"), ("דובר הצבא", "דה"), ("e\u0301lan", "E\u0301L"), ("–", "–"), (None, "UN")]
    members = [newsparse.CastMember(kind=newsparse.SourceKind.PERSON, name=name) for name, _ in sources]
    assert initials_of(members) == [letters for _, letters in sources]


TOLD = "Four US officials told Axios that the talks had failed. “It is over,” one official said."


def told(confidence):
    source = newsparse.Source.of(TOLD, 0, 17, kind=newsparse.SourceKind.ANONYMOUS, name="four US officials", count=4)
    axios = newsparse.Source.of(TOLD, 23, 28, kind=newsparse.SourceKind.MEDIA, name="Axios")
    one = newsparse.Attribution.of(
        TOLD,
        0,
        54,
        source=source,
        cue=Span.of(TOLD, 18, 22),
        content=(Span.of(TOLD, 29, 54),),
        kind=newsparse.AttributionKind.INDIRECT,
        via=(axios,),
        confidence=confidence,
    )
    members = (
        newsparse.CastMember(kind=source.kind, name=source.name, count=4, mentions=(source,), attributions=(one,)),
        newsparse.CastMember(kind=axios.kind, name="Axios", mentions=(axios,)),
    )
    return Article(text=TOLD, attributions=(one,), sources=members)


def test_a_chain_is_drawn():
    page = Page(to_fragment(told(0.9)))
    mark = page.one("ref").attrib
    assert mark["data-by"] == "1 FO ‹ AX"
    assert mark["data-who"] == "four US officials, through Axios"
    shown = {"".join(e.itertext()): e.get("class") for e in page.elements if e.get("class", "").startswith("source g0")}
    assert shown == {"Four US officials": "source g0 c0 unnamed", "Axios": "source g0 c1"}


def test_what_is_doubtful_is_faded_and_the_switch_says_how_many():
    assert "unsure" not in {
        name for _, attributes in Page(to_fragment(told(0.75))).tags for name in attributes.get("class", "").split()
    }
    page = Page(to_fragment(told(0.74)))
    assert page.one("ref").get("data-by") == "1 FO ‹ AX?"
    assert page.one("ref").get("aria-label").endswith(", doubtful")
    assert "unsure" in page.one("g0").get("class")
    assert "Show the 1 doubtful" in to_fragment(told(0.74))
    assert [a["class"] for tag, a in page.tags if tag == "input" and "checked" in a] == ["faded"]


def test_the_chain_of_the_tass_story_is_drawn():
    text = (SEEDS / "004_db5aeaca21b3d913.txt").read_text(encoding="utf-8")
    found = {attributes.get("data-who") for _, attributes in Page(to_html(newsparse.parse_article(text))).tags}
    assert "four US officials, through Axios" in found
    assert "US Administration" in found  # "but it insists": not Israel, of which the sentence before tells
    assert "it" not in found


def test_a_statement_inside_another_is_drawn_inside_it():
    text = (SEEDS / "000_02abe00618d4b929.txt").read_text(encoding="utf-8")
    page = Page(to_html(newsparse.parse_article(text)))
    inner = next(e for e in page.elements if e.tag == "mark" and "".join(e.itertext()).startswith("“We [the US]"))
    outer = next(e for e in page.elements if inner in list(e))
    assert outer.get("class").startswith("indirect")
    assert set(outer.get("class").split()) & {"c0", "c1", "c2", "c3"} != set(inner.get("class").split()) & {
        "c0",
        "c1",
        "c2",
        "c3",
    }


def test_carriage_returns_and_bidi_controls_keep_their_places():
    text = "One\r\n“We won,” said Ada Lee.\r\n\r\n\u202eevil\u202c \u2067אבג\u2069\rTwo \ufdd0\U0001ffff"
    page = Page(to_html(newsparse.parse_article(text)))
    assert page.text == text.replace("\r", "␍").replace("\u202e", "\ufffd").replace("\ufdd0\U0001ffff", "\ufffd\ufffd")
    assert [e.text for e in page.elements if e.get("class") == "cr"] == ["␍"] * 3
