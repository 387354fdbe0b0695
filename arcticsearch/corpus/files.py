"""What lies in a corpus: every file, with its size and time, or with the reason why it is no seed.

Hidden files and folders are no part of a corpus. Every other file is a seed or is skipped with a
reason. Nothing is read here.
"""

from __future__ import annotations

import errno
import os
import stat
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from arcticsearch.corpus.saved import FOLDER_ENDS, Seen, without_parts
from arcticsearch.errors import CorpusError

MAX_BYTES = 64 * 2**20
"""Largest seed that is read. What is saved as one file has its pictures in it."""

MAX_PAGE = 16 * 2**20
"""Bytes of the page itself. The largest of 2,149 real HTML pages in the bench has 4.6 MB."""

_NOT_PAGES = frozenset(
    "7z avi bib bmp bz2 cdx css csv db desktop doc docx download eot epub exe flac gif gz heic ico "
    "ini jar jpeg jpg js json jsonl lnk m4a map mkv mov mp3 mp4 ndjson odt ogg otf parquet pdf png "
    "ppt pptx psd pyc rar ris so sqlite svg tar tif tiff toml tsv ttf url wacz wav webloc webm webp "
    "wmv woff woff2 xls xlsx xz yaml yml zip zst".split()
)


class File(NamedTuple):
    """A file of the corpus, not yet read. `skip` is the reason why it never will be."""

    path: str
    size: int
    mtime_ns: int
    skip: str | None = None


def require_folder(corpus: Path) -> None:
    """Raises CorpusError when the corpus is no folder."""
    try:
        if stat.S_ISDIR(corpus.stat().st_mode):
            return
        what = "is a file, not a folder"
    except (FileNotFoundError, NotADirectoryError, ValueError):
        what = "does not exist"
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
    raise CorpusError(f"The corpus folder {corpus} {what}. Name one with --corpus DIR.")


def listing(corpus: Path, *, leave_out: Path | None = None, follow: bool = False) -> list[Seen]:
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
            inside = _entries(folder, follow)
        except OSError as error:
            if not prefix:
                said = f"The corpus folder {corpus} cannot be read: {error.strerror}."
                raise CorpusError(said) from error
            found.append((prefix, unreadable(error)))
            continue
        while inside:  # an entry keeps what it is asked for: to let go of each takes a tenth less
            entry = inside.pop()
            name = entry.name
            if name[0] == ".":
                continue
            path = prefix + name
            try:
                if (
                    entry.is_file(follow_symlinks=False)
                    or (reason := _no_file(entry, follow, known)) is None
                ):
                    status = entry.stat()
                    found.append((path, status.st_size, status.st_mtime_ns))
                elif reason:
                    found.append((path, reason))
                elif out is None or os.path.realpath(entry.path) != out:
                    todo.append((entry.path, path + "/"))
                    if name.endswith(FOLDER_ENDS):
                        beside.append(path + "/")
            except OSError as error:
                found.append((path, unreadable(error)))
    return without_parts(found, beside) if beside else found


def _entries(folder: str, follow: bool) -> list[os.DirEntry[str]]:
    with os.scandir(folder) as entries:
        # Which of two links to one file is read must not depend on the disk. The last comes first.
        return sorted(entries, key=_NAME, reverse=True) if follow else list(entries)


UNREAD = "cannot be read:"
"""How the reason begins why a file is no seed now, which may change though the file does not."""

_NAME = attrgetter("name")
_OF_THE_PROCESS = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)


def unreadable(error: OSError) -> str:
    """The reason why a file is no seed. Raises the error when it is no fault of the file's: a run
    that is out of handles must not take the corpus for empty."""
    if error.errno in _OF_THE_PROCESS:
        raise error
    return f"{UNREAD} {error.strerror or error}"


def _no_file(entry: os.DirEntry[str], follow: bool, known: set[str]) -> str | None:
    """Why what is no regular file is no seed; "" for a folder. None for a link to follow to a file."""
    if entry.is_symlink():
        if not follow:
            return "a link; links are followed with --follow"
        real = os.path.realpath(entry.path)
        if real in known:
            return "a link to what is already read"
        known.add(real)
    if entry.is_dir():
        return ""
    return None if entry.is_file() else "not a regular file"


def seed_path(path: str) -> str:
    """A file's path as a seed's, where each byte that is not UTF-8 is written out.

    >>> seed_path("ice/caf\\udce9.txt")
    'ice/caf\\\\xe9.txt'
    """
    try:
        return os.fsencode(path).decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:  # half of an emoji: no file is called so
        return path.encode("utf-8", "backslashreplace").decode()


def file_of(seen: Seen) -> File:
    """What a look found as a file, with the reason if it will never be read."""
    path = seen[0]
    name = seed_path(path)
    if len(seen) == 2:
        return File(name, 0, 0, seen[1])
    if name != path:
        return File(name, 0, 0, "its name is not valid UTF-8")
    _, size, mtime_ns = seen
    return File(path, size, mtime_ns, _no_page(path, size))


def _no_page(path: str, size: int) -> str | None:
    """Why a file is not even read, told by its name and size."""
    suffix = path.rpartition(".")[2].lower()
    if path == "sources.toml":
        return "not a page: names sources"
    if suffix in _NOT_PAGES:
        return f"not a page (.{suffix})"
    if path.endswith("robots.txt"):
        return "not a page (robots.txt)"
    if path.lower() in ("readme.md", "readme.txt", "readme"):
        return "describes the folder"
    if size == 0:
        return "empty"
    return f"larger than {MAX_BYTES >> 20} MiB" if size > MAX_BYTES else None
