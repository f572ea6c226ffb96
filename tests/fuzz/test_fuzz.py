"""A fixed number of inputs over every public function; ``make fuzz`` goes on for as long as wanted."""

import pytest
from hypothesis import HealthCheck, given, settings, target
from hypothesis import strategies as st

from fuzz.checks import check, check_file, spans_of
from fuzz.corpus import SHAPES, gold_texts, snippets
from strategies import texts

SHORT = 150


# Bylines, datelines and the first quotes stand at the beginning, credits and prompts at the end.
OPENINGS = [piece for text in gold_texts() for piece in (text[:700], text[-400:])]


@st.composite
def damaged_articles(draw):
    """A piece of a real article with hostile text put in, pieces taken out and pieces said twice."""
    text = draw(st.sampled_from(OPENINGS))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 60)))
        middle = draw(st.sampled_from(["", text[start:end] * 2, text[start:end].upper()]) | texts)
        text = text[:start] + middle + text[end:]
    return text


@settings(max_examples=max(20, settings().max_examples // 3))
@given(text=damaged_articles() | texts)
def test_what_is_promised_holds_on_damaged_articles(text):
    target(float(sum(1 for _ in spans_of(list(check(text).values())))), label="spans found")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # the file is written anew each time
@given(data=st.binary(max_size=200) | texts.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_the_command_line_ends_well_on_any_file(tmp_path, data):
    check_file(data, tmp_path)


def test_what_is_promised_holds_on_odd_snippets():
    for text in snippets():
        check(text)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_what_is_promised_holds_on_hostile_shapes(shape):
    check(shape(SHORT))
