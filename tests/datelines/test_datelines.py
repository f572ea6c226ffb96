import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fuzz.growth import in_proportion
from newsparse import Lexicon
from newsparse.datelines import extract_dateline, find_agency, parse_dateline
from strategies import texts

PLACES = ["LONDON", "KYIV, Ukraine", "St. Paul, Minn.", "WASHINGTON/PARIS", "HONG KONG SAR"]
SERVICES = ["(Reuters)", "(AP)", "/TASS/", "(GLOBE NEWSWIRE)"]
DATES = ["Oct. 8", "October 8, 2024", "8 October"]


@pytest.mark.parametrize(("place", "date", "service"), list(itertools.product(PLACES, DATES, SERVICES)))
def test_pieces_combine(place, date, service):
    dateline = f"{place}, {date} {service} —"
    found = extract_dateline(f"{dateline} Talks ended on Sunday.")
    assert found.text == dateline
    assert (found.place.text, found.date_text.text, found.agency.text) == (place, date, service[1:-1])
    assert (found.month, found.day) == (10, 8)


def test_each_place_stands_on_its_own():
    found = parse_dateline("AUSTIN, Texas/WASHINGTON (Reuters) - Talks ended.")
    assert [place.text for place in found.places] == ["AUSTIN, Texas", "WASHINGTON"]


@pytest.mark.parametrize(
    ("reference", "date"),
    [
        (None, None),
        (dt.date(2024, 10, 9), dt.date(2024, 10, 8)),
        (dt.date(2024, 10, 6), dt.date(2024, 10, 8)),
        (dt.date(2024, 9, 1), dt.date(2023, 10, 8)),
    ],
)
def test_the_year_comes_from_the_reference(reference, date):
    found = extract_dateline("LONDON, Oct 8 (Reuters) - Talks ended.", reference=reference)
    assert (found.month, found.day, found.date) == (10, 8, date)
    assert found.year == (date.year if date else None)


def test_a_printed_year_beats_the_reference():
    found = extract_dateline("LONDON, Oct 8, 2020 (Reuters) - Talks ended.", reference=dt.date(2024, 1, 1))
    assert found.date == dt.date(2020, 10, 8)


def test_a_text_that_is_only_a_dateline():
    assert extract_dateline("LONDON, Oct 8 (Reuters) -").text == "LONDON, Oct 8 (Reuters) -"


def test_a_place_of_your_own():
    text = "Coolville — The bridge is open."
    assert extract_dateline(text) is None
    assert extract_dateline(text, lexicon=Lexicon(added={"dateline_places.cities": ["Coolville"]})) is not None


def test_a_dateline_deep_in_the_story_is_not_the_storys():
    story = "The council met on Tuesday, officials said, and the bridge was on the agenda again. " * 40
    assert extract_dateline(f"{story}\nLONDON, Oct 8 (Reuters) - Talks ended.") is None


BODY = "\nThe bill passed on Friday, officials said. More was said.\n"


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"Rates rise\nBy The Associated Press\n{BODY}", "The Associated Press"),
        (f"Rates rise\nTHE ASSOCIATED PRESS{BODY}", "THE ASSOCIATED PRESS"),
        (f"Rates rise\nBy Jane Doe, Associated Press{BODY}", "Associated Press"),
        (
            f"Rates rise\nJane Doe{BODY}Copyright 2024 The Associated Press. All rights reserved.",
            "The Associated Press",
        ),
        (f"Rates rise{BODY}© 2024 AFP", "AFP"),
        (f"Rates rise{BODY}Copyright 2012 by The Associated Press", "The Associated Press"),
        (f"Rates rise{BODY}Source: Xinhua", "Xinhua"),
        (f"Rates rise{BODY}Distributed by Tribune News Service.", "Tribune News Service"),
        (f"Rates rise{BODY}(PTI)", "PTI"),
        (f"Rates rise{BODY}- Reuters", "Reuters"),
        (f"(CBS/AP) LONDON - The bill passed.{BODY}", "AP"),
        (f"LONDON, Oct 8 (Reuters) - The bill passed.{BODY}", "Reuters"),
        (f"LONDON (CNN) - The bill passed.{BODY}", None),
        (f"Rates rise{BODY}The Associated Press contributed to this report.", None),
        (f"Rates rise{BODY}© 2024 AP Photo/Jane Doe", None),
        (f"MAP\nRates rise{BODY}", None),
        ("", None),
    ],
)
def test_the_wire_of_a_story(text, agency):
    found = find_agency(text, dateline=extract_dateline(text))
    assert (found and found.text) == agency
    assert found is None or text[found.start : found.end] == found.text


PIECES = st.sampled_from(
    [
        *PLACES,
        *SERVICES,
        *DATES,
        ", ",
        " - ",
        " -- ",
        "—",
        " / ",
        "/",
        ". ",
        ": ",
        "(",
        ")",
        "\n",
        "\n\n",
        " ",
        "****",
        "The talks ended.",
        "By Jane Doe",
        "U.S.",
        "N.Y.",
        "and ",
        "10:15 AM ET",
        "[India]",
        "(NYSE: ABC)",
        "\ud800",
        "٣",
    ]
)


@given(st.one_of(texts, st.lists(PIECES, max_size=14).map("".join)))
def test_pieces_lie_in_the_dateline_in_the_text(text):
    for found in (extract_dateline(text), parse_dateline(text), extract_dateline(text, reference=dt.date.min)):
        if found is None:
            continue
        for span in (found, found.place, found.agency, found.date_text, *found.places):
            assert span is None or (text[span.start : span.end] == span.text and found.contains(span))
        assert found.text == found.text.strip()
        again = parse_dateline(text[found.start :])
        assert again is None or again.text == found.text


@pytest.mark.parametrize(
    "shape",
    [
        "A ",
        "AB",
        "LONDON, ",
        "LONDON/",
        "LONDON and ",
        "(AP) ",
        "Oct. 8, ",
        "(",
        "1",
        "- ",
        "St. ",
        "\n",
        "****",
        "By A ",
    ],
)
@pytest.mark.parametrize("parse", [extract_dateline, parse_dateline, find_agency])
def test_time_does_not_grow_faster_than_the_text(parse, shape):
    assert in_proportion(parse, shape, 20_000, 160_000)
