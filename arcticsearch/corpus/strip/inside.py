"""Lines inside an article that were kept for their place, but are plainly something else."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import compress

from arcticsearch.model import Reason
from arcticsearch.page import Block
from arcticsearch.regex import regex

# Patterns of small letters, but for _BYLINE, look at lower-cased text (see reasons).
_READ_MORE = regex(
    r"\W*(?:(?:read|see|watch|learn|discover) (?:more|also|next)(?: (?:about|on|from|at))?\b"
    r"|also read\b|related(?: (?:stor\w+|articles?|posts?|news|coverage))?:|recommended:"
    r"|lesen sie auch\b|mehr zum thema\b|lire aussi\b|à lire\b|leia (?:também|mais)\b"
    r"|lees ook\b|läs (?:också|även)\b|leggi anche\b|lea también\b|te puede interesar\b"
    r"|czytaj (?:też|także|również|więcej)\b|zobacz (?:też|także|również)\b"
    r"|читайте также|смотрите также|διαβάστε (?:επίσης|ακόμα))"
)
_READ_MORE_WORDS = 20
_BYLINE = regex(
    r"\W*(?:(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|[Dd]oor|[Aa]v)[: ]+[^\W\d_a-zà-ÿ]\w*[^.!?]*"
    r"|(?:[Aa]uthor|[Aa]utor|[Pp]ublished|[Uu]pdated|[Pp]osted|[Aa]втор)\b.{0,60})$"
)
_BYLINE_WORDS = 8
_BYLINE_REACH = 3  # kept blocks
_LABELLED = regex(
    r"\W*(?:tags?|categor(?:y|ies)|filed under|topics?|keywords|schlagwörter|étiquettes|etiquetas"
    r"|теги|рубрики?|метки|tagi|ετικέτες) ?:"
)
_LABELLED_WORDS = 60
_RUNNING_WORDS = 10  # of a running head at most, of the sentence that it cuts at least
_PAGE_NUMBER = regex(r"\W*\d{1,4}\W*$")
_SENTENCE_END = tuple('.!?。！？…;:»”"')


def furniture(
    blocks: Sequence[Block], lower: Sequence[str], stays: Sequence[bool]
) -> dict[int, Reason]:
    """The kept blocks (`stays`) that are plainly something else, by number: for which reason they go.

    `lower` are the blocks' texts in small letters.
    """
    found: dict[int, Reason] = {}
    for above, number in enumerate(compress(range(len(stays)), stays)):  # so many kept ones above
        text = blocks[number].text
        words = text.count(" ") + 1
        if words <= _READ_MORE_WORDS and _READ_MORE.match(lower[number]):
            found[number] = Reason.RELATED
        elif words <= _LABELLED_WORDS and (
            _LABELLED.match(lower[number])
            or (above < _BYLINE_REACH and words <= _BYLINE_WORDS and _BYLINE.match(text))
        ):
            found[number] = Reason.METADATA
    return found | dict.fromkeys(_running_heads(blocks, stays), Reason.OTHER)


def _running_heads(blocks: Sequence[Block], stays: Sequence[bool]) -> Iterator[int]:
    """Short lines that a printed page repeats where it breaks: at least once inside a sentence."""
    if not blocks or blocks[0].lines is None:  # HTML is no printed page
        return
    places: dict[str, list[int]] = {}
    for number in compress(range(len(stays)), stays):
        if blocks[number].text.count(" ") < _RUNNING_WORDS:
            places.setdefault(blocks[number].text, []).append(number)
    repeated = [numbers for numbers in places.values() if len(numbers) > 1]
    if not repeated:
        return
    lines = [n for n, block in enumerate(blocks) if not _PAGE_NUMBER.match(block.text)]
    for numbers in repeated:
        if any(_cuts_a_sentence(blocks, lines, number) for number in numbers):
            yield from numbers


def _cuts_a_sentence(blocks: Sequence[Block], lines: Sequence[int], number: int) -> bool:
    """Whether a block stands between the halves of a sentence, page numbers (what is not among the
    `lines`) left aside."""
    above, below = bisect_left(lines, number), bisect_right(lines, number)
    if not above or below == len(lines):
        return False
    before, after = blocks[lines[above - 1]], blocks[lines[below]]
    return (
        not (before.tag or after.tag)
        and before.text.count(" ") >= _RUNNING_WORDS
        and not before.text.endswith(_SENTENCE_END)
        and after.text[0].islower()
    )
