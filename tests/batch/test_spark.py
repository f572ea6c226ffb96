"""``parse_batches`` as it is in Spark's ``mapInArrow``; needs Java and pyspark."""

import functools
import shutil
import sys

import pytest

import newsparse
from newsparse import export
from newsparse.batch import batch_schema, parse_batches

sql = pytest.importorskip("pyspark.sql")
sql_types = pytest.importorskip("pyspark.sql.pandas.types")
pytest.importorskip("pyarrow")
pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="needs Java")


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        made = (
            sql.SparkSession.builder.master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.local.dir", str(tmp_path_factory.mktemp("spark")))
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate()
        )
        yield made
        made.stop()


@pytest.mark.filterwarnings("ignore")
def test_rows_in_rows_out(session):
    line = "“We won in {},” said Ada Lee."
    frame = session.createDataFrame([(n, line.format(n)) for n in range(100)], "id int, text string").repartition(4)
    parsed = frame.mapInArrow(functools.partial(parse_batches, id="id"), sql_types.from_arrow_schema(batch_schema()))
    rows = sorted(parsed.collect(), key=lambda row: int(row.id))
    assert [row.id for row in rows] == [str(n) for n in range(100)]
    assert export.from_json(rows[7].json) == newsparse.parse_article(line.format(7))
    assert rows[7].quotes[0].speaker == "Ada Lee"
    said = parsed.selectExpr("id", "explode(quotes) as quote").where("quote.speaker_kind = 'person'")
    assert said.count() == 100
