"""The HTML view in a real browser."""

import itertools
import json

import attrs
import browser
import nbconvert
import nbformat
import pytest
from test_html import HOSTILE, told

import newsparse
from articles import full_article
from newsparse import Source, SourceKind, Span

pytestmark = pytest.mark.skipif(browser.find() is None, reason="needs Chromium: apt-get install chromium")


@pytest.fixture(scope="module")
def page():
    with browser.running() as found:
        yield found


@pytest.fixture
def show(page, tmp_path):
    def show(article):
        path = tmp_path / "article.html"
        path.write_text(article.to_html(), encoding="utf-8")
        page.media()
        page.open(path)
        return page

    return show


TEXT = "document.querySelector('.newsparse .text').textContent"


def lit(page):
    """The words that are marked as belonging together at the moment."""
    return page.run(
        "(hit => [...document.querySelectorAll('.text [class], .member')].filter(e => e.textContent &&"
        " getComputedStyle(e).backgroundColor === hit).map(e => e.classList.contains('member') ?"
        " 'cast: ' + e.querySelector('.name').textContent : e.textContent))"
        "((e => (e.style.color = 'var(--hit)', document.querySelector('.newsparse').append(e),"
        " (c => (e.remove(), c))(getComputedStyle(e).color)))(document.createElement('i')))"
    )


def test_the_text_of_the_page_is_the_text_of_the_article(show):
    article = full_article()
    assert show(article).run(TEXT) == article.text


def test_pointing_at_a_quote_marks_its_speaker_and_its_entry_in_the_cast(show):
    page = show(full_article())
    assert lit(page) == []
    page.point_at("document.querySelector('.text .quote')")
    assert lit(page) == ["“We close,”", "Ada Lee", "said", "“The ‘last ship’ has left.”", "cast: AL Ada Lee"]
    bubble = page.run("getComputedStyle(document.querySelector('.text .ref'), '::after').content")
    assert bubble == '"Ada Lee"'


def test_pointing_at_a_source_marks_all_that_it_says(show):
    page = show(full_article())
    page.point_at("document.querySelectorAll('.member')[1]")
    assert lit(page) == [
        *("Two officials", "who feared for their posts", "told", "the Courier", "that the quay was rotten"),
        "cast: TO two officials",
    ]


def test_the_keyboard_reaches_everything_in_the_order_of_the_page(show):
    page = show(full_article())
    reached = []
    for _ in range(4):
        page.press("Tab", 9)
        reached.append((page.run("document.activeElement.getAttribute('aria-label')"), lit(page)[0]))
    assert reached == [
        ("quote 1, by Ada Lee", "“We close,”"),
        ("statement 2, by two officials, through the Courier", "Two officials"),
        ("go to statement 1", "“We close,”"),
        ("go to statement 2", "Two officials"),
    ]
    assert page.run("(s => s.outlineStyle + s.outlineWidth)(getComputedStyle(document.activeElement))") == "solid3px"
    assert page.run("[...document.querySelectorAll('[tabindex]')].length") == 0


def test_every_link_leads_to_an_element_of_the_page(show):
    page = show(full_article())
    assert page.run("[...document.querySelectorAll('a')].every(a => document.getElementById(a.hash.slice(1)))")
    assert page.run("(ids => new Set(ids).size === ids.length)([...document.querySelectorAll('[id]')].map(e => e.id))")


def test_roles_and_names(show):
    page = show(full_article())
    tree = page.call("Accessibility.getFullAXTree")["nodes"]
    named = {(node["role"]["value"], node.get("name", {}).get("value")) for node in tree if not node.get("ignored")}
    assert {
        ("main", ""),
        ("navigation", "Legend"),
        ("article", "Text"),
        ("complementary", "Sources"),
        ("heading", "Sources"),
        ("list", "Sources"),
        ("link", "quote 1, by Ada Lee"),
    } <= named
    assert page.run("document.documentElement.lang") == "en"
    assert page.run("document.title") == "Harbour to close – newsparse"
    assert all(name for role, name in named if role == "link")


def luminance(colour):
    parts = [channel / 255 for channel in colour]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


COLOURS = """
(root => {
  const paint = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const rgb = c => { paint.clearRect(0, 0, 1, 1); paint.fillStyle = c; paint.fillRect(0, 0, 1, 1);
    const found = [...paint.getImageData(0, 0, 1, 1).data];
    return found[3] === 255 ? found.slice(0, 3) : [...found.slice(0, 3), 0]; };
  const back = e => { for (; e; e = e.parentElement) {
    const c = rgb(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] === 1) return c.slice(0, 3); } };
  return [...root.querySelectorAll('*')].filter(e => e.tagName !== 'STYLE' && e.offsetParent)
    .map(e => [e.className || e.tagName, rgb(getComputedStyle(e).color).slice(0, 3), back(e)]);
})(document.querySelector('.newsparse'))
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("pointed", [False, True])
def test_every_text_has_the_contrast_that_wcag_asks_for(show, scheme, pointed):
    page = show(full_article())
    page.media(scheme=scheme)
    if pointed:
        page.point_at("document.querySelector('.text .quote')")
    found = page.run(COLOURS)
    assert len(found) > 30
    for name, colour, back in found:
        assert contrast(colour, back) >= 4.5, (name, colour, back)
    dark = luminance(page.run("getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)")) < 0.1
    assert dark == (scheme == "dark")


def test_every_combination_of_marks_can_be_read(show):
    text = "abcdefgh"
    kinds = ["quote", "source", "cue", "indirect", "boilerplate", "headline", "standfirst", "caption", "unsure"]
    page = show(newsparse.Article(text=text))
    colours = [f"c{n}" for n in range(8)]
    combinations = [(*c, colour) for n in range(1, 4) for c in itertools.combinations(kinds, n) for colour in colours]
    page.run(
        f"document.querySelector('.text').innerHTML = {json.dumps([' '.join(c) for c in combinations])}"
        ".map(c => `<span class=\"${c}\">x</span>`).join('')"
    )
    for scheme in ("light", "dark"):
        page.media(scheme=scheme)
        for name, colour, back in page.run(COLOURS):
            assert contrast(colour, back) >= 4.5, (scheme, name, colour, back)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_text_and_nothing_is_loaded(show, text):
    speaker = Source.of(text, 0, len(text), kind=SourceKind.PERSON, name=text)
    quote = newsparse.Quote.of(
        text, 0, len(text), parts=(Span.of(text, 0, len(text)),), kind=newsparse.QuoteKind.DIRECT, speaker=speaker
    )
    cast = newsparse.CastMember(kind=SourceKind.PERSON, name=text, mentions=(speaker,), quotes=(quote,))
    page = show(newsparse.Article(text=text, headline=Span.of(text, 0, len(text)), quotes=(quote,), sources=(cast,)))
    assert page.run("document.querySelectorAll('script, img, iframe, object, link, b, base, form').length") == 0
    assert page.run("window.done") is None
    assert all(url.startswith("file:") for url in page.requests())
    assert len(page.requests()) == 1
    shown = page.run(TEXT)
    assert len(shown.encode("utf-16-le")) == len(text.encode("utf-16-le", "surrogatepass"))
    assert page.run("document.querySelector('.member .name').textContent.length") > 0


def test_a_right_to_left_line_runs_from_the_right_and_the_next_one_from_the_left(show):
    text = "שלום, אמר דובר.\n“We won,” said Ada Lee.\n\u202eevil"
    page = show(newsparse.parse_article(text))
    first = page.run(
        "((n, r) => (r.setStart(n, 0), r.setEnd(n, 1), r.getBoundingClientRect().left))"
        "(document.querySelector('.text').firstChild, document.createRange())"
    )
    middle = page.run("(b => b.left + b.width / 2)(document.querySelector('.text').getBoundingClientRect())")
    assert first > middle
    assert page.run("document.querySelector('.text .quote').getBoundingClientRect().left") < middle
    assert page.run(TEXT) == text.replace("\u202e", "\ufffd")  # which would make it read "live"


def test_print_has_one_column_and_no_bubbles(show):
    page = show(full_article())
    page.media(medium="print", scheme="dark")
    assert page.run("getComputedStyle(document.querySelector('.newsparse')).display") == "block"
    assert page.run("getComputedStyle(document.querySelector('.newsparse')).color") == "rgb(0, 0, 0)"
    assert page.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert len(page.call("Page.printToPDF")["data"]) > 10_000


def test_two_articles_on_one_page_keep_apart(tmp_path, page):
    article = full_article()
    other = newsparse.parse_article("“We won,” said Bo Li.")
    path = tmp_path / "two.html"
    path.write_text(f"<meta charset=utf-8>{article._repr_html_()}{other._repr_html_()}", encoding="utf-8")
    page.open(path)
    page.point_at("document.querySelector('.text .quote')")
    assert "Ada Lee" in lit(page)
    assert "Bo Li" not in lit(page)


def test_a_narrow_window_gets_one_column(show):
    page = show(full_article())
    page.call("Emulation.setDeviceMetricsOverride", width=400, height=800, deviceScaleFactor=1, mobile=False)
    try:
        assert page.run("document.documentElement.scrollWidth") <= 400
        assert page.run("document.querySelector('aside').getBoundingClientRect().left") < 100
    finally:
        page.call("Emulation.clearDeviceMetricsOverride")


def test_many_statements_are_still_shown(show):
    text = "“We won,” said Ada Lee. " * 700
    quotes = newsparse.extract_quotes("“We won,” said Ada Lee. ")
    assert quotes
    made = []
    for n in range(700):
        at = n * 24
        made.append(
            newsparse.Quote.of(
                text, at, at + 9, parts=(Span.of(text, at + 1, at + 8),), kind=quotes[0].kind, closed=True
            )
        )
    page = show(attrs.evolve(newsparse.Article(text=text), quotes=tuple(made)))
    assert page.run("document.querySelectorAll('.ref').length") == 700


PLAIN = {"language_info": {"name": "python", "pygments_lexer": "python"}}


def notebook(path, articles, **options):
    """Write a notebook with articles as results, as nbconvert shows it."""
    cells = [
        nbformat.v4.new_code_cell(
            "article",
            execution_count=1,
            outputs=[
                nbformat.v4.new_output(
                    "execute_result",
                    {"text/html": article._repr_html_(), "text/plain": repr(article)},
                    execution_count=1,
                )
            ],
        )
        for article in articles
    ]
    exporter = nbconvert.HTMLExporter(
        mathjax_url="", require_js_url="", jquery_url="", mermaid_js_url="", widget_renderer_url="", **options
    )
    body, _ = exporter.from_notebook_node(nbformat.v4.new_notebook(cells=cells, metadata=PLAIN))
    path.write_text(body, encoding="utf-8")
    return path


LOOK = """
(root => [...root.querySelectorAll('.text *, .member *, .legend *, .numbers')].map(e => {
  const s = getComputedStyle(e);
  return [e.className, s.color, s.backgroundColor, s.fontSize, s.fontWeight, s.textDecorationLine, s.marginTop,
          s.padding, s.listStyleType, s.whiteSpace];
}))(document.querySelector('.newsparse'))
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "options", [{"template_name": "lab", "theme": "light"}, {"template_name": "lab", "theme": "dark"}]
)
def test_a_notebook_shows_the_view_as_the_page_does(show, page, tmp_path, options, scheme):
    article = newsparse.parse_article(full_article().text.replace("World\n", "World\n\n\n"))
    page = show(article)
    page.media(scheme=options["theme"])
    page.run("document.documentElement.style.fontSize = '16px'")
    alone = page.run(LOOK)
    page.open(notebook(tmp_path / "notebook.html", [article, full_article()], **options))
    page.media(scheme=scheme)  # what the notebook says goes before what the system says
    page.run("document.documentElement.style.fontSize = '16px'")
    assert page.run(TEXT) == article.text
    assert page.run(LOOK) == alone
    height = page.run("document.querySelector('.newsparse .text').getBoundingClientRect().height")
    assert height > 28 * article.text.count("\n")
    for name, colour, back in page.run(COLOURS):
        assert contrast(colour, back) >= 4.5, (name, colour, back)
    assert page.run("document.querySelectorAll('.newsparse').length") == 2


@pytest.mark.parametrize(
    ("theme", "dark"), [("vscode-dark", True), ("vscode-light", False), ("vscode-high-contrast", True)]
)
def test_vs_code_says_itself_whether_it_is_dark(page, tmp_path, theme, dark):
    path = tmp_path / "cell.html"
    style = "body { color: gray; } a { color: lime; } pre, code { background: red; color: red } ul { padding: 9em; }"
    head = f'<!DOCTYPE html><meta charset=utf-8><style>{style}</style><body class="{theme}">'
    path.write_text(
        head + full_article()._repr_html_(),
        encoding="utf-8",
    )
    page.open(path)
    page.media(scheme="light" if dark else "dark")
    back = page.run("getComputedStyle(document.querySelector('.newsparse')).backgroundColor.match(/\\d+/g).map(Number)")
    assert (luminance(back) < 0.1) == dark
    for name, colour, back in page.run(COLOURS):
        assert contrast(colour, back) >= 4.5, (name, colour, back)


def test_the_columns_go_by_the_width_of_the_cell_and_not_of_the_window(page, tmp_path):
    path = tmp_path / "cell.html"
    for width, beside in ((500, False), (1000, True)):
        path.write_text(f"<meta charset=utf-8><div style='width: {width}px'>{full_article()._repr_html_()}</div>")
        page.open(path)
        lefts = page.run("['article', 'aside'].map(n => document.querySelector(n).getBoundingClientRect().left)")
        assert (lefts[1] > lefts[0] + 200) == beside


def test_the_switch_shows_what_is_doubtful_as_the_rest_or_not_at_all(show):
    found = []
    page = show(told(0.5))
    for choice in ("faded", "alike", "hidden"):
        page.run(f"document.querySelector('input.{choice}').click()")
        found.append(
            page.run(
                "(q => [getComputedStyle(q('.indirect')).textDecorationLine, getComputedStyle(q('.indirect'))"
                ".textDecorationThickness, getComputedStyle(q('.ref')).display])"
                "(s => document.querySelector('.text ' + s))"
            )
        )
    assert found == [["underline", "1px", "inline"], ["underline", "2px", "inline"], ["none", "auto", "none"]]
    page = show(told(0.9))
    assert page.run("document.querySelector('.switch')") is None


def test_the_chain_can_be_read_without_pointing_at_anything(show):
    page = show(told(0.9))
    drawn = page.run("getComputedStyle(document.querySelector('.text .ref'), '::before').content")
    assert drawn == '"1 FO ‹ AX"'
    assert page.run("document.querySelector('.text .ref').getBoundingClientRect().width") > 30
