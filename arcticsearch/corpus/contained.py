"""Pages inside other files: mails, of which a page saved as one file (MHTML, RFC 2557) is one, and
Safari's web archives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from arcticsearch.corpus.charsets import text_codec
from arcticsearch.errors import SeedSkipped
from arcticsearch.page import Hint
from arcticsearch.regex import regex

if TYPE_CHECKING:
    from email.message import Message

_HEAD = 4096
_HEADER = regex(rb"\s*+(?:[\w-]++:[^\n]*+\n(?:[ \t][^\n]*+\n)*+){2,}")
_PARTS = regex(
    rb"^content-type: *(?:multipart/|text/html)|^content-transfer-encoding: *(?:base64|quoted)",
    re.I | re.M,
)
_KIND = regex(rb"^content-type:\s*+(multipart/|message/)?", re.I | re.M)
# Far more than a page has pictures, and a mail lines above its text.
_MOST_PARTS, _MOST_NESTS, _LONGEST_HEADER = 10_000, 200, 2**18
_ENVELOPE = regex(rb"^From \S+ +\w{3} +\w{3} +\d+ \d\d:[^\n]*\n(?=[\w-]+: )", re.M)


class Contained(NamedTuple):
    """A page as it was found in a file, and what the file says of it."""

    data: bytes
    hints: tuple[Hint, ...] = ()


def page_in(data: bytes) -> Contained:
    """The page in a file; the file itself, where it is no container.

    Raises SeedSkipped when there is none, and for a file of many.
    """
    if data.startswith(b"WARC/"):
        raise SeedSkipped("a web archive of many pages (WARC): unpack it into files")
    if b"WebMainResource" in data[:_HEAD] and data.startswith((b"bplist", b"<?xml")):
        return _opened("a web archive", _in_web_archive, data)
    if envelope := _ENVELOPE.match(data):
        if _ENVELOPE.search(data, envelope.end()):
            raise SeedSkipped("a mailbox of several mails: save each as a file")
        data = b"\n" + data[envelope.end() :]  # so that lines keep their numbers
    if (header := _HEADER.match(data)) and _PARTS.search(header[0]):
        return _opened("a mail", _in_mail, data, header[0])
    return Contained(data)


def _opened(kind: str, find_page: Callable[..., Contained], *data: bytes) -> Contained:
    """The page in a container, of which the parsers of the standard library may say anything."""
    try:
        return find_page(*data)
    except (SeedSkipped, MemoryError, OSError):
        raise  # the time is up, or the room, or no handle is left
    except Exception as error:
        raise SeedSkipped(f"{kind} that is damaged") from error


def _in_web_archive(data: bytes) -> Contained:
    import plistlib

    page = plistlib.loads(data)["WebMainResource"]
    text, url = page["WebResourceData"], page["WebResourceURL"]
    charset = page.get("WebResourceTextEncodingName") or "utf-8"
    # A list may hold another ten times, and that one the next: it is never to be written out.
    if not (isinstance(text, bytes) and isinstance(url, str) and isinstance(charset, str)):
        raise SeedSkipped("a web archive without a page")
    return Contained(_in_utf8(text, charset), (Hint("saved", url),))


def _in_mail(data: bytes, header: bytes) -> Contained:
    """The page of a mail. A text keeps the header above it, so that its lines have their numbers
    where it stands in the file as it is."""
    from email import message_from_bytes  # 20 ms, and seldom needed

    kinds = [found[1] for found in _KIND.finditer(data)]
    if len(header) > _LONGEST_HEADER or len(kinds) > _MOST_PARTS:
        raise SeedSkipped("a mail with more of a header, or more parts, than a mail has")
    # How deep Python can go depends on where it stands: it is counted what may be nested.
    if len(kinds) - kinds.count(None) > _MOST_NESTS:
        raise SeedSkipped(f"a mail of over {_MOST_NESTS} others, or of parts nested as deeply")
    mail = message_from_bytes(data.lstrip())
    parts = {part.get_content_type(): part for part in reversed([*mail.walk()])
             if part.get_content_disposition() != "attachment"}  # fmt: skip
    part = parts.get("text/html") or parts.get("text/plain")
    page = part.get_payload(decode=True) if part else None
    if part is None or not isinstance(page, bytes):
        raise SeedSkipped("a mail without text")
    page = _in_utf8(page, part.get_content_charset("utf-8"))
    is_text = part.get_content_type() == "text/plain"
    return Contained(header + b"\n" + page if is_text else page, tuple(_said(mail, part)))


def _said(mail: Message, page: Message) -> Iterator[Hint]:
    """What a mail says of its page. Who has no address is a browser: its day is that of the saving."""
    if "@" in _read(mail, "From"):
        for field, name in (("title", "Subject"), ("from", "From"), ("date", "Date")):
            if value := _read(mail, name):
                yield Hint(f"front:{field}", value)
    elif url := _read(mail, "Snapshot-Content-Location") or _read(page, "Content-Location"):
        yield Hint("saved", url)


def _read(mail: Message, name: str) -> str:
    """A line of a mail's header, "" without it."""
    from email.errors import MessageError
    from email.header import decode_header, make_header

    value = str(mail.get(name, ""))
    with suppress(LookupError, ValueError, MessageError):  # what it declares is no encoding
        value = str(make_header(decode_header(value)))
    return " ".join(value.split())


def _in_utf8(page: bytes, charset: str) -> bytes:
    codec = text_codec(charset)
    if codec in (None, "utf-8"):  # without one that decodes text, `read` finds out
        return page
    return page.decode(codec, "replace").encode("utf-8", "replace")
