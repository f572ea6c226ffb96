import subprocess
import sys


def run(code, *options):
    return subprocess.run([sys.executable, *options, "-c", code], capture_output=True, text=True, check=True).stdout


def test_heavy_modules_are_not_imported_with_the_package():
    loaded = run("import newsparse, sys; print(*sorted(m.partition('.')[0] for m in sys.modules))").split()
    assert not {"spacy", "dateparser", "numpy", "cattrs", "click", "pyarrow"} & set(loaded)


def test_reading_a_dateline_loads_no_network_and_no_date_library():
    code = (
        "import sys; from newsparse import parse_dateline; parse_dateline('LONDON (Reuters) - '); print(*sys.modules)"
    )
    heavy = {"numpy", "dateparser", "spacy", "newsparse.attribution", "importlib.metadata"}
    assert not heavy & set(run(code).split())


def test_parsing_an_article_needs_neither_spacy_nor_the_command_line():
    code = "import newsparse, sys; newsparse.parse_article('“Yes,” he said.'); print(*sys.modules)"
    assert not {"spacy", "click", "pyarrow"} & set(run(code).split())


def test_parsing_connects_to_nothing_starts_nothing_and_writes_nothing():
    code = """
import sys
import newsparse
def watch(event, args):
    writes = event == "open" and args[1] and set(str(args[1])) & set("wax+")
    if writes or event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork")):
        raise AssertionError(event)
sys.addaudithook(watch)
article = newsparse.parse_article("LONDON, March 3 (Reuters) - “We won,” said Ada Lee.")
article.to_html(), newsparse.Article.from_dict(article.to_dict())
print("quiet")
"""
    assert run(code, "-B").strip() == "quiet"
