"""The file of a catalog: how SQLite opens it, and whom its errors blame."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

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


def is_interrupt(error: BaseException) -> bool:
    """Whether an error stands for a Ctrl-C that came while SQLite had a function of ours called.

    It makes an error of its own of all that a function raises, and ours raise nothing by themselves.
    """
    return isinstance(error, sqlite3.OperationalError) and "user-defined function" in str(error)


def connect(file: Path, *, write: bool) -> sqlite3.Connection:
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
        log = file.with_name(f"{file.name}-wal")
        if is_damage(error) or os.access(file.parent, os.W_OK) or log.exists():
            return db  # whoever reads from it is told
        db.close()
        return _connected(file, "ro&immutable=1")
    return db


def _connected(file: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{file.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=10
    )
