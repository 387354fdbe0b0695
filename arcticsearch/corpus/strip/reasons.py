"""Name what was decided: a kept block is of a Kind, a removed one has a Reason.

What becomes of what is neither body nor furniture:

    caption         kept as "caption" if the classifier takes it for part of the body
    author note, editor's note, correction
                    kept as "note" inside the body and close below it
    block quote     kept as "quote"; a pull quote says again what a fuller paragraph says, and goes
                    as "repeated in the page"
    title, byline, date line, categories near the body
                    removed as "metadata": they become fields

A removed block has the reason that its own words give. A block whose words give none has the reason
of the section it stands in ("Related stories" and what follows), else of the run of blocks around
it. Words are looked up in the lexicon, so this works in its 14 languages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import compress, islice
from typing import TYPE_CHECKING, NamedTuple

from arcticsearch.corpus.joined import Joined
from arcticsearch.corpus.strip import inside, lexicon
from arcticsearch.model import Kind, Label, Reason
from arcticsearch.page import Block
from arcticsearch.regex import regex

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_KINDS = {
    "li": Kind.LIST,
    "dt": Kind.LIST,
    "dd": Kind.LIST,
    "blockquote": Kind.QUOTE,
    "td": Kind.TABLE,
    "th": Kind.TABLE,
    "pre": Kind.CODE,
    "figcaption": Kind.CAPTION,
    "caption": Kind.CAPTION,
}
_REASONS = {
    "navigation": Reason.NAVIGATION,
    "share": Reason.SHARE,
    "comments": Reason.COMMENTS,
    "cookies": Reason.COOKIES,
    "subscription": Reason.SUBSCRIPTION,
    "legal": Reason.LEGAL,
    "contact": Reason.CONTACT,
    "related": Reason.RELATED,
    "advert": Reason.ADVERT,
    "byline": Reason.METADATA,
    "date": Reason.METADATA,
}
_FURNITURE = [_REASONS[name] for name in lexicon.CLASSES[1:]]  # all but function words
_HEADING_WORDS = 14
_CAPTION_WORDS = 60
_METADATA_WORDS = 60
_NOTE_REACH = 5  # blocks below the body
_METADATA_ABOVE, _METADATA_BELOW = 12, 4  # blocks from the body where a title or byline may stand
_SENTENCE_END = tuple('.!?。！？…;,:»”"')

# Patterns are of small letters and look at lower-cased text: matching without regard to case takes
# several times as long.
_CAPTION = regex(
    r"(?:photo|image|picture|figure|fig\.|foto|bild|abb\.|illustration|graphic|source|credit|φωτο)"
    r"[^.!?]{0,40}:"
    r"|.{0,300}\b(?:photo|image|picture|foto|credit|source)(?: credit| source)?"
    r"(?: by |: ?|\) ?$|/)"
    r"|.{0,300}\b(?:getty images|shutterstock|\bap photo)\W*$"
)
# Without one of these signs or agencies, and one of these words, it cannot match; looking for them
# first takes a tenth of the time.
_CAPTION_SIGN = (":", "/", ")", " by ", "images", "shutterstock", "ap photo")
_CAPTION_WORD = (
    *("photo", "image", "picture", "fig", "foto", "bild", "abb.", "illustration", "graphic"),
    *("source", "credit", "φωτο", "shutterstock"),
)
_WORK = (
    "professor|fellow|lecturer|director|author|journalist|writer|editor|researcher|analyst"
    "|correspondent"
)
_NOTE = regex(
    r"\W*(?:(?:editor|author|publisher|translator)['’]?s?['’]? ?note\b|correction\b"
    r"|clarification\b|(?:about )?the authors?\b|update:|note:"
    r"|this (?:article|commentary|essay|story|piece|post) (?:was|is|first|originally|has been)\b"
    rf"|the (?:views|opinions) expressed|[(*].{{0,80}} is (?:an?|the) .{{0,40}}\b(?:{_WORK})\b)"
)
# Who wrote the report that the page reprints: "Author: A. Berg, Professor of …; B. Dahl, Fellow …"
_CREDITS = regex(rf"\W*authors?: ?[^,;]{{3,40}}, (?:[^,;]{{0,30}} )?(?:{_WORK})\b")
_ABOUT_AUTHOR = regex(
    r"\W*(?:about the (?:author|writer)s?|the authors?|über den autor|à propos de l['’]auteur"
    r"|sobre (?:el autor|o autor)|об авторе|o autorze)\W*$"
)
_LEGAL = (
    *("copyright", "©", "all rights reserved", "terms of use", "terms of service"),
    *("terms and conditions", "privacy policy", "privacy statement", "privacy notice"),
    *("impressum", "datenschutz"),
)
_METADATA = regex(
    r"\W*(?:by|von|par|por|di|door|av|autor|author|published|posted|updated|last updated|categor\w+"
    r"|tags?|topics?|filed under|keywords|schlagw\w+|étiquettes|etiquetas|теги|рубрик\w+)\b"
)


class Decided(NamedTuple):
    """A page of which is known what belongs to its article and what stands in it twice."""

    blocks: Sequence[Block]
    lower: Sequence[str]  # their texts in small letters
    kept: Sequence[bool]
    repeated: Sequence[bool]


class _Sorted(NamedTuple):
    """The blocks of a page that stay in its article, and those that go."""

    stays: list[bool]
    gone: list[int]  # the others
    inside: dict[int, Reason]  # of those that go, what the model kept (see `inside.furniture`)
    notes: set[int]  # on author and text, below the body


def label(
    pages: Sequence[Decided], classes: NDArray[np.intp] | None = None
) -> Iterator[tuple[Label, ...]]:
    """For each page one label a block. `classes` says how many words of each class of the lexicon
    the blocks of all pages have, if that is known; only the words of removed blocks are looked up
    otherwise."""
    found = [*map(_sorted, pages)]
    both = [*zip(pages, found, strict=True)]
    if classes is None:
        texts = [page.blocks[number].text for page, here in both for number in here.gone]
        classes = lexicon.read(texts).counts
    else:
        classes = classes[[not stay for here in found for stay in here.stays]]
    own = iter(_own([page.lower[number] for page, here in both for number in here.gone], classes))
    for page, here in both:
        found_here = dict(zip(here.gone, islice(own, len(here.gone)), strict=True))
        yield _labels(page, here, _removed(page.blocks, found_here, here.stays) | here.inside)


def _sorted(page: Decided) -> _Sorted:
    stays = [keep and not again for keep, again in zip(page.kept, page.repeated, strict=True)]
    other = inside.furniture(page.blocks, page.lower, stays)
    for number in other:
        stays[number] = False
    notes = _notes_below(page.blocks, page.lower, stays)
    for number in notes:
        stays[number] = not page.repeated[number]
    return _Sorted(stays, [number for number, stay in enumerate(stays) if not stay], other, notes)


def _labels(page: Decided, found: _Sorted, reasons: Mapping[int, Reason]) -> tuple[Label, ...]:
    labels: list[Label] = [
        _kind(page.blocks, page.lower[number], number, found.stays) if stay else reasons[number]
        for number, stay in enumerate(found.stays)
    ]
    for number in found.notes:
        labels[number] = Kind.NOTE
    for number in compress(range(len(labels)), page.repeated):
        labels[number] = Reason.REPEATED_IN_PAGE
    return tuple(labels)


def _notes_below(blocks: Sequence[Block], lower: Sequence[str], stays: Sequence[bool]) -> set[int]:
    """The notes on author and text that stand close below the body."""
    last = len(stays) - 1 - stays[::-1].index(True) if True in stays else len(stays)
    notes: set[int] = set()
    for number in range(last + 1, min(last + 1 + _NOTE_REACH, len(blocks))):
        text = blocks[number].text
        prose = text.count(" ") >= _HEADING_WORDS and text.endswith(_SENTENCE_END)
        about = _ABOUT_AUTHOR.match(lower[number - 1]) is not None
        if (prose and (about or _NOTE.match(lower[number]))) or _CREDITS.match(lower[number]):
            notes.add(number)
    return notes


def _kind(blocks: Sequence[Block], lower: str, number: int, stays: Sequence[bool]) -> Kind:
    block = blocks[number]
    words = lower.count(" ") + 1
    if block.tag[:1] == "h" and block.tag[1:].isdigit():
        return Kind.HEADING
    if _NOTE.match(lower):
        return Kind.NOTE
    if words <= _CAPTION_WORDS and block.tag != "li" and _is_caption(lower):
        return Kind.CAPTION
    if words <= _HEADING_WORDS and _heads(blocks, number, stays):
        return Kind.HEADING
    return _KINDS.get(block.tag, Kind.PARAGRAPH)


def _is_caption(lower: str) -> bool:
    has = lower.__contains__
    return (
        any(map(has, _CAPTION_SIGN))
        and any(map(has, _CAPTION_WORD))
        and _CAPTION.match(lower) is not None
    )


def _heads(blocks: Sequence[Block], number: int, stays: Sequence[bool]) -> bool:
    """Whether a short block stands above prose like a heading."""
    block = blocks[number]
    if number + 1 >= len(blocks) or not stays[number + 1] or block.text.endswith(_SENTENCE_END):
        return False
    below = blocks[number + 1]
    numbered = block.tag == "li" and block.text[0].isdigit() and below.tag != "li"
    prose = len(below.text) > 1.5 * len(block.text) and below.text.endswith(_SENTENCE_END)
    return prose and (numbered or block.tag in ("", "p", "div")) and not block.text[0].islower()


def _removed(
    blocks: Sequence[Block], found: Mapping[int, Reason | None], stays: Sequence[bool]
) -> dict[int, Reason]:
    """The reason for each removed block. `found` are those that their own words give.

    The line above a list of related stories or of comments names the reason for what follows it.
    """
    first = stays.index(True) if True in stays else len(stays)
    last = len(stays) - 1 - stays[::-1].index(True) if True in stays else -1
    reasons: dict[int, Reason] = {}
    section: Reason | None = None
    for number, own in found.items():
        if number and stays[number - 1]:
            section = None
        if own is None:
            if first - _METADATA_ABOVE <= number < first and _is_title(blocks[number]):
                own = Reason.METADATA
        elif own is Reason.RELATED or own is Reason.COMMENTS:
            if number > first and blocks[number].text.count(" ") < _HEADING_WORDS:
                section = own  # above the body are menus
        elif own is Reason.METADATA and section:
            above = first - _METADATA_ABOVE <= number < first
            below = last < number <= last + _METADATA_BELOW
            own = own if above or below else section
        reasons[number] = own or section or _by_place(blocks[number], number, first)
    return reasons


def _own(lower: Sequence[str], counts: NDArray[np.intp]) -> list[Reason | None]:
    """The reason that a removed block's own words give, if one class of them is plain to see."""
    furniture = counts[:, 1:]
    top, most = furniture.argmax(axis=1).tolist(), furniture.max(axis=1).tolist()
    reasons = [
        Reason.METADATA
        if _METADATA.match(text) and _words(text) <= _METADATA_WORDS
        else _FURNITURE[place]
        if score >= 3 or (score and score * 3 >= _words(text))
        else None
        for text, place, score in zip(lower, top, most, strict=True)
    ]
    heads = Joined([text[: lexicon.LOOKED_AT] for text in lower])
    for piece in _LEGAL:
        for number in heads.holders(piece):
            reasons[number] = Reason.LEGAL
    return reasons


def _words(text: str) -> int:
    """How many stand where the lexicon has looked."""
    return text.count(" ", 0, lexicon.LOOKED_AT) + 1


def _is_title(block: Block) -> bool:
    return block.tag == "h1" or (
        3 <= block.text.count(" ") < 25 and not block.text.endswith(_SENTENCE_END) and not block.tag
    )


def _by_place(block: Block, number: int, first: int) -> Reason:
    """The likeliest reason for a block whose words tell nothing."""
    short = block.text.count(" ") + 1 < _HEADING_WORDS
    return Reason.NAVIGATION if short and (number < first or block.tag == "li") else Reason.OTHER
