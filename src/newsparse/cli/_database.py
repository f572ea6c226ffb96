"""Results in an SQLite database: a table for each kind of thing, and of each article what it was when it was done.

It is written with ``sqlite3`` of the standard library. sqlite-utils makes tables and upserts out of rows, but one table
at a time: here the rows of all tables of an article are one transaction, the columns are known before the first row,
and its own dependencies would come with it.
"""

from __future__ import annotations

import contextlib
import errno
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from newsparse.cli._input import Item
from newsparse.cli._journal import RunError
from newsparse.cli._results import Counts
from newsparse.cli._tasks import Done, kept_name
from newsparse.export import COLUMNS, dumps, storable

__all__ = ["DatabaseResults", "database_columns", "schema"]

_APPLICATION = 0x6E777370  # by which a database of newsparse is known: "nwsp"
_WAIT = 60  # seconds for another run to finish its article
_TYPES = {"string": "TEXT", "int64": "INTEGER", "float64": "REAL", "bool": "INTEGER"}
_KEYS = {"quotes": "quote", "attributions": "attribution", "sources": "source"}
_MORE = {"text": "string", "digest": "string"}  # of an article, beside its columns as in the other formats
_MENTIONS = {"article": "string", "source": "int64", "start": "int64", "end": "int64", "text": "string"}
_INDEXES = (("quotes", "speaker"), ("attributions", "source"), ("sources", "name"), ("byline", "name"))
_TABLES = ("run", "errors", "mentions", *reversed([*COLUMNS]))


def schema(keep: Iterable[str] = ()) -> list[str]:
    r"""Return the statements that make the tables; *keep* are columns of the input that are passed through.

    >>> schema()[-1]
    'CREATE VIEW "authors" AS SELECT * FROM "byline" WHERE "part" = \'author\''
    """
    made = [
        'CREATE TABLE "run" ("name" TEXT PRIMARY KEY, "value" TEXT)',
        'CREATE TABLE "errors" ("article" TEXT PRIMARY KEY, "error" TEXT)',
    ]
    for table, columns in COLUMNS.items():
        own = {**columns, **(_MORE if table == "articles" else {})}
        cells = [f"{_quoted(name)} {_TYPES[kind]}" for name, kind in own.items()]
        if table == "articles":
            cells += [_quoted(name) for name in keep]
            cells.append('PRIMARY KEY ("article")')
        else:
            cells.append('FOREIGN KEY ("article") REFERENCES "articles" ("article") ON DELETE CASCADE')
            if table in _KEYS:
                cells.append(f'PRIMARY KEY ("article", {_quoted(_KEYS[table])})')
        made.append(f"CREATE TABLE {_quoted(table)} ({', '.join(cells)})")
        if table != "articles" and table not in _KEYS:
            made.append(f'CREATE INDEX {_quoted(f"{table}_article")} ON {_quoted(table)} ("article")')
    cells = [f"{_quoted(name)} {_TYPES[kind]}" for name, kind in _MENTIONS.items()]
    cells.append('FOREIGN KEY ("article", "source") REFERENCES "sources" ("article", "source") ON DELETE CASCADE')
    made.append(f'CREATE TABLE "mentions" ({", ".join(cells)})')
    made.append('CREATE INDEX "mentions_source" ON "mentions" ("article", "source")')
    made += [f"CREATE INDEX {_quoted(f'{t}_{name}')} ON {_quoted(t)} ({_quoted(name)})" for t, name in _INDEXES]
    return [*made, 'CREATE VIEW "authors" AS SELECT * FROM "byline" WHERE "part" = \'author\'']


def database_columns(keep: Iterable[str]) -> list[str]:
    """Return what the columns of the input that are passed through are called in the table of articles."""
    own = {*COLUMNS["articles"], *_MORE}
    return [kept_name(name, own) for name in keep]


class DatabaseResults:
    """Results in a database. An article is one transaction; one that has changed takes the place of what it was.

    Args:
        path: the file.
        header: the options that decide on the results.
        keep: columns of the input that are passed through.
        overwrite: begin again whatever is there.

    Raises:
        RunError: the file is no database of newsparse, or was made with other options.
        OSError: the file cannot be read or written: its folder is read-only, the disk is full, another run holds it.
    """

    kept = True

    def __init__(self, path: Path, header: Mapping[str, Any], keep: Iterable[str], *, overwrite: bool) -> None:
        self.counts, self.notes = Counts(), list[str]()
        self.errors_path: Path | None = None
        self._path = path
        self._met: set[str] = set()
        self._digests: dict[str, str] = {}
        self._header = {name: dumps(value) for name, value in header.items()}
        # Whether it can be opened at all; SQLite would not say why.
        path.open("ab").close()
        self._connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
        try:
            with _told_as_of_files():
                self._begin(keep, overwrite=overwrite)
        except sqlite3.DatabaseError as error:
            self.release()
            raise RunError(f"{path} is no database of newsparse ({error}); name another --output") from error
        except (RunError, OSError):
            self.release()
            raise

    def _begin(self, keep: Iterable[str], *, overwrite: bool) -> None:
        run = self._connection.execute
        run("PRAGMA foreign_keys = ON")
        with self._transaction():
            (empty,) = run("SELECT count(*) = 0 FROM sqlite_master").fetchone()
            if not empty and run("PRAGMA application_id").fetchone() != (_APPLICATION,):
                raise RunError(f"{self._path} is a database, but not of newsparse; name another --output")
            if not empty and overwrite:
                run('DROP VIEW IF EXISTS "authors"')
                for table in _TABLES:
                    run(f"DROP TABLE IF EXISTS {_quoted(table)}")
            if empty or overwrite:
                for statement in schema(keep):
                    run(statement)
                run(f"PRAGMA application_id = {_APPLICATION}")
                self._connection.executemany("INSERT INTO run VALUES (?, ?)", self._header.items())
        was = dict(run("SELECT name, value FROM run").fetchall())
        for name in {**was, **self._header}:
            if name != "version" and was.get(name) != self._header.get(name):
                theirs, mine = (json.loads(side.get(name, '"none"')) for side in (was, self._header))
                told = f"{name.replace('_', ' ')} was {theirs}, now {mine}"
                raise RunError(f"{self._path} is of another run ({told}); use the same, or --overwrite it")

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # SQLite has given it up itself where the disk is full
                self._connection.execute("ROLLBACK")
            raise

    def is_done(self, item: Item) -> bool:
        """Return whether just this article is in the database."""
        digest, key = item.digest(), str(storable(item.key))
        self._met.add(key)
        with _told_as_of_files():
            found = self._connection.execute("SELECT digest FROM articles WHERE article = ?", (key,)).fetchone()
        if found == (digest,):
            self.counts.passed_over()
            return True
        self._digests[item.key] = digest
        return False

    def take(self, done: Done) -> None:
        """Write one article, or its error, in one transaction."""
        key = str(storable(done.key))
        with _told_as_of_files(), self._transaction():
            known = self._write(done, key)
        self.counts.took(done, again=known)

    def _write(self, done: Done, key: str) -> bool:
        run = self._connection.execute
        known = bool(run("SELECT 1 FROM articles WHERE article = ?", (key,)).fetchone())
        digest = self._digests.pop(done.key)
        run("DELETE FROM errors WHERE article = ?", (key,))
        if done.error is not None:
            run("INSERT INTO errors VALUES (?, ?)", (key, storable(done.error)))
            return known
        run("DELETE FROM articles WHERE article = ?", (key,))  # and what hangs on it
        for table, rows in json.loads(done.output).items():
            for row in rows:
                cells = row | {"article": key} | ({"digest": digest} if table == "articles" else {})
                names, marks = ", ".join(map(_quoted, cells)), ", ".join("?" * len(cells))
                statement = f"INSERT INTO {_quoted(table)} ({names}) VALUES ({marks})"  # noqa: S608 - names are quoted
                run(statement, [*map(storable, cells.values())])
        return known

    def close(self, *, complete: bool) -> None:  # noqa: ARG002 - each article is whole
        """Count the articles that are no longer in the input."""
        with _told_as_of_files():
            for (key,) in self._connection.execute("SELECT article FROM articles"):
                self.counts.gone += key not in self._met

    def release(self) -> None:
        """Close the database."""
        self._connection.close()


@contextlib.contextmanager
def _told_as_of_files() -> Iterator[None]:
    """Let what SQLite says of a disk, a lock or a damaged file be said as of any file that cannot be written."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        damaged = type(error) is sqlite3.DatabaseError and error.sqlite_errorcode != sqlite3.SQLITE_NOTADB
        if not (damaged or isinstance(error, sqlite3.OperationalError)):
            raise
        raise OSError(errno.EIO, str(error)) from error


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
