"""Whom a description means: the signs, the decision, its limits, and what is weighed on long lists of names."""

import json
from importlib import resources

import pytest

from newsparse.document import cut
from newsparse.sources import Statement, descriptions, resolve_sources
from newsparse.sources._antecedents import antecedents, likely_antecedent

TEXT = (
    "Mayor Ada Lee spoke on Monday.\n\n“We won,” Omar Pitt said. Pitt, 41, drives a bus.\n\n"
    "“It is late,” the mayor said. A union of drivers, United Wheels, was there."
)


@pytest.fixture
def asked(monkeypatch):
    found = []

    def ask(description):
        found.append(description)
        return likely_antecedent(description)

    monkeypatch.setattr(descriptions, "likely_antecedent", ask)
    return found


def read(text, source, asked):
    start = text.index(source)
    resolve_sources(cut(text), [Statement((start, start + len(source)), None, ((0, 1),))])
    return asked[-1]


def test_everybody_who_is_named_is_a_candidate_and_so_is_nobody(asked):
    found = antecedents(read(TEXT, "the mayor", asked))
    assert [(one.person.name if one.person else one.body) for one in found] == [
        None, "Omar Pitt", "Ada Lee", "United Wheels",
    ]  # fmt: skip


def test_signs_say_what_speaks_for_each(asked):
    description = read(TEXT, "the mayor", asked)
    signs = {one.person.name: set(one.signs) for one in antecedents(description) if one.person}
    assert {"role", "role&only", "early", "subject"} <= signs["Ada Lee"]
    assert {"nth=0", "all-times=2", "other-role"} <= signs["Omar Pitt"]
    assert description.opener == "the"
    assert not description.is_brought_in
    found = likely_antecedent(description)
    assert found is not None
    assert found.person is not None
    assert found.person.name == "Ada Lee"


@pytest.mark.parametrize(
    ("text", "source", "left_out"),
    [
        ("Ada Lee won. Omar Pitt lost. The businessman wept.", "The businessman", "Ada Lee"),
        ("Ada Lee, 44, won. Omar Pitt, 41, lost. The 41-year-old wept.", "The 41-year-old", "Ada Lee"),
        ("A waiter fell. Ada Lee won. Omar Pitt lost. The waiter wept.", "The waiter", "Omar Pitt"),
    ],
)
def test_gender_age_and_one_brought_in_exclude(text, source, left_out, asked):
    found = antecedents(read(text, source, asked))
    assert left_out not in {one.person.name for one in found if one.person}


def test_candidates_are_few_however_many_are_named(asked):
    people = " ".join(f"Anna B{chr(97 + i % 26)}{'lmnrst'[i % 6]}er{'aeiou'[i % 5]}son spoke." for i in range(400))
    assert len(antecedents(read(f"{people} The teacher agreed.", "The teacher", asked))) <= 33


def test_weights_are_a_small_readable_table():
    text = (resources.files("newsparse.sources") / "model" / "antecedents.json").read_text(encoding="utf-8")
    table = json.loads(text)["antecedent"]["yes"]
    assert len(text) < 40_000
    assert all(isinstance(weight, float) for weight in table.values())
    assert table["role"] > 0 > table["other-role"]
