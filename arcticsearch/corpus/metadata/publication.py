"""The publication that a page belongs to: as it declares it, else as its notices name it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from arcticsearch.corpus.metadata import notices
from arcticsearch.corpus.metadata.dates import fold
from arcticsearch.corpus.metadata.declared import Claim, Declared
from arcticsearch.corpus.metadata.sources import host
from arcticsearch.corpus.metadata.view import View
from arcticsearch.regex import regex

_ADDRESS = regex(r"(?:https?://(?:www\d?\.)?|www\d?\.)([\w.-]+\.[a-z]{2,12})/*", re.IGNORECASE)
# A line that is an address: people paste it above what they copy, some tools write where it is from.
_PASTED = regex(
    r"(?P<label>(?:source|url|link|original(?: (?:link|article))?|(?:saved|retrieved|printed) from)\s*:?"
    r"\s+)?<?(?P<url>https?://[^\s<>]+)>?(?: on .{6,30})?",
    re.IGNORECASE,
)
# "notes.md" and "page.js" may be folders, too; so is what has two parts, of which the last is short.
_MIRROR = regex(
    r"www\d?\.[\w.-]+|(?:[\w-]+\.)+(?:com|org|net|edu|gov|info|int|mil|biz)|(?:[\w-]+\.){2,}[a-z]{2}",
    re.IGNORECASE,
)
# Chinese pages say below the headline whose text it is: "2024年3月15日 来源：新华网 作者：…".
_ORIGIN = regex(r"(?:来源|來源|稿源)\s*[:：]\s*([^\s:：|/,，、;；()（）《》“”\"]{2,20})(?![:：])")
_TOP, _END = 4, 3  # blocks
_ENDS = " \t|•·©:;,/–—-"
_ABOVE, _SHORT = 12, 100  # blocks; characters
_LONG = 4  # words: a name in a title is no title


def find(declared: Declared, shown: View, title: str | None, path: str) -> Claim | None:
    """The first name that can be one; without one the host, else where the page says that its text
    is from. `path` is the seed's."""
    known = chain(declared.host, _pasted(declared, shown), _mirrored(path))
    hosts = (spelled_out(claim, shown) for claim in known)
    named = chain(_declared(declared, title), notices.sources(shown))
    return next(chain(named, hosts, _origin(shown)), None)


def _pasted(declared: Declared, shown: View) -> Iterator[Claim]:
    """The host of the address that someone pasted above a text, or below it with a word of what it is."""
    if declared.any:
        return
    count = len(shown.texts)
    for i in (*range(min(_TOP, shown.first)), *range(max(shown.first, count - _END), count)):
        found = _PASTED.fullmatch(shown.texts[i])
        if found and (i < shown.first or found["label"]) and (name := host(found["url"])):
            yield Claim(name, "address line", i)


def _origin(shown: View) -> Iterator[Claim]:
    """Whose text it is, as a short line above it or at its beginning says."""
    for text in shown.texts[max(0, shown.first - _ABOVE) : shown.first + 2]:
        if len(text) <= _SHORT and (found := _ORIGIN.search(text)):
            yield Claim(found[1], "origin line")


def _mirrored(path: str) -> Iterator[Claim]:
    """The host after which a folder is called, as crawlers and mirrors call theirs."""
    for folder in reversed(path.split("/")[:-1]):
        if _MIRROR.fullmatch(folder) and (name := host(f"http://{folder.lower()}")):
            yield Claim(name, "folder name")


def spelled_out(claim: Claim, shown: View) -> Claim:
    """A host as the page spells its name, if it does; words in small letters are no name."""
    name = notices.spelled_out(claim.value, shown.text).removeprefix("the ")
    return claim._replace(value=name) if " " in name and name[0].isupper() else claim


def _declared(declared: Declared, title: str | None) -> Iterator[Claim]:
    for claim in declared.source:
        name = notices.owner(claim.value) if claim.where == "meta copyright" else claim.value
        name = _as_name(name or "")
        if name and not _is_title(name, title or ""):
            yield claim._replace(value=name)


def _as_name(text: str) -> str:
    """A name without what joined it to others; of an address the domain.

    >>> _as_name("https://www.dailyfloe.com/"), _as_name("Daily Floe |"), _as_name("Floe & Co.")
    ('dailyfloe.com', 'Daily Floe', 'Floe & Co.')
    """
    text = text.strip(_ENDS)
    address = _ADDRESS.fullmatch(text)
    return address[1] if address else text


def _is_title(name: str, title: str) -> bool:
    """Whether an article's title was declared as its site's name, perhaps with the site's behind."""
    return len(name.split()) > _LONG and fold(name).startswith(fold(title) or "\0")
