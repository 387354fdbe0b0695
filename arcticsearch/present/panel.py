"""The facets beside a result list, a line each, cut to the terminal; all values of one of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from arcticsearch.present.facets import HEAD, Values, counted, ordered, periods, telling
from arcticsearch.present.style import Style, columns
from arcticsearch.query.fields import NONE

Picked = Callable[[str, str], bool]
"""Whether a value (second) of a facet (first) is picked."""


def panel(facets: Mapping[str, Values], picked: Picked, style: Style) -> list[str]:
    """A line for each facet that says anything. Picked values come first, with a ✓."""
    return [
        _line(name, bars, values, {value for value, _ in values if picked(name, value)}, style)
        for name, bars, values in telling(facets)
    ]


def _line(name: str, bars: str, values: Values, chosen: Collection[str], style: Style) -> str:
    head = style.paint(f"{name:<{HEAD}}", "number")
    head += style.paint(bars, "section") + "  " if bars else ""
    room = style.width - HEAD - sum(map(columns, bars)) - 2 * bool(bars)
    shown: list[str] = []
    # Where the year is picked every month of it is: marks would say nothing.
    marks = chosen if name != "month" or len(chosen) < len(values) else ()
    values = sorted(values, key=lambda pair: pair[0] not in marks)
    for at, (value, count) in enumerate(values):
        text = "✓" * (value in marks) + counted(value, count, style)
        left = len(values) - at
        room -= sum(map(columns, text)) + 3
        if shown and room < (len(f"{left - 1:,} more") if left > 1 else -3):
            shown.append(style.paint(f"{left:,} more", "quiet"))
            break
        shown.append(style.paint(text, "title") if value in marks else text)
    return head + " · ".join(shown)


def histogram(values: Values, style: Style) -> list[str]:
    """A line for each year or month, from the first to the last, with a bar for its count."""
    counts = {period: count for period, count in values if period != NONE}
    if not counts:
        return ["No article here has a date."]
    most = max(counts.values())
    room = max(10, style.width - 20)
    lines = []
    for period in periods(min(counts), max(counts)):
        count = counts.get(period, 0)
        bar = "█" * (-(-count * room // most) if count else 0)
        lines.append(f"{style.paint(f'{period:<8}', 'number')} {count:>7,} {bar}".rstrip())
    unknown = dict(values).get(NONE)
    return [*lines, style.paint(f"undated  {unknown:>7,}", "quiet")] if unknown else lines


def listing(name: str, values: Values, picked: Callable[[str], bool], style: Style) -> list[str]:
    """Every value of a facet, a line each; longer ones go on below."""
    width = max((len(f"{count:,}") for _, count in values), default=1)
    lines = [style.paint(f"{name}: {len(values):,} values", "title")]
    indent = " " * (width + 4)
    for value, count in ordered(name, values):
        mark = "✓" if picked(value) else " "
        first, *more = style.marked(value, (), indent) or [indent]
        head = f"{mark} {style.paint(f'{count:>{width},}', 'number')}  "
        lines += [head + first[len(indent) :], *more]
    return lines
