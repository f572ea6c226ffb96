import tomllib
from pathlib import Path

import pytest

from newsparse.timestamps import extract_timestamps

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_timestamps(case):
    found = extract_timestamps(case["text"], reference=case.get("reference"))
    assert [f"{t.kind} {t.value.isoformat()}{'?' if t.ambiguous else ''}" for t in found] == case["found"]
    assert all(case["text"][t.start : t.end] == t.text for t in found)
