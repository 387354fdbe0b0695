"""One writer at a time. A lock held is never mistaken for damage, and dies with its process."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from arcticsearch.catalog import FILE as CATALOG
from arcticsearch.errors import IndexBusy, IndexFolderError

FILE = "lock"
_NOT_OURS = "The index folder {} holds files that are no index ({}). Name another with --index DIR."


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Holds the index folder for writing; makes the folder (for its owner only) if need be.

    Raises IndexBusy when another process holds it, IndexFolderError when it holds something else or
    cannot be made.
    """
    try:
        _make(folder)
        claim(folder)
        handle = os.open(folder / FILE, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except (NotADirectoryError, FileExistsError) as error:
        raise IndexFolderError(f"{folder} is a file; the index needs a folder.") from error
    except OSError as error:
        reason = error.strerror or error
        raise IndexFolderError(f"The index folder {folder} cannot be written: {reason}.") from error
    try:
        _take(handle, folder)
        os.ftruncate(handle, 0)
        os.pwrite(handle, str(os.getpid()).encode(), 0)
        yield
    finally:
        os.close(handle)


def _make(folder: Path) -> None:
    """Makes a folder, and those above it that are missing, for their owner only: what it holds of
    the corpus is nobody else's."""
    for missing in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)
    if not folder.is_dir():
        raise NotADirectoryError(folder)


def claim(folder: Path) -> None:
    """Raises IndexFolderError when a folder is neither an index nor empty."""
    names = {entry.name for entry in folder.iterdir() if not entry.name.startswith(".")}
    if names & {CATALOG, FILE} or not names - {"README.md"}:
        return
    some = ", ".join(sorted(names)[:3])
    raise IndexFolderError(_NOT_OURS.format(folder, some))


def _take(handle: int, folder: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError as error:
            raise IndexBusy(_busy(handle, folder)) from error
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise IndexBusy(_busy(handle, folder)) from error


def _busy(handle: int, folder: Path) -> str:
    try:
        owner = os.pread(handle, 20, 0).decode("ascii", "replace").strip()
    except OSError:
        owner = ""
    who = f" (process {owner})" if owner else ""
    return f"Another arcticsearch{who} is updating the index in {folder}. Try again in a moment."
