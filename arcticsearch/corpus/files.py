"""A file of a corpus, as it was listed: a seed, or skipped with a reason; and what is in it."""

from __future__ import annotations

import os
import re
import stat

from arcticsearch.corpus.saved import Seen
from arcticsearch.errors import SeedSkipped
from arcticsearch.model import Place
from arcticsearch.regex import regex
from arcticsearch.values import Value

MAX_BYTES = 64 * 2**20
"""Largest seed that is read. What is saved as one file has its pictures in it."""

_TOO_LARGE = f"larger than {MAX_BYTES >> 20} MiB"

MAX_PAGE = 16 * 2**20
"""Bytes of the page itself. The largest of 2,149 real HTML pages in the bench has 4.6 MB."""

_NOT_PAGES = frozenset(
    "7z aac avi avif azw azw3 bib bmp bz2 canvas cdx css csv db desktop djvu doc docx download "
    "eot epub exe flac flv gif gz heic heif ico ics ini jar jpeg jpg js json jsonl key lnk m4a "
    "m4v map mkv mobi mov mp3 mp4 mpeg mpg msg ndjson numbers odp ods odt ogg opus otf pages "
    "parquet pdf png ppt pptx psd pyc rar ris rtf so sqlite svg swf tar tif tiff toml tsv ttf "
    "url vcf wacz wav webloc webm webp wmv woff woff2 xls xlsx xz yaml yml zip zst".split()
)
# The query of an address, which mirroring appends to a file's name: "app.js?ver=6.1", and where no
# name has a question mark "app.js@ver=6.1". What is a page was given an ending of its own.
_QUERY = regex(r"(?:[?@]|%3f)(?:\d+|[\w.%~-]+=[^/\s]*)(?<!\.html)(?<!\.htm)$", re.I)


_FARTHEST = 2**63 - 1
"""Nanoseconds from 1970: the years 1677 and 2262. SQLite holds no more; a broken clock writes more."""


class File(Value, frozen=True):
    """A file of the corpus, not yet read. `skip` is the reason why it never will be."""

    path: str
    size: int
    mtime_ns: int
    skip: str | None = None


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
    return File(path, size, max(-_FARTHEST, min(mtime_ns, _FARTHEST)), _no_page(path, size))


def _no_page(path: str, size: int) -> str | None:
    """Why a file is not even read, told by its name and size."""
    name, _, suffix = _QUERY.sub("", path).lower().rpartition(".")
    if path == "sources.toml":
        return "not a page: names sources"
    if name and suffix in _NOT_PAGES:
        return f"not a page (.{suffix})"
    if path.endswith("robots.txt"):
        return "not a page (robots.txt)"
    if path.lower() in ("readme.md", "readme.txt", "readme"):
        return "describes the folder"
    if size == 0:
        return "empty"
    return _TOO_LARGE if size > MAX_BYTES else None


def content(path: Place) -> bytes:
    """What is in a file. Raises SeedSkipped when that is no regular file or too large a one, OSError
    when it cannot be read."""
    with open(path, "rb", opener=_opened) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise SeedSkipped("not a regular file")
        # Room for as much as is asked for is made before anything is read.
        data = file.read(min(status.st_size, MAX_BYTES) + 1)
    if len(data) > MAX_BYTES:
        raise SeedSkipped(_TOO_LARGE)
    return data


def _opened(path: str, flags: int) -> int:
    """A handle, without waiting on a pipe that took the file's place since it was listed."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
