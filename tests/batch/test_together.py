"""Light items are done together, and nothing else changes."""

import os
import signal

import pytest

import newsparse
from newsparse.batch import in_order, parse_articles


def of_group(numbers):
    """Fails with the group that holds 7, and kills its process with the one that holds 5."""
    if 7 in numbers:
        raise ValueError("seven")
    if 5 in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    return [f"{number} of {len(numbers)}" for number in numbers]


def alone(number):
    if number == 7:
        raise ValueError("seven")
    return str(number)


def dies_at_five(number):
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return str(number)


def run(work, items, jobs=2, weight=1):
    weigh, lost = (lambda _: weight), (lambda item: f"lost {item}")
    return list(in_order(work, items, jobs=jobs, weigh=weigh, lost=lost, together=of_group))


@pytest.mark.parametrize("jobs", [1, 2])
def test_light_items_are_done_together_and_heavy_ones_alone(jobs):
    assert run(str, range(8, 12), jobs) == [f"{n} of 4" for n in range(8, 12)]
    assert run(str, range(8, 12), jobs, weight=9_000) == ["8", "9", "10", "11"]


@pytest.mark.parametrize("jobs", [1, 2])
def test_items_that_fail_together_are_done_alone(jobs):
    assert run(str, [6, 7, 8], jobs) == ["6", "7", "8"]
    with pytest.raises((ValueError, newsparse.BatchError), match="seven"):
        run(alone, [6, 7, 8], jobs)


def test_a_group_that_kills_its_process_is_done_alone():
    assert run(str, [3, 4, 5, 6]) == ["3", "4", "5", "6"]
    assert run(dies_at_five, [3, 4, 5, 6]) == ["3", "4", "lost 5", "6"]


def test_what_was_taken_before_the_items_fail_is_done():
    def items():
        yield "“We won,” said Ada Lee."
        raise OSError("the disk is gone")

    found = parse_articles(items())
    assert next(found).quotes
    with pytest.raises(OSError, match="gone"):
        next(found)


def test_short_texts_give_the_same_together():
    texts = ["“We won,” said Ada Lee.", "", "The bridge will close, officials said.", "\n", "Rain."] * 20
    assert list(parse_articles(texts)) == [newsparse.parse_article(text) for text in texts]
