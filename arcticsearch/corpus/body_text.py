"""Which blocks of a text or Markdown page are its body."""

from __future__ import annotations

import math
from collections.abc import Sequence

from arcticsearch.corpus import edges, features_text, trees
from arcticsearch.model import Page

# What it costs to go from kept to removed or back, in log-odds × √words. Measured on dev: 0 gives
# F1 .903, 1 .904, 2 .906, 3 .905, 6 .906.
_SWITCH = 2.0
_PAGE_NUMBER = 4  # digits alone in a line
_WORD = 6  # characters, its blank included: the mean of the dev pages in scripts with blanks
# A page of which nothing is kept is judged again, the odds raised until the best block is as likely
# as not, and by this much more.
_SECOND_TRY = 1.0


def kept(page: Page) -> tuple[bool, ...]:
    """One truth value a block: whether it belongs to the article."""
    if not page.blocks:
        return ()
    odds = trees.load("text").log_odds(features_text.features(page)).tolist()
    counts = [words(block.text) for block in page.blocks]
    decisions = decode(odds, counts)
    if not any(decisions):
        raised = _SECOND_TRY - max(odds)
        decisions = decode([odd + raised for odd in odds], counts)
    decisions = [
        keep and not (block.text.isdecimal() and len(block.text) <= _PAGE_NUMBER)
        for keep, block in zip(decisions, page.blocks, strict=True)
    ]
    decisions = edges.without_further_stories(page.blocks, decisions)
    return tuple(edges.with_lead(page.blocks, decisions, odds))


def words(text: str) -> int:
    """How many words a text has; in scripts that write no blanks, as many as it has room for.

    Without the second, a Chinese paragraph weighs as little as a menu entry: F1 daniel .913 on dev,
    with it .917.
    """
    return max(text.count(" ") + 1, len(text) // _WORD)


def decode(odds: Sequence[float], counts: Sequence[int]) -> list[bool]:
    """The decisions with the largest sum of √words × log-odds, less the cost of every change.

    Viterbi's algorithm over two states: body comes in stretches.
    """
    kept_sum = removed_sum = 0.0
    came_from: list[tuple[bool, bool]] = []  # was the best way here from kept: to kept, to removed
    for odd, count in zip(odds, counts, strict=True):
        to_kept = kept_sum >= removed_sum - _SWITCH
        to_removed = kept_sum - _SWITCH > removed_sum
        came_from.append((to_kept, to_removed))
        kept_sum, removed_sum = (
            (kept_sum if to_kept else removed_sum - _SWITCH) + odd * math.sqrt(count),
            kept_sum - _SWITCH if to_removed else removed_sum,
        )
    decisions = []
    state = kept_sum > removed_sum
    for to_kept, to_removed in reversed(came_from):
        decisions.append(state)
        state = to_kept if state else to_removed
    return decisions[::-1]
