"""The same results in every thread and process, and values that survive the way there."""

import multiprocessing
import pickle
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import newsparse
from fuzz.checks import FUNCTIONS, check
from fuzz.test_fuzz import OPENINGS

SEEDS = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))]
TEXTS = [*SEEDS, *OPENINGS[:4]]
THREADS = 8


def test_threads_that_share_a_parser_give_the_same_results():
    parser = newsparse.Parser()
    expected = [parser.parse_article(text) for text in TEXTS]
    with ThreadPoolExecutor(THREADS) as pool:
        assert list(pool.map(parser.parse_article, TEXTS * 2)) == expected * 2


def test_threads_that_are_first_to_load_the_words_give_the_same_results():
    lexicon = newsparse.Lexicon(added={"reporting_verbs.verbs": ["harrumph"]})
    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(newsparse.Parser(lexicon=lexicon).extract_quotes, SEEDS[:1] * THREADS))
    assert all(quotes == found[0] for quotes in found)


@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
@pytest.mark.parametrize("method", [m for m in ("fork", "spawn") if m in multiprocessing.get_all_start_methods()])
def test_other_processes_give_the_same_results(method, monkeypatch):
    monkeypatch.setattr(sys, "argv", [""])  # a spawned process runs the main module again, which need not be pytest
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(newsparse.parse_article, SEEDS) == [newsparse.parse_article(text) for text in SEEDS]


def test_every_value_and_the_parser_survive_pickling():
    for text in SEEDS:
        check(text)  # compares every result with its pickled copy
    parser = newsparse.Parser(lexicon=newsparse.Lexicon(removed={"reporting_verbs.verbs": ["say"]}))
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        copy = pickle.loads(pickle.dumps(parser, protocol))
        assert copy == parser
        assert copy.extract_quotes(SEEDS[0]) == parser.extract_quotes(SEEDS[0])


def test_every_function_is_a_method_of_the_parser():
    assert all(callable(getattr(newsparse.Parser, name, None)) for name in FUNCTIONS)
