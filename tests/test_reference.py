"""``reference``: what it takes, and that it changes dates alone."""

import datetime as dt
import zoneinfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsparse
from newsparse import batch
from strategies import texts

TEXT = "Talks end\nUpdated Oct 9\n\nLONDON, Oct 8 (Reuters) - “We won,” said Ada Lee."
DAY = dt.date(2024, 10, 9)
PARSER = newsparse.Parser()
TAKERS = {
    "parse_article": newsparse.parse_article,
    "extract_dateline": newsparse.extract_dateline,
    "parse_dateline": newsparse.parse_dateline,
    "extract_timestamps": newsparse.extract_timestamps,
    "Parser.parse_article": PARSER.parse_article,
    "Parser.extract_dateline": PARSER.extract_dateline,
    "Parser.parse_dateline": PARSER.parse_dateline,
    "Parser.extract_timestamps": PARSER.extract_timestamps,
    "parse_articles": lambda text, reference: list(batch.parse_articles([text], reference=reference)),
    "parse_articles, of each": lambda text, reference: list(batch.parse_articles([(text, reference)])),
}
each_taker = pytest.mark.parametrize("take", TAKERS.values(), ids=TAKERS.keys())


class Stamp(dt.datetime):
    """As the ``Timestamp`` of pandas: a subclass of ``datetime``."""


class NoStamp(dt.datetime):
    """As the ``NaT`` of pandas: it equals nothing, and has no day."""

    __hash__ = dt.datetime.__hash__

    def __eq__(self, other):
        return False

    def date(self):
        raise ValueError("NaT has no date")


@each_taker
@pytest.mark.parametrize(
    "reference",
    [
        dt.datetime(2024, 10, 9),  # noqa: DTZ001 - what most tables hold
        dt.datetime(2024, 10, 9, 23, 59, tzinfo=dt.UTC),
        dt.datetime(2024, 10, 9, 1, tzinfo=zoneinfo.ZoneInfo("Asia/Tokyo")),
        Stamp(2024, 10, 9, 12),
        "2024-10-09",
        " 2024-10-09 ",
        "20241009",
        "2024-10-09T09:30:00Z",
        "2024-10-09 09:30:00.123+02:00",
    ],
    ids=repr,
)
def test_a_day_may_be_given_in_every_usual_form(take, reference):
    assert take(TEXT, reference=reference) == take(TEXT, reference=DAY)


@each_taker
def test_without_a_day_there_is_none(take):
    assert take(TEXT, reference=NoStamp(2024, 10, 9)) == take(TEXT, reference=None)


@each_taker
@pytest.mark.parametrize("wrong", [2024, 1_728_432_000.0, b"2024-10-09", (2024, 10, 9), dt.time(9)], ids=repr)
def test_another_type_gets_an_error_that_says_what_to_pass(take, wrong):
    with pytest.raises(TypeError, match=r"takes as reference a date, a datetime or a string .* not \w+$"):
        take(TEXT, reference=wrong)


@each_taker
@pytest.mark.parametrize("wrong", ["", "yesterday", "9 October 2024", "10/09/2024", "2024-13-01", "2024"])
def test_a_string_that_is_no_day_gets_an_error_that_shows_it(take, wrong):
    with pytest.raises(newsparse.DataError, match="such as"):
        take(TEXT, reference=wrong)


LINES = st.sampled_from(
    [
        "Oct 8\n",
        "Updated Oct 9\n",
        "Published 9:15 a.m. ET\n",
        "Posted 8 October | By Ada Lee\n",
        "10/01/2023\n",
        "Updated 9:15, Feb. 30\n",
        "LONDON, Oct 8 (Reuters) - Talks ended.\n",
        "“We won,” said Ada Lee.\n",
        "The bridge will be closed for a year\n",
        "Ada Lee said on Oct 8 that the bridge would close.\n",
        "She added: “It is old.”\n",
    ]
)


def without_dates(article):
    """The article less what a reference may change; a line that gets its date from it belongs to no field before."""
    dateline = article.dateline and attrs.evolve(article.dateline, year=None, date=None)
    told = tuple(line for line in article.boilerplate if line.kind is not newsparse.BoilerplateKind.OTHER)
    return attrs.evolve(article, dateline=dateline, timestamps=(), boilerplate=told)


@given(st.lists(LINES | texts, max_size=9).map("".join))
def test_a_reference_changes_dates_alone(text):
    plain = newsparse.parse_article(text)
    dated = newsparse.parse_article(text, reference=dt.date(2024, 10, 9))
    assert without_dates(dated) == without_dates(plain)
    places = [(stamp.start, stamp.end, stamp.kind) for stamp in dated.timestamps]
    assert {(stamp.start, stamp.end, stamp.kind) for stamp in plain.timestamps} <= set(places)
    assert list(dated.quotes) == newsparse.extract_quotes(text)
    assert list(dated.attributions) == newsparse.extract_attributions(text)


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("Published Oct. 9, 2024\n", dt.date(2024, 10, 8)),
        ("Updated Oct. 9, 2024, 9:15 a.m. ET\n", dt.date(2024, 10, 8)),
        ("Updated Jan. 2, 2025\nPublished Oct. 9, 2024\n", dt.date(2024, 10, 8)),
        ("Updated Jan. 2, 2025\n", None),  # too long after the eighth of October
        ("Published 10/09/2024\n", None),  # the tenth of September as well
        ("Published Oct. 9\n", None),
        ("", None),
    ],
)
def test_a_line_of_the_text_serves_where_no_reference_is_given(head, date):
    text = f"Talks end\n{head}\nLONDON, Oct 8 (Reuters) - Talks ended on Tuesday."
    alone, whole = newsparse.extract_dateline(text), newsparse.parse_article(text).dateline
    assert alone
    assert alone == whole
    assert alone.date == date
    other = newsparse.parse_article(text, reference=dt.date(2023, 10, 8)).dateline
    assert other
    assert other.date == dt.date(2023, 10, 8)


def test_a_stamp_without_a_year_takes_it_from_one_that_has_it():
    found = newsparse.extract_timestamps("Updated Jan. 2, 9:15\nPublished Dec. 30, 2023")
    assert [stamp.value.isoformat() for stamp in found] == ["2024-01-02T09:15:00", "2023-12-30"]
