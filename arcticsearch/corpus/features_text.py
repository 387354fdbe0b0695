"""What the stripper looks at in a text or Markdown page: a row of numbers for each block.

Two passes, as in jusText. The first looks at each block alone, and a small model says how much it
reads like prose. The second sets each block among its neighbours, the runs, the blocks that look
like it and the page, all in terms of the first pass.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from arcticsearch.corpus import lexicon, trees
from arcticsearch.model import Block, Page

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Table = NDArray[np.float32]

_LOOKED_AT = 400  # characters of a block in which single words are looked up

_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL = re.compile(r"(?<!\w)[A-ZÀ-ÞΆ-ΫА-Я]")
_HAN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_JOINED = re.compile(r"[a-zà-ÿа-яα-ω)][A-ZÀ-ÞΑ-ΩА-Я]")
_DATE = re.compile(
    r"\b(?:1[89]|20)\d\d[-./]\d\d?[-./]\d\d?|\b\d\d?[-./]\d\d?[-./](?:1[89]|20)?\d\d\b"
    r"|\b\d\d?:\d\d\b|\d{4}\s?年"
    r"|\b\d\d?(?:st|nd|rd|th)?[ .]{1,2}[^\W\d_]{3,12}\.?,? (?:1[89]|20)\d\d\b"
    r"|\b[^\W\d_]{3,12}\.? \d\d?(?:st|nd|rd|th)?,? (?:1[89]|20)\d\d\b"
)
_SEPARATORS = "|·•›»→/"
_ENDINGS = {
    **dict.fromkeys(".!?。！？;；…", 1.0),
    **dict.fromkeys("”\"»’')）]", 2.0),
    **dict.fromkeys(":：", 3.0),
    **dict.fromkeys(",，、-–—", 4.0),
}
_TAGS = {"li": 1.0, "td": 2.0, "blockquote": 3.0, "pre": 4.0}

ALONE = (
    *("words", "characters", "word_length", "ending", "starts", "commas", "stops", "digits"),
    *("capitals", "joined", "separators", "address", "dated", "link_share", "tag", "heading"),
    *("repeats", "repeated", *lexicon.CLASSES),
)
_AT = {name: place for place, name in enumerate(ALONE)}


def alone(blocks: tuple[Block, ...]) -> Table:
    """The first pass: one row a block, columns as in ALONE."""
    import numpy as np

    words = lexicon.load()
    counts = Counter(block.text for block in blocks)
    seen: set[str] = set()
    rows = []
    for block in blocks:
        text = block.text
        row = _shape(block)
        row += (counts[text], text in seen)
        row += _classes(text[:_LOOKED_AT].lower(), words)
        rows.append(row)
        seen.add(text)
    return np.array(rows, dtype=np.float32).reshape(len(rows), len(ALONE))


def _shape(block: Block) -> tuple[float, ...]:
    """What can be seen without knowing any word."""
    text, tag = block.text, block.tag
    first, last = text[0], text[-1]
    words = text.count(" ") + 1
    commas = text.count(",")
    stops = text.count(". ")
    if not text.isascii() and (han := len(_HAN.findall(text))):
        words += han // 2  # a Chinese word has two characters in the mean
        commas += text.count("，")
        stops += text.count("。")
    head = text[:_LOOKED_AT]
    digits = sum(map(head.count, "0123456789"))
    short = words <= 30
    return (
        words,
        len(text),
        len(text) / words,
        _ENDINGS.get(last, 0.0),
        1.0 if first.islower() else 2.0 if first.isupper() else 3.0 if first.isdigit() else 4.0,
        commas,
        stops,
        digits,
        len(_CAPITAL.findall(head)) / min(words, 60),
        len(_JOINED.findall(head)) if short else 0,
        sum(map(head.count, _SEPARATORS)) if short else 0,
        "@" in head or "http" in head or "www." in head,
        short and digits > 0 and _DATE.search(head) is not None,
        block.link_words / words,
        _TAGS.get(tag, 0.0),
        int(tag[1]) if tag[:1] == "h" else 0,
    )


def _classes(text: str, words: lexicon.Lexicon) -> tuple[float, ...]:
    """How many words of each class are in the text."""
    look_up = words.words
    found = bytes([look_up[word] for word in _WORD.findall(text) if word in look_up])
    if not text.isascii() and _HAN.search(text):
        found += bytes([words.pieces[piece] for piece in words.any_piece.findall(text)])
    return tuple([found.count(place) for place in range(1, len(lexicon.CLASSES) + 1)])


def features(page: Page) -> Table:
    """The second pass: one row a block, columns as in the model `data/text.json`."""
    table = alone(page.blocks)
    return among(page.blocks, table, trees.load("text_alone").log_odds(table))[1]


def among(
    blocks: tuple[Block, ...], table: Table, log_odds: NDArray[np.float64]
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
    furniture = sum(column[name] for name in lexicon.CLASSES[1:])
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
        **context.neighbours("prose", prose, 4),
        **context.neighbours("words", words, 3),
        **context.neighbours("ending", column["ending"], 2),
        **context.neighbours("furniture", furniture, 2),
        **context.neighbours("dated", column["dated"], 2),
        **context.neighbours("byline", column["byline"], 2),
        **context.neighbours("heading", heading, 1),
        **context.windows(prose, words),
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
    rows = np.column_stack(list(columns.values())).astype(np.float32)
    return tuple(columns), rows
