"""Which blocks of a text or Markdown page are its body."""

from __future__ import annotations

import math
from collections.abc import Sequence

from arcticsearch.corpus import edges, features_text, trees
from arcticsearch.corpus.lexicon import Words
from arcticsearch.model import Page

# What it costs to go from kept to removed or back, in log-odds × √words. Measured on dev: 0 gives
# F1 .903, 1 .904, 2 .906, 3 .905, 6 .906.
_SWITCH = 2.0
_PAGE_NUMBER = 4  # digits alone in a line
_WORD = 6  # characters, its blank included: the mean of the dev pages in scripts with blanks
# A page of which nothing is kept is judged again, the odds raised until the best block is as likely
# as not, and by this much more.
_SECOND_TRY = 1.0


def kept(page: Page, split: Words) -> tuple[bool, ...]:
    """One truth value a block: whether it belongs to the article. `split` are the blocks' words."""
    if not page.blocks:
        return ()
    odds = trees.load("text").log_odds(features_text.features(page, split)).tolist()
    counts = [words(block.text) for block in page.blocks]
    decisions = decode(odds, counts)
    if not any(decisions):
        raised = _SECOND_TRY - max(odds)
        decisions = decode([odd + raised for odd in odds], counts)
    decisions = [
        keep and not (len(block.text) <= _PAGE_NUMBER and block.text.isdecimal())
        for keep, block in zip(decisions, page.blocks, strict=True)
    ]
    decisions = edges.without_further_stories(page.blocks, decisions, split)
    return tuple(edges.with_lead(page.blocks, decisions, odds, split))


def words(text: str) -> int:
    """How many words a text has; in scripts that write no blanks, as many as it has room for.

    Without the second, a Chinese paragraph weighs as little as a menu entry: F1 daniel .913 on dev,
    with it .917.
    """
    counted, room = text.count(" ") + 1, len(text) // _WORD
    return counted if counted > room else room


def decode(odds: Sequence[float], counts: Sequence[int]) -> list[bool]:
    """The decisions with the largest sum of √words × log-odds, less the cost of every change.

    Viterbi's algorithm over two states: body comes in stretches. All it needs to know is how much
    better the best way is that keeps the last block than the best that removes it.
    """
    lead = 0.0
    leads = []  # before each block
    for odd, count in zip(odds, counts, strict=True):
        leads.append(lead)
        at_most = _SWITCH if lead > _SWITCH else lead
        lead = (-_SWITCH if lead < -_SWITCH else at_most) + odd * math.sqrt(count)
    decisions = []
    state = lead > 0
    for lead in reversed(leads):
        decisions.append(state)
        state = lead >= -_SWITCH if state else lead > _SWITCH
    return decisions[::-1]
