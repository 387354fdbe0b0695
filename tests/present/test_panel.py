"""The facet panel, bars and histograms."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.present.panel import histogram, listing, panel
from arcticsearch.present.style import Style, columns

FACETS = {
    "source": [("Floe Review", 1200), ("Harbour Post", 7), ("(none)", 2)],
    "date": [("2024", 9), ("2019", 1), ("(none)", 2)],
    "category": [("(none)", 12)],
}


def nothing(_: str, __: str) -> bool:
    return False


def test_a_line_a_facet_and_none_for_what_is_unknown() -> None:
    assert panel(FACETS, nothing, Style(width=100)) == [
        "source    Floe Review 1,200 · Harbour Post 7 · (none) 2",
        "date      2019 ▂▁▁▁▁█ 2024  2024 9 · 2019 1 · (none) 2",
    ]


def test_picked_values_come_first_and_are_marked_without_colour() -> None:
    lines = panel(FACETS, lambda name, value: value == "Harbour Post", Style(width=100))
    assert lines[0] == "source    ✓Harbour Post 7 · Floe Review 1,200 · (none) 2"


@given(
    st.lists(st.tuples(st.text(min_size=1), st.integers(1, 10**6)), min_size=1, max_size=30),
    st.integers(30, 120),
)
def test_a_line_is_never_wider_than_the_terminal(values: list[tuple[str, int]], width: int) -> None:
    for line in panel({"author": values}, nothing, Style(width=max(width, 62))):
        assert sum(map(columns, line)) <= max(width, 62)


def test_what_is_unknown_takes_no_place_from_a_value() -> None:
    values = [("(none)", 90), *((f"Author number {n}", 1) for n in range(3))]
    (line,) = panel({"author": values}, nothing, Style(width=60))
    assert line == "author    Author number 0 1 · Author number 1 1 · 2 more"
    (line,) = panel({"author": values}, lambda _, value: value == "(none)", Style(width=60))
    assert line.startswith("author    ✓(none) 90 · Author number 0 1")


def test_how_many_more() -> None:
    values = [(f"Author number {n}", 1) for n in range(50)]
    (line,) = panel({"author": values}, nothing, Style(width=60))
    assert line == "author    Author number 0 1 · Author number 1 1 · 48 more"


def test_histogram_has_every_year_between() -> None:
    lines = histogram([("2019", 4), ("2021", 1), ("(none)", 3)], Style(width=30))
    assert lines == [
        "2019           4 ██████████",
        "2020           0",
        "2021           1 ███",
        "undated        3",
    ]
    assert histogram([("(none)", 3)], Style()) == ["No article here has a date."]


def test_a_listing_breaks_at_blanks_and_not_at_the_margin() -> None:
    values = [("(none)", 12), ("What the pilots ask for in winter", 3)]
    assert listing("section", values, lambda _: False, Style(width=26)) == [
        "section: 2 values",
        "   3  What the pilots ask",
        "      for in winter",
        "  12  (none)",
    ]


def test_a_listing_is_harmless() -> None:
    lines = listing("author", [("e\x1b[2Jvil", 3)], lambda _: True, Style())
    assert lines == ["author: 1 values", "✓ 3  e\ufffd[2Jvil"]
