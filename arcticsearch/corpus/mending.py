"""Text that somebody else decoded wrong, set right."""

from __future__ import annotations

import re
from functools import cache

from arcticsearch.regex import regex

# Who writes of encodings may write a few of the first two kinds (see _SEVERAL); nobody writes the
# third, controls.
_SIGN = regex("[ÂÃÐÑ](?:[^\\w\\s]|[ƒŠŒŽšœžŸªºµ¼½¾²³¹\xa0])|â[€„]|[\xc2-\xf4][\x80-\x9f]")
# Without one of these two there is no sign. They are looked for first: it takes a tenth of the time.
_LEADS = ("Â", "Ã", "Ð", "Ñ", "â€", "â„")
_CONTROL = regex(rb"\xc2[\x80-\x9f]")  # as UTF-8
_SEVERAL = 3  # signs from which a text without controls is taken for misread


def mended(text: str) -> str:
    """A text whose UTF-8 was once taken for Latin-1 or Windows-1252, set right; any other as it is.

    Scrapers do that where a server names no encoding. Of the HTML pages of dev 1.5% are so, all of
    the page each time, and no page that is sound can be decoded so. Of the texts 1.4% are so in
    places, where something else was put together with them.

    >>> mended("the sea\xe2\x80\x99s ice at TromsÃ¸"), mended("the ice at Tromsø")
    ('the sea’s ice at Tromsø', 'the ice at Tromsø')
    """
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        pass
    controls = _CONTROL.search(text.encode("utf-8", "replace")) is not None
    if not controls and not any(map(text.__contains__, _LEADS)):
        return text
    found = len(_SIGN.findall(text))
    return _misread().sub(_read_again, text) if found >= (1 if controls else _SEVERAL) else text


@cache
def _bytes_of() -> dict[str, int]:
    """The byte for which each character stands in Windows-1252, or else in Latin-1."""
    plain = {chr(byte): byte for byte in range(0x80, 0x100)}
    return plain | {bytes([byte]).decode("cp1252", "ignore"): byte for byte in range(0x80, 0x100)}


@cache
def _misread() -> re.Pattern[str]:
    """A character that was misread: the letter its first byte became, and what the others became."""
    rest = "".join(map(re.escape, (c for c, byte in _bytes_of().items() if c and byte < 0xC0)))
    return re.compile(
        rf"[ÂÃÐÑ][{rest}]|â[€„][{rest}]|(?=.{{1,2}}[\x80-\x9f])"
        rf"(?:[\xc2-\xdf][{rest}]|[\xe0-\xef][{rest}]{{2}}|[\xf0-\xf4][{rest}]{{3}})"
    )


def _read_again(misread: re.Match[str]) -> str:
    try:
        return bytes(map(_bytes_of().__getitem__, misread[0])).decode("utf-8")
    except UnicodeDecodeError:
        return misread[0]
