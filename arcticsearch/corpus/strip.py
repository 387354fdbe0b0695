"""Decide for every block of a page: kept, as what; or removed, why.

First which blocks are body (body_text, body_html), then what stands in the page twice (doubled),
then each decision gets its name (reasons).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from arcticsearch.corpus import body_text, lexicon, reasons
from arcticsearch.corpus.doubled import repeated
from arcticsearch.model import Block, Form, Label, Page

_PROSE = 10  # words; "keep lines of ten words or more" scores F1 .721 on dev
_NOTE = 5  # blocks


def strip(page: Page) -> tuple[Label, ...]:
    """One label a block: a Kind if it is kept, a Reason if it is removed."""
    if not page.blocks:
        return ()
    words = lexicon.read([block.text for block in page.blocks])
    kept: Sequence[bool]
    if page.form is Form.HTML:
        from arcticsearch.corpus import body_html

        kept = body_html.kept(page)
    else:
        kept = body_text.kept(page, words)
    if not any(kept):
        kept = _fallback(page.blocks)
    elif len(page.blocks) <= _NOTE:
        kept = with_longest(page.blocks, kept)
    return reasons.label(page, kept, repeated(page.blocks, kept), words)


def with_longest(blocks: Sequence[Block], kept: Sequence[bool]) -> Sequence[bool]:
    """The blocks kept of a note, with its longest where that is prose and longer than all of them.

    A title over one paragraph is too little to compare: of 1,400 such pages (bench/ir, cranfield)
    140 kept the title alone.
    """
    counts = [body_text.words(block.text) for block in blocks]
    longest = counts.index(max(counts))
    if max(counts) < _PROSE or max(counts) <= sum(compress(counts, kept)):
        return kept
    return [keep or number == longest for number, keep in enumerate(kept)]


def _fallback(blocks: Sequence[Block]) -> list[bool]:
    """What to keep of a page in which nothing looks like body: its prose, or all of a short note.

    A page of one long line or a note of a few words gives no evidence to judge by; better a menu
    searched than a text lost.
    """
    prose = [body_text.words(block.text) >= _PROSE for block in blocks]
    return prose if any(prose) or len(blocks) > _NOTE else [True] * len(blocks)
