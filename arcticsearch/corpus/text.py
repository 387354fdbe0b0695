"""Take a plain-text or Markdown page apart: lines → blocks, nothing judged.

A block is one line with text. Where a page is hard-wrapped, the lines of a paragraph are one block.
Scraped text holds Markdown whatever its name says, so one syntax is read in both forms: link
targets, emphasis and line markers leave the text and become evidence.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from arcticsearch.corpus import markdown
from arcticsearch.corpus.bounds import refuse_more
from arcticsearch.model import Block, Page, Seed

# Hard wraps (see _wrap_width). A break votes for the columns that explain it; found so are 98 of
# the 102 wrapped dev pages, and 5 of the 1,151 others, some of them wrapped by their author.
_LONG, _NARROWEST, _WIDEST = 45, 55, 100
_SHARE = 0.4
_FEWEST = 2


class _Line(NamedTuple):
    number: int
    text: str  # without white space at its ends
    indent: int
    gap: int
    end: int  # the column in which the line ends


def extract(seed: Seed) -> Page:
    """Every line with text lies in the range of exactly one block; blocks are in page order.

    Raises SeedSkipped for a page too large to be one.
    """
    refuse_more(len(seed.text), 0)
    lines = _lines(seed.text)
    refuse_more(len(seed.text), len(lines))
    blocks: list[Block] = []
    fenced = False
    for group in _paragraphs(lines):
        first, last = group[0], group[-1]
        text = first.text if first is last else " ".join([line.text for line in group])
        fence = markdown.is_fence(first.text)
        code = fence or fenced
        tag, text, link_words = ("pre", first.text, 0) if code else markdown.read(text)
        fenced ^= fence
        lines_of = (first.number, last.number)
        blocks.append(Block(text, lines_of, tag, link_words, first.gap, first.indent))
    return Page(path=seed.path, form=seed.form, blocks=tuple(blocks))


def _lines(text: str) -> list[_Line]:
    """The lines that hold more than white space."""
    lines = []
    last = 0
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for number, raw in enumerate(text.split("\n"), start=1):
        stripped = raw.strip()
        if stripped:
            indent = raw.index(stripped[0])
            if indent and "\t" in raw:
                indent = len(raw[:indent].expandtabs(4))
            gap, last = number - last - 1, number
            lines.append(_Line(number, stripped, indent, gap, indent + len(stripped)))
    return lines


def _paragraphs(lines: list[_Line]) -> list[list[_Line]]:
    """The lines that belong together: one line each, unless the page is hard-wrapped."""
    width = _wrap_width(lines)
    if not width:
        return [[line] for line in lines]
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and _continues(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _continues(line: _Line, following: _Line, width: int) -> bool:
    return line.end >= _LONG and width in _widths(line, following)


def _widths(line: _Line, following: _Line) -> range:
    """The columns to wrap at that explain the break after a line: the next word did not fit."""
    if line.end > _WIDEST or following.gap or markdown.starts_block(following.text):
        return range(0)
    word = following.text.split(maxsplit=1)[0]
    return range(line.end, line.end + len(word) + 1)


def _wrap_width(lines: list[_Line]) -> int:
    """The column at which the page was wrapped, 0 if it was not: the one most breaks vote for."""
    columns: list[int] = []
    breaks = 0
    for line, following in pairwise(lines):
        if line.end >= _LONG and not following.gap:
            breaks += 1
            columns += _widths(line, following)
    if not columns:
        return 0
    width, most = max(Counter(columns).items(), key=lambda vote: (vote[1], -vote[0]))
    beyond = sum(line.end > width for line in lines)
    wrapped = width >= _NARROWEST and most > max(_FEWEST, beyond, _SHARE * breaks)
    return width if wrapped else 0
