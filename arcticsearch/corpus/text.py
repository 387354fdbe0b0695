"""Take a plain-text or Markdown page apart: lines → blocks, nothing judged.

A block is one line with text. Where a page is hard-wrapped, the lines of a paragraph are one block.
Scraped text holds Markdown whatever its name says, so one syntax is read in both forms: link
targets, emphasis and line markers leave the text and become evidence.
"""

from __future__ import annotations

from collections import Counter
from itertools import compress, pairwise
from typing import NamedTuple

from arcticsearch.corpus import markdown
from arcticsearch.corpus.bounds import refuse_more
from arcticsearch.model import Block, Page, Seed

# Hard wraps (see _wrap_width). A break votes for the columns that explain it; found so are 98 of
# the 102 wrapped dev pages, and 5 of the 1,151 others, some of them wrapped by their author.
_LONG, _NARROWEST, _WIDEST = 45, 55, 100
_SHARE = 0.4
_FEWEST = 2


class _Lines(NamedTuple):
    """The lines that hold more than white space, in columns: an object a line would cost as much
    as all else that is done with it."""

    numbers: list[int]
    texts: list[str]  # without white space at their ends
    indents: list[int]
    gaps: list[int]  # lines without text above


def extract(seed: Seed) -> Page:
    """Every line with text lies in the range of exactly one block; blocks are in page order.

    Raises SeedSkipped for a page too large to be one.
    """
    refuse_more([seed.text], 0)
    lines = _lines(seed.text)
    numbers, texts, indents, gaps = lines
    refuse_more((), len(texts))
    blocks: list[Block] = []
    fenced = False
    for first, end in pairwise([*_starts(lines), len(texts)]):
        text = texts[first] if end == first + 1 else " ".join(texts[first:end])
        fence = markdown.is_fence(text)
        tag, text, link_words = ("pre", text, 0) if fence or fenced else markdown.read(text)
        fenced ^= fence
        lines_of = (numbers[first], numbers[end - 1])
        blocks.append(Block(text, lines_of, tag, link_words, gaps[first], indents[first]))
    return Page(path=seed.path, form=seed.form, blocks=tuple(blocks))


def _lines(text: str) -> _Lines:
    raw = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    stripped = [line.strip() for line in raw]
    numbers = [number for number, line in enumerate(stripped, start=1) if line]
    texts = [line for line in stripped if line]
    return _Lines(
        numbers,
        texts,
        # Where nothing was stripped, as in most lines, both are one object.
        [
            0 if line is text else _indent(line)
            for line, text in zip(compress(raw, stripped), texts, strict=True)
        ],
        [number - above - 1 for above, number in pairwise([0, *numbers])],
    )


def _indent(line: str) -> int:
    return len(line[: len(line) - len(line.lstrip())].expandtabs(4))


def _starts(lines: _Lines) -> list[int]:
    """The places of the lines that begin a paragraph: all, unless the page is hard-wrapped."""
    ends = [indent + len(text) for indent, text in zip(lines.indents, lines.texts, strict=True)]
    width = _wrap_width(lines, ends)
    if not width:
        return [*range(len(ends))]
    return [at for at in range(len(ends)) if at == 0 or width not in _widths(lines, ends, at - 1)]


def _widths(lines: _Lines, ends: list[int], at: int) -> range:
    """The columns to wrap at that explain the break after a line: the next word did not fit."""
    end, following = ends[at], lines.texts[at + 1]
    if not _LONG <= end <= _WIDEST or lines.gaps[at + 1] or markdown.starts_block(following):
        return range(0)
    word = following.split(maxsplit=1)[0]
    return range(end, end + len(word) + 1)


def _wrap_width(lines: _Lines, ends: list[int]) -> int:
    """The column at which the page was wrapped, 0 if it was not: the one most breaks vote for."""
    breaks = [
        at
        for at, (end, gap) in enumerate(zip(ends, lines.gaps[1:], strict=False))
        if end >= _LONG and not gap
    ]
    columns = Counter(column for at in breaks for column in _widths(lines, ends, at))
    if not columns:
        return 0
    width, most = max(columns.items(), key=lambda vote: (vote[1], -vote[0]))
    beyond = sum(end > width for end in ends)
    wrapped = width >= _NARROWEST and most > max(_FEWEST, beyond, _SHARE * len(breaks))
    return width if wrapped else 0
