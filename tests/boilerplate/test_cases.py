import tomllib
from pathlib import Path

import pytest

from newsparse.boilerplate import extract_boilerplate, strip_boilerplate

CASES = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))["cases"]
STORY = """\
The river rose again on Monday and flooded two streets in the old town, where some 40 people had to leave their homes \
before dawn, officials said.

Nobody was hurt, the mayor, Ada Cole, told reporters who had come to the bridge. She said that the town had been \
warned in time, and that the water would fall by the end of the week.

It was the third flood in ten years. The council had decided against a higher wall in 2015 because it would have cost \
more than the town could pay, according to its own records."""
each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])


@each_case
def test_what_is_found(case):
    text = case["text"].replace("STORY", STORY)
    assert [[span.kind, span.text] for span in extract_boilerplate(text)] == case["found"]


@each_case
def test_what_is_left(case):
    text = case["text"].replace("STORY", STORY)
    left = strip_boilerplate(text)
    assert not extract_boilerplate(left)
    assert not any(found in left for _, found in case["found"])
    assert left.count("The river rose again on Monday") == case["text"].count("STORY")
    assert "\n\n\n" not in left


def test_the_algemeiner_seed_ends_in_one_line_of_syndication(algemeiner):
    (found,) = extract_boilerplate(algemeiner)
    assert found.kind == "syndication"
    assert found.text.startswith("The post US Officials Push Back")
    assert found.end == len(algemeiner.rstrip())


def test_the_tass_seed_has_no_boilerplate(tass):
    assert not extract_boilerplate(tass)
