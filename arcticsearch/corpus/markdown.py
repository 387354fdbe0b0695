"""Read the Markdown in lines: the tag its marker stands for, its text, the words in its links.

A line without Markdown comes back as it is. Repeats in the patterns are bounded, so that an
unclosed bracket in a hostile page cannot make a search quadratic.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, compress
from operator import or_, xor
from typing import NamedTuple

from arcticsearch.regex import regex

_BULLETS = "-*+•◦▪‣·●○■□►▶⁃∙–—"
# Markers may follow one another: "> * ## text". The last group that matches is the innermost. No
# match is a marker alone, which is text.
_MARKERS = regex(
    rf"(?!(?:[{_BULLETS}]|>[> \t]*)$)"
    rf"(?:(?P<quote>>[> \t]*)|(?P<bullet>[{_BULLETS}](?:[ \t]+|$))){{0,5}}"
    r"(?:(?P<heading>\#{1,6})[ \t]+|(?P<number>(?=\d{1,3}[.)][ \t])))?"
)
_FENCE = regex(r"(`{3,}|~{3,})[\w+-]*$")

# Possessive: as nothing behind a target can be a part of it, there is nothing to go back for.
_TARGET = (
    r"\(\s?<?[^()\s<>]{0,2000}+(?:\([^()\s<>]{0,200}+\)[^()\s<>]{0,2000}+){0,200}+>?"
    r"(?:\s[\"'][^\"']{0,500}[\"'])?\s?\)"
)
_LINK = regex(r"(!?)\[([^\[\]]{0,1000})\]" + _TARGET)
# "[[page]]", "[[page|words]]": links inside a collection of notes, which become links like others.
_WIKI = regex(r"\[\[(?!\d+\]\])(?:[^\[\]|]{0,500}\|)?([^\[\]|]{1,500})\]\](?!\()")
# What is set into a note: a picture, which nobody has given words.
_EMBEDDED = regex(
    r"!\[\[[^\[\]|]{1,500}\.(?:png|jpe?g|gif|svg|webp|avif|bmp)(?:\|[^\[\]]{0,100})?\]\]", re.I
)
# "> [!quote] said"; "the ice[^2]".
_CALLOUT = regex(r"\[![\w-]{1,30}\][+-]?\s+(?=\S)")
_FOOTNOTE = regex(r"(?<=\S)\[\^[\w-]{1,30}\](?!:)")
# A link in brackets at the end of a line, which leads to where the line was marked.
_MARKED_AT = regex(r"\s\(\[([^\[\]]{1,40})\]" + _TARGET + r"\)$")
_FIGURES = regex(r"\d+")
_REFERENCE = regex(r"\[([^\[\]]{1,500})\]\[[^\[\]]{0,200}\]")
_AUTOLINK = regex(r"<+((?:https?|ftp|mailto):[^<>\s]{1,2000})>+")
# These begin with a sign, and look behind it, because such patterns are found several times as fast.
_STARS = regex(r"(\*(?<![\w*].)\*{0,2})(?=[^\s*])([^*]{1,1000})(?<=\S)\1(?!\w)")
_UNDERSCORES = regex(r"(_(?<!\w.)_{0,2})(?=[^\s_])([^_]{1,1000})(?<=\S)\1(?!\w)")
_MARKER = regex(r"==(?=[^\s=])([^=]{1,1000})(?<=\S)==")
_CODE = regex(r"(`{1,2})([^`]{1,500})\1")
_STRAY = regex(r"[*`_](?:(?<=\*)\*+|(?<=`)`+|(?<!\S.)(?:(?<=_)_)?(?!\S))")
# Behind a heading, a link or a picture: "{#id .class key="value"}", as pandoc and kramdown write them.
_ATTRIBUTES = regex(
    r"(?<=\S)[ \t]?\{:?[ \t]?(?:[#.]|[\w-]+=\")[^\W\d][\w-]*\"?(?:[ \t]+[\w#.=\"':-]+)*[ \t]?\}"
)
# One before a blank only broke the line.
_ESCAPE = regex(r"\\(?:([-\\`*_{}\[\]()#+.!|<>~])|(?!\S))")
# A line without any of these holds no Markdown but its marker.
_SIGNS = ("  ", "==", *"*_`[\\<|{\t")


class Marked(NamedTuple):
    """What lines hold, in columns: making an object a line would be a tenth of the time."""

    tags: list[str]  # what the innermost marker stands for, "" without one
    texts: list[str]
    link_words: list[int]  # how many words of each text are in links


def _is_fence(text: str) -> bool:
    """Whether the line opens or closes a block of code."""
    return text[0] in "`~" and _FENCE.match(text) is not None


def starts_block(text: str) -> bool:
    """Whether a line that begins so cannot continue the line above."""
    if text[0].isalpha():
        return False
    markers = _MARKERS.match(text)
    return markers is None or markers.lastgroup is not None or _is_fence(text)


def read(lines: Sequence[str]) -> Marked:
    """What the lines of a page hold; those in a block of code stay as they are.

    The lines have text and no white space at their ends; so has what is read from them.
    """
    page = "\n".join(lines)
    shown = _without_places(lines) if "))" in page else lines
    signs = [sign for sign in _SIGNS if sign in page]
    tags, texts, link_words = [""] * len(lines), [*lines], [0] * len(lines)
    for at, line in enumerate(shown):
        tag, start = ("", 0) if line[0].isalpha() else _tag(line)
        text = line[start:]
        for sign in signs:
            if sign in text:
                text, link_words[at] = _inline(text)
                tag = tag or ("td" if _is_row(line) else "")
                break
        if tag[:1] == "h":
            text = text.rstrip("# ") or text
        tags[at] = tag
        texts[at] = text.lstrip() or line
    if "```" in page or "~~~" in page:
        for at in _fenced(lines):
            tags[at], texts[at], link_words[at] = "pre", lines[at], 0
    return Marked(tags, texts, link_words)


def _without_places(lines: Sequence[str]) -> Sequence[str]:
    """The lines without the link at their ends to where each was marked ("([View Highlight](…))"),
    where several end with the same words."""
    found = [_MARKED_AT.search(line) if line.endswith("))") else None for line in lines]
    words = [place and _FIGURES.sub("", place[1]) for place in found]
    common = Counter(words)
    return [
        line[: place.start()].rstrip() if place and common[word] > 1 else line
        for line, place, word in zip(lines, found, words, strict=True)
    ]


def _fenced(lines: Sequence[str]) -> list[int]:
    """The places of the lines in blocks of code. A fence that nothing closes opens none: in scraped
    text it is a row of signs, behind which the page goes on."""
    fences = [_is_fence(line) for line in lines]
    if sum(fences) % 2:
        fences[-1 - fences[::-1].index(True)] = False
    inside = map(or_, fences, accumulate(fences, xor))  # the fence that closes one is, too
    return [*compress(range(len(lines)), inside)]


def _tag(line: str) -> tuple[str, int]:
    """The tag of the innermost marker, and where the text begins behind all of them.

    A number stays in the text: it may be a heading's, and readers refer to it.
    """
    if line[0] in _BULLETS and line[1:2] == " " and line[2].isalpha():  # most markers
        return "li", 2
    markers = _MARKERS.match(line)
    if markers is None or markers.lastgroup is None:
        return "", 0
    start = markers.end()
    match markers.lastgroup:
        case "heading":
            return f"h{len(markers['heading'])}", start
        case "quote":
            return "blockquote", start
        case "number" if markers.end("quote") == start:
            return "blockquote", start
        case _:
            return "li", start


def _is_row(line: str) -> bool:
    """Cells are set apart by tabs or bars. A menu may be, too: the tag is evidence, no verdict."""
    return "\t" in line or line.count("|") >= 2


def _inline(text: str) -> tuple[str, int]:
    """Without link targets, emphasis and escapes; and how many words were inside links."""
    link_words = 0

    def link(found: re.Match[str]) -> str:
        nonlocal link_words
        picture, words = found.groups()
        if not picture:  # its words are no link
            link_words += len(words.split())
        return words if words == words.strip() else f" {words} "

    if "[[" in text:
        text = _EMBEDDED.sub(" ", text)
        text = _WIKI.sub(r"[\1](/)", text)
    for _ in range(2):  # a linked picture is a link inside a link
        if "](" in text:
            text = _LINK.sub(link, text)
    if "[^" in text:
        text = _FOOTNOTE.sub("", text)
    if text.startswith("[!"):
        text = _CALLOUT.sub("", text, count=1)
    if "][" in text:
        text = _REFERENCE.sub(r"\1", text)
    if "<" in text:
        text, count = _AUTOLINK.subn(r"\1", text)
        link_words += count
    if "==" in text:
        text = _MARKER.sub(r"\1", text)
    if "`" in text:
        text = _CODE.sub(r"\2", text)
    if "*" in text:
        text = _STARS.sub(r"\2", text)
    if "_" in text:
        text = _UNDERSCORES.sub(r"\2", text)
    if "*" in text or "_" in text or "`" in text:
        text = _STRAY.sub(" ", text)
    if "{" in text:
        text = _ATTRIBUTES.sub("", text)
    if "\\" in text:
        text = _ESCAPE.sub(r"\1", text)
    spaced = "  " in text or "\t" in text
    return (" ".join(text.split()) if spaced else text.strip()), link_words
