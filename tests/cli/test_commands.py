"""Every command and format on both seeds, and every sort of input."""

import csv
import inspect
import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

import newsparse
from newsparse import export
from newsparse.cli import main
from newsparse.cli._commands import COMMANDS

FILES = [str(path) for path in sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))]
LINE = "“We won,” said Ada Lee."


# Until click 8.2, the two outputs were mixed unless one said so.
APART: dict[str, Any] = {"mix_stderr": False} if "mix_stderr" in inspect.signature(CliRunner).parameters else {}


def call(*args, **options):
    return CliRunner(**APART).invoke(main, [str(arg) for arg in args], catch_exceptions=False, **options)


def output(*args, **options):
    result = call(*args, **options)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.parametrize("args", [[], ["parse"]])
def test_files_are_parsed_with_and_without_the_command(args):
    shown = output(*args, *FILES)
    assert f"==> {FILES[0]} <==" in shown
    assert "  Michael Oren | continued | 1.00\n      I sincerely hope" in shown
    assert "  Israel Katz (person, Israeli Foreign Affairs Minister): 1 quoted, 1 attributed" in shown
    assert "dateline   WASHINGTON, October 8. /TASS/." in shown


def test_one_article_has_no_title():
    assert output(FILES[1]).startswith("kicker     All news\nheadline   US-Israel relationship strained")


def test_json_is_one_array_of_articles_that_load_again(algemeiner, tass):
    for args in (["--json"], ["parse", "--format", "json"]):
        data = json.loads(output(*args, *FILES))
        assert [item["id"] for item in data] == FILES
        for item, text in zip(data, (algemeiner, tass), strict=True):
            jsonschema.validate(item, export.json_schema())
            assert newsparse.Article.from_dict(item) == newsparse.parse_article(text)


def test_jsonl_is_one_article_a_line(algemeiner):
    lines = output("parse", "-f", "jsonl", *FILES).splitlines()
    assert len(lines) == 2
    assert export.from_json(lines[0]) == newsparse.parse_article(algemeiner)


def test_csv_is_one_article_a_row():
    rows = table(output("parse", "-f", "csv", *FILES))
    assert [row["article"] for row in rows] == FILES
    assert rows[1]["kicker"] == "All news"
    assert rows[1]["agency"] == "TASS"


def test_view_colours_on_demand_and_not_in_a_pipe():
    assert "\x1b[" not in output("parse", "-f", "view", FILES[0])
    assert "Michael Oren" in output("parse", "-f", "view", FILES[0])
    assert "\x1b[33m" in output("parse", "-f", "view", "--color", "always", FILES[0])


def test_other_peoples_formats():
    for article in json.loads(output("parse", "-f", "jsonld", *FILES)):
        assert article["@type"] == "NewsArticle"
    assert [item["type"] for item in json.loads(output("parse", "-f", "ninjs", *FILES))] == ["text", "text"]
    for item in json.loads(output("parse", "-f", "citron", *FILES)):
        assert item["quotes"]


@pytest.mark.parametrize("kind", ["jsonl", "csv"])
def test_other_peoples_formats_name_each_of_many_articles(tmp_path, kind):
    rows = [
        {"id": "x1", "url": "https://example.org/1", "text": LINE},
        {"id": "https://example.org/2", "url": "", "text": LINE},
        {"id": "x3", "url": "no address", "text": LINE},
    ]
    file = tmp_path / f"a.{kind}"
    with file.open("w", encoding="utf-8", newline="") as out:
        if kind == "csv":
            writer = csv.DictWriter(out, ["id", "url", "text"])
            writer.writeheader()
            writer.writerows(rows)
        else:
            out.writelines(json.dumps(row) + "\n" for row in rows)
    found = {
        form: json.loads(output("parse", "-f", form, file, "--id-field", "id", "--keep", "url"))
        for form in ("jsonld", "ninjs", "citron")
    }
    ids = ["x1", "https://example.org/2", "x3"]
    urls = ["https://example.org/1", "https://example.org/2", None]
    assert [item["identifier"] for item in found["jsonld"]] == ids
    assert [item["altIds"] for item in found["ninjs"]] == [[{"role": "id", "value": name}] for name in ids]
    assert [item["id"] for item in found["citron"]] == ids
    assert [item.get("url") for item in found["jsonld"]] == [item.get("url") for item in found["citron"]] == urls
    assert [item["uri"] for item in found["ninjs"]][:2] == urls[:2]
    assert found["ninjs"][2]["uri"].startswith("ni:///sha-256;")


def test_html_of_one_article_is_a_page():
    assert output("parse", "-f", "html", FILES[0]).startswith("<!DOCTYPE html>")


def test_html_of_several_needs_a_folder(tmp_path):
    result = call("parse", "-f", "html", *FILES)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "need a folder" in result.stderr
    output("parse", "-f", "html", *FILES, "-o", f"{tmp_path}/pages/")
    pages = sorted(path.name for path in (tmp_path / "pages").glob("*.html"))
    assert pages == ["000_02abe00618d4b929.html", "004_db5aeaca21b3d913.html", "index.html"]


@pytest.mark.parametrize(
    ("command", "row", "expected"),
    [
        ("quotes", 0, {"speaker": "Barack Ravid", "cue": "wrote", "start": "209", "kind": "direct"}),
        ("attributions", 0, {"source": "US officials", "cue": "rebutted", "kind": "indirect"}),
        ("sources", 2, {"name": "Barack Ravid", "kind": "person", "role": "Axios reporter"}),
        ("dateline", 0, {"place": "WASHINGTON", "agency": "TASS", "month": "10", "day": "8", "date": ""}),
        ("boilerplate", 0, {"kind": "syndication", "start": "2925"}),
    ],
)
def test_commands_give_rows(command, row, expected):
    found = table(output(command, "-f", "csv", *FILES))
    assert list(found[0]) == list(export.COLUMNS[command])
    assert expected.items() <= found[row].items()
    assert {each["article"] for each in found} <= set(FILES)
    as_json = json.loads(output(command, "-f", "json", *FILES))
    as_lines = [json.loads(line) for line in output(command, "-f", "jsonl", *FILES).splitlines()]
    assert as_json == as_lines
    assert [{k: "" if v is None else str(v) for k, v in each.items()} for each in as_json] == found
    assert output(command, *FILES).count("==> ") == 2


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv"])
@pytest.mark.parametrize(
    "command",
    ["quotes", "attributions", "sources", "byline", "dateline", "timestamps", "boilerplate", "strip", "parse"],
)
def test_every_command_has_every_form_of_rows_on_both_seeds(command, form):
    shown = output(command, "-f", form, *FILES)
    rows = {
        "json": lambda: json.loads(shown),
        "jsonl": lambda: [json.loads(line) for line in shown.splitlines()],
        "csv": lambda: table(shown),
        "text": lambda: shown.split("==> ")[1:],
    }[form]()
    found = {"quotes": 10, "byline": 0, "dateline": 1, "timestamps": 0, "boilerplate": 1, "strip": 2, "parse": 2}
    if form == "text":
        assert len(rows) == 2
    elif command in found:
        assert len(rows) == found[command]
    else:
        assert len(rows) > 10


def test_a_byline_gives_a_row_for_each_author():
    rows = table(output("byline", "-f", "csv", "-", input="Big News\n\nBy Jane Roe and John Poe\n\nIt rained.\n"))
    assert [row["name"] for row in rows] == ["Jane Roe", "John Poe"]
    assert output("byline", "-f", "csv", *FILES) == ",".join(export.COLUMNS["byline"]) + "\n"
    assert json.loads(output("byline", "--json", *FILES)) == []


def test_strip_gives_the_text_without_boilerplate(algemeiner, tass):
    assert output("strip", FILES[0]) == newsparse.strip_boilerplate(algemeiner)
    found = json.loads(output("strip", "--json", *FILES))
    assert [row["text"] for row in found] == [newsparse.strip_boilerplate(text) for text in (algemeiner, tass)]


def test_rows_as_text():
    assert output("byline", "-", input="By Jane Roe\n\nIt rained.\n") == (
        "part   | name     | role | organization | email\nauthor | Jane Roe |      |              |\n"
    )
    assert output("dateline", FILES[1]) == (
        "place      | date_text | date | agency\nWASHINGTON | October 8 |      | TASS\n"
    )


def test_a_date_completes_dates():
    assert table(output("dateline", "-f", "csv", FILES[1], "--date", "2024-10-09"))[0]["date"] == "2024-10-08"


def test_standard_input_is_read_when_nothing_is_named():
    assert "Ada Lee" in output(input=LINE)
    assert "Ada Lee" in output("-", input=LINE)
    assert json.loads(output("--json", input=LINE))[0]["id"] == "-"


def test_offsets_fit_the_file_with_its_line_ends_and_without_its_byte_order_mark(tmp_path):
    file = tmp_path / "a.txt"
    file.write_bytes(b"\xef\xbb\xbfA day.\r\n\r\n" + LINE.encode())
    data = json.loads(output("--json", file))[0]
    assert data["text"] == f"A day.\r\n\r\n{LINE}"


def test_json_lines_with_fields(tmp_path):
    file = tmp_path / "a.jsonl"
    rows = [{"body": LINE, "url": "x/1", "day": "2024-05-06T07:08:09Z"}, {"body": "", "url": 2, "day": None}]
    file.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")
    found = json.loads(output("--json", file, "--text-field", "body", "--id-field", "url", "--date-field", "day"))
    assert [(item["id"], item["text"]) for item in found] == [("x/1", LINE), ("2", "")]
    found = json.loads(output("--json", file, "--text-field", "body"))
    assert [item["id"] for item in found] == [f"{file}:1", f"{file}:2"]


@pytest.mark.parametrize("more", [[], ["-o", "out.jsonl"]])
def test_a_field_that_no_record_has_is_named(tmp_path, monkeypatch, more):
    monkeypatch.chdir(tmp_path)
    rows = [{"id": 1, "text": LINE}, {"id": 2, "text": LINE, "section": "news"}]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    args = ["quotes", "-f", "jsonl", "a.jsonl", "--keep", "section,secton", *more]
    result = call(*args, "--id-field", "uid")
    assert result.stderr.splitlines()[-2:] == [
        "newsparse: no record has anything in the field 'uid'",
        "newsparse: no record has anything in the field 'secton'",
    ]
    assert result.exit_code == 0
    assert "'section'" not in result.stderr
    (tmp_path / "a.txt").write_text(LINE, encoding="utf-8")
    assert "no record" not in call("quotes", "a.txt", "--id-field", "uid").stderr


def test_the_date_field_completes_dates(tmp_path):
    file = tmp_path / "a.jsonl"
    row = {"text": "LONDON, March 3 (Reuters) - “We won,” said Ada Lee.", "day": "2021-03-04"}
    file.write_text(json.dumps(row), encoding="utf-8")
    assert table(output("dateline", "-f", "csv", file, "--date-field", "day"))[0]["date"] == "2021-03-03"


def test_csv_and_parquet(tmp_path):
    pa = pytest.importorskip("pyarrow")
    pq = pytest.importorskip("pyarrow.parquet")
    rows = {"text": [LINE, "two\nlines"], "id": ["a", "b"]}
    pq.write_table(pa.table(rows), tmp_path / "a.parquet")
    with (tmp_path / "a.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([rows, *zip(*rows.values(), strict=True)])
    from_csv = output("parse", "-f", "jsonl", tmp_path / "a.csv", "--id-field", "id")
    assert [json.loads(line)["text"] for line in from_csv.splitlines()] == rows["text"]
    assert output("parse", "-f", "jsonl", tmp_path / "a.parquet", "--id-field", "id") == from_csv
    piped = (tmp_path / "a.parquet").read_bytes()
    assert output("parse", "-f", "jsonl", "--from", "parquet", "--id-field", "id", input=piped) == from_csv


def test_web_pages(tmp_path):
    pytest.importorskip("trafilatura")
    paragraphs = "".join(
        f"<p>The harbour of the town will close in month {n}, the council has decided.</p>" for n in range(8)
    )
    (tmp_path / "a.html").write_text(
        "<html><head><title>Harbour to close</title></head><body><nav><a href='/'>Home</a></nav><article>"
        f"<h1>Harbour to close</h1>{paragraphs}<p>{LINE}</p></article><footer>All rights</footer></body></html>",
        encoding="utf-8",
    )
    data = json.loads(output("--json", tmp_path))[0]
    assert data["text"].startswith("Harbour to close\n")
    assert [quote["speaker"]["name"] for quote in data["quotes"]] == ["Ada Lee"]


def test_a_folder_is_walked_in_order_and_each_file_done_once(tmp_path):
    for name in ("b/z.txt", "b/a.txt", "a.txt", ".hidden.txt", "b/image.png"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(LINE, encoding="utf-8")
    found = json.loads(output("--json", tmp_path, tmp_path / "a.txt", f"{tmp_path}/b/../a.txt"))
    assert [item["id"] for item in found] == [str(tmp_path / name) for name in ("a.txt", "b/a.txt", "b/z.txt")]


def test_results_in_the_folder_that_is_read_are_not_read(tmp_path):
    (tmp_path / "a.txt").write_text(LINE, encoding="utf-8")
    out = tmp_path / "out.jsonl"
    for _ in range(2):
        output("parse", "-f", "jsonl", tmp_path, "-o", out)
        assert len(out.read_text(encoding="utf-8").splitlines()) == 1


def test_files_of_the_same_name_do_not_overwrite_each_other(tmp_path):
    for name in ("one/a.txt", "two/a.txt"):
        path = tmp_path / name
        path.parent.mkdir()
        path.write_text(LINE, encoding="utf-8")
    output("parse", "-f", "json", tmp_path, "-o", f"{tmp_path}/out/")
    found = sorted((tmp_path / "out").glob("*.json"))
    assert [path.name for path in found] == ["a-2.json", "a.json"]
    assert json.loads(found[0].read_text(encoding="utf-8"))["id"].endswith("two/a.txt")


@pytest.mark.parametrize("name", ["qoutes", "quotes.text"])
def test_a_file_is_not_taken_for_a_misspelt_command(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_text(LINE, encoding="utf-8")
    assert "Ada Lee" in output(name)


def test_one_article_in_each_format_is_a_whole_file(algemeiner):
    shown = {
        form: output("parse", "-f", form, FILES[0]) for form in ("json", "jsonl", "csv", "jsonld", "ninjs", "citron")
    }
    for form in ("json", "jsonld", "ninjs", "citron"):
        assert len(json.loads(shown[form])) == 1
    assert json.loads(shown["jsonl"])["text"] == algemeiner
    assert len(table(shown["csv"])) == 1


def test_a_folder_takes_every_format(tmp_path):
    for form in ("text", "view", "json", "jsonl", "csv", "html", "jsonld", "ninjs", "citron"):
        output("parse", "-f", form, *FILES, "-o", f"{tmp_path}/{form}/")
        names = {path.name for path in (tmp_path / form).iterdir()}
        assert len(names - {"newsparse.journal", "index.html"}) == 2
    ninjs = next((tmp_path / "ninjs").glob("*.json"))
    assert json.loads(ninjs.read_text(encoding="utf-8"))["type"] == "text"
    output("quotes", "-f", "csv", *FILES, "-o", f"{tmp_path}/quotes/")
    rows = table((tmp_path / "quotes" / "000_02abe00618d4b929.csv").read_text(encoding="utf-8"))
    assert rows[0]["speaker"] == "Barack Ravid"


@pytest.mark.parametrize("form", ["text", "json", "jsonl", "csv"])
def test_more_processes_give_the_same(form):
    alone, two = (output("quotes", "-f", form, *FILES, "-j", jobs) for jobs in (1, 2))
    assert alone == two


def test_help_has_examples_and_the_version_is_told():
    assert "newsparse quotes article.txt --format csv" in output("--help")
    assert output("--version") == output("-V") == f"newsparse {newsparse.__version__}\n"
    for command in COMMANDS:
        shown = output(command, "--help")
        assert ("--resume" in shown) == (command != "view")
        assert f"\n    newsparse {command} article.txt" in shown
    # Nothing in the list of commands is cut off.
    assert "..." not in output("--help").partition("Commands:")[2]


def test_the_formats_of_a_folder_are_those_of_the_help():
    shown = output("parse", "--help")
    for form in ("text", "view", "json", "jsonl", "csv", "html", "jsonld", "ninjs", "citron"):
        assert f"{form} " in shown


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_get_completion(shell):
    result = CliRunner().invoke(main, [], env={"_NEWSPARSE_COMPLETE": f"{shell}_source"}, prog_name="newsparse")
    assert "newsparse" in result.stdout
    assert result.exit_code == 0


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("newsparse qu", ["plain,quotes"]),
        ("newsparse artic", ["file,artic"]),
        ("newsparse quotes artic", ["file,artic"]),
        ("newsparse quotes --format j", ["plain,json", "plain,jsonl"]),
        ("newsparse qoutes --from c", ["plain,csv"]),
    ],
)
def test_commands_files_and_options_are_completed(words, offered):
    env = {"_NEWSPARSE_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(words.count(" "))}
    result = CliRunner().invoke(main, [], env=env, prog_name="newsparse")
    assert result.stdout.splitlines() == offered


@pytest.mark.parametrize("form", ["sqlite", "parquet"])
@pytest.mark.parametrize("to", [[], ["-o", "-"], ["-o", "out/"]])
def test_what_is_no_stream_needs_a_file(tmp_path, monkeypatch, form, to):
    pytest.importorskip("pyarrow")
    monkeypatch.chdir(tmp_path)
    result = call("parse", "-f", form, FILES[0], *to)
    assert result.exit_code == 1
    assert "needs a file: --output " in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_dash_is_standard_output(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert output("quotes", "-f", "csv", FILES[0], "-o", "-") == output("quotes", "-f", "csv", FILES[0])
    assert not list(tmp_path.iterdir())


def test_a_table_for_a_spreadsheet_has_a_mark_and_computes_nothing(tmp_path):
    text = "“=1+1 is two,” said Ada Lee.\n\n“+1, I agree,” said Ben Ortiz.\n\n“We won,” said @handle Roe."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    args = ["quotes", "-f", "csv", tmp_path / "a.txt"]
    plain = table(output(*args))
    out = tmp_path / "out.csv"
    output(*args, "--excel", "-o", out)
    assert out.read_bytes().startswith(b"\xef\xbb\xbfarticle,")
    safe = table(out.read_text(encoding="utf-8-sig"))
    assert [row["content"] for row in plain] == ["=1+1 is two,", "+1, I agree,", "We won,"]
    assert [row["content"] for row in safe] == ["'=1+1 is two,", "'+1, I agree,", "We won,"]
    for row, other in zip(plain, safe, strict=True):
        assert {name: value.removeprefix("'") for name, value in other.items()} == row
        assert not [value for value in other.values() if value[:1] in "=+-@\t\r" and value]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["quotes", "--format", "html", "x"], "'html' is not one of"),
        (["--resume", "x"], "--resume goes with --output"),
        (["--jobs", "0", "x"], "0 is not in the range"),
        (["--encoding", "klingon", "x"], "no encoding 'klingon'"),
        (["--date", "soon", "x"], "does not match"),
        (["--max-size", "-1", "x"], "-1.0 is not in the range"),
        (["locate", "x"], "say with --quote"),
        (["locate", "x", "--quotes", "gone"], "No such file"),
        (
            ["quotes", "x", "-o", "quotes.db"],
            "quotes writes no .db; name a --format, one of text json jsonl csv parquet",
        ),
        (["x", "-o", "out.xlsx"], "parse writes no .xlsx; name a --format, one of text view json"),
        (["x", "-o", "out.csv.gz"], "parse writes no .gz; name a --format"),
        (["--excel", "--json", "x"], "--excel goes with --format csv"),
        (["qoutes", "x"], "no command and no file 'qoutes'; did you mean 'quotes'?"),
        (["--jobs", "2", "quotes", "x"], "the command comes first: newsparse quotes --jobs …"),
    ],
)
def test_wrong_calls_end_with_2(args, message):
    result = call(*args)
    assert result.exit_code == 2
    assert message in result.stderr
