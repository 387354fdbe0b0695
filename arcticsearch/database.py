"""The file of a catalog: how SQLite opens it, commits to it and finds it sound, and whom its errors
blame."""

from __future__ import annotations

import json
import marshal
import os
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager

from arcticsearch.errors import CatalogDamaged, OtherVersion
from arcticsearch.model import Place
from arcticsearch.tally import Tally

_PAGE = 8192
"""Bytes of a page. With SQLite's own 4096 the catalog of 19,043 news articles is 3 % larger, and long
values and lists are read in 1.3 to 1.8 times the time; larger ones gain nothing more."""

_META = "CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB);"

UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What reading a damaged file raises (SQLite's message may be in broken UTF-8 itself), and one that
cannot be read now; `is_damage` tells which."""

_OF_THE_DISK = frozenset((
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOLFS,
))  # fmt: skip
"""What SQLite says when the disk, the process or another process is to blame, not the file."""


def is_damage(error: Exception) -> bool:
    """Whether an error of SQLite speaks of the file's content."""
    if isinstance(error, sqlite3.ProgrammingError):  # asked from another thread, or wrongly
        return False
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code & 0xFF not in _OF_THE_DISK or code == sqlite3.SQLITE_IOERR_SHORT_READ


def _is_interrupt(error: BaseException) -> bool:
    """Whether an error stands for a Ctrl-C that came while SQLite had a function of ours called.

    It makes an error of its own of all that a function raises, and ours raise nothing by themselves.
    """
    return isinstance(error, sqlite3.OperationalError) and "user-defined function" in str(error)


class Database:
    """An open file: values by key, and some `tables`, with a checksum over all of it.

    Reading methods see one state from the first read to `close`. When the disk fails, methods raise
    sqlite3.OperationalError. When the file is damaged, they raise what reading it comes to:
    sqlite3.DatabaseError, LookupError, ValueError, TypeError or zlib.error. Whether it is damaged
    `verify` tells, which compares checksums.
    """

    def __init__(self, connection: sqlite3.Connection, tables: Sequence[str]) -> None:
        self._db = connection
        self._tables = tables
        self._tally = Tally(connection, tables)

    def meta(self, key: str) -> bytes | None:
        """What is kept under a key ("manifest", "recipe", "listing" …); None if nothing is."""
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set_meta(self, key: str, value: bytes) -> None:
        """Keeps a value under a key, in place of the one before."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside becomes visible and durable at its end, or not at all."""
        self._tally.follow()
        self._db.execute("BEGIN IMMEDIATE")
        try:
            before = self._db.total_changes
            digest = self.meta("digest")
            self._tally.value = json.loads(digest)[0] if digest else 0
            yield
            if self._db.total_changes != before:
                self.set_meta("digest", self._digest(self._tally.value))
            self._db.execute("COMMIT")
        except BaseException as error:
            if self._db.in_transaction:  # SQLite itself gives up when the disk fails
                self._db.execute("ROLLBACK")
            if _is_interrupt(error):
                raise KeyboardInterrupt from error
            raise

    def clear(self) -> None:
        """Forgets every row of the tables, and the checksum of what they were."""
        for table in self._tables:
            self._db.execute(f"DELETE FROM {table}")
        self._tally.value = 0  # whatever the rows were
        self._db.execute("DELETE FROM meta WHERE key = 'digest'")

    def verify(self) -> None:
        """Reads everything. Raises CatalogDamaged when it is not what was written."""
        try:
            wrong = [row[0] for row in self._db.execute("PRAGMA integrity_check")]
            digest = self._digest(self._tally.by_reading())
            sound = wrong == ["ok"] and self.meta("digest") == digest
        except UNREADABLE as error:
            if not is_damage(error):
                raise
            raise CatalogDamaged(f"The catalog is damaged: {error}.") from error
        if not sound:
            raise CatalogDamaged("The catalog is damaged: it is not what was written.")

    def _digest(self, rows: int) -> bytes:
        """A checksum of everything, given that of the tables' rows; a flipped bit in a title is
        nothing that SQLite would notice."""
        sums = [rows]
        for rest in (
            "SELECT * FROM meta WHERE key != 'digest' ORDER BY key",
            "SELECT sql FROM sqlite_master ORDER BY name",
        ):
            sums.append(zlib.crc32(marshal.dumps(self._db.execute(rest).fetchall(), 2)))
        return json.dumps(sums).encode()

    def close(self) -> None:
        """Ends the state that is read; a transaction that is open is rolled back."""
        self._db.close()


def open_database(
    file: Place, version: int, schema: str, *, write: bool
) -> sqlite3.Connection | None:
    """A connection to a file that has the tables of a `schema`, whose `version` it names; None when
    there is none and `write` does not ask for one.

    Raises CatalogDamaged when the file is no catalog, OtherVersion when it is of another version,
    and sqlite3.OperationalError when it cannot be read now, which is no damage.
    """
    if not write and not os.path.exists(file):
        return None
    db = _connect(file, write=write)
    form = str(version).encode()
    whole = f"{_META} {schema} INSERT INTO meta VALUES ('format', x'{form.hex()}')"
    try:
        made = _prepare(db, whole, write)
        row = db.execute("SELECT value FROM meta WHERE key = 'format'").fetchone() if made else None
    except UNREADABLE as error:
        db.close()
        if not is_damage(error):
            raise
        raise CatalogDamaged(f"The catalog {file} is damaged: {error}.") from error
    except BaseException:
        db.close()
        raise
    if not made:  # by a run that was cut off before it wrote anything
        db.close()
        return None
    if row != (form,):
        db.close()
        raise OtherVersion(f"The catalog {file} is of another version.")
    return db


def _prepare(db: sqlite3.Connection, schema: str, write: bool) -> bool:
    """Makes what a catalog needs, or one state for all reads. Returns whether it has tables."""
    if not write:
        db.execute("BEGIN")  # one state for all reads, whatever a build commits meanwhile
    with closing(db.execute("SELECT count(*) FROM sqlite_master")) as cursor:
        made = cursor.fetchone()[0] > 0
    if write and not made:  # before there is a log: a disk that fills up then finds none to copy
        db.execute(f"PRAGMA page_size = {_PAGE}")
        db.executescript(f"BEGIN; {schema}; COMMIT")
    if write:
        db.execute("PRAGMA journal_mode = WAL")  # readers go on while a build writes
        db.execute("PRAGMA synchronous = FULL")  # a commit that was reported survives a power cut
    return made or write


def _connect(file: Place, *, write: bool) -> sqlite3.Connection:
    """A connection that commits when it is told to. Raises sqlite3.OperationalError when the file
    cannot be opened.

    On a disk that cannot be written SQLite cannot lay its own files beside the catalog. Where no
    log is left there it needs none, for nobody can write.
    """
    db = _connected(file, "rwc" if write else "rw")
    if write:
        return db
    try:
        db.execute("SELECT 1 FROM sqlite_master").close()
    except UNREADABLE as error:
        folder, log = os.path.dirname(file), f"{os.fspath(file)}-wal"
        if is_damage(error) or os.access(folder, os.W_OK) or os.path.exists(log):
            return db  # whoever reads from it is told
        db.close()
        return _connected(file, "ro&immutable=1")
    return db


def _connected(file: Place, mode: str) -> sqlite3.Connection:
    name = os.path.abspath(file).replace(os.sep, "/")
    said = (chr(c) if c < 128 and c not in b"%?#" else f"%{c:02x}" for c in os.fsencode(name))
    # No host stands between the first slashes, though a path may begin with two of its own.
    uri = f"file://{'' if name[0] == '/' else '/'}{''.join(said)}?mode={mode}"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=10)
