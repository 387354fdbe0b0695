"""The one sanitiser: no byte of a page, a file name or a query reaches a terminal as a command.

Pages can hold escape sequences, bidirectional overrides that turn a line around, and characters of
no width that hide in a name. Everything that is printed for a person goes through `plain`.
"""

from __future__ import annotations

import re

from arcticsearch.regex import regex

# C0, DEL and C1 controls, lone surrogates, line and paragraph separators, interlinear marks.
_CONTROL = regex("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\ufff9-\ufffb]")
# Bidi marks, embeddings, overrides, isolates; zero width; soft hyphen; tags; variation selectors.
_INVISIBLE = regex(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def plain(text: str) -> str:
    """The text as one line of visible characters. Controls show as \\ufffd, white space as a blank.

    >>> plain("a\\tb\\x1b[31mc\\u202ed")
    'a b\\ufffd[31mcd'
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", " ").replace("\n", " ").replace("\t", " ").replace("\f", " ")
    return _CONTROL.sub("\ufffd", _INVISIBLE.sub("", text))


def masked(text: str) -> str:
    """The text with a \\ufffd for each character that is no visible one: as long as before.

    >>> masked("a\\u202eb")
    'a\ufffdb'
    """
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub("\ufffd", _CONTROL.sub("\ufffd", text))


def escaped(json_text: str) -> str:
    """JSON text with every such character written as \\uXXXX. It stays the same value.

    >>> escaped('"\\x9b"')
    '"\\\\u009b"'
    """
    if json_text.isascii() and "\x7f" not in json_text:
        return json_text
    return _INVISIBLE.sub(_escape, _CONTROL.sub(_keep_newline, json_text))


def _keep_newline(match: re.Match[str]) -> str:
    return match.group() if match.group() == "\n" else _escape(match)


def _escape(match: re.Match[str]) -> str:
    units = match.group().encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))
