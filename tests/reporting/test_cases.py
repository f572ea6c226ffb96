import tomllib
from pathlib import Path

import pytest

from fuzz.growth import measure, too_high
from newsparse import QuoteKind, extract_attributions, extract_boilerplate, extract_quotes
from newsparse.document import cut
from newsparse.layout import without
from newsparse.turns import find_turns

HERE = Path(__file__).parent
CASES, HARD = (tomllib.loads((HERE / name).read_text(encoding="utf-8"))["case"] for name in ("cases.toml", "hard.toml"))


def marks(case):
    return [pytest.mark.xfail(reason=case["xfail"])] if "xfail" in case else []


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"], marks=marks(case)) for case in CASES])
def test_quotes_and_speakers(case):
    found = [
        [*(part.text for part in quote.parts), quote.speaker.text.rstrip(",") if quote.speaker else ""]
        for quote in extract_quotes(case["text"])
    ]
    assert found == [[*parts, speaker.rstrip(",")] for *parts, speaker in case["quotes"]]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"], marks=marks(case)) for case in HARD])
def test_hard_quotes_and_names(case):
    found = [
        [*(part.text for part in quote.parts), (quote.speaker.name or quote.speaker.text) if quote.speaker else ""]
        for quote in extract_quotes(case["text"])
    ]
    assert found == case["quotes"]


@pytest.mark.parametrize(
    "text",
    [
        "An official, who declined to be named, said the deal was dead.",
        "An official, who asked not to be identified, said the deal was dead.",
        "“It is over,” said an aide, who wished not to be named because the talks go on.",
    ],
)
def test_wish_to_stay_unnamed_is_no_statement(text):
    [attribution] = extract_attributions(text)
    assert attribution.source
    assert attribution.source.kind == "anonymous"


def test_turns_are_quotes_of_their_own_kind_with_the_full_name():
    text = "LENA RUIZ, ANCHOR: Is it safe?\n\nOMAR PITT (ph): It is.\n\nRUIZ (voice-over): Since when?"
    quotes = extract_quotes(text)
    assert [quote.kind for quote in quotes] == [QuoteKind.TURN] * 3
    assert [quote.speaker and quote.speaker.name for quote in quotes] == ["Lena Ruiz", "Omar Pitt", "Lena Ruiz"]
    assert [a.kind for a in extract_attributions(text)] == ["direct"] * 3


def test_turns_are_the_story():
    text = (
        "LENA RUIZ, ANCHOR: Good evening. Is the bridge over the Tern safe?\n\nOMAR PITT: It is. We looked at it.\n\n"
        "RUIZ: Thanks, Omar.\n\nPITT: Thanks for having me.\n\nRUIZ: Follow us on Twitter for more."
    )
    assert extract_boilerplate(text) == []
    assert len(extract_quotes(text)) == 5
    assert [b.text for b in extract_boilerplate(text + "\n\nAdvertisement")] == ["Advertisement"]


@pytest.mark.parametrize(
    ("contents", "aside", "left"),
    [
        ([(0, 15)], [(5, 10)], [(0, 4), (11, 15)]),
        ([(0, 4), (11, 15)], [(5, 10)], [(0, 4), (11, 15)]),
        ([(6, 12)], [(5, 10)], [(11, 12)]),
        ([(5, 10)], [(5, 10)], []),
        ([(0, 15)], [(0, 3), (11, 15)], [(3, 10)]),
    ],
)
def test_contents_are_cut_at_what_stands_between_the_lines(contents, aside, left):
    assert list(without("One. Share Two.", contents, aside)) == left


TRANSCRIPTS = {
    "labels": lambda n: "ADA LEE:\n" * (n // 9),
    "turns": lambda n: "ADA LEE: Yes.\nBO HOLT: No.\n" * (n // 27),
    "one label": lambda n: "Ada Lee" * (n // 7) + ": Yes.",
    "stars": lambda n: "*" * n + "ADA LEE: Yes.",
    "questions": lambda n: "We spoke to Ada Lee.\n" + "Why?\nI do.\n" * (n // 11),
    "questions alone": lambda n: "Why?\n" * (n // 5),
    "times": lambda n: "[00:00] " * (n // 8) + "ADA LEE: Yes.",
}


@pytest.mark.parametrize("label", TRANSCRIPTS)
def test_turns_are_found_in_proportion_to_the_text(label):
    growth = measure(lambda text: find_turns(cut(text)), TRANSCRIPTS[label], 500, 20_000)
    assert not too_high(growth), growth
