"""The facets beside a result list: a line each, cut to the terminal; dates as a line of bars."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from arcticsearch.engine.protocol import NONE
from arcticsearch.present.sanitise import plain
from arcticsearch.present.style import Style, columns

Values = Sequence[tuple[str, int]]
Picked = Callable[[str, str], bool]
"""Whether a value (second) of a facet (first) is picked."""

_BARS = "▂▃▄▅▆▇█"
_EMPTY = "▁"
_HEAD = 10
_LONGEST = 32
_MOST_BARS = 36


def panel(facets: Mapping[str, Values], picked: Picked, style: Style) -> list[str]:
    """A line for each facet that says anything. Picked values come first, with a ✓."""
    lines = []
    for name, values in facets.items():
        if not values or all(value == NONE for value, _ in values):
            continue
        bars = ""
        if name in ("date", "month"):
            bars = timeline(values)
            values = newest_first(values)
        chosen = {value for value, _ in values if picked(name, value)}
        lines.append(_line(name, bars, values, chosen, style))
    return lines


def _line(name: str, bars: str, values: Values, chosen: Collection[str], style: Style) -> str:
    head = style.paint(f"{name:<{_HEAD}}", "number")
    head += style.paint(bars, "section") + "  " if bars else ""
    room = style.width - _HEAD - sum(map(columns, bars)) - 2 * bool(bars)
    shown: list[str] = []
    # Where the year is picked every month of it is: marks would say nothing.
    marks = chosen if name != "month" or len(chosen) < len(values) else ()
    values = sorted(values, key=lambda pair: pair[0] not in marks)
    for at, (value, count) in enumerate(values):
        text = f"{'✓' * (value in marks)}{clipped(value, _LONGEST)} {count:,}"
        left = len(values) - at
        room -= sum(map(columns, text)) + 3
        if shown and room < (len(f"{left - 1:,} more") if left > 1 else -3):
            shown.append(style.paint(f"{left:,} more", "quiet"))
            break
        shown.append(style.paint(text, "title") if value in marks else text)
    return head + " · ".join(shown)


def newest_first(values: Values) -> Values:
    """Years or months, the newest first, what is unknown last."""
    return sorted(values, key=lambda pair: "" if pair[0] == NONE else pair[0], reverse=True)


def timeline(values: Values) -> str:
    """Years or months as bars between the first and the last of them; "" for fewer than two.

    >>> timeline([("2020", 9), ("2023", 1), ("2021", 4), ("(none)", 3)])
    '2020 █▄▁▂ 2023'
    """
    counts = {period: count for period, count in values if period != NONE}
    if len(counts) < 2:
        return ""
    first, last = min(counts), max(counts)
    steps = list(_periods(first, last))
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


def histogram(values: Values, style: Style) -> list[str]:
    """A line for each year or month, from the first to the last, with a bar for its count."""
    counts = {period: count for period, count in values if period != NONE}
    if not counts:
        return ["No article here has a date."]
    most = max(counts.values())
    room = max(10, style.width - 20)
    lines = []
    for period in _periods(min(counts), max(counts)):
        count = counts.get(period, 0)
        bar = "█" * (-(-count * room // most) if count else 0)
        lines.append(f"{style.paint(f'{period:<8}', 'number')} {count:>7,} {bar}".rstrip())
    unknown = dict(values).get(NONE)
    return [*lines, style.paint(f"undated  {unknown:>7,}", "quiet")] if unknown else lines


def listing(name: str, values: Values, picked: Callable[[str], bool], style: Style) -> list[str]:
    """Every value of a facet, a line each."""
    width = max((len(f"{count:,}") for _, count in values), default=1)
    lines = [style.paint(f"{name}: {len(values):,} values", "title")]
    for value, count in values:
        mark = "✓" if picked(value) else " "
        lines.append(f"{mark} {style.paint(f'{count:>{width},}', 'number')}  {plain(value)}")
    return lines


def clipped(text: str, width: int) -> str:
    """A text in at most so many columns.

    >>> clipped("High North News", 9), clipped("北極航路", 5)
    ('High Nor…', '北極…')
    """
    safe = plain(text)
    if sum(map(columns, safe)) <= width:
        return safe
    used, end = 0, 0
    while used + columns(safe[end]) < width:
        used += columns(safe[end])
        end += 1
    return safe[:end] + "…"


def _periods(first: str, last: str) -> list[str]:
    """The years or months from one to another.

    >>> _periods("2023-11", "2024-01")
    ['2023-11', '2023-12', '2024-01']
    """
    if len(first) == 4:
        return [f"{year:04}" for year in range(int(first), int(last) + 1)]
    start, end = (int(period[:4]) * 12 + int(period[5:7]) - 1 for period in (first, last))
    return [f"{month // 12:04}-{month % 12 + 1:02}" for month in range(start, end + 1)]
