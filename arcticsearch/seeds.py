"""The files of a corpus as the catalog last saw them, and what became of each.

A file that is as it was need not be read again; one that is no article has the reason why.
"""

from __future__ import annotations

import sqlite3

from arcticsearch.corpus.listing import UNREAD
from arcticsearch.corpus.saved import Seen
from arcticsearch.values import Value

SCHEMA = """CREATE TABLE seed (
    path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, digest TEXT,
    article INTEGER, reason TEXT) WITHOUT ROWID;
"""

TABLES = ("seed",)


class SeedRow(Value, frozen=True):
    """What is known of a seed. Either `article` is its number or `reason` says why it has none."""

    path: str
    size: int
    mtime_ns: int
    digest: str | None
    article: int | None
    reason: str | None


class Seeds:
    """This table of an open catalog. Methods raise what those of the catalog raise."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def get(self, path: str) -> SeedRow | None:
        """A seed as it was last seen; None if it is new."""
        row = self._db.execute(
            "SELECT path, size, mtime_ns, digest, article, reason FROM seed WHERE path = ?", (path,)
        ).fetchone()
        return SeedRow(*row) if row else None

    def stamps(self) -> set[Seen]:
        """Every seed as a look finds it if it is as it was. One that could not be read has an
        impossible size: it may be readable now, although all is the same."""
        unread = "coalesce(substr(reason, 1, ?) = ?, 0)"
        told = f"size = 0 AND mtime_ns = 0 AND reason IS NOT NULL AND NOT {unread}"
        begun = (len(UNREAD), UNREAD)
        rows = self._db.execute(
            f"SELECT path, CASE WHEN {unread} THEN -1 ELSE size END, mtime_ns FROM seed"
            f" WHERE NOT ({told})",
            (*begun, *begun),
        )
        return {*rows, *self._db.execute(f"SELECT path, reason FROM seed WHERE {told}", begun)}

    def put(self, row: SeedRow) -> None:
        """Writes down what became of a seed."""
        self._db.execute(
            "INSERT OR REPLACE INTO seed VALUES (?, ?, ?, ?, ?, ?)",
            (row.path, row.size, row.mtime_ns, row.digest, row.article, row.reason),
        )

    def skip(self, path: str, reason: str) -> None:
        """Says of a seed that is known why it is no article."""
        self._db.execute("UPDATE seed SET reason = ? WHERE path = ?", (reason, path))

    def forget(self, path: str) -> None:
        """Removes a seed; its article is not touched."""
        self._db.execute("DELETE FROM seed WHERE path = ?", (path,))

    def skipped(self) -> dict[str, str]:
        """Seeds without an article, and why."""
        rows = self._db.execute("SELECT path, reason FROM seed WHERE reason IS NOT NULL")
        return dict(rows)
