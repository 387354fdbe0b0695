"""A date with the precision that is known, as the interval of days that it stands for."""

from __future__ import annotations

from datetime import date, timedelta


def interval(iso: str) -> tuple[str, str]:
    """First day and the day after the last, as ISO days. Raises ValueError for other text.

    >>> interval("2024"), interval("2024-02"), interval("2024-12-31")
    (('2024-01-01', '2025-01-01'), ('2024-02-01', '2024-03-01'), ('2024-12-31', '2025-01-01'))
    """
    year, month, day = (*(int(part) for part in iso.split("-")), 0, 0)[:3]
    if day:
        first = date(year, month, day)
        after = first + timedelta(days=1) if first < date.max else first
    elif month:
        first = date(year, month, 1)
        after = date(year + month // 12, month % 12 + 1, 1) if year < 9999 else date.max
    else:
        first = date(year, 1, 1)
        after = date(year + 1, 1, 1) if year < 9999 else date.max
    return first.isoformat(), after.isoformat()
