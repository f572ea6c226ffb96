"""The recipes of docs/how-to/many-articles.md, run as they stand there."""

import datetime as dt
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import newsparse
from newsparse.export import from_json

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "how-to" / "many-articles.md"
RECIPE_RE = re.compile(r"^```python\n# recipe: (\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
RECIPES = dict(RECIPE_RE.findall(PAGE.read_text(encoding="utf-8")))
TEXT = "LONDON, March 3 (Reuters) - “We won in {},” said Ada Lee."
NEEDS = {"spark": "pyspark", "dask": "distributed", "ray": "ray"}


def test_there_is_a_recipe_for_each():
    assert RECIPES.keys() == NEEDS.keys()


@pytest.mark.parametrize("name", NEEDS)
def test_a_recipe_parses_every_article_once(tmp_path, name):
    if importlib.util.find_spec(NEEDS[name]) is None or (name == "spark" and shutil.which("java") is None):
        pytest.skip(f"needs {NEEDS[name]}{' and Java' if name == 'spark' else ''}")
    rows = [{"url": f"x/{n}", "day": dt.date(2024, 3, 4), "text": TEXT.format(n)} for n in range(40)]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "articles.parquet", row_group_size=10)
    (tmp_path / "recipe.py").write_text(RECIPES[name], encoding="utf-8")
    environment = os.environ | {
        "OMP_NUM_THREADS": "1",
        "PYTHONPATH": str(Path(newsparse.__file__).parents[1]),
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
    }
    command = [sys.executable, "recipe.py"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    parsed = pq.read_table(tmp_path / "parsed").to_pylist()
    assert sorted(row["id"] for row in parsed) == sorted(row["url"] for row in rows)
    assert {row["error"] for row in parsed} == {None}
    (seventh,) = [row for row in parsed if row["id"] == "x/7"]
    assert from_json(seventh["json"]) == newsparse.parse_article(rows[7]["text"], reference=rows[7]["day"])
    assert (seventh["quotes"][0]["speaker"], seventh["date"]) == ("Ada Lee", "2024-03-03")
