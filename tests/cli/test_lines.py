"""Rows for a person to read: columns below a head that stay in their place."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from newsparse.cli._lines import lines

ROW = {"article": "a", "name": "Ada Lee", "kind": "person", "count": None, "quotes": 1, "attributions": 0}
ROW |= {"role": None, "reason": None}
CELLS = st.none() | st.text(st.sampled_from("ab |é\u0301\u200b漢字\t\n"), max_size=90)


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in text)


def bars(line):
    return [width(line[:place]) for place in range(len(line)) if line.startswith(" | ", place)]


def test_an_empty_cell_and_a_long_one_shift_nothing():
    rows = [ROW, ROW | {"name": None, "count": 4}, ROW | {"name": "the commission " * 9, "role": "an official"}]
    shown = lines(rows, "sources").splitlines()
    assert shown[0].split(" | ")[1:4] == ["kind  ", "count", "quotes"]
    assert shown[3].startswith("the commission the commission the commi… | person |       | 1")
    assert all(bars(line) == bars(shown[0])[: len(bars(line))] and len(bars(line)) >= 5 for line in shown)


@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_columns_stand_below_their_head_whatever_is_in_them(cells):
    rows = [ROW | {"name": name, "reason": reason} for name, reason in cells]
    head, *shown = lines(rows, "sources").splitlines()
    wide = max(width(line.split(" | ")[0]) for line in (head, *shown))
    assert bars(head)[0] >= len("name")
    assert wide >= bars(head)[0]
    assert all(bars(head)[0] in bars(line) for line in shown)


def test_the_last_column_is_whole():
    row = {"article": "a", "kind": "credit", "text": "Reporting by Ada Lee " * 20}
    assert lines([row], "boilerplate").splitlines()[1] == f"credit | {row['text'].strip()}"
