"""A checksum of the rows of a database, kept up to date as rows change.

It is the sum of the rows' own checksums: a row that comes adds its own, and one that goes takes it
away. So a change costs by what it changes; and what has rotted on the disk is never taken for good
because of a later change, as a row that is not what it was takes away too much or too little.
"""

from __future__ import annotations

import marshal
import sqlite3
import zlib
from collections.abc import Iterator, Sequence

_MODULUS = 1 << 64

Row = tuple[str | int | float | bytes | None, ...]
"""The name of a table, then the values of one of its rows."""


class Tally:
    """The checksum of some tables. `value` is its own to set: at first that of no rows at all."""

    def __init__(self, db: sqlite3.Connection, tables: Sequence[str]) -> None:
        self._db, self._tables = db, tables
        self.value = 0

    def follow(self) -> None:
        """From now on `value` changes with every row that this connection writes."""
        self._db.create_function("tally", -1, self._count)
        self._db.execute("PRAGMA temp_store = MEMORY")  # where the triggers stand
        self._db.execute("PRAGMA recursive_triggers = ON")  # for rows that REPLACE takes away
        for table in self._tables:
            old, new = (
                ", ".join(f"{state}.{name}" for name in self._columns(table))
                for state in ("OLD", "NEW")
            )
            gone, come = f"tally(-1, '{table}', {old})", f"tally(1, '{table}', {new})"
            for event, counted in (
                ("INSERT", come), ("DELETE", gone), ("UPDATE", f"{gone}, {come}"),
            ):  # fmt: skip
                self._db.execute(
                    f"CREATE TEMP TRIGGER IF NOT EXISTS tally_{event}_{table} AFTER {event} ON main.{table}"
                    f" BEGIN SELECT {counted}; END"
                )

    def by_reading(self) -> int:
        """What `value` should be. Reads every row."""
        return sum(_checksum(row) for row in self._rows()) % _MODULUS

    def _rows(self) -> Iterator[Row]:
        for table in self._tables:
            columns = ", ".join(self._columns(table))
            yield from self._db.execute(f"SELECT '{table}', {columns} FROM {table}")

    def _columns(self, table: str) -> list[str]:
        return [column[1] for column in self._db.execute(f"PRAGMA table_info({table})")]

    def _count(self, sign: int, *row: str | int | float | bytes | None) -> None:
        self.value = (self.value + sign * _checksum(row)) % _MODULUS


def _checksum(row: Row) -> int:
    return zlib.crc32(marshal.dumps(row, 2))
