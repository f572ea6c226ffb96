"""Arrow batches on a local Dask cluster of processes, one of which is killed in the middle."""

import os
import signal
import time

import pytest

import newsparse
from newsparse import export
from newsparse.batch import parse_batches

pa = pytest.importorskip("pyarrow")
distributed = pytest.importorskip("distributed")

LINE = "“We won in {},” said Ada Lee."


def parse(batch):
    time.sleep(0.05)
    return pa.Table.from_batches(list(parse_batches([batch], id="id")))


def own_pid():
    return os.getpid()


@pytest.fixture
def client():
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
        ) as cluster,
        distributed.Client(cluster) as found,
    ):
        yield found


@pytest.mark.filterwarnings("ignore")
def test_a_killed_worker_loses_nothing_and_doubles_nothing(client):
    table = pa.table({"id": [str(n) for n in range(200)], "text": [LINE.format(n) for n in range(200)]})
    batches = table.to_batches(max_chunksize=5)
    futures = client.map(parse, batches, pure=False)
    victim = next(iter(client.run(own_pid).values()))
    while sum(future.done() for future in futures) < 5:
        time.sleep(0.02)
    os.kill(victim, signal.SIGKILL)
    found = pa.concat_tables(client.gather(futures)).to_pylist()
    assert [row["id"] for row in found] == [str(n) for n in range(200)]
    assert [row["error"] for row in found] == [None] * 200
    assert export.from_json(found[77]["json"]) == newsparse.parse_article(LINE.format(77))
    assert victim not in client.run(own_pid).values()
