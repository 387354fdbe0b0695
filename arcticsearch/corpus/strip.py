"""Decide for every block of a page: kept, as what; or removed, why.

A learned model says of each block how likely it is body (`data/text.json`, `data/html.json`); the
cheapest sequence of decisions is sought, because body comes in stretches; then what stands in the
page twice is removed; then each decision gets its name (see reasons).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from arcticsearch.corpus import reasons, trees
from arcticsearch.corpus.doubled import repeated
from arcticsearch.model import Block, Form, Label, Page

# What it costs to go from kept to removed or back, in log-odds × √words. Measured on dev, text: 0
# gives F1 .903, 1 .904, 2 .906, 3 .905, 6 .906. In HTML the tags already say where a stretch ends.
_SWITCH = 2.0

_PROSE = 10  # words; "keep lines of ten words or more" scores F1 .721 on dev
_NOTE = 5  # blocks


def strip(page: Page) -> tuple[Label, ...]:
    """One label a block: a Kind if it is kept, a Reason if it is removed."""
    if not page.blocks:
        return ()
    if page.form is Form.HTML:
        from arcticsearch.corpus import body_html

        kept = list(body_html.kept(page))
    else:
        kept = decode(log_odds(page), page.blocks, _SWITCH)
    if not any(kept):
        kept = fallback(page.blocks)
    return reasons.label(page, kept, repeated(page.blocks, kept))


def fallback(blocks: Sequence[Block]) -> list[bool]:
    """What to keep of a page in which nothing looks like body: its prose, or all of a short note.

    A page of one long line or a note of a few words gives no evidence to judge by; better a menu
    searched than a text lost.
    """
    prose = [block.text.count(" ") >= _PROSE - 1 for block in blocks]
    return prose if any(prose) or len(blocks) > _NOTE else [True] * len(blocks)


def log_odds(page: Page) -> list[float]:
    """How likely each block is body, above 0 for more likely than not."""
    from arcticsearch.corpus import features_text

    return trees.load("text").log_odds(features_text.features(page)).tolist()


def decode(odds: Sequence[float], blocks: Sequence[Block], switch: float) -> list[bool]:
    """The decisions with the largest sum of √words × log-odds, less `switch` for every change.

    Viterbi's algorithm over two states.
    """
    kept_sum = removed_sum = 0.0
    came_from: list[tuple[bool, bool]] = []  # was the best way here from kept: to kept, to removed
    for odd, block in zip(odds, blocks, strict=True):
        to_kept = kept_sum >= removed_sum - switch
        to_removed = kept_sum - switch > removed_sum
        came_from.append((to_kept, to_removed))
        gain = odd * math.sqrt(block.text.count(" ") + 1)
        kept_sum, removed_sum = (
            (kept_sum if to_kept else removed_sum - switch) + gain,
            kept_sum - switch if to_removed else removed_sum,
        )
    decisions = []
    state = kept_sum > removed_sum
    for to_kept, to_removed in reversed(came_from):
        decisions.append(state)
        state = to_kept if state else to_removed
    return decisions[::-1]
