import tomllib
from pathlib import Path

import pytest

from newsparse.datelines import extract_dateline, parse_dateline

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]


def param(case):
    marks = [pytest.mark.xfail(reason=case["known_miss"], strict=True)] if "known_miss" in case else []
    return pytest.param(case, id=case["id"], marks=marks)


DATELINES = [param(case) for case in CASES if case["raw"]]
OTHERS = [param(case) for case in CASES if not case["raw"]]
OPENINGS = [param(case) for case in CASES if case["raw"] and "before" not in case and "known_miss" not in case]


@pytest.mark.parametrize("case", DATELINES)
def test_the_dateline_is_found_with_its_pieces(case):
    before = case.get("before", "")
    found = extract_dateline(before + case["raw"] + case["after"])
    assert found is not None
    assert (found.start, found.text) == (len(before), case["raw"])
    pieces = [span.text if span else "" for span in (found.place, found.agency, found.date_text)]
    assert pieces == [case["place"], case["agency"], case["date"]]
    if "month_day" in case:
        assert f"{found.month}-{found.day or ''}" == case["month_day"]


@pytest.mark.parametrize("case", OTHERS)
def test_what_only_looks_like_a_dateline_is_none(case):
    assert extract_dateline(case["after"]) is None


@pytest.mark.parametrize("case", OPENINGS)
def test_a_line_that_opens_with_a_dateline_parses_alike(case):
    found = parse_dateline(case["raw"] + case["after"])
    assert found is not None
    assert found.text == case["raw"]
