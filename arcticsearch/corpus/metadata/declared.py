"""What an HTML page declares of itself, in the order in which it can be believed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import unescape
from typing import NamedTuple

from arcticsearch.corpus.metadata import jsonld
from arcticsearch.corpus.metadata.names import says_by
from arcticsearch.corpus.metadata.sources import host
from arcticsearch.page import Hint
from arcticsearch.regex import regex
from arcticsearch.values import Value


class Claim(NamedTuple):
    """A value that the page gives for a field, and where it gives it. Best first in a list."""

    value: str
    where: str
    block: int | None = None
    odds: float | None = None
    """The log-odds that it is right, where a model said so."""


class Declared(Value, frozen=True):
    """The claims of a page's hints, field by field."""

    title: Sequence[Claim] = ()
    heading: Sequence[Claim] = ()
    source: Sequence[Claim] = ()
    host: Sequence[Claim] = ()
    """Of the addresses that the page gives as its own: what is known of a source that is not named."""
    date: Sequence[Claim] = ()
    modified: Sequence[Claim] = ()
    author: Sequence[Claim] = ()
    category: Sequence[Claim] = ()
    languages: tuple[str, ...] = ()
    """Language tags ("en-GB"), the best first."""
    any: bool = False
    """Whether the page can declare anything: a page of text cannot."""


_DATES = (
    "meta:article:published_time",
    "meta:og:article:published_time",
    "meta:og:published_time",
    "itemprop:datePublished",
    "meta:citation_publication_date",
    "meta:citation_online_date",
    "meta:citation_date",
    "meta:parsely-pub-date",
    "meta:sailthru.date",
    "meta:dc.date.issued",
    "meta:dcterms.issued",
    "meta:dc.date.created",
    "meta:dcterms.created",
    "meta:article:published",
    "meta:publishdate",
    "meta:published",
    "meta:og:publish_date",
    "meta:og:release_date",
    "meta:cxenseparse:publishtime",
    "meta:datepublished",
    "meta:pubdate",
    "time",
    "class:date",
    "meta:date",
    "meta:dc.date",
    "meta:dcterms.date",
    "class:author",
    "aside:itemprop:datePublished",
)
# As publishers' own systems call it: "w-published-date", "published_on".
_PUBLISHED_META = regex(
    r"pub(?:li(?:sh(?:ed)?|cation))?[-_.: ]?(?:date|time|on|at)$|(?:date|time)[-_.: ]?publi"
)
_MODIFIED = (
    "meta:article:modified_time",
    "meta:og:updated_time",
    "itemprop:dateModified",
    "meta:datemodified",
    "meta:last-modified",
    "meta:dcterms.modified",
    "meta:dc.date.modified",
)
_AUTHORS = (
    "itemprop:author",
    "meta:author",
    "meta:article:author",
    "meta:parsely-author",
    "meta:sailthru.author",
    "meta:byl",
    "rel:author",
    "class:author",
    "aside:rel:author",
)
_ONE_AUTHOR_EACH = (
    "meta:citation_author",
    "meta:citation_authors",
    "meta:dc.creator",
    "meta:dcterms.creator",
)
# What Twitter's cards show of a page: a label of the publisher's own choice, and its value.
_CARD = (
    ("meta:twitter:label1", "meta:twitter:data1"),
    ("meta:twitter:label2", "meta:twitter:data2"),
)
_SOURCES = (
    "meta:og:site_name",
    "meta:application-name",
    "meta:apple-mobile-web-app-title",
    "meta:dc.publisher",
    "meta:citation_journal_title",
    "meta:copyright",
)
_TITLES = (
    "meta:og:title",
    "meta:twitter:title",
    "meta:citation_title",
    "meta:dc.title",
    "itemprop:headline",
    "title",
)
_HEADINGS = ("h1", "aside:h1")
_CATEGORIES = ("meta:article:section", "meta:parsely-section", "itemprop:articleSection")
_ADDRESSES = ("canonical", "meta:og:url", "saved")
_LANGUAGES = ("lang", "meta:og:locale", "meta:content-language", "meta:dc.language")
_URL_LOCALE = regex(r"\w/([a-z]{2}-[a-z]{2})(?:/|$)", re.IGNORECASE)
_URL_DATE = regex(r"/((?:19|20)\d\d)[/-]?(\d\d)[/-]?(\d\d)(?!\d)")


def read_hints(hints: Sequence[Hint]) -> Declared:
    """The claims in `hints`; all empty for a text seed, which declares nothing."""
    if not hints:
        return Declared()
    by_kind: dict[str, list[str]] = {}
    for hint in hints:
        by_kind.setdefault(hint.kind, []).append(unescape(hint.value))
    linked = jsonld.read(by_kind.get("json-ld", ()))
    return Declared(
        title=_one(linked.title) + _claims(by_kind, _TITLES),
        heading=_claims(by_kind, _HEADINGS),
        source=_claims(by_kind, _SOURCES) + _one(linked.source),
        host=[
            Claim(name, f"{_in_words(kind)} URL")
            for kind in _ADDRESSES
            for url in by_kind.get(kind, ())
            if (name := host(url))
        ],
        date=[
            *_one(linked.date),
            *_claims(by_kind, _DATES),
            *_claims(by_kind, _own_dates(by_kind)),
            *_date_in_url(by_kind),
        ],
        modified=_one(linked.modified) + _claims(by_kind, _MODIFIED),
        author=list(_author_claims(linked.authors, by_kind)),
        category=_claims(by_kind, _CATEGORIES)
        + [Claim(name, "JSON-LD") for name in linked.sections or linked.breadcrumbs],
        languages=tuple(_languages(by_kind)),
        any=True,
    )


def _claims(by_kind: dict[str, list[str]], kinds: Sequence[str]) -> list[Claim]:
    return [
        Claim(value, _in_words(kind))
        for kind in kinds
        if kind in by_kind
        for value in by_kind[kind]
    ]


def _author_claims(linked: Sequence[str], by_kind: dict[str, list[str]]) -> Iterator[Claim]:
    if linked:
        yield Claim("; ".join(linked), "JSON-LD")
    for kind in _ONE_AUTHOR_EACH:
        if values := by_kind.get(kind):
            yield Claim("; ".join(map(_first_name_first, values)), _in_words(kind))
    yield from _claims(by_kind, _AUTHORS)
    for label, value in _CARD:
        if any(map(says_by, by_kind.get(label, ()))):
            yield from _claims(by_kind, (value,))


def _first_name_first(name: str) -> str:
    """Libraries' metadata write "Byron, Ada"."""
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma and "," not in first else name


def _one(value: str | None) -> list[Claim]:
    return [Claim(value, "JSON-LD")] if value else []


def _own_dates(kinds: Iterable[str]) -> list[str]:
    telling = (kind for kind in kinds if "pub" in kind and kind.startswith("meta:"))
    return [kind for kind in telling if kind not in _DATES and _PUBLISHED_META.search(kind)]


def _date_in_url(by_kind: dict[str, list[str]]) -> Iterator[Claim]:
    for kind in _ADDRESSES:
        for url in by_kind.get(kind, ()):
            yield from (c._replace(where=f"{_in_words(kind)} URL") for c in date_in_url(url))


def date_in_url(url: str) -> Iterator[Claim]:
    """The day that an address has in it, as many publications write them."""
    if match := _URL_DATE.search(url):
        yield Claim("-".join(match.groups()), "URL")


def _languages(by_kind: dict[str, list[str]]) -> Iterator[str]:
    for kind in _LANGUAGES:
        yield from by_kind.get(kind, ())
    for kind in ("canonical", "meta:og:url"):
        yield from (match[1] for url in by_kind.get(kind, ()) if (match := _URL_LOCALE.search(url)))


@cache  # of the few kinds above
def _in_words(kind: str) -> str:
    """Where a hint stood, as a person would say it: "meta og:title", "time element"."""
    kind = kind.removeprefix("aside:")
    name, _, rest = kind.partition(":")
    return {"time": "time element", "h1": "first heading", "title": "title element"}.get(
        kind, f"{name} {rest}".strip()
    )
