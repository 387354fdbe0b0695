"""What lies in a corpus: every file, with its size and time, or with the reason why it is no seed.

Hidden files and folders are no part of a corpus. Nothing is read here, and nothing imported that can
wait: a query in a fresh process spends most of its time here.
"""

from __future__ import annotations

import errno
import os
import stat

from arcticsearch.checking import TYPE_CHECKING
from arcticsearch.corpus.saved import FOLDER_ENDS, without_parts
from arcticsearch.errors import CorpusError

if TYPE_CHECKING:
    from arcticsearch.corpus.saved import Seen
    from arcticsearch.model import Place


def require_folder(corpus: Place) -> None:
    """Raises CorpusError when the corpus is no folder."""
    try:
        if stat.S_ISDIR(os.stat(corpus).st_mode):
            return
        what = "is a file, not a folder"
    except (FileNotFoundError, NotADirectoryError, ValueError):
        what = "does not exist"
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
    raise CorpusError(f"The corpus folder {corpus} {what}. Name one with --corpus DIR.")


def listing(corpus: Place, *, leave_out: Place | None = None, follow: bool = False) -> list[Seen]:
    """Every file of a corpus, folder by folder, without those under `leave_out` (the index folder).

    Links are followed only when asked, and then never in circles. Raises CorpusError when the
    corpus is no folder that can be listed.
    """
    require_folder(corpus)
    out = os.path.realpath(leave_out) if leave_out else None
    found: list[Seen] = []
    beside: list[str] = []
    known = {os.path.realpath(corpus)}
    todo = [(os.fspath(corpus), "")]
    while todo:
        folder, prefix = todo.pop()
        try:
            others = _files(folder, prefix, found)
        except OSError as error:
            if not prefix:
                said = f"The corpus folder {corpus} cannot be read: {error.strerror}."
                raise CorpusError(said) from error
            found.append((prefix, unreadable(error)))
            continue
        # Which of two links to one file is read must not depend on the disk.
        for name, own in sorted(others):
            path, place = prefix + name, os.path.join(folder, name)
            try:
                status = _linked(place, follow, known) if stat.S_ISLNK(own.st_mode) else own
            except OSError as error:
                status = unreadable(error)
            if isinstance(status, str):
                found.append((path, status))
            elif stat.S_ISREG(status.st_mode):
                found.append((path, status.st_size, status.st_mtime_ns))
            elif not stat.S_ISDIR(status.st_mode):
                found.append((path, "not a regular file"))
            elif out is None or os.path.realpath(place) != out:
                todo.append((place, path + "/"))
                if name.endswith(FOLDER_ENDS):
                    beside.append(path + "/")
    return without_parts(found, beside) if beside else found


def _files(folder: str, prefix: str, found: list[Seen]) -> list[tuple[str, os.stat_result]]:
    """Adds the regular files in a folder to what was `found`. All else by name, with its status."""
    others = []
    handle = os.open(folder, _FOLDER) if os.stat in os.supports_dir_fd else None
    at = "" if handle is not None else os.path.join(folder, "")
    try:
        for name in os.listdir(folder if handle is None else handle):
            if name[0] == ".":
                continue
            try:
                status = os.lstat(at + name, dir_fd=handle)
            except OSError as error:
                found.append((prefix + name, unreadable(error)))
                continue
            if stat.S_ISREG(status.st_mode):
                found.append((prefix + name, status.st_size, status.st_mtime_ns))
            else:
                others.append((name, status))
    finally:
        if handle is not None:
            os.close(handle)
    return others


def _linked(place: str, follow: bool, known: set[str]) -> os.stat_result | str:
    """The status of what a link leads to, or why it is no seed. `known` is where others led to."""
    if not follow:
        return "a link; links are followed with --follow"
    real = os.path.realpath(place)
    if real in known:
        return "a link to what is already read"
    known.add(real)
    try:
        return os.stat(place)
    except OSError as error:
        if error.errno in _NOWHERE:
            return "a broken link"  # and stays one, while what cannot be read is tried again
        raise


# Never wait on a pipe that took the folder's place since it was looked at.
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)

UNREAD = "cannot be read:"
"""How the reason begins why a file is no seed now, which may change though the file does not."""

_NOWHERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)
_OF_THE_PROCESS = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)


def unreadable(error: OSError) -> str:
    """The reason why a file is no seed. Raises the error when it is no fault of the file's: a run
    that is out of handles must not take the corpus for empty."""
    if error.errno in _OF_THE_PROCESS:
        raise error
    return f"{UNREAD} {error.strerror or error}"
