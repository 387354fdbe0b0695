"""What is said of facets: which of them, their values in order and in few columns; dates as bars."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from arcticsearch.present.style import Style, clipped
from arcticsearch.query.fields import NONE

Values = Sequence[tuple[str, int]]

HEAD = 10
"""Columns for the name of a facet."""

_LONGEST = 48
"""Columns for a value, in half of a line at most. Of the 826 authors of the dev pages 98 of 100 are
no longer, and all 37 sites; of titles and headings the beginning will do."""

_BARS = "▂▃▄▅▆▇█"
_EMPTY = "▁"
_MOST_BARS = 36


def summary(facets: Mapping[str, Values], style: Style, limit: int) -> list[str]:
    """Each facet in full: its first values with their counts, and how many more there are."""
    lines = []
    for name, bars, values in telling(facets):
        shown = [counted(value, count, style) for value, count in values[:limit]]
        if len(values) > limit:
            shown.append(f"{len(values) - limit:,} more")
        text = " · ".join(shown)
        body = style.marked(f"{bars}  {text}" if bars else text, (), " " * HEAD)
        lines += [style.paint(f"{name:<{HEAD}}", "number") + body[0][HEAD:], *body[1:]]
    return lines


def telling(facets: Mapping[str, Values]) -> Iterator[tuple[str, str, Values]]:
    """The facets of which something is known: name, bars if it is one of dates, values in order."""
    for name, values in facets.items():
        if any(value != NONE for value, _ in values):
            yield name, timeline(values) if _dated(name) else "", ordered(name, values)


def ordered(name: str, values: Values) -> Values:
    """The values of a facet as they are shown: the commonest first, years and months newest first,
    what is unknown last.

    >>> ordered("source", [("(none)", 9), ("Floe Review", 4)])
    [('Floe Review', 4), ('(none)', 9)]
    """
    if _dated(name):
        values = sorted(values, reverse=True)
    return sorted(values, key=lambda pair: pair[0] == NONE)


def counted(value: str, count: int, style: Style) -> str:
    """A value in few columns, and its count."""
    return f"{clipped(value, min(_LONGEST, style.width // 2))} {count:,}"


def timeline(values: Values) -> str:
    """Years or months as bars between the first and the last of them; "" for fewer than two.

    >>> timeline([("2020", 9), ("2023", 1), ("2021", 4), ("(none)", 3)])
    '2020 █▄▁▂ 2023'
    """
    counts = {period: count for period, count in values if period != NONE}
    if len(counts) < 2:
        return ""
    first, last = min(counts), max(counts)
    steps = list(periods(first, last))
    each = -(-len(steps) // _MOST_BARS)
    sums = [
        sum(counts.get(period, 0) for period in steps[at : at + each])
        for at in range(0, len(steps), each)
    ]
    return f"{first} {spark(sums)} {last}"


def spark(counts: Sequence[int]) -> str:
    """A bar for each count, by its share of the largest; the lowest is kept for nothing at all.

    >>> spark([0, 1, 5, 10])
    '▁▂▅█'
    """
    most = max(counts, default=0) or 1
    return "".join(_BARS[(len(_BARS) - 1) * count // most] if count else _EMPTY for count in counts)


def periods(first: str, last: str) -> list[str]:
    """The years or months from one to another.

    >>> periods("2023-11", "2024-01")
    ['2023-11', '2023-12', '2024-01']
    """
    if len(first) == 4:
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    start, end = (int(period[:4]) * 12 + int(period[5:7]) - 1 for period in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1)]


def _dated(name: str) -> bool:
    return name in ("date", "month")
