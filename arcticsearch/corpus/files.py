"""A file of a corpus, as it was listed: a seed, or skipped with a reason."""

from __future__ import annotations

import os

from arcticsearch.corpus.saved import Seen
from arcticsearch.values import Value

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
