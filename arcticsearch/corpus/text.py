"""Take a plain-text or Markdown page apart: lines → blocks, nothing judged.

A block is one line with text. Where a page is hard-wrapped, the lines of a paragraph are one block.
Scraped text holds Markdown whatever its name says, so one syntax is read in both forms: link
targets, emphasis and line markers leave the text and become evidence.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import NamedTuple

from arcticsearch.corpus import markdown
from arcticsearch.corpus.bounds import refuse_more
from arcticsearch.model import Block, Page, Seed

_LINE_END = re.compile(r"\r\n|\r|\n")

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

    @property
    def end(self) -> int:
        """The column in which the line ends."""
        return self.indent + len(self.text)


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
        first = group[0]
        fence = markdown.is_fence(first.text)
        marked = markdown.Marked("pre", first.text) if fence or fenced else None
        if marked is None:
            marked = markdown.read(" ".join([line.text for line in group]))
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
            indent = 0 if raw[0] == stripped[0] else _indent(raw)
            lines.append(_Line(number, stripped, indent, number - last - 1))
            last = number
    return lines


def _indent(raw: str) -> int:
    return len(raw[: len(raw) - len(raw.lstrip())].expandtabs(4))


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
    if following.gap or line.end > _WIDEST or markdown.starts_block(following.text):
        return range(0)
    word = following.text.split(maxsplit=1)[0]
    return range(line.end, line.end + len(word) + 1)


def _wrap_width(lines: list[_Line]) -> int:
    """The column at which the page was wrapped, 0 if it was not: the one most breaks vote for."""
    votes: Counter[int] = Counter()
    breaks = 0
    for line, following in pairwise(lines):
        if line.end >= _LONG:
            votes.update(_widths(line, following))
            breaks += not following.gap
    width, most = max(votes.items(), key=lambda vote: (vote[1], -vote[0]), default=(0, 0))
    beyond = sum(line.end > width for line in lines)
    wrapped = width >= _NARROWEST and most > max(_FEWEST, beyond, _SHARE * breaks)
    return width if wrapped else 0
