"""What is said of facets, for a search on the command line and for the shell."""

from __future__ import annotations

import pytest

from arcticsearch.present.facets import spark, summary, timeline
from arcticsearch.present.panel import panel
from arcticsearch.present.style import Style

FACETS = {
    "source": [("(none)", 1400), ("Floe Review", 1200), ("Harbour Post", 7)],
    "date": [("2019", 12), ("(none)", 2), ("2024", 9)],
    "author": [("北極海航路調査委員会事務局長代理補佐", 2), ("Jon Sund", 1)],
    "category": [("(none)", 12)],
}


def test_the_command_line_and_the_shell_say_the_same_of_a_facet() -> None:
    style = Style(width=66)
    lines = summary(FACETS, style, 5)
    assert lines == [
        "source    Floe Review 1,200 · Harbour Post 7 · (none) 1,400",
        "date      2019 █▁▁▁▁▆ 2024  2024 9 · 2019 12 · (none) 2",
        "author    北極海航路調査委員会事務局長代理… 2 · Jon Sund 1",
    ]
    assert panel(FACETS, lambda _, __: False, style) == lines


def test_a_value_takes_half_of_a_line_at_most() -> None:
    (line,) = summary({"author": [("An Office of Inquiry into Winter", 1)]}, Style(width=40), 5)
    assert line == "author    An Office of Inquir… 1"


def test_as_many_values_as_were_asked_for() -> None:
    assert summary({"source": FACETS["source"]}, Style(), 1) == [
        "source    Floe Review 1,200 · 2 more"
    ]


@pytest.mark.parametrize(
    ("values", "bars"),
    [
        ([("2024", 5)], ""),
        ([("(none)", 5)], ""),
        ([("2023-12", 1), ("2024-01", 1)], "2023-12 ██ 2024-01"),
        ([("1900", 1), ("2024", 1)], "1900 █" + "▁" * 30 + "█ 2024"),
    ],
)
def test_timeline(values: list[tuple[str, int]], bars: str) -> None:
    assert timeline(values) == bars


def test_the_least_count_is_seen_beside_none() -> None:
    assert spark([0, 1, 10**6]) == "▁▂█"
