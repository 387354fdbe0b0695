"""What taking seeds in needs on the disk, and saying so when it is not there."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

from arcticsearch.catalog import FILE
from arcticsearch.errors import DiskFull

FACTOR = 3
"""Bytes on the disk that a byte of new seeds needs while it is taken in: the catalog, the log of its
transaction, and the index. Measured: 2.8 for 3,000 news articles of 800 characters."""


def is_full(error: OSError | sqlite3.OperationalError) -> bool:
    """Whether an error says that there is no room left."""
    if isinstance(error, OSError):
        return error.errno in (errno.ENOSPC, errno.EDQUOT)
    return getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL


def no_room(folder: Path, new: int) -> DiskFull:
    """The error for a person; `new` is the size of the seeds that were taken in, in bytes."""
    import shutil  # an update that has room need not wait for it

    old = sum(path.stat().st_size for path in folder.glob(FILE))  # may be written anew, in part
    needed, free = FACTOR * new + old + 2**20, shutil.disk_usage(folder).free
    return DiskFull(
        f"There is no room for the index in {folder}: it needs some {needed / 1e6:,.0f} MB, and "
        f"{free / 1e6:,.0f} MB are free. Make room, or name another folder with --index DIR."
    )
