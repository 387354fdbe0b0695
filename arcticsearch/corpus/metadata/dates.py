"""Dates as pages write them, in many languages, turned into ISO 8601 with the precision known.

A day and a month that could be swapped (03/04/2024) are told apart by the page's own habit
(`day_order`), never by a guess: without one, only the year is known.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from typing import Literal, NamedTuple

from arcticsearch.corpus.metadata import wordlists
from arcticsearch.regex import regex
from arcticsearch.remembering import remembered

DayOrder = Literal["dmy", "mdy", "ymd"]

FIRST_YEAR, _LAST_YEAR, _YEAR_DIGITS = 1900, 2099, 4
# A date from before there were web pages is mostly one in a story, not the page's own.
WEB = 1990
# What stands beside a date, in small letters: that the page was changed on it, or made.
UPDATED = (
    r"updat|modif|aktualis|actuali|mis à jour|обновл|更新|bijgew|uppdat|oppdat|päivit|revis|review|"
    r"geändert|edited"
)
PUBLISHED = r"publi|posted|veröffentl|erstellt|created|written"
# What a program declares that knows no date.
_DEFAULTS = frozenset({"1970-01-01", "1969-12-31", "1900-01-01", "1980-01-01"})

# Countries and languages whose own style is not day-month-year (Unicode CLDR, short dates).
_MONTH_FIRST = {"en-us", "en-ph", "fil", "es-us", "es-pr", "es-pa"}
_YEAR_FIRST = {"zh", "ja", "ko", "hu", "lt", "mn", "sv", "fa"}

_WORD = r"[^\W\d_](?:[^\s\d.,/|()·•–—-])++"
_GAP = r"[\s,.]*\s"
_YEAR = r"(?P<y>\d{4})(?!\d)"
_CLOCK = r"(?:\d\d?:\d\d(?::\d\d)?\s+(?:[A-Z]{2,5}\s+)?)?"
# Which are tried on a text that holds what stands before them: most texts hold little of that, and
# half of those with a year no day. What may not stand before a number is looked for behind its first
# digit: to search for a digit is quick.
_PATTERNS = tuple(
    (regex(needed) if needed else None, [regex(pattern, re.IGNORECASE) for pattern in patterns])
    for needed, *patterns in (
        ("[-/.]", r"(?P<y>\d(?<![\d.]\d)\d{3})(?P<s>[-/.])(?P<m>\d\d?)(?P=s)(?P<d>\d\d?)(?!\d)"),
        (
            "[월月.]",
            r"(?P<y>\d(?<![\d.]\d)\d{3})\.? ?[年년]? ?(?P<m>\d\d?)[月월.] ?(?P<d>\d\d?) ?[日号일.](?!\d)",
        ),
        ("[月월]", r"(?P<y>\d(?<!\d\d)\d{3}) ?[年년] ?(?P<m>\d\d?) ?[月월](?! ?\d)"),
        (
            "[-/.]",
            # Behind it the next date or a clock may follow at once, where two elements met:
            # "28.09.1912:44" is of 2019.
            r"(?P<a>\d(?<![\d./-]\d)\d?)(?P<s>[-/.] ?)(?P<b>\d\d?)(?P=s)"
            r"(?P<y>\d{4}(?!:\d\d(?!:))|\d\d)"
            r"(?:(?![\d/]|[.-]\d)|(?=\d\d?[-/.]\d\d?[-/.]\d{4}|\d\d:\d\d))",
        ),
        (
            r"\d(?<!\d\d)\d?(?!\d)",
            r"(?P<d>\d(?<![\d.,:]\d)\d?) ?(?:st|nd|rd|th|er|ste|º|ª|°|-?го|\.)?[\s,./-]*"
            rf"(?:(?:of|de|den|d['’]|of the|ta’)\s+)?(?P<w>{_WORD})\.?'?[\s,./-]*"
            rf"(?:(?:de|del|of|г\.)\s+)?{_YEAR}",
            rf"(?<![^\W\d_])(?P<w>{_WORD})\.?\s+(?P<d>\d\d?)(?:st|nd|rd|th|\.)?"
            rf"(?:{_GAP}{_CLOCK}(?:de\s+)?|,){_YEAR}",
            rf"(?P<y>\d(?<!\d\d)\d{{3}})[\s,.-]+(?P<w>{_WORD})[\s.-]+(?P<d>\d\d?)(?![\d:])",
        ),
        ("á", r"(?P<d>\d\d?) tháng (?P<m>\d\d?),? (?:năm )?(?P<y>\d{4})"),
        (None, rf"(?<![^\W_])(?P<w>{_WORD})[\s,.]+(?:(?:de|del|of)\s+)?{_YEAR}"),
    )
)
_LAST_WORD = regex(r"(?<=[a-zà-ÿ])(?=[A-Z])")
DIGITS = regex(r"\d(?:\d{3}|\d?[-/.] ?\d\d?[-/.] ?\d\d)")
"""Every date holds a match of this; a text without one need not be searched."""
_ISO = regex(r"\d{4}-\d\d-\d\d(?!\d)")
_ISO_BASIC = regex(r"(\d{4})(\d\d)(\d\d)T\d\d")
# No mark that combines is part of a word, nor in ASCII.
_MAY_BE_MARK = regex(r"[^\w\x00-\x7f]")
_SWAPPABLE = regex(r"(\d(?<![\d./-]\d)\d?)[/-](\d\d?)[/-](?:20)?\d\d(?![\d/-])")


class DateFound(NamedTuple):
    """A date inside a text: `iso` is "2024-02-24", "2024-02" or "2024"; a half-open span."""

    iso: str
    start: int
    end: int

    @property
    def is_day(self) -> bool:
        return len(self.iso) == 10


def fold(word: str) -> str:
    """Lower case without accents, so that "Février", "fevrier" and "FÉVRIER" are one word."""
    return word.lower() if word.isascii() else _folded(word)


@remembered(8192)
def _folded(word: str) -> str:
    return unaccented(word.lower())


def unaccented(text: str) -> str:
    """A text in small letters without its accents."""
    plain = _MAY_BE_MARK.sub(_without_mark, unicodedata.normalize("NFKD", text))
    return plain.replace("ı", "i")


def _without_mark(found: re.Match[str]) -> str:
    return "" if unicodedata.combining(found[0]) else found[0]


def find_dates(
    text: str, order: DayOrder | None = None, language: str | None = None, since: int = WEB
) -> list[DateFound]:
    """Every plausible date in `text` from the year `since` on, left to right, without overlaps.

    >>> [found.iso for found in find_dates("Posted 24 февраля 2024, updated March 3, 2024")]
    ['2024-02-24', '2024-03-03']
    >>> find_dates("03/04/2024")[0].iso, find_dates("03/04/2024", "mdy")[0].iso
    ('2024', '2024-03-04')
    """
    left = [
        match.span()
        for match in DIGITS.finditer(text)
        if len(match[0]) > _YEAR_DIGITS or since <= int(match[0]) <= _LAST_YEAR
    ]
    if not left:
        return []
    found: list[DateFound] = []
    for pattern in _patterns(text):
        before = len(found)
        for match in pattern.finditer(text):
            iso = _read(match, order, language)
            if not iso or int(iso[:4]) < since:
                continue
            start, end = match.start() + _glued(match), match.end()
            if not any(start < other.end and other.start < end for other in found):
                found.append(DateFound(iso, start, end))
        for new in found[before:]:
            left = [(start, end) for start, end in left if end <= new.start or new.end <= start]
        if not left:
            break
    return sorted(found, key=lambda one: one.start)


def _patterns(text: str) -> Iterator[re.Pattern[str]]:
    """Those that may match, in the order of their belief."""
    for needed, patterns in _PATTERNS:
        if needed is None or needed.search(text):
            yield from patterns


@remembered(1024, 1000)
def read_date(value: str, order: DayOrder | None = None) -> str | None:
    """The date that a declared value (an attribute, a JSON-LD field) states, or None.

    Besides what `find_dates` reads: days without hyphens ("20240224", "20240224T1015Z"), and Unix
    time in seconds or milliseconds.

    >>> read_date("2024-02-24T23:10:00+01:00"), read_date("1708732800"), read_date("soon")
    ('2024-02-24', '2024-02-24', None)
    """
    iso = _read_value(value.strip()[:80], order)
    return None if iso in _DEFAULTS else iso


def _read_value(value: str, order: DayOrder | None) -> str | None:
    if value.isascii() and value.isdigit():
        if len(value) in (10, 13):
            return _iso_of_timestamp(int(value[:10]))
        if len(value) in (8, 12, 14):
            return _iso(int(value[:4]), int(value[4:6]), int(value[6:8]))
        return _iso(int(value)) if len(value) == 4 else None
    if re.fullmatch(r"\d{4}-\d\d", value):
        return _iso(int(value[:4]), int(value[5:]))
    if _ISO.match(value) and (iso := _iso(int(value[:4]), int(value[5:7]), int(value[8:10]))):
        return iso
    if basic := _ISO_BASIC.match(value):
        return _iso(*map(int, basic.groups()))
    found = find_dates(value, order, since=FIRST_YEAR)
    return found[0].iso if found else None


def day_order(language: str | None) -> DayOrder | None:
    """How a language ("de", "en-US") writes numeric dates. Plain "en" does not say.

    >>> day_order("en-US"), day_order("fr"), day_order("en"), day_order("zh-CN")
    ('mdy', 'dmy', None, 'ymd')
    """
    if not language:
        return None
    tag = language.lower().replace("_", "-")
    if tag == "en":
        return None
    if tag in _MONTH_FIRST:
        return "mdy"
    return "ymd" if tag.partition("-")[0] in _YEAR_FIRST else "dmy"


def observed_order(texts: Iterable[str]) -> DayOrder | None:
    """The order that a page's own numeric dates show, where one cannot be read otherwise.

    >>> observed_order(["12/30/2023", "03/04/2024"])
    'mdy'
    """
    seen: set[DayOrder] = set()
    for a, b in _SWAPPABLE.findall("\n".join(texts)):
        if int(a) > 12 >= int(b):
            seen.add("dmy")
        elif int(b) > 12 >= int(a):
            seen.add("mdy")
    return seen.pop() if len(seen) == 1 else None


def _glued(match: re.Match[str]) -> int:
    """The letters before a month that are not its own, where text lost its line breaks."""
    if "w" not in match.re.groupindex or match.start("w") != match.start():
        return 0
    return len(match["w"]) - len(_LAST_WORD.split(match["w"])[-1])


def _read(match: re.Match[str], order: DayOrder | None, language: str | None) -> str | None:
    group = match.groupdict()
    year = int(group["y"])
    if len(group["y"]) == 2:
        year += 2000 if year < 70 else 1900
    if "a" in group:
        separator = group["s"].strip()
        return _read_numeric(year, int(group["a"]), int(group["b"]), separator, order)
    month = _month_number(group["w"], language) if "w" in group else int(group["m"])
    if not month:
        return None
    return _iso(year, month, int(group["d"]) if group.get("d") else None)


def _read_numeric(year: int, a: int, b: int, separator: str, order: DayOrder | None) -> str | None:
    if a == b or b > 12 or order == "mdy":
        month, day = (a, b) if a <= 12 else (b, a)
    elif a > 12 or separator == "." or order in ("dmy", "ymd"):
        # No language that writes the month first separates with dots (CLDR).
        month, day = b, a
    else:
        return _iso(year)
    return _iso(year, month, day)


def _iso(year: int, month: int | None = None, day: int | None = None) -> str | None:
    if not FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    if month is None:
        return f"{year}"
    try:
        full = date(year, month, day or 1).isoformat()
    except ValueError:
        return None
    return full if day else full[:7]


def _iso_of_timestamp(seconds: int) -> str | None:
    moment = datetime.fromtimestamp(seconds, UTC)
    return _iso(moment.year, moment.month, moment.day)


def _month_number(word: str, language: str | None) -> int | None:
    months = _months()
    # "NewsMarch": see _glued.
    folded = fold(_LAST_WORD.split(word)[-1]).strip("'’")
    return months.get(f"{language}:{folded}") or months.get(folded)


@cache
def _months() -> dict[str, int]:
    lines = wordlists.read("months")
    return {word: int(number) for number, *words in lines for word in words}
