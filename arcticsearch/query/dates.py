"""Date expressions as half-open intervals of days, and back.

An expression is an interval, as an article's date is: `2024` is the year, `2024-03` the month,
`7d` the seven days up to today and today. Both ends are ISO days; the second is the first day
that no longer belongs to it.
"""

from __future__ import annotations

import datetime
import re
from datetime import date, timedelta

from arcticsearch.query.tree import DateRange, Has, Node
from arcticsearch.regex import regex

HOW_TO_WRITE = 'write 2024, 2024-03, 2024-03-05, 7d or "last month"'

Interval = tuple[date, date]

_LONGEST_DATE = 60  # "30th of september 2024"

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<year>[1-9][0-9]{3})"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
# Half the world swaps the day and the month where slashes stand between them (05/07/2024): only a day
# that can be no month tells which is which.
_MONTH_OF_YEAR, _LATE_DAY = r"(?P<month>0?[1-9]|1[0-2])", r"(?P<day>1[3-9]|2[0-9]|3[01])"
_CALENDAR = tuple(
    regex(form)
    for form in (
        rf"{_YEAR}(?:[-/.](?P<month>[0-9]{{1,2}})(?:[-/.](?P<day>[0-9]{{1,2}})(?:t.*)?)?)?",
        r"(?P<year>[1-9][0-9]{3})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
        r"(?P<day>[0-9]{1,2})\.(?P<month>[0-9]{1,2})\.(?P<year>[1-9][0-9]{3})",
        rf"(?:{_LATE_DAY}/)?{_MONTH_OF_YEAR}/{_YEAR}",
        rf"{_MONTH_OF_YEAR}/{_LATE_DAY}/{_YEAR}",
        rf"(?:{_DAY}\.?\s+(?:of\s+)?)?{_MONTH},?\s+{_YEAR}",
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_YEAR}\s+{_MONTH}",
        r"(?P<decade>[1-9][0-9]{2})0s",
        rf"{_YEAR}[-\s]?q(?P<quarter>[1-4])",
        rf"q(?P<quarter>[1-4])[-\s]?{_YEAR}",
    )
)
_UNITS = r"(?P<unit>d|days?|w|weeks?|m|months?|y|years?)"
_SPAN = regex(rf"(?:(?:last|past)\s+)?(?P<n>[0-9]{{1,4}})\s*{_UNITS}")
_AGO = regex(rf"(?P<n>[0-9]{{1,4}}|an?)\s*{_UNITS}\s+ago")
_NAMED = regex(r"(?P<which>this|last|past|previous)\s+(?P<unit>week|month|year)")
_COMPARED = regex(r"(>=|<=|>|<|=)\s*(.+)")
_BETWEEN = regex(r"(.*?)\s*(?:\.\.\.?|…|\s+to\s+)\s*(.*)")
_YEARS = regex(r"([1-9][0-9]{3})\s*[-–—]\s*([1-9][0-9]{3})")


def read_dates(field: str, text: str, today: date | None) -> tuple[Node | None, str | None]:
    """What `date:text`, `after:text` or `before:text` asks for (None: not a date), and a note."""
    text = text.strip().lower()
    if text == "*":
        return Has("date"), None
    today = today or datetime.date.today()
    if field == "date":
        range_ = _between(text, today) or _compared(text, today)
        if range_:
            return range_
    found = days_of(text, today)
    if found is None:
        return None, None
    start, end = (day.isoformat() for day in found)
    if field == "after":
        return DateRange(start, None), None
    return DateRange(None, start) if field == "before" else DateRange(start, end), None


def words_of_date(field: str, text: str, start: int, today: date | None) -> str:
    """The words from `start` on which are a date together, but not without each other.

    So `after:last month` and `date:5 march 2024` need no quotation marks; "" if there is no need.
    """
    text = text[start : start + _LONGEST_DATE]
    words = [match.end() for match in re.finditer(r"[^\s()\"]+", text)][:5]
    if not words or read_dates(field, text[: words[0]], today)[0]:
        return ""
    ends = (end for end in reversed(words) if read_dates(field, text[:end], today)[0])
    return text[: next(ends, 0)]


def days_of(text: str, today: date) -> Interval | None:
    """The days that one expression names, without ranges or comparisons; None if it is no date."""
    try:
        return _calendar(text) or _relative(text, today)
    except (ValueError, OverflowError):  # 30 February; 9999 years ago
        return None


def written(range_: DateRange) -> str:
    """The shortest text that `date:` reads as this range: `2024`, `2024-03..`, `..2024-06-01`."""
    start = date.fromisoformat(range_.start) if range_.start else None
    end = date.fromisoformat(range_.end) if range_.end else None
    length = max(_precision(start), _precision(end))
    first = start.isoformat()[:length] if start else ""
    last = (end - timedelta(days=1)).isoformat()[:length] if end else ""
    return first if first == last else f"{first}..{last}"


def _between(text: str, today: date) -> tuple[Node | None, str | None] | None:
    match = _YEARS.fullmatch(text) or _BETWEEN.fullmatch(text)
    if match is None:
        return None
    first, last = (days_of(side, today) if side else None for side in match.groups())
    if (match[1] and not first) or (match[2] and not last):
        return None, None
    if first is None and last is None:
        return Has("date"), None
    note = None
    if first and last and last[1] <= first[0]:
        first, last = last, first
        note = f"The dates {text} were read from the earlier to the later."
    start = first[0].isoformat() if first else None
    return DateRange(start, last[1].isoformat() if last else None), note


def _compared(text: str, today: date) -> tuple[Node | None, str | None] | None:
    match = _COMPARED.fullmatch(text)
    if match is None:
        return None
    found = days_of(match[2], today)
    if found is None:
        return None, None
    start, end = (day.isoformat() for day in found)
    return {
        ">": DateRange(end, None),
        ">=": DateRange(start, None),
        "<": DateRange(None, start),
        "<=": DateRange(None, end),
        "=": DateRange(start, end),
    }[match[1]], None


def _calendar(text: str) -> Interval | None:
    for form in _CALENDAR:
        match = form.fullmatch(text)
        if match is None:
            continue
        parts = match.groupdict()
        if parts.get("decade"):
            year = int(parts["decade"]) * 10
            return date(year, 1, 1), date(year + 10, 1, 1)
        year = int(parts["year"])
        if parts.get("quarter"):
            first = date(year, 3 * int(parts["quarter"]) - 2, 1)
            return first, _months_later(first, 3)
        name = parts.get("name")
        month = _MONTHS.index(name[:3]) + 1 if name else parts.get("month")
        if month is None:
            return date(year, 1, 1), date(year + 1, 1, 1)
        if not parts.get("day"):
            first = date(year, int(month), 1)
            return first, _months_later(first, 1)
        day = date(year, int(month), int(parts["day"]))
        return day, day + timedelta(days=1)
    return None


def _relative(text: str, today: date) -> Interval | None:
    tomorrow = today + timedelta(days=1)
    if text in ("today", "yesterday"):
        return (today, tomorrow) if text == "today" else (today - timedelta(days=1), today)
    if match := _SPAN.fullmatch(text):
        return _earlier(today, int(match["n"]), match["unit"][0]), tomorrow
    if match := _AGO.fullmatch(text):
        n = int(match["n"]) if match["n"].isdecimal() else 1
        day = _earlier(today, n, match["unit"][0])
        # "2 years ago" is a year, "3 weeks ago" a day: nobody counts years by the day.
        return _around(day, match["unit"][0] if match["unit"][0] in "my" else "d")
    if match := _NAMED.fullmatch(text):
        unit = match["unit"][0]
        return _around(today if match["which"] == "this" else _before(today, unit), unit)
    return None


def _around(day: date, unit: str) -> Interval:
    """The calendar day, week (from Monday), month or year that `day` lies in."""
    if unit == "d":
        return day, day + timedelta(days=1)
    if unit == "w":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=7)
    first = day.replace(day=1) if unit == "m" else day.replace(month=1, day=1)
    return first, _months_later(first, 1 if unit == "m" else 12)


def _before(today: date, unit: str) -> date:
    return _around(today, unit)[0] - timedelta(days=1)


def _earlier(day: date, n: int, unit: str) -> date:
    if unit in "dw":
        return day - timedelta(days=n * (7 if unit == "w" else 1))
    first = _months_later(day.replace(day=1), -n * (12 if unit == "y" else 1))
    last = (_months_later(first, 1) - timedelta(days=1)).day
    return first.replace(day=min(day.day, last))


def _months_later(first: date, n: int) -> date:
    """The first of the month `n` months after the month of `first`."""
    months = first.year * 12 + first.month - 1 + n
    return date(months // 12, months % 12 + 1, 1)


def _precision(day: date | None) -> int:
    """How many characters of the ISO day are needed, if it is the edge of an interval."""
    if day is None:
        return 0
    if day.day > 1:
        return 10
    return 7 if day.month > 1 else 4
