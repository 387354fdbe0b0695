"""Pages that a browser saved as a single file: MHTML (RFC 2557), a mail with the page inside."""

from __future__ import annotations

import codecs

from arcticsearch.errors import SeedSkipped

_HEAD = 4096


def is_mhtml(data: bytes) -> bool:
    head = data[:_HEAD].lower()
    return b"\nmime-version:" in head and b"\ncontent-type: multipart/related" in head


def page_in(data: bytes) -> bytes:
    """The page itself, without its pictures. Raises SeedSkipped when there is none."""
    from email import message_from_bytes  # 20 ms, and seldom needed

    try:
        parts = [
            part
            for part in message_from_bytes(data).walk()
            if part.get_content_type() == "text/html"
        ]
    except RecursionError as error:
        raise SeedSkipped("its parts are nested too deeply") from error
    page = parts[0].get_payload(decode=True) if parts else None
    if not isinstance(page, bytes):
        raise SeedSkipped("a saved page without HTML")
    try:
        codec = codecs.lookup(parts[0].get_content_charset("utf-8")).name
        return page if codec == "utf-8" else page.decode(codec, "replace").encode()
    except (LookupError, UnicodeError, ValueError, TypeError):
        return page  # what it declares is no encoding: `read` finds out
