"""Which blocks of HTML pages are their articles.

Two small models of boosted trees, one after the other: the first looks at every block, the second
at those that the first does not rule out. They are trained by `bench/extract/train_html.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from arcticsearch.corpus import trees
from arcticsearch.corpus.strip.body_text import decode
from arcticsearch.corpus.strip.features_html import H1, Evidence
from arcticsearch.page import Page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

# Log-odds of the first model. Measured: below are two thirds of the blocks, and 0.1% of the words
# of the articles.
RULED_OUT = -4.0
# Measured on half of dev, mean F1 of the sets: 0 .9325, 1 .934, 1.5 .9343, 2 .9371.
_NEAR_THE_HIGHEST = 2.0
# What it costs to go from kept to removed or back, in log-odds × √words. A page's tree says much
# more of where its article begins and ends than the lines of a text do, so this is less than there.
# Measured on dev, mean F1 of the sets: 0 .9440, 0.25 .9445, 0.5 .9450, 0.75 .9450, 1 .9448.
_SWITCH = 0.75
# Words that a shorter block counts for: else a line of one word ("ADVERTISEMENT") would go with its
# neighbours whatever the models say of it. 1, 3, 6 and 10 give the same F1.
_AT_LEAST = 10
# Of the words of the two. Measured, F1 with the headline and without: scrapinghub .949, .954; wcxb
# .945, .946; daniel, whose gold texts begin with it, .926, .920.
_LIKE_THE_TITLE = 0.4


class Models(NamedTuple):
    first: trees.Trees
    second: trees.Trees


def kept(pages: Sequence[Page], models: Models | None = None) -> Iterator[Sequence[bool]]:
    """One truth value a block of each page: whether it belongs to the article.

    The pages have a block at least. They are measured together for speed alone: what is kept of a
    page does not depend on the others.
    """
    models = models or Models(trees.load("html_first"), trees.load("html_second"))
    evidence = Evidence(pages)
    found = text(evidence, log_odds(evidence, models)).tolist()
    for start, end in evidence.at.pages():
        yield found[start:end]


def text(evidence: Evidence, scores: Floats) -> NDArray[np.bool_]:
    """Which blocks are their page's text. The headline is not: it becomes a field."""
    columns = evidence.columns
    below: NDArray[np.bool_] = (columns["tag"] != H1) | (columns["title_like"] < _LIKE_THE_TITLE)
    for start, end in evidence.at.pages():
        found = chosen(scores[start:end], evidence.size[start:end])
        without = below[start:end] & found
        below[start:end] = without if without.any() else found
    return below


def chosen(scores: Floats, size: Floats) -> NDArray[np.bool_]:
    """Which blocks of a page are the article, by their log-odds and their lengths in words.

    Those above 0, but that a short block goes with its neighbours unless it is sure; and where none
    is high, as on a page with a very short article, those near the highest, because a page without
    any article is rarer than one that the model is unsure of.
    """
    import numpy as np

    raised = scores - min(0.0, scores.max() - _NEAR_THE_HIGHEST)
    gains = raised * np.sqrt(np.maximum(size, _AT_LEAST))
    # A block that weighs more against than two changes cost is removed whatever stands around it;
    # of a run of these one is enough to end what was kept before it. They are three in four.
    doubtful = gains > -2 * _SWITCH
    asked = doubtful.copy()
    asked[1:] |= doubtful[:-1]
    asked[0] = True
    found = np.zeros(len(scores), dtype=np.bool_)
    found[asked] = decode(gains[asked].tolist(), _SWITCH)
    return found


def log_odds(evidence: Evidence, models: Models) -> Floats:
    """One number a block, above 0 for the article."""
    scores = models.first.log_odds(evidence.rows(models.first.features))
    doubtful = scores > RULED_OUT
    if doubtful.any():
        evidence.add_opinion(_probability(scores))
        rows = evidence.rows(models.second.features)[doubtful]
        scores[doubtful] = models.second.log_odds(rows)
    return scores


def _probability(scores: Floats) -> Floats:
    """What the log-odds mean, one by one: numpy's exp depends on where in an array a value is."""
    import numpy as np

    return np.array([1 / (1 + exp(-score)) for score in scores.tolist()])
