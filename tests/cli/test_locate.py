"""``newsparse locate``: where given quotes stand."""

import json

from test_commands import call, output

TEXT = "“We won by a mile,” said Ada Lee. “Nobody’s surprised.”\n\nThe town was glad."


def test_each_article_that_has_a_quote_gets_a_row_and_each_quote_a_count(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text("It rained.", encoding="utf-8")
    args = ["locate", tmp_path, "--quote", '"We won by a mile. Nobody\'s surprised."', "--quote", "we lost"]
    result = call(*args, "-f", "jsonl", "--quote", "The town was glad")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert [row["article"] for row in rows] == [f"{tmp_path}/a.txt"] * 2
    said, told = rows
    assert (said["speaker"], said["differences"], said["quoted"]) == ("Ada Lee", "marks; clause", True)
    assert TEXT[said["start"] : said["end"]] == said["text"] == "We won by a mile,” said Ada Lee. “Nobody’s surprised"
    assert (told["speaker"], told["verbatim"], told["quoted"]) == (None, True, False)
    assert result.exit_code == 0
    assert result.stderr.splitlines()[1:] == [
        'newsparse: found in 1 of 2 articles: "We won by a mile. Nobody\'s surprised."',
        "newsparse: found in 0 of 2 articles: we lost",
        "newsparse: found in 1 of 2 articles: The town was glad",
    ]


def test_articles_without_the_quote_are_not_titled(tmp_path):
    for name, text in (("a.txt", TEXT), ("b.txt", "It rained.")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    shown = output("locate", tmp_path, "--quote", "we won by a mile")
    assert shown == (
        f"==> {tmp_path}/a.txt <==\n"
        "wanted           | speaker | differences | text\n"
        "we won by a mile | Ada Lee | case        | We won by a mile\n"
    )


def test_the_quotes_of_a_file_are_looked_for(tmp_path):
    (tmp_path / "quotes").write_text("we won by a mile\n\n we lost \nwe won by a mile\n", encoding="utf-8")
    result = call("locate", "-", "--quotes", tmp_path / "quotes", "-f", "csv", input=TEXT)
    assert len(result.stdout.splitlines()) == 2
    assert result.stderr.splitlines()[1:] == [
        "newsparse: found in 1 of 1 article: we won by a mile",
        "newsparse: found in 0 of 1 article: we lost",
    ]


def test_other_quotes_cannot_go_on(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    args = ["locate", tmp_path / "a.txt", "-o", tmp_path / "out.csv"]
    output(*args, "--quote", "we won")
    result = call(*args, "--quote", "we lost", "--resume")
    assert result.exit_code == 1
    assert "quotes was ['we won'], now ['we lost']" in result.stderr
