"""Files in, seeds out: walk the corpus, decode each file, tell text, Markdown and HTML apart.

The only step of the pipeline that touches the disk. What a file is, its content decides; its suffix
only tips the scale. Hidden files and folders are no part of a corpus. Every other file is a seed or
is skipped with a reason.
"""

from __future__ import annotations

import codecs
import errno
import os
import re
import stat
from collections.abc import Iterator
from hashlib import blake2b
from operator import attrgetter
from pathlib import Path

from arcticsearch.errors import CorpusError, SeedSkipped
from arcticsearch.model import Form, Seed
from arcticsearch.values import Value

MAX_BYTES = 16 * 2**20
"""Largest seed that is read. The largest of 2,149 real HTML pages in the bench is 4.6 MB."""

_NOT_PAGES = frozenset(
    "7z avi bmp bz2 css doc docx eot epub exe flac gif gz heic ico jar jpeg jpg js json m4a map "
    "mkv mov mp3 mp4 odt ogg otf parquet pdf png ppt pptx psd pyc rar so sqlite svg tar tif tiff "
    "toml ttf wav webm webp wmv woff woff2 xls xlsx xz zip zst".split()
)
_SNIFF = 4096
# Nothing is tried twice: comments that could end in several places were, to the power of their number.
_HTML_START = re.compile(
    r"\s*+(?:<\?xml[^>]*+>\s*+|(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html\b)", re.I | re.S
)
_HTML_TAG = re.compile(
    r"</?(?:html|head|body|div|p|article|section|meta|title|script|table|span|li|a|h[1-6])\b"
    r"[^<>]{0,2000}>",
    re.I,
)
_MARKDOWN = re.compile(r"^#{1,6} \S|\]\((?:https?:|/|#)|^[ \t]*[*-] \[|^```|^> ", re.M)
_TEXT_CODEC = re.compile(
    r"iso|cp\d|windows|koi8|mac|utf-?(?:8|16|32)|gb|big5|euc|shift|johab|hz|tis|latin"
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w:.-]{2,40})""", re.I)


class File(Value, frozen=True):
    """A file of the corpus, not yet read. `skip` is the reason why it never will be."""

    path: str
    size: int
    mtime_ns: int
    skip: str | None = None


Seen = os.stat_result | str
"""What a walk finds at a path: a file's status, or the reason why it cannot be a seed."""


def require_folder(corpus: Path) -> None:
    """Raises CorpusError when the corpus is no folder."""
    if not corpus.is_dir():
        what = "is a file, not a folder" if corpus.exists() else "does not exist"
        raise CorpusError(f"The corpus folder {corpus} {what}. Name one with --corpus DIR.")


def walk(
    corpus: Path, *, leave_out: Path | None = None, follow: bool = False
) -> Iterator[tuple[str, Seen]]:
    """Every file of a corpus, folder by folder, without those under `leave_out` (the index folder).

    Links are followed only when asked, and then never in circles. Raises CorpusError when the
    corpus is no folder that can be listed.
    """
    require_folder(corpus)
    out = os.path.realpath(leave_out) if leave_out else None
    seen = {os.path.realpath(corpus)}
    todo = [(os.fspath(corpus), "")]
    while todo:
        folder, prefix = todo.pop()
        try:
            with os.scandir(folder) as entries:
                # Which of two links to one file is read must not depend on the disk.
                listing = sorted(entries, key=_NAME) if follow else list(entries)
        except OSError as error:
            if not prefix:
                raise CorpusError(
                    f"The corpus folder {corpus} cannot be listed: {error}."
                ) from error
            yield prefix, _unreadable(error)
            continue
        for entry in listing:
            if entry.name[0] == ".":
                continue
            path = prefix + entry.name
            try:
                if entry.is_symlink() and (reason := _link(entry, follow, seen)):
                    yield path, reason
                elif not entry.is_dir():
                    yield path, entry.stat()
                elif out is None or os.path.realpath(entry.path) != out:
                    todo.append((entry.path, path + "/"))
            except OSError as error:
                yield path, _unreadable(error)


UNREAD = "cannot be read:"
"""How the reason begins why a file is no seed now, which may change though the file does not."""

_NAME = attrgetter("name")
_OF_THE_PROCESS = (errno.EMFILE, errno.ENFILE, errno.ENOMEM)


def _unreadable(error: OSError) -> str:
    """The reason why a file is no seed. Raises the error when it is no fault of the file's: a run
    that is out of handles must not take the corpus for empty."""
    if error.errno in _OF_THE_PROCESS:
        raise error
    return f"{UNREAD} {error.strerror or error}"


def _link(entry: os.DirEntry[str], follow: bool, seen: set[str]) -> str | None:
    """Why a link is not followed; None, once for each target, when it is."""
    real = os.path.realpath(entry.path)
    if not follow:
        return "a link; links are followed with --follow"
    if real in seen:
        return "a link to what is already read"
    seen.add(real)
    return None


def file_of(path: str, seen: Seen) -> File:
    """What a walk found as a file, with the reason if it will never be read."""
    return _skipped(path, seen) if isinstance(seen, str) else _file(path, seen)


def _skipped(path: str, reason: str) -> File:
    return File(os.fsencode(path).decode("utf-8", "backslashreplace"), 0, 0, reason)


def _file(path: str, status: os.stat_result) -> File:
    skip = None
    suffix = path.rpartition(".")[2].lower()
    try:
        path.encode("utf-8")
    except UnicodeEncodeError:
        return _skipped(path, "its name is not valid UTF-8")
    if not stat.S_ISREG(status.st_mode):
        skip = "not a regular file"
    elif path == "sources.toml":
        skip = "not a page: names sources"
    elif suffix in _NOT_PAGES:
        skip = f"not a page (.{suffix})"
    elif path.lower() in ("readme.md", "readme.txt", "readme"):
        skip = "describes the folder"
    elif status.st_size == 0:
        skip = "empty"
    elif status.st_size > MAX_BYTES:
        skip = f"larger than {MAX_BYTES >> 20} MiB"
    return File(path, status.st_size, status.st_mtime_ns, skip)


def read(corpus: Path, path: str) -> Seed:
    """One file, decoded. Raises SeedSkipped with the reason when it cannot be a seed."""
    try:
        # Never wait on a pipe that took the file's place since the walk.
        handle = os.open(corpus / path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise SeedSkipped("not a regular file")
            # Room for as much as is asked for is made before anything is read.
            data = file.read(min(status.st_size, MAX_BYTES) + 1)
    except OSError as error:
        raise SeedSkipped(_unreadable(error)) from error
    if len(data) > MAX_BYTES:
        raise SeedSkipped(f"larger than {MAX_BYTES >> 20} MiB")
    text = decode(data)
    if not text.strip():
        raise SeedSkipped("empty")
    return Seed(path, form_of(text, path), text, blake2b(data, digest_size=16).hexdigest())


def decode(data: bytes) -> str:
    """Bytes to text: byte order mark, UTF-8, what the page declares, then a guess.

    Raises SeedSkipped when the bytes are no text. A few broken bytes in UTF-8 are replaced, and
    what somebody else decoded wrong is mended.
    """
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF32_BE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, "replace").removeprefix("\ufeff")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decode_other(data)
    if text.count("\0", 0, _SNIFF):
        wide = _decode_unmarked_utf16(data)
        if wide is None:
            raise SeedSkipped("binary, not text")
        text = wide
    return mended(text.replace("\0", "\ufffd") if b"\0" in data else text)


def mended(text: str) -> str:
    """A text whose UTF-8 was once taken for Latin-1, set right; any other as it is.

    Scrapers do that where a server names no encoding. Of the HTML pages of dev 1.5% are so, all of
    the page each time, and no page that is sound can be decoded so.

    >>> mended("the sea\xe2\x80\x99s ice at TromsÃ¸"), mended("the ice at Tromsø")
    ('the sea’s ice at Tromsø', 'the ice at Tromsø')
    """
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _decode_unmarked_utf16(data: bytes) -> str | None:
    head = data[:_SNIFF]
    for name, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if zeros.count(0) > 0.4 * len(zeros) and head.count(0) < 1.3 * zeros.count(0):
            return data.decode(name, "replace")
    return None


def _decode_other(data: bytes) -> str:
    head = data[:_SNIFF]
    if head.count(0):
        return data.decode("latin-1")  # the caller sees the NULs
    control = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head)
    if control > len(head) // 20:
        raise SeedSkipped("binary, not text")
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * 200 < len(text):
        return text
    declared = _CHARSET.search(head)
    if declared and (codec := _text_codec(declared.group(1).decode("ascii"))):
        return data.decode(codec, "replace")
    from charset_normalizer import from_bytes  # slow to import, and rarely needed

    best = from_bytes(data[: 16 * _SNIFF]).best()
    return data.decode(best.encoding if best else "cp1252", "replace")


def _text_codec(name: str) -> str | None:
    """The Python codec of a charset that a page declares, if it is one that decodes text."""
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # "zlib", "idna", "unicode_escape", "utf_7" … are codecs too, and no page's encoding.
    return info.name if _TEXT_CODEC.match(info.name) else None


def form_of(text: str, path: str = "") -> Form:
    """What a text is. The suffix tips the scale for pages without a doctype.

    >>> form_of("<!DOCTYPE html><p>Ice"), form_of("Ice\\n"), form_of("# Ice\\n\\n> [a](http://b)\\n")
    (<Form.HTML: 'html'>, <Form.TEXT: 'text'>, <Form.MARKDOWN: 'markdown'>)
    """
    head = text[:65536]
    suffix = path.rpartition(".")[2].lower()
    if _HTML_START.match(head):
        return Form.HTML
    tags = len(_HTML_TAG.findall(head)) if "<" in head else 0
    needed = 2 if suffix in ("html", "htm", "xhtml") else 12
    if tags >= needed and tags * 400 > len(head):
        return Form.HTML
    needed = 1 if suffix in ("md", "markdown") else 2
    return Form.MARKDOWN if len(_MARKDOWN.findall(head)) >= needed else Form.TEXT
