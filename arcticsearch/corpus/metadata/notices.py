"""The publication that a text page names in its notices, where no element declares it.

In the order of belief: the owner that a reprint credits, the copyright line, the house that
describes itself under its articles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from arcticsearch.corpus.metadata.declared import Claim
from arcticsearch.corpus.metadata.sources import keys
from arcticsearch.corpus.metadata.view import View
from arcticsearch.regex import regex

# Notices stand at the end of a page, a few at its top.
_TOP, _END = 5, 60
_LONGEST_NAME, _READ = 80, 600
_LOWER = 3  # words: what begins with a small letter and is longer is a sentence
_ENDS = " .,;:|*_–—-&/"

_OWNER = regex(
    r"(?:courtesy of|owned and copyrighted by|republished (?:from|with permission (?:of|from)))"
    r"[\s,:]+(?:and [\w ]{0,40}by,?\s+)?(?P<name>https?://[^\s,;)]+|[A-Z][^.;,]{2,80})"
)
_COPYRIGHT = regex(
    r"(?:©|\(c\)|\bcopyrights?\b)[\s©:]*(?:copyright\s*)?(?:\d{4}(?:\s*[-–/]\s*(?:\d{2,4}|present|"
    r"today))?)?[\s,:|·-]*(?:by\s+)?(?P<name>[^\W\d][^|·•©\n]{1,90}?)?"
    r"(?:\s*(?:,?\s*\d{4}(?:\s*[-–]\s*\d{2,4})?)?\s*(?:\.\s|\.?$|[|·•]|,?\s*all rights|\s-\s))",
    re.IGNORECASE,
)
_SELF = regex(
    r"^\W*(?:The\s+)?(?P<name>[A-Z][\w&.’' -]{2,60}?)\s+is\s+an?\s+(?:[\w-]+\s+){0,3}"
    r"(?:research|think|policy|news|media|publish|magazine|newspaper|institut|foundation|"
    r"non-?profit|organi)"
)
_NOT_A_NAME = regex(
    r"all rights|reserved|terms|privacy|cookies?\b|policy|powered|designed|photo|image|getty|"
    r"permission|intellectual|notice|^(?:the|this|our|by|and|of|since|author|content|respective|its)\b.{0,12}$|"
    r"^\W*$",
    re.IGNORECASE,
)
_BEFORE = regex(
    r"(?:.*\d:\d\d\S*(?:\s\S*\d\S*)*\s|copyright\b|\(c\)|c(?=\s*\d{4})|版[权權]所有|owned by(?: or licensed to)?\b|by\b"
    r"|[\s:©\d–-])+",
    re.IGNORECASE,
)
_BEHIND = regex(
    r"[\s,.;(–—-]*(?:\b(?:(?:19[89]|20[0-3])\d\b|all rights|alle rechte|все права|tous droits"
    r"|todos (?:los|os) d|tutti i diritti|wszelkie prawa|με επιφύλαξη|a brand of|unless\b|under an?\b"
    r"|(?:is|are|ist|sind)\s)|版[权權]所有|[无無]断|\ban? (?:[\w&.]+ ){1,4}(?:company|newspaper)"
    r"|\S+@).*",
    re.IGNORECASE | re.DOTALL,
)
# With each pattern the marks of which every match has one, at its first or second letter: to look for
# these first is quick.
_ANYWHERE = ((_OWNER, ("courtesy of", "owned ", "republished "), "reprint notice"),)
_OUTSIDE = (
    (_COPYRIGHT, ("©", "(c)", "(C)", "opyright", "OPYRIGHT"), "copyright line"),
    (_SELF, (" is a",), "note on the publisher"),
)
_ACRONYM = regex(r" \([A-Z][A-Za-z&-]{1,9}\)")
_LEGAL_FORM = regex(
    r",?\s+(?:Inc|LLC|Ltd|GmbH|AG|KG|SE|S\.?A|S\.?p\.?A|B\.?V|N\.?V|ASA?|A/S|ApS|AB|Oyj?|Corp|Co|PLC"
    r"|e\.?\s?V|Limited|Pty|Media Group)\b\.?.*$"
)


def sources(page: View) -> Iterator[Claim]:
    """The publications that the page's notices name, best first."""
    count = len(page.texts)
    places = [*range(max(_TOP, page.first, count - _END), count), *range(min(_TOP, count))]
    outside = [i for i in places if not page.first <= i <= page.last]
    for looked_at, notices in ((places, _ANYWHERE), (outside, _OUTSIDE)):
        near = "\n".join([page.texts[i][:_READ] for i in looked_at])
        for pattern, marks, where in notices:
            said = [*filter(near.__contains__, marks)]
            for i in reversed(looked_at) if said else ():
                if name := _named(page.texts[i][:_READ], pattern, said):
                    yield Claim(spelled_out(name, page.text), where, i)


def owner(notice: str) -> str | None:
    """Who owns a page by its declared copyright.

    >>> owner("Copyright (c) 1999-2012 Daily Floe Ltd. All Rights Reserved"), owner("© 2001-2009")
    ('Daily Floe', None)
    """
    first = re.split(r"[|•·\n]", notice[:_READ])[0]
    return _clean(first) or _clean(re.split(r"\.\s|\s[–—-]\s", first)[0])


def _named(text: str, pattern: re.Pattern[str], marks: Sequence[str]) -> str | None:
    starts = [start for mark in marks if (start := text.find(mark)) >= 0]
    if not starts:
        return None
    match = pattern.search(text, 0 if pattern is _SELF else max(0, min(starts) - 1))
    return _clean(match["name"] or "") if match else None


def spelled_out(name: str, text: str) -> str:
    """The fuller form of a publication's name, if the page's text has one.

    >>> spelled_out("dailyfloe.com", "More at The Daily Floe today.")
    'The Daily Floe'
    >>> spelled_out("Institute of Ice", "At the Institute of Ice (IOI), we …")
    'Institute of Ice (IOI)'
    """
    at = text.find(f"{name} (")
    while at >= 0:
        if short := _ACRONYM.match(text, at + len(name)):
            return name + short[0]
        at = text.find(f"{name} (", at + 1)
    if " " in name or "." not in name:
        return name
    squashed = next(iter(keys(name)), "")
    # Without "’" between them: what is not Latin-1 makes such a pattern ten times as slow to compile.
    letters = r"[\s&'.-]?".join(map(re.escape, squashed))
    spelling = rf"(?<![\w.@/])(?:The )?{letters}(?![\w.@])"
    if found := re.search(spelling, text.replace("’", "'"), re.IGNORECASE):
        spelled = text[found.start() : found.end()]
        if " " in spelled:
            return spelled
    return re.sub(r"^https?://(?:www\.)?|/$", "", name)


def _clean(name: str) -> str | None:
    if before := _BEFORE.match(name):
        name = name[before.end() :]
    name = _LEGAL_FORM.sub("", _BEHIND.sub("", name, count=1).strip(_ENDS)).strip(_ENDS)
    words, short = name.split(), 2 if name.isascii() else 1
    if not short < len(name) <= _LONGEST_NAME or len(words) > 9 or _NOT_A_NAME.search(name):
        return None
    sentence = len(words) > _LOWER and name[0].islower() and "." not in words[0]
    return None if sentence else name
