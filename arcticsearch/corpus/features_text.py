"""What the stripper looks at in a text or Markdown page: a row of numbers for each block.

Two passes, as in jusText. The first looks at each block alone, and a small model says how much it
reads like prose. The second sets each block among its neighbours, the runs, the blocks that look
like it and the page, all in terms of the first pass.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from arcticsearch.corpus import characters, lexicon, trees
from arcticsearch.model import Block, Page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Table = NDArray[np.float32]

_DATE = re.compile(
    r"\b(?:1[89]|20)\d\d[-./]\d\d?[-./]\d\d?|\b\d\d?[-./]\d\d?[-./](?:1[89]|20)?\d\d\b"
    r"|\b\d\d?:\d\d\b|\d{4}\s?年"
    r"|\b\d\d?(?:st|nd|rd|th)?[ .]{1,2}[^\W\d_]{3,12}\.?,? (?:1[89]|20)\d\d\b"
    r"|\b[^\W\d_]{3,12}\.? \d\d?(?:st|nd|rd|th)?,? (?:1[89]|20)\d\d\b"
)
_DATE_CHARACTERS = 200  # a longer block is not a date line
_TAGS = {"li": 1, "td": 2, "blockquote": 3, "pre": 4}
_HEADINGS = {f"h{level}": level for level in range(1, 7)}

_BESIDE = ("words", "ending", "dated", "byline", "heading")
_COUNTED_NEAR = ("dated", "byline", "comments", "share", "related", "heading", "function", "code")

ALONE = (
    *("words", "characters", "word_length", "ending", "starts", "commas", "sentences", "digits"),
    *("capitals", "joined", "separators", "address", "dated", "link_share", "tag", "heading"),
    *("code", "repeats", "repeated", *lexicon.CLASSES),
)
_AT = {name: place for place, name in enumerate(ALONE)}


def alone(blocks: tuple[Block, ...], words: lexicon.Words | None = None) -> Table:
    """The first pass: one row a block, columns as in ALONE. `words` are the blocks', if known."""
    import numpy as np

    texts = [block.text for block in blocks]
    signs = characters.count(texts)
    kinds = signs.kinds
    # A Chinese word has two characters in the mean.
    number = kinds[:, characters.SPACE] + 1 + kinds[:, characters.HAN] // 2
    size = kinds.sum(axis=1)
    digits = kinds[:, characters.DIGIT]
    dated = [
        had > 0 and len(text) <= _DATE_CHARACTERS and _DATE.search(text) is not None
        for text, had in zip(texts, digits.tolist(), strict=True)
    ]
    counts = Counter(texts)
    columns = (
        number,
        size,
        size / number,
        signs.last,
        signs.first,
        kinds[:, characters.COMMA],
        signs.sentences,
        digits,
        signs.capitals / number,
        signs.joined,
        kinds[:, characters.SEPARATOR],
        kinds[:, characters.AT] + np.array(["http" in text or "www." in text for text in texts]),
        dated,
        np.array([block.link_words for block in blocks]) / number,
        [_TAGS.get(block.tag, 0) for block in blocks],
        [_HEADINGS.get(block.tag, 0) for block in blocks],
        kinds[:, characters.CODE],
        [counts[text] for text in texts],
        _stood_above(texts),
    )
    classes = lexicon.count(texts, words or lexicon.split(texts))
    return np.column_stack((*columns, classes)).astype(np.float32)


def _stood_above(texts: list[str]) -> list[bool]:
    first: dict[str, int] = {}
    return [first.setdefault(text, number) != number for number, text in enumerate(texts)]


def features(page: Page) -> Table:
    """The second pass: one row a block, columns as in the model `data/text.json`."""
    words = lexicon.split([block.text for block in page.blocks])
    table = alone(page.blocks, words)
    return among(page.blocks, words, table, trees.load("text_alone").log_odds(table))[1]


def among(
    blocks: tuple[Block, ...], split: lexicon.Words, table: Table, log_odds: NDArray[np.float64]
) -> tuple[tuple[str, ...], Table]:
    """The names of the columns, and the rows.

    `table` is what `alone` gave, `log_odds` what the first model made of it.
    """
    import numpy as np

    from arcticsearch.corpus import context

    column = {name: table[:, place].astype(float) for name, place in _AT.items()}
    words = column["words"]
    prose = 1 / (1 + np.exp(-log_odds))
    strong = ((prose > context._STRONG) & (words >= context._STRONG_WORDS)).astype(float)
    indent = np.array([block.indent for block in blocks], dtype=float)
    gap = np.array([block.gap for block in blocks], dtype=float)
    tag, heading = column["tag"], column["heading"]
    furniture = np.sum([column[name] for name in lexicon.CLASSES[1:]], axis=0)
    near = {name: column[name] for name in _COUNTED_NEAR} | {
        "furniture": furniture,
        "short": (words < 8).astype(float),
        "lists": (tag == 1).astype(float),
        "linked": column["link_share"],
    }
    beside = {name: column[name] for name in _BESIDE} | {"prose": prose, "furniture": furniture}
    signature = (indent * 64 + tag * 8 + heading).astype(np.int64)
    short = (words <= 8) & (prose < 0.5)
    columns = {
        **column,
        "prose": prose,
        "gap": gap,
        "gap_after": np.append(gap[1:], 9),
        "indent": indent,
        "indent_before": np.diff(indent, prepend=0),
        "indent_after": np.diff(indent, append=0),
        "tag_before": np.diff(tag, prepend=0),
        "tag_after": np.diff(tag, append=0),
        "furniture": furniture,
        **context.neighbours(beside, 3),
        **context.windows(prose, words),
        **context.means(near),
        **context.shared_words(split, strong),
        **context.position(prose, words),
        **context.distances(strong, words),
        **context.runs(words),
        **context.body(prose, words),
        **context.alike(signature, prose, words),
        **context.since("related", short & (column["related"] > 0), strong),
        **context.since("comments", short & (column["comments"] > 0), strong),
        **context.since("share", short & (column["share"] > 0), strong),
        **context.since("legal", (column["legal"] > 1) | (column["cookies"] > 1), strong),
        **context.since("heading", heading > 0, strong),
        **context.since("dated", column["dated"] > 0, strong),
    }
    rows = np.empty((len(columns), len(blocks)), dtype=np.float32)
    for place, values in enumerate(columns.values()):
        rows[place] = values
    return tuple(columns), rows.T
