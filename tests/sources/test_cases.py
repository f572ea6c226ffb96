"""Golden table of sources: each row marks its statements in the text, and says who stands behind each."""

import tomllib
from pathlib import Path

import pytest

from marked import read
from newsparse.document import cut
from newsparse.sources import resolve_sources

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]


def seen(result, wanted):
    """Return those fields of a result that a row speaks of, and always the chain."""
    source = result.source
    fields = {"kind": str(result.kind), "name": (source.name or "") if source else "", "carried": result.carried}
    fields["count"] = (source.count or 0) if source else 0
    for field in ("role", "affiliation", "reason"):
        span = getattr(source, field) if source else None
        fields[field] = span.text if span else ""
    return {**{field: fields[field] for field in wanted if field != "via"}, "via": [v.name for v in result.via]}


@pytest.mark.parametrize("case", [pytest.param(c, id=c["id"]) for c in CASES])
def test_case(case, request):
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"], strict=True))
    text, statements = read(case["text"])
    results = resolve_sources(cut(text), statements, publisher=case.get("publisher", ()))
    wanted = [{"via": [], **want} for want in case["want"]]
    assert [seen(result, want) for result, want in zip(results, wanted, strict=True)] == wanted


def test_rows_are_named_once_and_of_a_known_sort():
    assert len({c["id"] for c in CASES}) == len(CASES) >= 120
    assert {c["sort"] for c in CASES} == {"real", "synthetic", "negative"}
