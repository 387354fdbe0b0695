"""Decide for every block of a page: kept, as what; or removed, why.

First which blocks are body (body_text, body_html), then what stands in the page twice (doubled),
then each decision gets its name (reasons).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress

from arcticsearch.corpus.strip import body_text, lexicon, reasons
from arcticsearch.corpus.strip.doubled import repeated
from arcticsearch.model import Label
from arcticsearch.page import Block, Form, Page

# Words of a block that is likely prose; to keep all such and no others is F1 .721 on dev.
_PROSE = 10
_NOTE = 5  # blocks of a page too short to show what is furniture


def strip(page: Page) -> tuple[Label, ...]:
    """One label a block: a Kind if it is kept, a Reason if it is removed."""
    (labels,) = strip_all([page])
    return labels


def strip_all(pages: Sequence[Page]) -> list[tuple[Label, ...]]:
    """The labels of each page, as `strip` gives them, in less time.

    The pages are measured together. Text pages of ten blocks then take a third of the time that
    they take one by one, those of two hundred blocks three quarters, and HTML pages two thirds. All
    together must not have more than `bounds.MAX_BLOCKS`.
    """
    full = [page for page in pages if page.blocks]
    texts = _text_pages([page for page in full if page.form is not Form.HTML])
    trees = _html_pages([page for page in full if page.form is Form.HTML])
    return [
        () if not page.blocks else next(trees if page.form is Form.HTML else texts)
        for page in pages
    ]


def _text_pages(pages: Sequence[Page]) -> Iterator[tuple[Label, ...]]:
    if not pages:
        return iter(())
    words = lexicon.read([block.text for page in pages for block in page.blocks])
    decided = map(_decided, pages, body_text.kept(pages, words))
    return reasons.label([*decided], words.counts)


def _html_pages(pages: Sequence[Page]) -> Iterator[tuple[Label, ...]]:
    if not pages:
        return iter(())
    from arcticsearch.corpus.strip import body_html

    return reasons.label([*map(_decided, pages, body_html.kept(pages))])


def _decided(page: Page, kept: Sequence[bool] | None) -> reasons.Decided:
    lower = [block.text.lower() for block in page.blocks]
    if kept is None:  # what somebody wrote says twice what it means to
        return reasons.Decided(page.blocks, lower, [True] * len(lower), [False] * len(lower))
    if not any(kept):
        kept = _fallback(page.blocks)
    elif len(page.blocks) <= _NOTE:
        kept = with_longest(page.blocks, kept)
    return reasons.Decided(page.blocks, lower, kept, repeated(lower, kept))


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
