"""Take a plain-text or Markdown page apart: lines → blocks, nothing judged.

A block is one line with text. Where a page is hard-wrapped, the lines of a paragraph are one block.
Scraped text holds Markdown whatever its name says, so one syntax is read in both forms: link
targets, emphasis and line markers leave the text and become evidence.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from arcticsearch.corpus import markdown
from arcticsearch.errors import SeedSkipped
from arcticsearch.model import Block, Page, Seed

# The largest dev page has 2,600 lines and 180,000 characters. What is fifty times as large is a log
# or a dump, and would hold up the whole run.
MAX_CHARACTERS = 10_000_000
MAX_LINES = 150_000

_LINE_END = re.compile(r"\r\n|\r|\n")

# Hard wraps (see _wrap_width). Of the dev pages, the share of continued lines is above .25 in 85 of
# 101 wrapped ones, and below .2 in all of 1,126 others.
_LONG, _WIDEST = 50, 100
_CONTINUED_SHARE = 0.25


class _Line(NamedTuple):
    number: int
    text: str  # without white space at its ends
    indent: int
    gap: int

    @property
    def end(self) -> int:
        """The column in which the line ends."""
        return self.indent + len(self.text)


def extract(seed: Seed) -> Page:
    """Every line with text lies in the range of exactly one block; blocks are in page order.

    Raises SeedSkipped for a page too large to be one.
    """
    if len(seed.text) > MAX_CHARACTERS:
        raise SeedSkipped(f"{seed.path}: over {MAX_CHARACTERS:,} characters, too large for a page")
    lines = _lines(seed.text)
    if len(lines) > MAX_LINES:
        raise SeedSkipped(f"{seed.path}: over {MAX_LINES:,} lines, too large for a page")
    blocks: list[Block] = []
    fenced = False
    for group in _paragraphs(lines):
        first = group[0]
        fence = markdown.is_fence(first.text)
        marked = markdown.Marked("pre", first.text) if fence or fenced else None
        if marked is None:
            marked = markdown.read(" ".join(line.text for line in group))
        fenced ^= fence
        blocks.append(
            Block(
                text=marked.text,
                lines=(first.number, group[-1].number),
                tag=marked.tag,
                link_words=marked.link_words,
                gap=first.gap,
                indent=first.indent,
            )
        )
    return Page(path=seed.path, form=seed.form, blocks=tuple(blocks))


def _lines(text: str) -> list[_Line]:
    """The lines that hold more than white space."""
    lines = []
    last = 0
    for number, raw in enumerate(_LINE_END.split(text.removeprefix("\ufeff")), start=1):
        stripped = raw.strip()
        if stripped:
            margin = raw[: len(raw) - len(raw.lstrip())]
            lines.append(_Line(number, stripped, len(margin.expandtabs(4)), number - last - 1))
            last = number
    return lines


def _paragraphs(lines: list[_Line]) -> list[list[_Line]]:
    """The lines that belong together: one line each, unless the page is hard-wrapped."""
    width = _wrap_width(lines)
    groups: list[list[_Line]] = []
    for line in lines:
        if width and groups and _continues(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _continues(line: _Line, following: _Line, width: int) -> bool:
    """A program that wraps breaks a line where the next word no longer fits, and only there."""
    if following.gap or markdown.starts_block(following.text):
        return False
    word = following.text.split(maxsplit=1)[0]
    return _LONG <= line.end <= width < line.end + 1 + len(word)


def _wrap_width(lines: list[_Line]) -> int:
    """The column at which the page was wrapped, 0 if it was not."""
    long = [line for line in lines if line.end >= _LONG]
    if len(long) < 4:
        return 0
    followed = sorted(
        line.end
        for line, following in zip(lines, lines[1:], strict=False)
        if line.end >= _LONG and not following.gap
    )
    if not followed:
        return 0
    width = followed[len(followed) * 9 // 10]
    if width > _WIDEST:
        return 0
    continued = sum(
        _continues(line, following, width)
        for line, following in zip(lines, lines[1:], strict=False)
    )
    return width if continued > _CONTINUED_SHARE * len(long) else 0
