import tomllib
from pathlib import Path

import pytest

from newsparse import extract_byline, extract_dateline, extract_timestamps

TABLES = ("cases.toml", "shapes.toml")
CASES = [
    case
    for table in TABLES
    for case in tomllib.loads((Path(__file__).parent / table).read_text(encoding="utf-8"))["case"]
]
FIELDS = {"roles": "role", "organizations": "organization", "emails": "email", "handles": "handle"}


def param(case):
    marks = [pytest.mark.xfail(reason=case["known_miss"], strict=True)] if "known_miss" in case else []
    return pytest.param(case, id=case["id"], marks=marks)


def described(text):
    byline, dateline = extract_byline(text), extract_dateline(text)
    authors = byline.authors if byline else ()
    found = {
        plural: [value.text if plural == "handles" else value.name for a in authors if (value := getattr(a, field))]
        for plural, field in FIELDS.items()
    }
    found["authors"] = [author.name for author in authors]
    found["bodies"] = [body.name for body in byline.organizations] if byline else []
    found["helpers"] = [f"{helper.name}/{helper.part}" for helper in byline.contributors] if byline else []
    if dateline:
        pieces = {"place": dateline.place, "agency": dateline.agency, "date": dateline.date_text}
        found |= {field: span.text for field, span in pieces.items() if span}
    found["stamps"] = [f"{t.kind} {t.value.isoformat()}{'?' if t.ambiguous else ''}" for t in extract_timestamps(text)]
    return {field: values for field, values in found.items() if values}


@pytest.mark.parametrize("case", [param(case) for case in CASES])
def test_the_head_of_an_article_is_read(case):
    assert described(case["text"]) == {
        field: case[field] for field in case if field not in {"id", "text", "known_miss"}
    }
