import tomllib
from pathlib import Path

import pytest

from newsparse.document import cut

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in CASES])
def test_marks(case):
    text = case["text"]
    found = cut(text).marks
    inner = [text[slice(*q.inner)] for q in found]
    assert inner == case["inner"]
    assert [i for i, q in zip(inner, found, strict=True) if not q.closed] == case.get("open", [])
    assert [i for i, q in zip(inner, found, strict=True) if q.parent is not None] == case.get("nested", [])
    assert [i for i, q in zip(inner, found, strict=True) if q.continues is not None] == case.get("continues", [])
