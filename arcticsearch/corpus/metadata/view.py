"""A page as its readers see it, measured once for all who look for a field in it.

The head is what stands shortly before the body's first paragraph; the tail is what follows its
last. A date or a name inside the body belongs to the story, one far from it to other stories.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from functools import cached_property
from itertools import chain
from string import ascii_letters

from arcticsearch.corpus.metadata.dates import DIGITS, unaccented
from arcticsearch.corpus.tokens import ascii_words
from arcticsearch.model import Kind, Label
from arcticsearch.page import Block
from arcticsearch.regex import regex
from arcticsearch.values import Value, field

# The body is the run of blocks with the greatest sum of words, where a removed block costs this
# many: a stray kept line far from the prose does not stretch it.
_COST_OF_REMOVED = 2
# As far as the body is read for its vocabulary, which shows in the first paragraphs.
_READ_BLOCKS, _READ_CHARACTERS = 12, 600

# A year of this or the last century, or a day in figures. It begins with a digit, which is found
# quickly; what stands before that is looked back at.
_DATE_LIKE = regex(r"\d(?:(?<=1)9\d\d|(?<=2)0\d\d|\d?[./]\d\d?[./]\d\d)")
_AGO = regex(r"\bago\b")
_GLANCE = 80
# A date has so many figures. What is beyond Latin-1 may be one, too, and is "?" there.
_FEWEST_FIGURES = 4
_NO_FIGURES = bytes(c for c in range(256) if not chr(c).isdecimal() and chr(c) not in "?\n")
PARAGRAPH_WORDS = 20
"""As many words as a paragraph of a story has at least."""
# Characters. A longer block is prose, in which only the beginning may be a dateline.
_SHORT, _OPENING = 300, 100
_LONG = 250  # nobody repeats more

# Of small letters, for lower-cased text: matching without regard to case takes several times as long.
# What is looked for first lets most lines pass.
_OPENS_COMMENTS = regex(
    r"\W*+(?=[\dcklrtкσ评])(?:\d+\s+)?(?:comments?|repl(?:y|ies)|responses?|kommentare?|commentaires?|comentarios|"
    r"leave a (?:reply|comment)|comentários|комментари|komentarze|σχόλια|评论|thoughts? on)\b"
)
# Most lines begin with another letter: to look at it takes a fifth of the time.
_NO_COMMENTS = frozenset(ascii_letters) - frozenset("cklrtCKLRT")

_OPENS_OTHERS = regex(
    r"\W*+(?=[acdlmprtyzàäчпδσ相推更延関])"
    r"(?:related|more (?:from|on|stories|articles|news)|you (?:may|might)|recommended|"
    r"read (?:next|also|more)|latest|popular|trending|most read|mehr (?:zum|aus|von)|lesen sie|das könnte|ähnliche|"
    r"auch interessant|à lire|lire aussi|articles? (?:liés|similaires)|te puede|relacionad|leia|potrebbe|"
    r"leggi anche|читайте|похожие|по теме|czytaj|zobacz|powiązane|δείτε|διαβάστε|σχετικά|相关|推荐|更多|延伸|関連)"
)


_CONTENT = regex(r"\w{4,}|[\u4e00-\u9fff]")


class View(Value, frozen=True, cached=True):
    """The blocks of a page, their labels, and where the article's prose lies.

    `first` and `last` are the indices of the body's first and last block.
    """

    blocks: Sequence[Block]
    texts: Sequence[str]
    labels: Sequence[Label]
    first: int
    last: int
    words: Sequence[int]
    """How many each block has."""
    kept: Sequence[bool]
    """Whether each block is the article's, by its label."""
    _dated: dict[int, bool] = field(default_factory=dict)

    def dated(self, i: int) -> bool:
        """Whether a block begins with what looks like a date or an age ("2 days ago")."""
        found = self._dated.get(i)
        if found is None:
            text = self.texts[i][:_GLANCE]
            figures = i in self._with_figures or self.tells(i)
            found = (figures and _DATE_LIKE.search(text) is not None) or (
                "ago" in text and _AGO.search(text) is not None
            )
            self._dated[i] = found
        return found

    @cached_property
    def text(self) -> str:
        """The whole page, a block a line."""
        return "\n".join(self.texts)

    def tells(self, i: int) -> bool:
        """Whether a block is a paragraph inside the story, whose dates are the story's."""
        inside = self.first < i <= self.last and self.kept[i]
        return inside and self.words[i] >= PARAGRAPH_WORDS

    @cached_property
    def openings(self) -> list[str]:
        """Where a date line would stand in each block: all of a short one, else the beginning."""
        return [text if len(text) <= _SHORT else text[:_OPENING] for text in self.texts]

    @cached_property
    def numbered(self) -> Sequence[int]:
        """The blocks that may hold a date in their openings. A paragraph of the story counts only
        with a date in figures ("3/4/2024"): none of its own, but it tells in which order the page
        writes day and month.

        To count the figures of all blocks at once takes a fraction of searching each block.
        """
        heads = self.openings
        figures = "\n".join(heads).encode("latin-1", "replace").translate(None, _NO_FIGURES)
        return [
            i
            for i, (head, left) in enumerate(zip(heads, figures.split(b"\n"), strict=False))
            if len(left) >= _FEWEST_FIGURES
            and DIGITS.search(head)
            and ("/" in head or "-" in head or not self.tells(i))
        ]

    @cached_property
    def _with_figures(self) -> frozenset[int]:
        """`numbered`: beside it only paragraphs that tell can hold what looks like a date."""
        return frozenset(self.numbered)

    @cached_property
    def folded(self) -> list[str]:
        """The short texts by `str.casefold`; "" for each long one."""
        return [text.casefold() if len(text) < _LONG else "" for text in self.texts]

    @cached_property
    def copies(self) -> Counter[str]:
        """How often each short text stands in the page, whatever its case (`folded`)."""
        copies = Counter(self.folded)
        del copies[""]
        return copies

    def uses(self, words: Container[str]) -> Counter[str]:
        """How often the body's first paragraphs use each of some folded words."""
        end = min(self.last + 1, self.first + _READ_BLOCKS)
        heads = [text[:_READ_CHARACTERS] for text in self.texts[self.first : end]]
        used = chain.from_iterable(map(_words, heads))
        return Counter(filter(words.__contains__, used))

    @cached_property
    def others(self) -> int | None:
        """The index of the block after the body that opens a list of other stories."""
        for i in range(self.last + 1, len(self.blocks)):
            if self.words[i] <= 8 and _OPENS_OTHERS.match(self.texts[i].lower()):
                return i
        return None

    def comments(self, end: int) -> int | None:
        """The index of the first block after the headline region that opens a comment thread; None
        if none does before the block `end`."""
        for i in range(self.first + 1, end):
            text = self.texts[i]
            if (
                text[:1] not in _NO_COMMENTS
                and len(text) < 60
                and _OPENS_COMMENTS.match(text.lower())
            ):
                return i
        return None


def view(blocks: Sequence[Block], labels: Sequence[Label]) -> View:
    """Find the body of a page. A page without prose is all body."""
    # Of 820,194 blocks of the dev pages 231 hold another blank than single ones.
    texts = [block.text for block in blocks]
    words = [text.count(" ") + 1 for text in texts]
    kept = [type(label) is Kind for label in labels]  # in a third of the time of isinstance
    first, last = _best_run(
        [count if keep else -_COST_OF_REMOVED for count, keep in zip(words, kept, strict=True)]
    )
    while first < last and labels[first] is Kind.HEADING:
        first += 1
    return View(blocks, texts, labels, first, last, words, kept)


def content_words(text: str) -> list[str]:
    """The folded words of a text that are long enough to mean something."""
    words = ascii_words(text)
    return _wide_words(text) if words is None else [word for word in words if len(word) > 3]


def _words(text: str) -> list[str]:
    """The same, but of a text in ASCII the short words too: leaving them out takes time, and whoever
    looks up certain words does not mind them."""
    words = ascii_words(text)
    return _wide_words(text) if words is None else words


def _wide_words(text: str) -> list[str]:
    words: list[str] = _CONTENT.findall(text.lower())
    joined = "\n".join(words)
    return words if joined.isascii() else unaccented(joined).split("\n")


def _best_run(gains: Iterable[int]) -> tuple[int, int]:
    """The first and last index of the run with the greatest sum (Kadane's algorithm)."""
    best, best_run = 0, (0, 0)
    total, start = 0, 0
    for i, gain in enumerate(gains):
        if total <= 0:
            if gain <= 0:
                continue
            total, start = 0, i
        total += gain
        if total > best:
            best, best_run = total, (start, i)
    return best_run
