"""``--min-confidence``: what is less certain is left out and counted."""

import pytest
from test_commands import call

from newsparse import extract_attributions, reporting
from newsparse.cli import _options

DOUBTFUL = "He pointed to an inaugural platform being built on the grounds."


def test_the_bound_is_that_of_the_functions():
    assert reporting.MIN_CONFIDENCE == _options.MIN_CONFIDENCE


@pytest.mark.parametrize("command", ["parse", "attributions"])
def test_what_is_left_out_is_counted(tmp_path, command):
    [doubtful] = extract_attributions(DOUBTFUL, min_confidence=0)
    (tmp_path / "a.txt").write_text(DOUBTFUL, encoding="utf-8")
    key = '"confidence":'
    result = call(command, tmp_path / "a.txt", "--json", "--min-confidence", str(doubtful.confidence + 0.01))
    assert "1 found with less confidence than" in result.stderr
    assert key not in result.stdout
    result = call(command, tmp_path / "a.txt", "--json", "--min-confidence", "0")
    assert "less confidence" not in result.stderr
    assert key in result.stdout
