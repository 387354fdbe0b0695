"""What pages mean by the name of a charset, which is more than the name says."""

from __future__ import annotations

import codecs

from arcticsearch.regex import regex

_TEXT_CODEC = regex(
    r"ascii|iso|cp\d|windows|koi8|mac|utf-?(?:7|8|16|32)|gb|big5|euc|shift|johab|hz|tis|latin"
)
# As browsers know (encoding.spec.whatwg.org).
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}


def text_codec(name: str) -> str | None:
    """The Python codec of a charset that a page or a mail declares, if it is one that decodes text.

    >>> text_codec("ISO-8859-1"), text_codec("zlib")
    ('cp1252', None)
    """
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    # "zlib", "idna", "unicode_escape" … are codecs too, and no page's encoding.
    return _MEANT.get(codec, codec) if _TEXT_CODEC.match(codec) else None
