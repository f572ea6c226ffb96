"""Large and hostile texts: no exception, and time in proportion."""

import time

import pytest

from newsparse.boilerplate import extract_boilerplate, strip_boilerplate

FACTOR = 4
MOST = 9.0
TOO_SHORT = 0.02  # seconds, under which a ratio is noise


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("\n" * 100_000, "\n" * 100_000),
        ("a" * 5_000_000, "a" * 5_000_000),
        ("Аdvеrtіѕеmеnt frоm thе ѕіtе ~ соntасt uѕ\n" * 3, None),  # letters of other scripts that look alike
        ("\ud800 Sign up @\udfff www.\ud800.org", None),
        ("\x00Advertisement\x00\n", None),
    ],
    ids=["empty lines", "one line of 5 MB", "look-alike letters", "lone surrogates", "NUL"],
)
def test_nothing_raises(text, left):
    assert left is None or strip_boilerplate(text) == left
    extract_boilerplate(text)


def seconds(text):
    times = []
    for _ in range(2):
        began = time.process_time()
        extract_boilerplate(text)
        times.append(time.process_time() - began)
    return min(times)


@pytest.mark.parametrize(
    "shape",
    [
        "The river rose. ",
        "Share\n",
        "Photo: Ann Lee / ",
        "Ann Lee and ",
        "Reporting by Ann Lee; ",
        "a@b.",
        "www.",
        "The post ",
        "<<<{{{",
        "Ann Lee, a reporter\n",
        "sign up for our ",
        "more more more ",
        "Facebook Twitter ",
    ],
)
def test_time_is_in_proportion(shape):
    short = shape * (20_000 // len(shape))
    few, many = seconds(short), seconds(short * FACTOR)
    assert many < TOO_SHORT or many / few < MOST
