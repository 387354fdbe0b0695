"""Blocks into paragraphs: page breaks and hard wraps joined, each under its heading.

Every block lands in exactly one place: in a paragraph or among the removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from arcticsearch.model import (
    Block,
    Kind,
    Label,
    Lines,
    Metadata,
    Page,
    Paragraph,
    Reason,
    Removed,
)

_HEADING_WORDS = 18
_NUMBERED = re.compile(r"^(?:\d+(?:\.\d+)*[.)]?|[IVX]+[.)]|[A-Z][.)])\s+\S")
_END = re.compile(r"[.!?…:;。！？][\"'”’»)\]*_]*$")
_JOINED_KINDS = (Kind.PARAGRAPH, Kind.QUOTE)


def segment(
    page: Page, labels: tuple[Label, ...], metadata: Metadata
) -> tuple[tuple[Paragraph, ...], tuple[Removed, ...]]:
    """The page's paragraphs, numbered from 0, and what was removed, both in page order.

    A paragraph that a page break cut is joined only where nothing was removed between its halves:
    `lines` never covers a removed line.
    """
    blocks = page.blocks
    fates: list[Label] = [
        Reason.METADATA if i in metadata.blocks else label for i, label in enumerate(labels)
    ]
    removed = tuple(
        Removed(block.text, fate, block.lines)
        for block, fate in zip(blocks, fates, strict=True)
        if isinstance(fate, Reason)
    )
    paragraphs: list[Paragraph] = []
    section: str | None = None
    for group in _groups(blocks, fates):
        kind = _kind(blocks, fates, group)
        text = _joined([blocks[i].text for i in group])
        if kind is Kind.HEADING:
            section = text
        lines = _span([blocks[i].lines for i in group])
        paragraphs.append(
            Paragraph(len(paragraphs), kind, text, None if kind is Kind.HEADING else section, lines)
        )
    return tuple(paragraphs), removed


def _groups(blocks: Sequence[Block], fates: Sequence[Label]) -> Iterator[list[int]]:
    """Runs of blocks that make one paragraph each."""
    group: list[int] = []
    for i, fate in enumerate(fates):
        if isinstance(fate, Reason):
            if group:
                yield group
            group = []
        elif group and _continues(blocks, fates, group[-1], i):
            group.append(i)
        else:
            if group:
                yield group
            group = [i]
    if group:
        yield group


def _continues(blocks: Sequence[Block], fates: Sequence[Label], last: int, new: int) -> bool:
    """Whether block `new` goes on with the sentence that block `last` breaks off."""
    before, after = blocks[last], blocks[new]
    if fates[last] not in _JOINED_KINDS or fates[new] not in _JOINED_KINDS:
        return False
    if before.lines is None or before.tag != after.tag or not after.text:
        return False
    return not _END.search(before.text) and after.text[0].islower() and len(before.text) > 40


def _kind(blocks: Sequence[Block], fates: Sequence[Label], group: Sequence[int]) -> Kind:
    fate = fates[group[0]]
    assert isinstance(fate, Kind)
    if fate is Kind.PARAGRAPH and len(group) == 1 and _is_heading(blocks, fates, group[0]):
        return Kind.HEADING
    return fate


def _is_heading(blocks: Sequence[Block], fates: Sequence[Label], i: int) -> bool:
    """A short line without a full stop, set off from prose that follows it."""
    block = blocks[i]
    if re.fullmatch("h[1-6]", block.tag):
        return True
    words = block.text.split()
    if block.tag or not words or len(words) > _HEADING_WORDS:
        return False
    if block.text.endswith((".", "…", ",", ";", ":", "。")) and not _NUMBERED.match(block.text):
        return False
    following = blocks[i + 1] if i + 1 < len(blocks) else None
    return following is not None and len(following.text) > 2 * len(block.text) > 0


def _joined(texts: Sequence[str]) -> str:
    whole = texts[0]
    for text in texts[1:]:
        if re.search(r"[^\W\d_]-$", whole) and text[:1].islower():
            whole = whole[:-1] + text
        else:
            whole = f"{whole} {text}"
    return whole


def _span(lines: Sequence[Lines]) -> Lines:
    known = [pair for pair in lines if pair]
    return (known[0][0], known[-1][1]) if known else None
