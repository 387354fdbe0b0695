"""Blocks into paragraphs: page breaks and hard wraps joined, each under its heading.

Every block lands in exactly one place: in a paragraph or among the removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from arcticsearch.model import Kind, Label, Metadata, Paragraph, Reason
from arcticsearch.page import HEADINGS, Block, Page, Removed
from arcticsearch.regex import regex

# The longest of the dev pages' headings that no tag marks, but for a hundredth of them.
_HEADING_WORDS = 18
# What a heading stands over is prose: at least this many words.
_PROSE_WORDS = 12
# A shorter line is not broken by the width of a page.
_SHORTEST_BROKEN = 40
_NUMBERED = regex(r"^(?:\d+(?:\.\d+)*[.)]|[IVX]+[.)]|[A-Z][.)]|§ ?\d+)\s+\S")
_ENDS = tuple(".!?…:;。！？")
_BEHIND_END = "\"'”’»)]*_0123456789"  # quotes, brackets, emphasis, marks of footnotes
# It begins with a capital, a figure or an opening mark: brackets hold a translator's remark, a date.
_NO_HEADING = regex(
    r"^[^\w\"'“”„«‘’‚¿¡§「『《]|^_|^[a-zà-ÿа-я]|https?:|^(?:[Ss]ource|[Pp]hoto|[Ii]mage|[Bb]y)\b"
)
_NO_HEADING_ENDS = (".", "…", ",", ";", ":", "。", "”.", ".”", '."')
_HYPHENATED = regex(r"[^\W\d_][-\u00ad]$")
_MARKS = 20  # characters that a line of nothing but marks has at most
_WHOLE_WORD = regex("[\u3040-\u30ff\u3400-\u9fff]")  # one character can be a word
_MAY_HEAD = (Kind.PARAGRAPH, Kind.LIST, Kind.HEADING)
_JOINED_KINDS = (Kind.PARAGRAPH, Kind.QUOTE)


def segment(
    page: Page, labels: tuple[Label, ...], metadata: Metadata
) -> tuple[tuple[Paragraph, ...], tuple[Removed, ...]]:
    """The page's paragraphs, numbered from 0, and what was removed, both in page order.

    A paragraph that a page break cut is joined only where nothing was removed between its halves:
    `lines` never covers a removed line.
    """
    blocks = page.blocks
    title = (metadata.title or "").casefold()
    # What only looks like a field is furniture: another story's date, a picture's author.
    fates: list[Label] = [Reason.OTHER if label is Reason.METADATA else label for label in labels]
    for i in metadata.blocks:
        fates[i] = Reason.METADATA
    for i, block in enumerate(blocks):
        # The title stands as a field; said again in the page it would head a section of its own.
        if block.text.casefold() == title:
            fates[i] = Reason.METADATA
        elif fates[i] in _MAY_HEAD and len(block.text) < _MARKS and not _says_something(block.text):
            fates[i] = Reason.OTHER
    removed = [Removed(block.text, Reason.METADATA, block.lines) for block in page.front]
    removed += [
        Removed(block.text, fate, block.lines)
        for block, fate in zip(blocks, fates, strict=True)
        if isinstance(fate, Reason)
    ]
    paragraphs: list[Paragraph] = []
    section: str | None = None
    for group in _groups(blocks, fates):
        kind = _kind(blocks, fates, group)
        first, last = blocks[group[0]], blocks[group[-1]]
        text = first.text if first is last else _joined([blocks[i].text for i in group])
        if kind is Kind.HEADING:
            section = text
        # Only blocks with lines are joined.
        lines = (first.lines[0], last.lines[1]) if first.lines and last.lines else None
        paragraphs.append(
            Paragraph(len(paragraphs), kind, text, None if kind is Kind.HEADING else section, lines)
        )
    return tuple(paragraphs), tuple(removed)


def _says_something(text: str) -> bool:
    """Whether there are two letters or digits in it: what has fewer is a bullet, a rule, a bracket."""
    return sum(map(str.isalnum, text)) > 1 or _WHOLE_WORD.search(text) is not None


def _groups(blocks: Sequence[Block], fates: Sequence[Label]) -> Iterator[list[int]]:
    """Runs of blocks that make one paragraph each."""
    group: list[int] = []
    for i, fate in enumerate(fates):
        removed = isinstance(fate, Reason)
        if group and (removed or not _continues(blocks, fates, group[-1], i)):
            yield group
            group = []
        if not removed:
            group.append(i)
    if group:
        yield group


def _continues(blocks: Sequence[Block], fates: Sequence[Label], last: int, new: int) -> bool:
    """Whether block `new` goes on with the sentence that block `last` breaks off."""
    before, after = blocks[last], blocks[new]
    if fates[last] not in _JOINED_KINDS or fates[new] is not fates[last]:
        return False
    if before.lines is None or before.tag != after.tag or len(before.text) < _SHORTEST_BROKEN:
        return False
    if before.text.rstrip(_BEHIND_END).endswith(_ENDS):
        return False
    return after.text[:1].islower() or before.text.endswith(",")


def _kind(blocks: Sequence[Block], fates: Sequence[Label], group: Sequence[int]) -> Kind:
    fate = fates[group[0]]
    assert isinstance(fate, Kind)
    if len(group) == 1 and _is_heading(blocks, fates, group[0]):
        return Kind.HEADING
    if fate is Kind.HEADING:
        return Kind.LIST if blocks[group[0]].tag == "li" else Kind.PARAGRAPH
    return fate


def _is_heading(blocks: Sequence[Block], fates: Sequence[Label], i: int) -> bool:
    """A tagged heading; or a short line without a full stop over prose. Below what `strip` has
    labelled a heading, any paragraph, list or heading will do."""
    block = blocks[i]
    long = len(block.text.split()) > _HEADING_WORDS
    if block.tag in HEADINGS:  # pages set leads and slogans as headings
        return not (long and block.text.endswith(_NO_HEADING_ENDS))
    if block.text.endswith(_NO_HEADING_ENDS) or fates[i] not in _MAY_HEAD:
        return False
    if block.tag == "li" and not _NUMBERED.match(block.text):
        return False
    if long or _NO_HEADING.search(block.text):
        return False
    below = i + 1
    while below < len(blocks) and blocks[below].text[0] + blocks[below].text[-1] == "()":
        below += 1  # "(Translated from Finnish)" stands between a heading and its text
    if below == len(blocks):
        return False
    return _is_prose(blocks[below], fates[below]) or (
        fates[i] is Kind.HEADING and fates[below] in _MAY_HEAD
    )


def _is_prose(block: Block, fate: Label) -> bool:
    # Chinese and Japanese write no spaces: two of their characters are about a word.
    words = len(block.text.split()) + len(re.findall(r"[\u3040-\u9fff]{2}", block.text))
    return fate is Kind.PARAGRAPH and words >= _PROSE_WORDS


def _joined(texts: Sequence[str]) -> str:
    pieces = [texts[0]]
    for before, text in pairwise(texts):
        if _HYPHENATED.search(before[-2:]) and text[:1].islower():
            pieces[-1] = pieces[-1][:-1]
        else:
            pieces.append(" ")
        pieces.append(text)
    return "".join(pieces)
