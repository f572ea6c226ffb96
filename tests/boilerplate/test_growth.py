"""Large and hostile texts: no exception, and time in proportion."""

import pytest

from fuzz.growth import in_proportion
from newsparse.boilerplate import extract_boilerplate, strip_boilerplate


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
    assert in_proportion(extract_boilerplate, shape, 20_000)
