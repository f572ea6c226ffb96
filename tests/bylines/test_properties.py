import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fuzz.growth import in_proportion
from newsparse.bylines import extract_byline, extract_credits, parse_byline
from newsparse.lexicon import Lexicon
from newsparse.types import Span

PIECES = (
    *("By", "by", "Ada", "MOORE", "Tom Bell", "van der", "O'Neill", "and", "&", ",", ";", "|", ":", "-", "—", "(", ")"),
    *("Staff Writer", "editor", "of the Trust", "for", "in Paris", "AP", "BBC News", "agencies", "@ada", "a@b.com"),
    *("example.com", "March 3, 2021", "5 min read", "Photos by", "Editing by", "meets", "writes", "contributed", "\n"),
    *("is", "Follow", "\u200f", "علي", "🦊", "\ud800", "\0", "İ", "ß", "&amp;", "[email protected]", "1", '"'),
)
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=20).map(" ".join)


def spans(value):
    if isinstance(value, Span):
        yield value
        for field in attrs.fields(type(value)):
            yield from spans(getattr(value, field.name))
    elif isinstance(value, tuple):
        for part in value:
            yield from spans(part)


@given(TEXTS)
@example("Staff Writer Tom Bell")
def test_spans_are_slices_within_the_byline(text):
    byline = parse_byline(text)
    for span in spans(byline) if byline else ():
        assert span.text == text[span.start : span.end]
        assert byline.contains(span)


@given(TEXTS)
def test_articles_never_raise_and_spans_are_slices(text):
    page = f"Headline\n{text}\nMarch 3, 2021\nThe bridge will close, the county said.\n{text}"
    for found in (extract_byline(page), *extract_credits(page)):
        for span in spans(found) if found else ():
            assert span.text == page[span.start : span.end]


@given(TEXTS)
def test_authors_have_a_name_once(text):
    byline = parse_byline(text)
    names = [author.name.lower() for author in byline.authors] if byline else []
    assert all(names)
    assert len(names) == len(set(names))


def test_of_a_byline_of_five_thousand_names_those_within_the_bound_are_read():
    given = ["Ada", "Tom", "Kim", "Una", "Max"]
    family = [a + b + c for a in "BCDFGHKLMN" for b in "aeiou" for c in ("ll", "ne", "rd", "sk", "tt")]
    names = [f"{one} {two}{three}" for one in given for two in family for three in ("ov", "enko", "ic", "escu")]
    byline = parse_byline("By " + ", ".join(names))
    read = [author.name for author in byline.authors]
    assert len(read) > 500
    assert read[:-1] == names[: len(read) - 1]
    assert byline.end <= 10_000


@pytest.mark.parametrize(
    "unit",
    ["Ada Moore, ", "By ", "Ada ", "by Ada Moore and ", "A. ", "editor of a ", "in Paris ", "AP ", "(", "van der ",
     "Ada-", "1:1 ", "of the ", "a@b", "Photos by X ", "\n", "By\n", "Ada Moore\n", '"Ada" ', "is ", "x."],
)  # fmt: skip
def test_time_grows_with_the_text(unit):
    assert in_proportion(parse_byline, unit, 1_000)
    assert in_proportion(extract_byline, unit, 1_000)


@pytest.mark.parametrize("function", [parse_byline, extract_byline, extract_credits])
@pytest.mark.parametrize("value", [b"By Ada Moore", None, 3])
def test_other_types_are_refused(function, value):
    with pytest.raises(TypeError, match="takes a str"):
        function(value)


def test_the_lexicon_is_open():
    lexicon = Lexicon(added={"roles.newsroom": ["quizmaster"], "agencies.outlets": ["Hollerday"]})
    author = parse_byline("By Ada Moore, quizmaster, Hollerday", lexicon=lexicon).authors[0]
    assert (author.role.name, author.organization.name) == ("quizmaster", "Hollerday")
