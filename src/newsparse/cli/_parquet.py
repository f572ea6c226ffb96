"""Results as a Parquet file, which cannot be added to: the rows grow in a file beside it until the run ends."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterable
from pathlib import Path

from newsparse.cli._journal import Earlier, Entry, Growing, RunError
from newsparse.cli._output import FileSink
from newsparse.cli._tasks import Done, Task, columns_of
from newsparse.export import dumps

__all__ = ["ROWS", "ParquetSink"]

ROWS = ".rows"
_GROUP = 10_000  # rows that are in memory at once


class ParquetSink(FileSink):
    """The rows of all articles in one Parquet file, which takes its place when all of it is written.

    While a run is under way its rows are JSON lines in a file beside it; a later run that adds to the results brings
    them back from the Parquet file, byte by byte as they were.

    Raises:
        RunError: pyarrow is not installed.
    """

    def __init__(self, task: Task, path: Path) -> None:
        try:
            import pyarrow as pa  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise RunError("Parquet needs pyarrow: pip install 'newsparse[arrow]'") from error
        super().__init__()
        self._schema = pa.schema([(name, pa.type_for_alias(kind)) for name, kind in columns_of(task).items()])
        self._path = path
        self._rows_path = path.with_name(path.name + ROWS)
        self._rows = Growing(self._rows_path)
        self._spent = False  # whether the Parquet file has all rows

    def begin(self, earlier: Earlier | None) -> None:
        """Begin with nothing."""
        self._path.unlink(missing_ok=True)
        super().begin(earlier)

    def go_on(self, earlier: Earlier) -> int:
        """Keep the rows that the journal knows of; those of a finished run stay where they are until there are more."""
        self._spent = earlier.length is not None
        return super().go_on(earlier)

    def write(self, done: Done, mark: int | str | None) -> int:  # noqa: ARG002 - nothing is replaced here
        """Take the rows of one article."""
        if self._size is not None:
            self._bring_back(self._size)
        self._rows.write(done.output.encode())
        return self._rows.size

    def _bring_back(self, size: int) -> None:
        import pyarrow.parquet as pq  # noqa: PLC0415 - an extra

        self._rows.cut(0)
        with pq.ParquetFile(self._path) as table:
            for batch in table.iter_batches(batch_size=_GROUP):
                self._rows.write("".join(dumps(row) + "\n" for row in batch.to_pylist()).encode())
        if self._rows.size != size:
            raise RunError(f"{self._path} has been changed since it was finished; begin again with --overwrite")
        self._size, self._spent, self._last = None, False, size

    def length(self) -> int:
        """Return how long the Parquet file is; 0 where there is none."""
        return self._path.stat().st_size if self._path.exists() else 0

    def _grown(self) -> int:
        return self._rows.length()

    def _truncate(self, size: int) -> None:
        self._rows.cut(size)

    def close(self, entries: Iterable[Entry]) -> int:  # noqa: ARG002 - the rows are here
        """Write the Parquet file."""
        if self._size is None:
            part = self._path.with_name(f"{self._path.name}.newsparse-part")
            try:
                self._convert(part)
                part.replace(self._path)
            finally:
                part.unlink(missing_ok=True)
        return self.length()

    def _convert(self, part: Path) -> None:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        import pyarrow.parquet as pq  # noqa: PLC0415

        with self._rows_path.open(encoding="utf-8") as lines, pq.ParquetWriter(part, self._schema) as writer:
            while rows := [json.loads(line) for line in itertools.islice(lines, _GROUP)]:
                writer.write_table(pa.Table.from_pylist(rows, schema=self._schema))

    def finished(self) -> None:
        """The rows are needed no longer."""
        self._spent = True

    def release(self) -> None:
        """Close the rows, and take them away where the Parquet file has them."""
        self._rows.close()
        if self._spent:
            self._rows_path.unlink(missing_ok=True)
