"""What the stripper looks at in text and Markdown pages: a row of numbers for each block.

Two passes, as in jusText. The first looks at each block alone, and a small model says how much it
reads like prose. The second sets each block among its neighbours, the runs, the blocks that look
like it and the page, all in terms of the first pass. `at` says which blocks make a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import repeat
from typing import TYPE_CHECKING

from arcticsearch.corpus import trees
from arcticsearch.corpus.joined import Joined
from arcticsearch.corpus.strip import characters, context, lexicon
from arcticsearch.corpus.strip.layout import Layout
from arcticsearch.corpus.strip.lexicon import Words
from arcticsearch.page import HEADINGS, Block
from arcticsearch.regex import regex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Table = NDArray[np.float32]
    Marks = NDArray[np.bool_]

# Every kind of date from a digit on, which is far quicker to search for than a name of a month:
# "2026-02-06", "6.2.2026", "18:30", "2026年", "6 February 2026", "February 6, 2026".
_DATE = regex(
    r"[0-9](?:\d{3}[-./]\d\d?[-./]\d\d?|\d?[-./]\d\d?[-./](?:1[89]|20)?\d\d\b|:\d\d\b|\s?年"
    r"|(?:st|nd|rd|th)?(?:[ .]{1,2}[^\W\d_]{3,12}\.?)?,? (?:1[89]|20)\d\d\b)"
)
_DATE_CHARACTERS = 200  # a longer block is not a date line
# What the first model's opinion is rounded to: log-odds in steps of 1/2048, at most 16.
_STEPS, _SUREST = 2048, 16
_TAGS = {"li": 1, "td": 2, "blockquote": 3, "pre": 4}

ALONE = (
    *("words", "characters", "word_length", "ending", "starts", "commas", "sentences", "digits"),
    *("capitals", "joined", "separators", "address", "dated", "link_share", "tag", "heading"),
    *("code", "repeats", "repeated", *lexicon.CLASSES),
)
# What the second pass sees: of the others the trees made next to no use.
_OWN = (
    *("words", "characters", "word_length", "ending", "starts", "commas", "sentences", "capitals"),
    *("separators", "dated", "link_share", "tag", "repeats", "repeated", "function", "byline"),
    *("prose", "furniture", "indent", "indent_before", "indent_after"),
)
_BESIDE = ("words", "ending", "dated", "furniture")
_NEAR = ("dated", "byline", "comments", "function", "furniture", "short", "lists")
_SINCE = ("related", "comments", "share", "legal", "heading", "dated")
AMONG = (
    *_OWN,
    *context.neighbours_names(("prose",), 3),
    *context.neighbours_names(_BESIDE, 1),
    *context.windows_names(_NEAR),
    *context.SHARED_WORDS,
    *context.POSITION,
    *context.DISTANCES,
    *context.RUNS,
    *context.BODY,
    *context.ALIKE,
    *context.since_names(_SINCE),
)

# All that the second pass starts from.
_BASE = (
    *ALONE,
    *("prose", "indent", "indent_before", "indent_after", "furniture", "short", "lists"),
)


def _at(names: Iterable[str]) -> list[int]:
    return [_BASE.index(name) for name in names]


_OWN_AT, _BESIDE_AT, _NEAR_AT = _at(_OWN), _at(_BESIDE), _at(_NEAR)


def alone(blocks: Sequence[Block], at: Layout, words: Words) -> Table:
    """The first pass: one row a block, columns as in ALONE. `words` are those of the blocks."""
    import numpy as np

    texts = [block.text for block in blocks]
    tags = [block.tag for block in blocks]
    signs = characters.count(words.page)
    kinds = signs.kinds
    # A Chinese word has two characters in the mean.
    number = kinds[characters.SPACE] + 1 + kinds[characters.HAN] // 2
    size = kinds.sum(axis=0)
    digits = kinds[characters.DIGIT]
    so_far, in_all = at.occurrences(texts)
    table = np.empty((len(ALONE), len(blocks)), dtype=np.float32)
    for place, column in enumerate(
        (
            number,
            size,
            size / number,
            signs.last,
            signs.first,
            kinds[characters.COMMA],
            signs.sentences,
            digits,
            signs.capitals / number,
            signs.joined,
            kinds[characters.SEPARATOR],
            kinds[characters.AT] + _addressed(texts),
            _dated(texts, (digits > 0) & (size <= _DATE_CHARACTERS)),
            np.array([block.link_words for block in blocks]) / number,
            [*map(_TAGS.get, tags, repeat(0))],
            [*map(HEADINGS.get, tags, repeat(0))],
            kinds[characters.CODE],
            in_all,
            np.array(so_far) > 1,
        )
    ):
        table[place] = column
    table[-len(lexicon.CLASSES) :] = words.counts.T
    return table.T


def _addressed(texts: list[str]) -> Marks:
    """Which texts hold the address of a page."""
    import numpy as np

    found = np.zeros(len(texts), dtype=bool)
    joined = Joined(texts)
    for piece in ("http", "www."):
        found[joined.holders(piece)] = True
    return found


def _dated(texts: list[str], asked: Marks) -> Marks:
    """Which of the texts that are asked for hold a date."""
    import numpy as np

    found = np.zeros(len(texts), dtype=bool)
    numbers = asked.nonzero()[0].tolist()
    found[[number for number in numbers if _DATE.search(texts[number])]] = True
    return found


def features(blocks: Sequence[Block], at: Layout, words: Words) -> Table:
    """Both passes: one row a block, columns as in AMONG and the model `data/text.json`."""
    table = alone(blocks, at, words)
    return among(blocks, at, words, table, trees.load("text_alone").log_odds(table))


@cache
def _probabilities() -> NDArray[np.float64]:
    import numpy as np

    odds = np.arange(-_SUREST * _STEPS, _SUREST * _STEPS + 1) / _STEPS
    return trees.exact(1 / (1 + np.exp(-odds)))


def _probability(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """What the log-odds mean, from a table: numpy's exp depends on where in an array a value is."""
    import numpy as np

    steps = np.rint(log_odds.clip(-_SUREST, _SUREST) * _STEPS)
    found: NDArray[np.float64] = _probabilities()[(steps + _SUREST * _STEPS).astype(np.intp)]
    return found


def among(
    blocks: Sequence[Block], at: Layout, split: Words, table: Table, log_odds: NDArray[np.float64]
) -> Table:
    """The second pass: one row a block, columns as in AMONG.

    `table` is what `alone` gave, `log_odds` what the first model made of it.
    """
    import numpy as np

    base = np.empty((len(_BASE), len(blocks)))
    base[: len(ALONE)] = table.T
    row = dict(zip(_BASE, base, strict=True))
    words, tag, prose, indent = row["words"], row["tag"], row["prose"], row["indent"]
    prose[:] = _probability(log_odds)
    strong = (prose > context.STRONG) & (words >= context.STRONG_WORDS)
    indent[:] = [block.indent for block in blocks]
    row["indent_before"][:] = indent - indent.take(at.here - 1) * (at.here > at.start)
    row["indent_after"][:] = indent.take(at.here + 1, mode="clip") * (at.here + 1 < at.end) - indent
    row["furniture"][:] = split.counts[:, 1:].sum(axis=1)  # all but function words
    row["short"][:] = words < context.SHORT_WORDS
    row["lists"][:] = tag == 1
    parts = (
        base.take(_OWN_AT, axis=0),
        *context.neighbours(at, prose[None], 3),
        *context.neighbours(at, base.take(_BESIDE_AT, axis=0), 1),
        *context.windows(at, prose, words, base.take(_NEAR_AT, axis=0)),
        context.shared_words(at, split, strong),
        context.position(at, prose, words),
        context.distances(at, strong, words),
        context.runs(at, words),
        context.body(at, prose, words),
        context.alike(at, indent * 64 + tag * 8 + row["heading"], prose, words),
        context.since(at, _openers(row), strong),
    )
    return np.concatenate(parts, dtype=np.float32).T


def _openers(row: dict[str, NDArray[np.float64]]) -> Marks:
    """Which blocks are of the kinds in _SINCE: lines that open what follows them."""
    import numpy as np

    line = (row["words"] <= 8) & (row["prose"] < 0.5)
    return np.array(
        (
            line & (row["related"] > 0),
            line & (row["comments"] > 0),
            line & (row["share"] > 0),
            (row["legal"] > 1) | (row["cookies"] > 1),
            row["heading"] > 0,
            row["dated"] > 0,
        )
    )
