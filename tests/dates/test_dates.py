import contextlib
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newsparse
from newsparse.dates import FoundDate, match_date, nearest_year


def read(printed, **settings):
    found = match_date(printed, **settings)
    assert found is not None
    return found


def filed(line, **settings):
    found = newsparse.extract_dateline(line, **settings)
    assert found is not None
    return found.date


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


DAY = dt.date(2024, 10, 8)
THURSDAY = dt.date(2024, 10, 10)

FOREIGN = [  # as papers and services of these languages print the eighth of October
    *("8 octobre 2024", "mardi 8 octobre 2024", "8 ottobre 2024", "martedì 8 ottobre 2024", "8 de octubre de 2024"),
    *("martes, 8 de octubre de 2024", "8 de outubro de 2024", "terça-feira, 8 de outubro de 2024"),
    *("8 lokakuuta 2024", "8 października 2024", "8 října 2024", "8 octombrie 2024", "8. október 2024"),
    *("2024. október 8.", "8 Οκτωβρίου 2024", "8 Ekim 2024", "8 Oktoba 2024"),
    *("8 октября 2024", "8 жовтня 2024", "8 октомври 2024", "8 أكتوبر 2024"),
    *(
        "٨ أكتوبر ٢٠٢٤",
        "۸ اکتبر ۲۰۲۴",
        "8 אוקטובר 2024",
        "8 באוקטובר 2024",
    ),
    *("8 अक्टूबर 2024", "८ अक्टूबर २०२४", "8 অক্টোবর 2024"),
    *("2024年10月8日", "2024 年 10 月 8 日", "2024년 10월 8일"),
]
ON_PAGES = [
    *("вторник, 8 октября 2024", "الثلاثاء 8 أكتوبر 2024", "יום שלישי, 8 באוקטובר 2024", "Τρίτη 8 Οκτωβρίου 2024"),
    *("Dienstag, 8. Oktober 2024", "Selasa, 8 Oktober 2024"),
]
YEARLESS = [
    "8 octobre",
    "8 octubre",
    "8 octobre.",
    "8 октября",
    "8 жовтня",
    "8 Οκτωβρίου",
    "8 października",
    "8 אוקטובר",
    "8 أكتوبر",
]


@pytest.fixture
def no_dateparser(monkeypatch):
    """What is not read while this holds, dateparser alone reads."""

    @contextlib.contextmanager
    def hidden():
        with monkeypatch.context() as patch:
            patch.setattr("newsparse.dates._foreign_parts", lambda *_, **__: None)
            patch.setattr("newsparse.timestamps._relative.days_ago", lambda _: None)
            yield

    return hidden


@pytest.mark.parametrize("printed", FOREIGN + ON_PAGES)
def test_a_date_of_another_language_is_read_in_published_lines(printed, no_dateparser):
    for label in ("Published ", ""):
        page = f"Talks end\n{label}{printed}\n\nIt rained in the town, and nobody came to see it."
        assert [stamp.value for stamp in newsparse.extract_timestamps(page)] == [DAY]
        assert newsparse.extract_timestamps(page)[0].text == label + printed
        with no_dateparser():
            assert newsparse.extract_timestamps(page) == []


@pytest.mark.parametrize("printed", FOREIGN)
def test_a_date_of_another_language_is_read_in_datelines(printed):
    assert filed(f"PARIS, {printed} (AFP) - It rained in the town.") == DAY


@pytest.mark.parametrize("printed", YEARLESS)
def test_a_date_of_another_language_without_a_year_takes_it_from_the_reference(printed, no_dateparser):
    page = f"Talks end\n{printed}\n\nIt rained in the town, and nobody came to see it."
    line = f"PARIS, {printed} (AFP) - It rained in the town."
    assert newsparse.extract_timestamps(page) == []
    assert [stamp.value for stamp in newsparse.extract_timestamps(page, reference=THURSDAY)] == [DAY]
    assert filed(line, reference=THURSDAY) == DAY
    with no_dateparser():
        assert newsparse.extract_timestamps(page, reference=THURSDAY) == []


LABELLED = [  # as pages print them whose text is in English, and whose frame is not
    ("Publié le 8 octobre 2024 à 09h15", "2024-10-08T09:15:00"),
    ("Mis à jour le mardi 8 octobre 2024", "2024-10-08"),
    ("Publicado el 8 de octubre de 2024 a las 09:15", "2024-10-08T09:15:00"),
    ("Publicado em 8 de outubro de 2024 às 9h15", "2024-10-08T09:15:00"),
    ("Pubblicato il 8 ottobre 2024", "2024-10-08"),
    ("Veröffentlicht am 8. Oktober 2024, 9:15 Uhr", "2024-10-08T09:15:00"),
    ("Опубликовано 8 октября 2024, 09:15", "2024-10-08T09:15:00"),
    ("פורסם: 8 באוקטובר 2024", "2024-10-08"),
    ("نُشر في 8 أكتوبر 2024", "2024-10-08"),
    ("प्रकाशित: 8 अक्टूबर 2024", "2024-10-08"),
    ("发布时间：2024年10月8日 09:15", "2024-10-08T09:15:00"),
    ("公開日:2024年10月8日 9時15分", "2024-10-08T09:15:00"),
    ("입력 2024년 10월 8일 9시 15분", "2024-10-08T09:15:00"),
    ("Publicado hace 2 días", "2024-10-08"),
    ("Mis à jour il y a 2 jours", "2024-10-08"),
]


@pytest.mark.parametrize(("line", "value"), LABELLED)
def test_a_published_line_of_another_language_is_a_timestamp(line, value):
    page = f"Talks end\n{line}\n\nIt rained in the town, and nobody came to see it."
    (stamp,) = newsparse.extract_timestamps(page, reference=THURSDAY)
    assert (stamp.value.isoformat(), stamp.ambiguous) == (value, False)
    assert line.startswith(stamp.text)


AGO = [  # what a page says of three hours and of two days
    *(("hace 3 horas", "hace 2 días"), ("il y a 3 heures", "Il y a 2 jours"), ("vor 3 Stunden", "vor 2 Tagen")),
    *(("3 ore fa", "2 giorni fa"), ("há 3 horas", "há 2 dias"), ("3 horas atrás", "2 dias atrás")),
    *(("3 uur geleden", "2 dagen geleden"), ("för 3 timmar sedan", "för 2 dagar sedan")),
    *(("3 timer siden", "2 dager siden"), ("3 godziny temu", "2 dni temu"), ("3 saat önce", "2 gün önce")),
    *(("3 часа назад", "2 дня назад"), ("3 години тому", "2 дні тому"), ("πριν από 3 ώρες", "πριν από 2 ημέρες")),
    *(("לפני 3 שעות", "לפני 2 ימים"), ("قبل 3 ساعات", "منذ 2 يوم"), ("3 घंटे पहले", "2 दिन पहले")),
    *(("3 jam yang lalu", "2 hari yang lalu"), ("3 giờ trước", "2 ngày trước")),
    *(("3小时前", "2天前"), ("3時間前", "2日前"), ("3시간 전", "2일 전")),
]


@pytest.mark.parametrize(("hours", "days"), AGO)
def test_a_relative_time_of_another_language_is_read_with_a_reference(hours, days, no_dateparser):
    pages = [f"Talks end\n{line}\n\nIt rained in the town, and nobody came to see it." for line in (hours, days)]
    found = [newsparse.extract_timestamps(page, reference=THURSDAY) for page in pages]
    assert [[(s.text, s.value, s.ambiguous) for s in stamps] for stamps in found] == [
        [(hours, THURSDAY, True)],
        [(days, DAY, False)],
    ]
    assert newsparse.extract_timestamps(pages[0]) == []
    with no_dateparser():
        assert newsparse.extract_timestamps(pages[0], reference=THURSDAY) == []


@pytest.mark.parametrize(
    "line",
    [
        "3 people ago",
        "vor 3",
        "hace 3 casas",
        "4 door sedan",
        "il y a 3 choses",
        "3 comments",
        "12 votes",
        "8 août was hot",
    ],
)
def test_what_is_no_relative_time_or_published_line_in_any_language(line):
    page = f"Talks end\n{line}\n\nIt rained in the town, and nobody came to see it."
    assert newsparse.extract_timestamps(page, reference=THURSDAY) == []


@pytest.mark.parametrize(
    "printed",
    [
        "2 people 2024",
        "30 seats 2024",
        "5 million 2024",
        "12 votes 2023",
        "3 Hours 2024",
        "28 Mario",
        "4 marines",
        "2 naïve",
    ],
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
    assert read(printed, misprints=True)[2:5] == (None, month, day)


@pytest.mark.parametrize(
    "printed", ["Macrh 5", "Room 8", "Mary 4", "May", "Friday", "10.30", "8 of them", "Oct 8:30", ""]
)
def test_what_is_no_date(printed):
    assert match_date(printed) is None


@pytest.mark.parametrize("printed", ["April", "October 2024", "Saturday"])
def test_a_part_of_a_date_is_read_when_asked_for(printed):
    assert match_date(printed) is None
    assert read(printed, partial=True).end == len(printed)


def test_two_readings_of_numbers():
    found = read("10/01/2023")
    assert (found.swappable, found.date) == (True, dt.date(2023, 10, 1))
    assert found.swapped().date == dt.date(2023, 1, 10)
    assert not read("08/08/2023").swappable
    assert match_date("13/13/2023") is None


def test_an_impossible_date_is_no_day():
    assert read("Feb. 29, 2023").date is None
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
        assert read(printed).date == day
