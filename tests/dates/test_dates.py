import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsparse
from newsparse.dates import FoundDate, match_date, nearest_year

FULL = [
    ("Oct. 8, 2024", 2024, 10, 8),
    ("October 31st, 2025", 2025, 10, 31),
    ("Thursday Dec 19, 2024", 2024, 12, 19),
    ("Fri., 8 Oct", None, 10, 8),
    ("FRIDAY, OCT. 8", None, 10, 8),
    ("8 October 2024", 2024, 10, 8),
    ("8th of October, 2024", 2024, 10, 8),
    ("2 Jan.", None, 1, 2),
    ("08-Oct-2024", 2024, 10, 8),
    ("2024-10-08", 2024, 10, 8),
    ("2024/10/08", 2024, 10, 8),
    ("8.10.2024", 2024, 10, 8),
    ("13/01/2023", 2023, 1, 13),
    ("Sept 5, '24", 2024, 9, 5),
    ("8 octobre 2024", 2024, 10, 8),
    ("8. Oktober 2024", 2024, 10, 8),
    ("1 de mayo de 2024", 2024, 5, 1),
    ("Feb. 29", None, 2, 29),
    ("February 30", None, 2, None),
    ("Feb. 29, 2023", 2023, 2, 29),
    ("March 119", None, 3, None),
]


@pytest.mark.parametrize(("printed", "year", "month", "day"), FULL)
def test_a_date_is_read_to_its_end(printed, year, month, day):
    found = match_date(f"on {printed}, they said", 3)
    assert found is not None
    assert (found.end, found.year, found.month, found.day) == (3 + len(printed), year, month, day)


FOREIGN = [  # as papers and services of these languages print the eighth of October
    *("8 ottobre 2024", "8 de octubre de 2024", "8 de outubro de 2024"),
    *("8 lokakuuta 2024", "8 października 2024", "8 října 2024", "8 octombrie 2024"),
    *("8 Οκτωβρίου 2024", "8 Ekim 2024", "8 октября 2024", "8 жовтня 2024", "8 أكتوبر 2024", "8 אוקטובר 2024"),
    *("8 באוקטובר 2024", "8 अक्टूबर 2024", "8 অক্টোবর 2024", "8 Oktoba 2024"),
]


@pytest.mark.parametrize("printed", FOREIGN)
def test_a_date_of_another_language_is_read_in_datelines_and_published_lines(printed, monkeypatch):
    day = dt.date(2024, 10, 8)
    line = f"PARIS, {printed} (AFP) - It rained in the town."
    page = f"Talks end\nPublished {printed}\n\nIt rained in the town, and nobody came to see it."
    assert newsparse.extract_dateline(line).date == day
    assert [stamp.value for stamp in newsparse.extract_timestamps(page)] == [day]
    monkeypatch.setattr("newsparse.dates._foreign_parts", lambda _: None)
    assert newsparse.extract_dateline(line).date is None  # dateparser alone reads it; "Oktober" is a slip of "October"


@pytest.mark.parametrize(
    "printed", ["2 people 2024", "30 seats 2024", "5 million 2024", "12 votes 2023", "3 Hours 2024"]
)
def test_a_number_with_a_noun_and_a_year_is_no_date_in_any_language(printed):
    assert match_date(printed) is None


@pytest.mark.parametrize(
    ("printed", "month", "day"),
    [
        ("Macrh 5", 3, 5),
        ("Jne 6", 6, 6),
        ("Narch 2", 3, 2),
        ("March 2O", 3, 20),
        ("Apri l7", 4, 7),
        ("Febuary 8", 2, 8),
    ],
)
def test_misprints_are_read_when_asked_for(printed, month, day):
    assert match_date(printed, misprints=True)[2:5] == (None, month, day)


@pytest.mark.parametrize(
    "printed", ["Macrh 5", "Room 8", "Mary 4", "May", "Friday", "10.30", "8 of them", "Oct 8:30", ""]
)
def test_what_is_no_date(printed):
    assert match_date(printed) is None


@pytest.mark.parametrize("printed", ["April", "October 2024", "Saturday"])
def test_a_part_of_a_date_is_read_when_asked_for(printed):
    assert match_date(printed) is None
    assert match_date(printed, partial=True).end == len(printed)


def test_two_readings_of_numbers():
    found = match_date("10/01/2023")
    assert (found.swappable, found.date) == (True, dt.date(2023, 10, 1))
    assert found.swapped().date == dt.date(2023, 1, 10)
    assert not match_date("08/08/2023").swappable
    assert match_date("13/13/2023") is None


def test_an_impossible_date_is_no_day():
    assert match_date("Feb. 29, 2023").date is None
    assert FoundDate(0, 1).date is None


@pytest.mark.parametrize(
    ("month", "day", "reference", "year"),
    [
        (10, 8, dt.date(2024, 10, 8), 2024),
        (10, 12, dt.date(2024, 10, 8), 2024),
        (10, 20, dt.date(2024, 10, 8), 2023),
        (12, 30, dt.date(2024, 1, 2), 2023),
        (1, 2, dt.date(2023, 12, 30), 2024),
        (2, 29, dt.date(2023, 6, 1), 2020),
        (2, 29, dt.date(1903, 6, 1), 1896),
        (4, None, dt.date(2024, 10, 8), 2024),
        (1, 1, dt.date.min, 1),
        (12, 31, dt.date.min, None),
        (12, 31, dt.date.max, 9999),
        (1, 1, dt.date.max, 9999),
    ],
)
def test_the_year_comes_from_the_reference(month, day, reference, year):
    assert nearest_year(month, day, reference) == year


@given(st.dates(min_value=dt.date(1000, 1, 1), max_value=dt.date(2999, 12, 31)))
def test_every_day_is_read_back(day):
    for form in ("%B %d, %Y", "%d %b %Y", "%Y-%m-%d", "%A, %B %d, %Y"):
        printed = day.strftime(form).replace(f" {day:%Y}", f" {day.year:04}")
        assert match_date(printed).date == day
