"""Ticking values."""

from __future__ import annotations

from arcticsearch.shell.picker import Row, picker
from arcticsearch.shell.picking import drawn

FACETS = {
    "source": [("Floe Review", 9), ("(none)", 7), ("Harbour Post", 4)],
    "author": [("Ada Berg", 3), ("Mia Lund", 2)],
}


def test_ticked_values_come_first_and_the_cursor_starts_where_asked() -> None:
    state = picker(FACETS, {("source", "Harbour Post")}, "author")
    assert state.rows[0] == Row("source", "Harbour Post", 4)
    assert state.listed[state.at] == Row("author", "Ada Berg", 3)


def test_a_facet_of_which_nothing_is_known_is_not_listed() -> None:
    state = picker({"source": [("(none)", 3)], "author": [("Ada Berg", 1), ("(none)", 2)]}, (), "")
    assert [row.value for row in state.rows] == ["Ada Berg", "(none)"]


def test_ticking_twice_is_not_ticking() -> None:
    state = picker(FACETS, (), "")
    once = state.moved(1).toggled()
    assert once.ticked == {("source", "Harbour Post")}
    assert once.toggled().ticked == frozenset()


def test_the_cursor_stays_on_the_list() -> None:
    state = picker(FACETS, (), "")
    assert state.moved(-5).at == 0
    assert state.moved(50).at == 4
    assert state.next_facet().at == 3
    assert state.next_facet().next_facet().at == 0


def test_a_filter_keeps_what_is_ticked() -> None:
    state = picker(FACETS, (), "").toggled().filtered("lund")
    assert [row.value for row in state.listed] == ["Mia Lund"]
    assert state.toggled().ticked == {("source", "Floe Review"), ("author", "Mia Lund")}
    nothing = state.filtered("xyz")
    assert nothing.toggled().moved(1).next_facet().listed == ()


def test_the_cursor_is_always_in_the_window() -> None:
    state = picker({"author": [(f"A{n}", 1) for n in range(100)]}, (), "")
    for at in range(100):
        first, last = state.moved(at).window(16)
        assert first <= at < last
        assert last - first == 16


def test_drawn_harmless_and_narrow_enough() -> None:
    state = picker({"author": [("e\x1b[2J\u202evil" + "l" * 200, 1)]}, (), "")
    lines = "".join(fragment[1] for fragment in drawn(state, 24, 40)).split("\n")
    assert all(len(line) < 40 for line in lines)
    assert "\x1b" not in "".join(lines)
    assert "[ ] author" in lines[1]
