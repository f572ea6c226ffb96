import tomllib
from pathlib import Path

import pytest

from newsparse import extract_attributions

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["cases"]
EDGES = " .,"


def bare(kind, source, cue, *content):
    return [kind, source.strip(EDGES), cue, *(piece.strip(EDGES) for piece in content)]


def marks(case):
    return [pytest.mark.xfail(reason=case["xfail"])] if "xfail" in case else []


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"], marks=marks(case)) for case in CASES])
def test_source_cue_and_content(case):
    found = extract_attributions(case["text"], min_confidence=0)
    assert [
        bare(a.kind, a.source.text if a.source else "", a.cue.text if a.cue else "", *(c.text for c in a.content))
        for a in found
    ] == [bare(*row) for row in case["found"]]
    assert [[via.text for via in a.via] for a in found] == case.get("via", [[] for _ in case["found"]])
