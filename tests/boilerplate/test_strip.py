import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsparse.boilerplate import OffsetMap, extract_boilerplate, strip_boilerplate, strip_with_map
from strategies import texts

PROMPTS = [
    "Advertisement",
    "Sign up for our daily newsletter",
    "Share on Facebook",
    "Read more:",
    "Why the River Rises in May",
    "© 2019 Valley Post",
    "Ann Lee is a reporter at The Valley Post.",
    "Leave a comment",
    "1 of 3",
    "Photo: Ann Lee / Getty Images",
]
PARAGRAPHS = [
    "The river rose again on Monday, officials said, and two streets in the old town were flooded before dawn.",
    "“Nobody was hurt,” the mayor told reporters. The post River Rises first appeared on Valley Post.",
    "He stayed.",
    "The Valley",
]
pages = st.lists(st.sampled_from([*PROMPTS, *PARAGRAPHS]), max_size=14).flatmap(
    lambda lines: st.lists(st.sampled_from(["\n", "\n\n", "\r\n", " \n \n"]), min_size=14, max_size=14).map(
        lambda breaks: "".join(line + gap for line, gap in zip(lines, breaks, strict=False))
    )
)


@given(text=pages | texts)
def test_to_strip_twice_is_to_strip_once(text):
    once = strip_boilerplate(text)
    assert strip_boilerplate(once) == once


@given(text=pages | texts)
def test_every_offset_leads_back_to_its_character(text):
    left, offsets = strip_with_map(text)
    assert left == strip_boilerplate(text)
    assert left == "".join(text[start:end] for start, end in offsets.pieces)
    for i, char in enumerate(left):
        start, end = offsets.original(i, i + 1)
        assert text[start:end] == char
    start, end = offsets.original(0, len(left))
    assert 0 <= start <= end <= len(text)


@given(text=pages)
def test_no_line_runs_into_another(text):
    lines = {line.strip() for line in text.splitlines()}
    tails = [line for line in lines if " The post " in line]
    for line in strip_boilerplate(text).splitlines():
        assert line.strip() in lines or any(tail.startswith(line.strip()) for tail in tails)


def test_nothing_to_strip_leaves_the_text_as_it_is():
    text = "\n  The river rose again on Monday, officials said.  \n\n\n He stayed. \n"
    assert strip_with_map(text) == (text, OffsetMap(((0, len(text)),)))


@pytest.mark.parametrize("text", ["Advertisement", "\n\nAdvertisement\n\n", "Share on Facebook\nShare on Twitter\n"])
def test_all_boilerplate_leaves_nothing(text):
    left, offsets = strip_with_map(text)
    assert left == ""
    assert extract_boilerplate(text)
    assert offsets.original(0, 0) == (0, 0)


def test_a_range_over_a_cut_holds_what_was_cut():
    text = f"{PARAGRAPHS[0]}\n\nAdvertisement\n\nHe stayed."
    left, offsets = strip_with_map(text)
    assert left == f"{PARAGRAPHS[0]}\n\nHe stayed."
    start, end = offsets.original(4, len(left))
    assert text[start:end] == text[4:]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (0, 14)])
def test_offsets_outside_of_the_text_are_refused(start, end):
    with pytest.raises(IndexError, match="13 characters"):
        OffsetMap(((0, 5), (10, 18))).original(start, end)
