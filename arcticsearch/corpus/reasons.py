"""Name what was decided: a kept block is of a Kind, a removed one has a Reason."""

from __future__ import annotations

from collections.abc import Sequence

from arcticsearch.model import Kind, Label, Page, Reason

_KINDS = {
    "li": Kind.LIST,
    "blockquote": Kind.QUOTE,
    "td": Kind.TABLE,
    "th": Kind.TABLE,
    "pre": Kind.CODE,
    "figcaption": Kind.CAPTION,
    "caption": Kind.CAPTION,
}


def label(page: Page, kept: Sequence[bool], repeated: Sequence[bool]) -> tuple[Label, ...]:
    """One label a block."""
    labels: list[Label] = []
    for block, keep, again in zip(page.blocks, kept, repeated, strict=True):
        if again:
            labels.append(Reason.REPEATED_IN_PAGE)
        elif keep:
            heading = block.tag[:1] == "h" and block.tag[1:].isdigit()
            labels.append(Kind.HEADING if heading else _KINDS.get(block.tag, Kind.PARAGRAPH))
        else:
            labels.append(Reason.OTHER)
    return tuple(labels)
