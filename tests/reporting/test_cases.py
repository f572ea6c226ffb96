import tomllib
from pathlib import Path

import pytest

from newsparse import extract_attributions, extract_quotes

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]


def marks(case):
    return [pytest.mark.xfail(reason=case["xfail"])] if "xfail" in case else []


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"], marks=marks(case)) for case in CASES])
def test_quotes_and_speakers(case):
    found = [
        [*(part.text for part in quote.parts), quote.speaker.text.rstrip(",") if quote.speaker else ""]
        for quote in extract_quotes(case["text"])
    ]
    assert found == [[*parts, speaker.rstrip(",")] for *parts, speaker in case["quotes"]]


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
    assert attribution.source.kind == "anonymous"
