"""The same results in every thread and process, and values that survive the way there."""

import multiprocessing
import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import attrs
import pytest

import newsparse
from articles import full_article
from fuzz.checks import FUNCTIONS, OWN, check
from fuzz.test_fuzz import OPENINGS

SEEDS = [path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))]
TEXTS = [*SEEDS, *OPENINGS[:4]]
THREADS = 8
OPTIONS = {newsparse.Lexicon, newsparse.Parser}
FIRST_CALLS = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
import newsparse
text, threads = sys.argv[1], int(sys.argv[2])
barrier = Barrier(threads)
def first(_):
    barrier.wait()
    return newsparse.parse_article(text)
with ThreadPoolExecutor(threads) as pool:
    found = list(pool.map(first, range(threads)))
assert found[0].quotes and all(article == found[0] for article in found)
"""


@pytest.mark.parametrize("threads", [1, 2, THREADS])
def test_threads_that_share_a_parser_give_the_same_results(threads):
    parser = newsparse.Parser()
    expected = [parser.parse_article(text) for text in TEXTS]
    with ThreadPoolExecutor(threads) as pool:
        assert list(pool.map(parser.parse_article, TEXTS * 2)) == expected * 2


def test_threads_that_are_first_to_load_the_words_give_the_same_results():
    lexicon = newsparse.Lexicon(added={"reporting_verbs.verbs": ["harrumph"]})
    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(newsparse.Parser(lexicon=lexicon).extract_quotes, SEEDS[:1] * THREADS))
    assert all(quotes == found[0] for quotes in found)


def test_threads_that_are_first_in_a_new_process_give_the_same_results():
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", FIRST_CALLS, SEEDS[0], str(THREADS)], check=True, env=environment)


@pytest.mark.filterwarnings("ignore:.*multi-threaded, use of fork:DeprecationWarning")
@pytest.mark.parametrize("method", [m for m in ("fork", "spawn") if m in multiprocessing.get_all_start_methods()])
def test_other_processes_give_the_same_results(method, monkeypatch):
    monkeypatch.setattr(sys, "argv", [""])  # a spawned process runs the main module again, which need not be pytest
    with multiprocessing.get_context(method).Pool(2) as pool:
        assert pool.map(newsparse.parse_article, SEEDS) == [newsparse.parse_article(text) for text in SEEDS]
        assert pool.map(OWN.extract_quotes, SEEDS) == [OWN.extract_quotes(text) for text in SEEDS]


def values_of(value):
    if isinstance(value, tuple):
        for item in value:
            yield from values_of(item)
    elif attrs.has(type(value)):
        yield value
        for field in attrs.fields(type(value)):
            yield from values_of(getattr(value, field.name))


def test_every_value_survives_pickling():
    for text in SEEDS:
        check(text)  # compares every result with its pickled copy
    page = newsparse.parse_html("<title>Talks end</title><p>The talks ended on Monday, officials said.</p>").page
    located = newsparse.locate_quote("“We won,” said Ada Lee.", "We won")
    values = [*values_of(full_article()), page, located, newsparse.strip_with_map(SEEDS[0])[1]]
    public = {getattr(newsparse, name) for name in newsparse.__all__}
    assert {type(v) for v in values} >= {t for t in public if isinstance(t, type) and attrs.has(t)} - OPTIONS
    for value in values:
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            assert pickle.loads(pickle.dumps(value, protocol)) == value


def test_the_parser_survives_pickling():
    parser = newsparse.Parser(lexicon=newsparse.Lexicon(removed={"reporting_verbs.verbs": ["say"]}))
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        copy = pickle.loads(pickle.dumps(parser, protocol))
        assert copy == parser
        assert copy.extract_quotes(SEEDS[0]) == parser.extract_quotes(SEEDS[0])


def test_every_function_is_a_method_of_the_parser():
    assert all(callable(getattr(newsparse.Parser, name, None)) for name in FUNCTIONS)
