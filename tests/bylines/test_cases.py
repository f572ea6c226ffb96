import tomllib
from pathlib import Path

import pytest

from newsparse.bylines import parse_byline

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["case"]
FIELDS = {
    "roles": "role",
    "organizations": "organization",
    "locations": "location",
    "emails": "email",
    "handles": "handle",
}


def described(byline):
    found = {
        plural: [getattr(author, field).name for author in byline.authors if getattr(author, field)]
        for plural, field in FIELDS.items()
    }
    found["authors"] = [author.name for author in byline.authors]
    found["bodies"] = [body.name for body in byline.organizations]
    found["helpers"] = [[helper.name, helper.part] for helper in byline.contributors]
    return {field: values for field, values in found.items() if values or field == "authors"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_a_byline_is_read(case):
    byline = parse_byline(case["text"])
    if case.get("none"):
        assert byline is None
        return
    assert described(byline) == {field: case[field] for field in case if field not in {"id", "kind", "text"}}
