"""Measures speed and memory: every public function, the first call, the import, and what a user could pick instead.

``python benchmarks/speed.py`` prints the tables that stand in docs/explanation/performance.md. Texts are the articles
of the gold set, joined and cut to 5,000 characters each. Times are of this process on one core, the best of several
runs; what another library does is measured on the same texts in the same run, and left out where it is not installed.
"""

from __future__ import annotations

import argparse
import html
import importlib
import os
import platform
import re
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from importlib import util
from pathlib import Path
from typing import Any

os.environ.setdefault("OMP_NUM_THREADS", "1")

from compare import PIPELINES
from score import gold_records  # after the line above: numpy reads it when it is loaded

import newsparse

ROOT = Path(__file__).resolve().parent.parent
LENGTH = 5_000
TRAINED = next((name for name in PIPELINES if util.find_spec(name)), PIPELINES[0])  # spaCy's small English pipeline
SEED = "“We won,” said Ada Lee."
# On Linux the peak of a new process is read here: ``getrusage`` gives it that of its parent.
PEAK = "print(int(open('/proc/self/status').read().split('VmHWM:')[1].split()[0]) / 1024)"


def articles(count: int) -> list[str]:
    """Return *count* texts of LENGTH characters, made of whole articles of the gold set."""
    texts = [record["text"] for record in gold_records() if "text" in record]
    made = []
    for start in range(count):
        text = ""
        for step in range(len(texts)):
            text += texts[(start + step) % len(texts)] + "\n\n"
            if len(text) >= LENGTH:
                break
        made.append(text[:LENGTH])
    return made


def seconds(function: Callable[[str], object], texts: list[str], runs: int) -> float:
    """Return the shortest time of several runs over all texts, for each text."""
    times = []
    for _ in range(runs):
        began = time.process_time()
        for text in texts:
            function(text)
        times.append(time.process_time() - began)
    return min(times) / len(texts)


def in_new_process(code: str) -> str:
    """Run *code* in a Python of its own; return what it prints."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed package is compiled
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def startup() -> Iterator[tuple[str, str]]:
    """Give what it costs to begin: import, first call, memory."""
    seed = str(ROOT / "seeds" / "004_db5aeaca21b3d913.txt")
    code = {
        "import": "import newsparse",
        "first": f"newsparse.parse_article({SEED!r})",
        "many": f"text = open({seed!r}, encoding='utf-8').read(); [newsparse.parse_article(text) for _ in range(50)]",
        "start": "import time; began = time.process_time()",
        "stop": "print(time.process_time() - began)",
        "peak": PEAK,
    }

    def least(*steps: str) -> float:
        return min(float(in_new_process("; ".join(code[step] for step in steps))) for _ in range(3))

    yield "`import newsparse`", f"{least('start', 'import', 'stop'):.2f} s"
    yield "first call of `parse_article`", f"{least('import', 'start', 'first', 'stop'):.2f} s"
    yield "memory after the import", f"{least('import', 'peak'):.0f} MB"
    yield "memory after the first call", f"{least('import', 'first', 'peak'):.0f} MB"
    yield "memory after 50 articles", f"{least('import', 'many', 'peak'):.0f} MB"


def trained_quotes() -> Callable[[str], object]:
    """Return textacy's direct quotations on spaCy's small English pipeline."""
    triples = importlib.import_module("textacy.extract.triples")
    pipeline = trained_pipeline()

    def run(text: str) -> object:
        try:
            return list(triples.direct_quotations(pipeline(text)))
        except ValueError:  # an odd number of marks
            return None

    return run


def trained_pipeline() -> Callable[[str], Any]:
    """Return spaCy's small English pipeline: tags, a parse, names."""
    import spacy  # noqa: PLC0415 - optional

    return spacy.load(TRAINED)


def spacy_tokens() -> Callable[[str], object]:
    """Return a spaCy pipeline that only splits into tokens and sentences."""
    import spacy  # noqa: PLC0415 - optional

    pipeline = spacy.blank("en")
    pipeline.add_pipe("sentencizer")
    return pipeline


def newspaper_authors() -> Callable[[str], object]:
    """Return newspaper4k's splitter of bylines."""
    configuration = importlib.import_module("newspaper.configuration").Configuration()
    extractor = importlib.import_module("newspaper.extractors.authors_extractor").AuthorsExtractor(configuration)
    split = extractor._parse_byline  # noqa: SLF001 - it has no public name
    return lambda text: [split(line) for line in text.split("\n") if line.startswith("By ")]


def justext_lines() -> Callable[[str], object]:
    """Return jusText with every line as a paragraph."""
    import justext  # noqa: PLC0415 - optional

    words = justext.get_stoplist("English")

    def run(text: str) -> object:
        page = "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
        return justext.justext(f"<html><body>{page}</body></html>".encode(), words, encoding="utf-8")

    return run


def dateparser_search() -> Callable[[str], object]:
    """Return dateparser's search for dates, on the first lines only: on a whole story it takes seconds."""
    from dateparser.search import search_dates  # noqa: PLC0415 - optional

    return lambda text: search_dates(text[:300], languages=["en"])


def regex_dateline() -> Callable[[str], object]:
    """Return the regular expression that one writes first."""
    first = re.compile(
        r"^\s*[A-Z][A-Z .'/-]+(?:, [A-Z][A-Za-z. ]+)?\s*(?:\([A-Za-z ]+\))?\s*(?:--|[-—–])\s", re.MULTILINE
    )
    return first.search


def timed_functions() -> dict[str, Callable[[str], object]]:
    """Return the public functions that take a whole article."""
    names = (name for name in newsparse.__all__ if name.startswith(("extract_", "parse_a", "strip_")))
    return {name: getattr(newsparse, name) for name in names}


RIVALS: tuple[tuple[str, str, str, Callable[[], Callable[[str], object]]], ...] = (
    ("parse_article", TRAINED, "`spacy` with `en_core_web_sm`: tags, parse, names", trained_pipeline),
    ("extract_quotes", "textacy", "`textacy` direct quotations on `en_core_web_sm`", trained_quotes),
    ("extract_quotes", "spacy", "`spacy` tokens and sentences alone", spacy_tokens),
    ("extract_byline", "newspaper", "`newspaper4k` byline splitter, on lines in “By”", newspaper_authors),
    ("extract_boilerplate", "justext", "`jusText`, a line as a paragraph", justext_lines),
    ("extract_dateline", "dateparser", "`dateparser` search, first 300 characters", dateparser_search),
    ("extract_dateline", "re", "a regular expression", regex_dateline),
)


def main() -> int:
    """Print the tables."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--texts", type=int, default=19, help="how many texts")
    arguments.add_argument("--runs", type=int, default=3, help="how many runs; the best counts")
    options = arguments.parse_args()
    warnings.simplefilter("ignore")
    texts = articles(options.texts)
    machine = f"Python {platform.python_version()}, {platform.machine()}, one core"
    print(f"{len(texts)} texts of {LENGTH} characters, {machine}.\n")
    print("| function | ms an article | articles a second |\n| --- | ---: | ---: |")
    for name, function in timed_functions().items():
        function(texts[0])
        spent = seconds(function, texts, options.runs)
        print(f"| `{name}` | {1000 * spent:.2f} | {1 / spent:.0f} |", flush=True)
    print("\n| instead of | use | ms an article |\n| --- | --- | ---: |")
    for name, module, what, make in RIVALS:
        if util.find_spec(module) is None:
            print(f"| `{name}` | {what} | not installed |")
            continue
        function = make()
        function(texts[0])
        print(f"| `{name}` | {what} | {1000 * seconds(function, texts, 1):.2f} |", flush=True)
    print("\n| at the start | |\n| --- | ---: |")
    for what, value in startup():
        print(f"| {what} | {value} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
