import datetime as dt
import functools
import itertools
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import newsparse
from newsparse.batch import in_order, parse_articles


def square(number):
    return number * number


def slow_first(number):
    time.sleep(0.3 if number == 0 else 0)
    return number


def fails_at_seven(number):
    if number == 7:
        raise ValueError("seven")
    return number


def dies_once(flag, number):
    """Kills its process at 5, the first time."""
    if number == 5 and not flag.exists():
        flag.write_text("died")
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def always_dies_at_five(number):
    if number == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def run(work, items, jobs=2, weight=30_000):
    return in_order(work, items, jobs=jobs, weigh=lambda _: weight, lost=lambda item: f"lost {item}")


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 3, 200])
def test_results_come_in_order(jobs, count):
    assert list(run(square, range(count), jobs)) == [n * n for n in range(count)]


def test_a_slow_item_does_not_disturb_the_order():
    assert list(run(slow_first, range(50))) == list(range(50))


def test_items_are_taken_a_bounded_number_ahead():
    taken = []

    def items():
        for number in itertools.count():
            taken.append(number)
            yield number

    results = run(square, items())
    first = list(itertools.islice(results, 100))
    results.close()
    assert first == [n * n for n in range(100)]
    assert len(taken) < 200


def test_a_process_that_dies_is_replaced_and_nothing_is_lost_or_done_twice(tmp_path):
    assert list(run(functools.partial(dies_once, tmp_path / "flag"), range(40))) == list(range(40))


def test_an_item_that_kills_its_process_twice_is_given_up_and_the_others_are_done():
    assert list(run(always_dies_at_five, range(40))) == [n if n != 5 else "lost 5" for n in range(40)]


def test_an_error_in_a_process_is_raised_here():
    with pytest.raises(newsparse.BatchError, match="ValueError: seven"):
        list(run(fails_at_seven, range(40)))


def test_articles_are_the_same_in_any_number_of_processes(algemeiner, tass):
    texts = [algemeiner, "", tass, "“We won,” said Ada Lee.", "\ud800"] * 2
    alone = list(parse_articles(texts))
    assert alone == [newsparse.parse_article(text) for text in texts]
    assert list(parse_articles(texts, jobs=2)) == alone


def test_each_text_may_have_its_own_date():
    line = "LONDON, March 3 (Reuters) - “We won,” said Ada Lee."
    found = list(parse_articles([(line, dt.date(2021, 3, 4)), line, (line, None)], reference=dt.date(2020, 3, 4)))
    assert [article.dateline.date.year for article in found] == [2021, 2020, 2020]


def test_a_parser_of_ones_own_is_used():
    parser = newsparse.Parser(lexicon=newsparse.Lexicon(added={"reporting_verbs.verbs": ["harrumph"]}))
    text = "“We will see about that,” harrumphed Ada Lee."
    assert list(parse_articles([text] * 3, jobs=2, parser=parser)) == [parser.parse_article(text)] * 3


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("wrong", [b"bytes", None, 7])
def test_another_type_gets_an_error(jobs, wrong):
    with pytest.raises(TypeError, match=r"parse_articles\(\) takes a str"):
        list(parse_articles(["", wrong], jobs=jobs))


def test_processes_end_when_the_first_one_is_killed():
    code = (
        "import itertools, os, time\n"
        "from newsparse.batch import in_order\n"
        "def work(n):\n    os.write(1, b'%d\\n' % os.getpid())\n    time.sleep(0.05)\n"
        "list(in_order(work, itertools.count(), jobs=2, weigh=lambda n: 100000, lost=None))\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        pids = {int(process.stdout.readline()) for _ in range(10)}
        process.kill()
    assert len(pids) == 2
    deadline = time.monotonic() + 20
    while any(alive(pid) for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(alive(pid) for pid in pids)


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
