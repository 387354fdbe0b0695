"""Read the Markdown in a line: the tag its marker stands for, its text, the words in its links.

A line without Markdown comes back as it is. Repeats in the patterns are bounded, so that an
unclosed bracket in a hostile page cannot make a search quadratic.
"""

from __future__ import annotations

import re

_BULLETS = "-*+•◦▪‣·●○■□►▶⁃∙–—"
_MARKERS = re.compile(
    r"(?P<heading>\#{1,6})[ \t]+"
    r"|(?P<quote>>[> \t]*)"
    rf"|(?P<bullet>[{_BULLETS}](?:[ \t]+|$))"
    r"|(?P<number>\d{1,3}[.)][ \t]+)"
)
_FIRST = frozenset(f"#>{_BULLETS}")  # what a marker may begin with, beside digits
_MAX_MARKERS = 6  # "> * ## text": markers may follow one another
_FENCE = re.compile(r"(`{3,}|~{3,})[\w+-]*$")

_TARGET = r"\(\s?<?(?:[^()\s<>]|\([^()\s<>]{0,200}\)){0,2000}>?(?:\s[\"'][^\"']{0,500}[\"'])?\s?\)"
_LINK = re.compile(r"(!?)\[([^\[\]]{0,1000})\]" + _TARGET)
_REFERENCE = re.compile(r"\[([^\[\]]{1,500})\]\[[^\[\]]{0,200}\]")
_AUTOLINK = re.compile(r"<+((?:https?|ftp|mailto):[^<>\s]{1,2000})>+")
_STARS = re.compile(r"(?<![\w*])(\*{1,3})(?=[^\s*])([^*]{1,1000})(?<=\S)\1(?!\w)")
_UNDERSCORES = re.compile(r"(?<![\w_])(_{1,3})(?=[^\s_])([^_]{1,1000})(?<=\S)\1(?!\w)")
_CODE = re.compile(r"(`{1,2})([^`]{1,500})\1")
_STRAY = re.compile(r"\*{2,}|``+|(?<!\S)(?:__?|\*|`)(?!\S)")
_ESCAPE = re.compile(r"\\([-\\`*_{}\[\]()#+.!|<>~])")
_SPACES = re.compile(r"\s+")
_SIGN = re.compile(r"[*_`\[\\<|\t]")


# A tag, the text, and how many of its words are in links. Not a NamedTuple: making those would be
# a tenth of the time that a page takes.
Marked = tuple[str, str, int]


def is_fence(text: str) -> bool:
    """Whether the line opens or closes a block of code."""
    return text[0] in "`~" and _FENCE.match(text) is not None


def starts_block(text: str) -> bool:
    """Whether a line that begins so cannot continue the line above."""
    return _MARKERS.match(text) is not None or is_fence(text)


def read(line: str) -> Marked:
    """`line` has no white space at its ends. The text is never empty unless the line was."""
    tag, start = _tag(line) if line[0] in _FIRST or line[0].isdecimal() else ("", 0)
    if "  " in line or _SIGN.search(line, start):
        text, link_words = _inline(line[start:])
        tag = tag or ("td" if _is_row(line) else "")
    elif not start and not tag:  # most lines
        return "", line, 0
    else:
        text, link_words = line[start:].strip(), 0
    if tag[:1] == "h":
        text = text.rstrip("# ") or text
    return tag, text or line, link_words


def _tag(line: str) -> tuple[str, int]:
    """The tag of the innermost marker, and where the text begins behind all of them.

    A number stays in the text: it may be a heading's, and readers refer to it.
    """
    tag, start = "", 0
    for _ in range(_MAX_MARKERS):
        marker = _MARKERS.match(line, start)
        if marker is None or (marker.end() == len(line) and start == 0):
            break
        start = marker.end()
        match marker.lastgroup:
            case "heading":
                return f"h{len(marker['heading'])}", start
            case "quote":
                tag = "blockquote"
            case "bullet":
                tag = "li"
            case _:
                return tag or "li", marker.start()
    return tag, start


def _is_row(line: str) -> bool:
    """Cells are set apart by tabs or bars. A menu may be, too: the tag is evidence, no verdict."""
    return "\t" in line or line.count("|") >= 2


def _inline(text: str) -> tuple[str, int]:
    """Without link targets, emphasis and escapes; and how many words were inside links."""
    link_words = 0

    def link(found: re.Match[str]) -> str:
        nonlocal link_words
        words = found[2]
        if not found[1]:  # a picture's words are no link
            link_words += len(words.split())
        return f" {words} " if words[:1].isspace() or words[-1:].isspace() else words

    for _ in range(2):  # a linked picture is a link inside a link
        if "](" in text:
            text = _LINK.sub(link, text)
    if "][" in text:
        text = _REFERENCE.sub(r"\1", text)
    if "<" in text:
        text, count = _AUTOLINK.subn(r"\1", text)
        link_words += count
    if "`" in text:
        text = _CODE.sub(r"\2", text)
    if "*" in text:
        text = _STARS.sub(r"\2", text)
    if "_" in text:
        text = _UNDERSCORES.sub(r"\2", text)
    if "*" in text or "_" in text or "`" in text:
        text = _STRAY.sub(" ", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    if "  " in text or "\t" in text:
        text = _SPACES.sub(" ", text)
    return text.strip(), link_words
