"""The gold set fits its articles, and what scores and guards it does what it says."""

import functools
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "benchmarks" / "gold")]

import build  # noqa: E402 - the benchmarks are scripts, not a package
import diff  # noqa: E402
import gate  # noqa: E402
import score  # noqa: E402

BODY = "“We won,” said Ada Lee."


def article(tmp_path, text, who=""):
    path = tmp_path / "case.txt"
    path.write_text(f"publisher: example.test\ntopic: test\n===\n{text}\n===\n{who}", encoding="utf-8")
    return path


def test_the_gold_file_is_made_from_the_articles():
    assert build.as_lines(build.read_all()) == build.GOLD.read_text(encoding="utf-8")


def test_the_texts_of_the_seeds_are_the_seeds():
    seeds = {path.read_text(encoding="utf-8") for path in (ROOT / "seeds").glob("*.txt")}
    assert seeds <= {record["text"] for record in build.read_all()}


def test_marks_are_read_as_offsets(tmp_path):
    marked = (
        "%furniture% {byline|By {author=Ada Lee|ADA LEE}}\n"
        "{dateline|{place|ROME}, {date=03-02|March 2} —} {c1|“A {n|‘b’},”} {s1+2|he} {q1|said}{q2|:} {c2|c}."
    )
    record = build.read_article(article(tmp_path, marked, "1 person Bo Day < Reuters\n2 anonymous -\n"))
    text = record["text"]
    assert text == "By ADA LEE\nROME, March 2 — “A ‘b’,” he said: c."
    cut = [[text[s:e] for s, e in a[role]] for a in record["attributions"] for role in ("source", "cue", "content")]
    assert cut == [["he"], ["said"], ["“A ‘b’,”"], ["he"], [":"], ["c"]]
    assert [(a["speaker"], a["kind"], a["via"]) for a in record["attributions"]] == [
        ("Bo Day", "person", "Reuters"),
        (None, "anonymous", None),
    ]
    assert [text[s:e] for s, e in record["not_quotes"]] == ["‘b’"]
    assert (record["byline"]["byline"], record["byline"]["authors"]) == ("By ADA LEE", ["Ada Lee"])
    dateline = record["dateline"]
    assert (dateline["raw"], dateline["place"], dateline["month"], dateline["day"]) == ("ROME, March 2 —", "ROME", 3, 2)
    assert [line["label"] for line in record["lines"]] == ["furniture", "body"]


@pytest.mark.parametrize(
    ("text", "who", "message"),
    [
        ("{c1|a", "", "never closed"),
        ("a}", "", "nothing is open"),
        ("{ a}", "", "no mark"),
        ("{c1|a}", "", "nothing asks for"),
        ("a", "1 person Ada\n", "has no content"),
        ("{c1|a}", "1 somebody Ada\n", "cannot read"),
    ],
)
def test_mark_up_that_cannot_be_read_is_refused(tmp_path, text, who, message):
    with pytest.raises(build.MarkupError, match=message):
        build.read_article(article(tmp_path, text, who))


def test_what_is_missed_and_what_is_too_much_both_lower_the_figure():
    record = {"id": "x", "text": BODY, "attributions": [], "not_quotes": []}
    assert [item.gold for item in score.score_quotes(record)] == [False]
    content = {
        "content": [[0, 9]],
        "source": [[15, 22]],
        "cue": [[10, 14]],
        "speaker": "Ada Lee",
        "kind": "person",
        "via": None,
    }
    items = list(score.score_quotes(record | {"attributions": [content]}))
    assert score.figures_of(items)["quotes.speaker"] == (100.0, 1)
    missed = score.Item("quotes.found", "x", 0, "a", gold=True, found=False, right=False)
    spurious = score.Item("quotes.found", "x", 5, "b", gold=False, found=True, right=False)
    assert score.figures_of([*items, missed])["quotes.found"] == (66.7, 2)
    assert score.figures_of([*items, spurious])["quotes.found"] == (66.7, 1)


def test_names_are_the_same_without_titles_and_with_the_last_name_alone():
    assert score.same_name("Ada Lee", "Dr. Ada Lee")
    assert score.same_name("Ada Lee", "Lee")
    assert not score.same_name("Ada Lee", "Bo Lee")
    assert not score.same_name("Ada Lee", None)


def test_a_figure_may_fall_by_one_item_and_no_more():
    floors = {"gold": {"m": 90.0, "gone": 50.0}}
    held = {row.measure: row for row in gate.compared(floors, {"m": score.Figure(88.5, 50)}, {})}
    assert not held["m"].fell
    assert held["gone"].fell
    (row,) = gate.compared({"gold": {"m": 90.0}}, {"m": score.Figure(87.5, 50)}, {})
    assert row.fell


def test_pinning_never_lowers_a_floor_unasked():
    held = list(
        gate.compared({"gold": {"a": 90.0, "b": 10.0}}, {"a": score.Figure(80.0, 9), "b": score.Figure(20.0, 9)}, {})
    )
    floors = {"gold": {"a": 90.0, "b": 10.0}}
    assert gate.pinned(floors, held, lower=False) == {"gold": {"a": 90.0, "b": 20.0}}
    assert gate.pinned(floors, held, lower=True) == {"gold": {"a": 80.0, "b": 20.0}}


def test_a_report_lists_gains_and_losses():
    def item(at, *, right, gold=True):
        return score.Item("m", "x", at, "words", gold=gold, found=right or not gold, right=right)

    before = [item(1, right=False), item(2, right=True), item(3, right=False, gold=False)]
    after = [item(1, right=True), item(2, right=False), item(4, right=False, gold=False)]
    lines = diff.report(before, after)
    assert [line for line in lines if line.startswith(("gains", "losses"))] == ["gains: 2", "losses: 2"]


def test_the_floors_of_the_gold_set_were_pinned_on_its_data():
    _, pinned_on = gate.read_floors()
    assert pinned_on["gold"] == gate.digests(None)["gold"]


def test_other_data_has_another_digest_and_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(gate, "gold_figures", lambda: {"m": score.Figure(90.0, 50)})
    floors = tmp_path / "floors.json"
    monkeypatch.setattr(gate, "read_floors", functools.partial(gate.read_floors, floors))
    monkeypatch.setattr(sys, "argv", ["gate.py", "--gold-only"])
    right = gate.digests(None)["gold"]
    for digest, status in ((right, 0), ("other", 1)):
        floors.write_text(json.dumps({"digests": {"gold": digest}, "gold": {"m": 90.0}}), encoding="utf-8")
        assert gate.main() == status
        assert ("gold: its data is not" in capsys.readouterr().out) == bool(status)


def test_floors_are_known_measures():
    floors, _ = gate.read_floors()
    assert floors["gold"].keys() == gate.gold_figures().keys()


def test_the_scripts_say_what_they_do():
    for script in ["benchmarks/score.py", "benchmarks/gate.py", "benchmarks/diff.py", "benchmarks/gold/build.py"]:
        done = subprocess.run([sys.executable, ROOT / script, "--help"], capture_output=True, text=True, check=True)
        assert done.stdout.startswith("usage:")
