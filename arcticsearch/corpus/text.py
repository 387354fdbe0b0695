"""Take a plain-text or Markdown page apart: lines → blocks, nothing judged.

A block is one line with text. Where a page is hard-wrapped, the lines of a paragraph are one block.
Scraped text holds Markdown whatever its name says, so one syntax is read in both forms: link
targets, emphasis and line markers leave the text and become evidence.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import compress, count, pairwise
from operator import add, sub
from typing import NamedTuple

from arcticsearch.corpus import front, markdown
from arcticsearch.corpus.bounds import refuse_more
from arcticsearch.page import Block, Page, Seed
from arcticsearch.regex import regex

# Hard wraps (see _wrap_width). A break votes for the columns that explain it; found so are 98 of
# the 102 wrapped dev pages, and 5 of the 1,151 others, some of them wrapped by their author.
_LONG, _NARROWEST, _WIDEST = 45, 55, 100
_SHARE = 0.4
_FEWEST = 2
# The last line of a text browser's list of links, and what stands before the words of one.
_RESOLVED = regex(r"\d+\. (?:https?|ftp|file|mailto|javascript):\S*(?: .*)?")
_MARK = regex(r"\[\d+\](?=\S)")


class _Lines(NamedTuple):
    """The lines that hold more than white space, in columns: an object a line would cost as much
    as all else that is done with it."""

    first: list[int]  # their numbers in the page; beyond one where hard-wrapped lines are joined
    last: list[int]
    texts: list[str]  # without white space at their ends
    indents: list[int]
    gaps: list[int]  # lines without text above


def extract(seed: Seed) -> Page:
    """Every line with text lies in the range of exactly one block, or one of the page's front;
    blocks are in page order.

    Raises SeedSkipped for a page too large to be one.
    """
    refuse_more([seed.text], 0)
    text = seed.text.removeprefix("\ufeff")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    raw = text.split("\n")
    above = front.read(raw)
    lines = _lines(text, raw, above.lines)
    refuse_more((), len(lines.texts))
    lines = _unwrapped(lines)
    tags, texts, link_words = markdown.read(_without_marks(lines.texts))
    spans = zip(lines.first, lines.last, strict=True)
    blocks = map(Block, texts, spans, tags, link_words, lines.gaps, lines.indents)
    header = [Block(line, (at + 1, at + 1)) for at in above.lines if (line := raw[at].strip())]
    return Page(seed.path, seed.form, tuple(blocks), seed.hints + above.hints, tuple(header))


def _without_marks(texts: list[str]) -> list[str]:
    """The lines of a page that a text browser has dumped ("[7]the ice") without the numbers of its
    links, which a list at its end resolves."""
    if not texts or _RESOLVED.fullmatch(texts[-1]) is None:
        return texts
    return [_MARK.sub("", text) if "[" in text else text for text in texts]


def _lines(text: str, raw: list[str], above: range) -> _Lines:
    """The lines of a page, but for those above its text that say what it is."""
    stripped = [*map(str.strip, raw)]
    stripped[above.start : above.stop] = [""] * len(above)
    expanded = text.expandtabs(4).split("\n") if "\t" in text else raw
    lines = [*compress(expanded, stripped)]
    numbers = [*compress(count(1), stripped)]
    indents = [*map(sub, map(len, lines), map(len, map(str.lstrip, lines)))]
    gaps = [number - last - 1 for last, number in pairwise([0, *numbers])]
    behind = bisect_right(numbers, above.start)
    if above and behind < len(gaps):  # nothing goes on behind a header
        gaps[behind] = max(1, gaps[behind] - len(above))
    return _Lines(numbers, numbers, [*filter(None, stripped)], indents, gaps)


def _unwrapped(lines: _Lines) -> _Lines:
    """With the lines of each paragraph in one, where the page is hard-wrapped."""
    ends = [*map(add, lines.indents, map(len, lines.texts))]
    width = _wrap_width(lines, ends)
    if not width:
        return lines
    starts = [at for at in range(len(ends)) if at == 0 or width not in _widths(lines, ends, at - 1)]
    stops = [*starts[1:], len(ends)]
    return _Lines(
        [lines.first[start] for start in starts],
        [lines.last[stop - 1] for stop in stops],
        [" ".join(lines.texts[start:stop]) for start, stop in zip(starts, stops, strict=True)],
        [lines.indents[start] for start in starts],
        [lines.gaps[start] for start in starts],
    )


def _widths(lines: _Lines, ends: list[int], at: int) -> range:
    """The columns to wrap at that explain the break after a line: the next word did not fit."""
    end, following = ends[at], lines.texts[at + 1]
    if not _LONG <= end <= _WIDEST or lines.gaps[at + 1] or markdown.starts_block(following):
        return range(0)
    word = following.split(maxsplit=1)[0]
    return range(end, min(end + len(word), _WIDEST) + 1)


def _wrap_width(lines: _Lines, ends: list[int]) -> int:
    """The column at which the page was wrapped, 0 if it was not: the one most breaks vote for."""
    gaps = lines.gaps[1:]
    breaks = [at for at, gap in enumerate(gaps) if ends[at] >= _LONG and not gap]
    voters = [at for at in breaks if ends[at] <= _WIDEST]
    fewest = max(_FEWEST, _SHARE * len(breaks), sum(end > _WIDEST for end in ends))
    if len(voters) <= fewest:  # most pages
        return 0
    columns = Counter(column for at in voters for column in _widths(lines, ends, at))
    width, most = max(columns.items(), key=lambda vote: (vote[1], -vote[0]), default=(0, 0))
    beyond = sum(end > width for end in ends)
    return width if width >= _NARROWEST and most > max(fewest, beyond) else 0
