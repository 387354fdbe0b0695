"""The title of an HTML page, from what it declares and from its headings.

A declared title is written for search engines and often carries the site's name; the heading
over the article is the one its readers know it by. So a heading that shares its words with the
declared titles wins; without one, the declared title is cut at the site's name.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from arcticsearch.corpus.metadata.declared import Claim
from arcticsearch.corpus.metadata.sources import same_name, squash
from arcticsearch.corpus.metadata.view import PARAGRAPH_WORDS, View, content_words
from arcticsearch.page import HEADINGS
from arcticsearch.regex import regex

# Of the words of the shorter of the two. Measured on dev: .3 to .6 are within .005 of each other.
_LEAST_SHARED = 0.4
_FEWEST_BLANKS = 2  # in what is a title by itself: "News" is a menu's
_LONGEST = 300  # characters: in a longer heading a whole column stands
_SOON = 4  # blocks, from the text's first on
# Chinese sets no blanks about its dashes, nor anybody about "_".
_SEPARATOR = regex(
    r"\s+(?:[|–—·•»:‹›/~]|-{1,2}|::|>>|<)\s+|\s*[|»_]\s*|:\s+(?=\S+$)|"
    r"(?<=[\u3040-\u9fff])[-–—]+(?=[\u3040-\u9fff])"
)
_PARTS = regex(rf"{_SEPARATOR.pattern}|:\s+|\s-\s")


def choose(
    declared: Sequence[Claim], headings: Sequence[Claim], sites: Sequence[str]
) -> Claim | None:
    """The title, best evidence first in both lists; `sites` are names of the publication."""
    declared = [claim for claim in declared if claim.value.strip()]
    headings = [claim for claim in headings if 0 < len(claim.value.strip()) < _LONGEST]
    if not declared:
        return headings[0] if headings else None
    values = [claim.value for claim in (*declared, *headings)]
    read = {value: set(content_words(value.replace("_", " "))) for value in values}
    exact = {text for claim in declared for text in readings(claim.value)}
    agreed = [
        (heading.value in exact, shared, -place, heading)
        for place, heading in enumerate(headings)
        if (shared := max(_shared(heading.value, d.value, read) for d in declared)) >= _LEAST_SHARED
        and not any(same_name(heading.value, site) for site in sites)
    ]
    if agreed:
        return max(agreed, key=lambda one: one[:3])[3]
    return Claim(without_site(declared[0].value, sites), declared[0].where)


def below_site(title: Claim, declared: Sequence[Claim], shown: View) -> Claim:
    """The heading below, where the first one is the site's, as many blogs have it.

    Both are parts of one declared title, and the page sets the other one as a heading, too, between
    the first and the text; and it is declared by itself, or is the longer and whole. (On dev 9 pages
    of 1,224 have such headings, all of them right.)
    """
    name, alone = squash(title.value), {squash(claim.value) for claim in declared}
    parts = {squash(part): part for part in _beside(name, declared)}
    if name in alone or not parts:
        return title
    below = False
    for at in range(min(shown.first + _SOON, len(shown.blocks))):
        if shown.blocks[at].tag not in HEADINGS:
            continue
        text = squash(shown.texts[at])
        part = parts.get(text, "")
        whole = len(part) > len(title.value) and not _PARTS.search(part)
        if below and (whole or (part and text in alone)):
            return Claim(shown.texts[at], "heading", at)
        below |= text == name
    return title


def said_again(title: str, shown: View) -> Iterator[int]:
    """The kept blocks above the story's first paragraph, or below its last, that only say the title
    once more. (Of 13 such blocks of 970 dev pages 11 are furniture; between paragraphs, 29 of 39.)"""
    name, places = squash(title), range(len(shown.blocks))
    long = [i for i in places if shown.kept[i] and shown.words[i] >= PARAGRAPH_WORDS]
    if not (name and long):
        return
    for i in (*places[: long[0]], *places[long[-1] + 1 :]):
        if shown.kept[i] and squash(shown.texts[i]) == name:
            yield i


def _beside(name: str, declared: Sequence[Claim]) -> Iterator[str]:
    """What stands in the declared titles before or behind a name that is the rest of them."""
    for claim in declared:
        for match in _PARTS.finditer(claim.value):
            before, behind = claim.value[: match.start()], claim.value[match.end() :]
            if squash(before) == name:
                yield behind.strip()
            if squash(behind) == name:
                yield before.strip()


def without_site(title: str, sites: Sequence[str]) -> str:
    """Cut a declared title at the site's name.

    >>> without_site("Ice melts early | The Daily Floe", ["Daily Floe"])
    'Ice melts early'
    >>> without_site("North - a history", ["Daily Floe"])
    'North - a history'
    """
    separators = [*_SEPARATOR.finditer(title)] if sites else []
    for match in reversed(separators):
        if any(same_name(title[match.end() :], site) for site in sites):
            return title[: match.start()].strip()
    for match in separators:
        if any(same_name(title[: match.start()], site) for site in sites):
            return title[match.end() :].strip()
    return title


def readings(title: str) -> Iterator[str]:
    """A title as it is, and without what stands behind a separator, which may be a site's name.

    >>> list(readings("Ice melts early - The Daily Floe"))
    ['Ice melts early - The Daily Floe', 'Ice melts early']
    """
    yield title
    for match in reversed(list(_SEPARATOR.finditer(title))):
        if title.count(" ", 0, match.start()) >= _FEWEST_BLANKS:
            yield title[: match.start()]


def _shared(one: str, other: str, read: Mapping[str, set[str]]) -> float:
    """The share of the shorter text's words that the longer one has too. `read` are the words."""
    first, second = read[one], read[other]
    if not first or not second:
        return float(one.casefold() == other.casefold())
    if len(first) == 1 < len(second):
        return 0.5 * (first <= second)
    return len(first & second) / min(len(first), len(second))
