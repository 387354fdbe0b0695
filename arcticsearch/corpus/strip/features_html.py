"""What is measured of the blocks of HTML pages: columns of numbers, one number a block.

Two passes. The first sees each block, its neighbours and its place in the tree, and takes "good"
text (long, with few links) for a stand-in of the article. The second measures the same again with
what the first model thought of the blocks for the stand-in. What pays most, by the gain of the
trees: how far a block stands from the best subtree, and how much of the text is good that the page
gives to its path of tags and classes, and to its parent's.

Many pages are measured at once, and no number depends on what other pages those are: what is
summed up is `trees.exact`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from arcticsearch.corpus.strip.elements import Elements
from arcticsearch.corpus.strip.layout import Layout, layout
from arcticsearch.corpus.strip.title_html import title_columns
from arcticsearch.corpus.trees import exact
from arcticsearch.regex import regex
from arcticsearch.remembering import remembered

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from arcticsearch.corpus.strip.layout import Places
    from arcticsearch.page import Block, Page

    Floats = NDArray[np.float64]
    Columns = dict[str, NDArray[Any]]

# What the words of tags, classes, ids and roles say an element is for. Other groups that were tried
# (body, footer, legal, share) gained the trees nothing beside the evidence of the text.
_WORDS = {
    "comment": """comment comments commentlist komentarz komentarze kommentar kommentare commentaire
        commentaires comentario comentarios opinie reply replies respond disqus discussion response
        reviews forum thread""",
    "form": """form subscribe subscription newsletter signup login register search button input
        select textarea modal popup overlay dialog cookie cookies consent gdpr privacy onetrust""",
    "meta": """meta byline author date time info published posted tag tags category categories
        credit source bio timestamp""",
    "caption": """caption figcaption figure image photo gallery img media thumbnail video slide""",
    "around": """aside sidebar related recommended popular trending teaser promo share social
        sponsored advert advertisement nav navigation menu breadcrumb breadcrumbs footer widget""",
}
_BITS: dict[str, int] = {}
for _number, _words in enumerate(_WORDS.values()):
    for _word in _words.split():
        for _case in (_word, _word.capitalize(), _word.upper()):  # all that _WORD finds
            _BITS[_case] = _BITS.get(_case, 0) | 1 << _number
_WORD = regex(r"[A-Z]?[a-z]+|[A-Z]+")

_TAGS = {
    tag: float(number)
    for number, tag in enumerate(
        """p div li td h1 h2 h3 h4 h5 h6 blockquote dd dt th pre figcaption article section span ul
        button option form label header footer nav aside body a main textarea select center legend
        summary details address tr table ol dl fieldset""".split(),
        start=1,
    )
}
H1 = _TAGS["h1"]
"""The value of a headline's block in the column "tag"."""

_LAST = {
    **dict.fromkeys(".!?…。！？", 3.0),
    **dict.fromkeys("\"”’»')」", 2.0),
    **dict.fromkeys(":;,：；，", 1.0),
}
_NO_HEADLINE = 999.0  # the place of one, where there is none
_GOOD_SIZE = 10  # words; good text is at least so long …
_GOOD_LINKS = 0.33  # … and has at most this share of its words in links


@remembered(1 << 16, 1000)
def _hints(signature: str) -> int:
    bits = 0
    for word in _BITS.keys() & _WORD.findall(signature):
        bits |= _BITS[word]
    return bits


class Evidence:
    """The columns of some pages, each with a block at least; `at` says which blocks are whose.

    `size` is the length of each block in words.
    """

    def __init__(self, pages: Sequence[Page]) -> None:
        blocks = [block for page in pages for block in page.blocks]
        self.at = at = layout([len(page.blocks) for page in pages])
        self._elements = elements = Elements(blocks, at, _hints)
        self.columns: Columns = _local(blocks, at)
        self.size, link = self.columns["size"], self.columns["link"]
        good = self.size * ((self.size >= _GOOD_SIZE) & (link <= _GOOD_LINKS))
        self.columns |= _place(at, self.columns["tag"] == H1, self.size, good)
        self.columns |= _markup(elements)
        self.columns |= title_columns(pages, at, elements)
        self.columns |= _links(at, elements, self.size, link)
        self.columns |= _masses("good", at, elements, good, self.size)

    def add_opinion(self, probability: Floats) -> None:
        """What the first model thinks of each block, 0 to 1, for the second."""
        import numpy as np

        at = self.at
        mass = exact(probability * self.size)
        self.columns["p"] = probability
        for by in (-2, -1, 1, 2):
            self.columns[f"p{by:+d}"] = at.shifted(probability, by, 0.0)
        self.columns["p_total"] = np.add.reduceat(mass, at.starts)[at.page]
        self.columns["p_max"] = np.maximum.reduceat(probability, at.starts)[at.page]
        self.columns |= _masses("p", at, self._elements, mass, self.size)

    def rows(self, names: tuple[str, ...]) -> NDArray[np.float32]:
        """One row a block, one value a name."""
        import numpy as np

        return np.array([self.columns[name] for name in names], dtype=np.float32).T


def _local(blocks: Sequence[Block], at: Layout) -> Columns:
    """What a block shows by itself, and how often its text stands on the page."""
    import numpy as np

    texts = [block.text for block in blocks]
    length = np.array([len(text) for text in texts])
    signs = _signs("\n".join(texts), length.cumsum() - length + at.here)
    words = signs["words"]
    repeat, repeats = at.occurrences(texts)
    return {
        # Chinese and Japanese have no spaces: there, two characters are a word.
        "size": np.where(length < 12 * words, words, length / 2),
        "link": np.minimum(np.array([block.link_words for block in blocks]) / words, 1.0),
        "end": np.array([_LAST.get(text[-1], 0.0) for text in texts]),
        "sentences": signs["sentences"],
        "commas": signs["commas"],
        "first": np.array([_first(text[0]) for text in texts]),
        "tag": np.array([_TAGS.get(block.tag, 0.0) for block in blocks]),
        "repeat": np.array(repeat),
        "repeats": np.array(repeats),
    }


def _signs(page: str, starts: Places) -> Columns:
    """Words, commas and ends of sentences of each line of a text, found in all of them at once.

    That takes half the time of asking each line for each sign.
    """
    import numpy as np

    if page.isascii():
        codes = np.frombuffer(page.encode("ascii"), dtype=np.uint8)
    else:
        codes = np.frombuffer(page.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    space, comma = codes == ord(" "), codes == ord(",")
    stop = (codes == ord(".")) | (codes == ord("?")) | (codes == ord("!"))
    stop[:-1] &= space[1:]
    stop[-1] = False
    if codes.dtype == np.uint32:
        comma |= (codes == ord("，")) | (codes == ord("、"))
        stop |= codes == ord("。")
    return {
        "words": np.add.reduceat(space, starts, dtype=np.intp) + 1.0,
        "commas": np.add.reduceat(comma, starts, dtype=np.intp),
        "sentences": np.add.reduceat(stop, starts, dtype=np.intp),
    }


@lru_cache(maxsize=1 << 12)
def _first(character: str) -> float:
    return 1.0 if character.islower() else 2.0 if character.isupper() else 3.0 * character.isdigit()


def _place(at: Layout, headlines: NDArray[np.bool_], size: Floats, good: Floats) -> Columns:
    """Where on the page a block stands, and what page that is."""
    import numpy as np

    count = at.end - at.start
    position = (at.here - at.start).astype(np.float64)
    so_far = np.cumsum(headlines)
    first_headline = np.minimum.reduceat(np.where(headlines, position, np.inf), at.starts)
    first_headline[np.isinf(first_headline)] = _NO_HEADLINE
    return {
        "position": position / count,
        "from_end": count - position,
        "since_h1": np.minimum(so_far - (so_far - headlines)[at.start], 3),
        "h1_before": position - first_headline[at.page],
        "page_size": np.add.reduceat(size, at.starts)[at.page],
        "page_good": np.add.reduceat(good, at.starts)[at.page],
        "page_longest": np.maximum.reduceat(good, at.starts)[at.page],
    }


def _markup(elements: Elements) -> Columns:
    """What the markup says a block is for, and how often the page opens elements like its own."""
    import numpy as np

    of, above = elements.near[:2]
    near = elements.bits[of] | elements.bits[above]
    all_bits = elements.all_bits[of]
    columns: Columns = {"depth": elements.level[of]}
    for number, group in enumerate(_WORDS):
        columns[f"near_{group}"] = near >> number & 1
        columns[f"above_{group}"] = all_bits >> number & 1
    instances = np.bincount(elements.path)[elements.path]
    blocks = elements.end - elements.start
    for step, element in enumerate(elements.near):
        columns[f"instances{step}"] = instances[element]
        columns[f"blocks{step}"] = blocks[element]
    return columns


def _links(at: Layout, elements: Elements, size: Floats, link: Floats) -> Columns:
    """The share of linked words around a block."""
    import numpy as np

    linked = exact(link * size)
    columns: Columns = {f"link{by:+d}": at.shifted(link, by, 1.0) for by in (-1, 1)}
    inside = elements.inside(linked) / np.maximum(elements.inside(size), 1)
    for step, (element, above) in enumerate(pairwise(elements.near)):
        path = elements.path[element]
        of_path = np.bincount(path, linked) / np.bincount(path, size).clip(1)
        columns[f"path_link{step}"] = of_path[path]
        columns[f"path_blocks{step}"] = np.bincount(path)[path]
        columns[f"up_link{step + 1}"] = inside[above]
    return columns


def _masses(name: str, at: Layout, elements: Elements, mass: Floats, size: Floats) -> Columns:
    """Where a block stands to `mass`, the text that is thought to be the article."""
    import numpy as np

    running = np.concatenate(([0.0], np.cumsum(mass)))
    total = (running[at.ends] - running[at.starts] + 1e-9)[at.page]
    columns: Columns = {f"{name}_before": (running[:-1] - running[at.start]) / total}
    for reach in (3, 8):
        first = np.maximum(at.here - reach, at.start)
        last = np.minimum(at.here + reach + 1, at.end)
        columns[f"{name}_around{reach}"] = running[last] - running[first]
    inside = elements.inside(mass)
    share = inside / np.maximum(elements.inside(size), 1)
    for step, (element, above) in enumerate(pairwise(elements.near)):
        path = elements.path[element]
        in_path = np.bincount(path, mass)
        columns[f"{name}_path_mass{step}"] = in_path[path] / total
        columns[f"{name}_path_share{step}"] = (in_path / np.bincount(path, size).clip(1))[path]
        columns[f"{name}_up_mass{step + 1}"] = inside[above] / total
        columns[f"{name}_up_share{step + 1}"] = share[above]
    for rank, best in enumerate(elements.best(mass, 2), start=1):
        shared = elements.shared_level(best)
        mine = best[at.page]
        columns |= {
            f"{name}_below{rank}": elements.level[elements.of] - shared,
            f"{name}_up{rank}": elements.level[mine] - shared,
            f"{name}_off{rank}": np.minimum(at.here - elements.start[mine], 0)
            + np.maximum(at.here - elements.end[mine] + 1, 0),
            f"{name}_best{rank}": inside[mine] / total,
        }
    return columns
