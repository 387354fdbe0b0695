"""Results as lines of a terminal."""

from __future__ import annotations

from arcticsearch.catalog import NO_FIGURES
from arcticsearch.freshness import Why
from arcticsearch.model import Hit, Results, Snippet
from arcticsearch.present.style import Style
from arcticsearch.present.terminal import results, status
from arcticsearch.report import Status


def test_a_note_breaks_at_blanks() -> None:
    note = "No article has all the words; shown is what has some of the words."
    answer = Results("ice", "ice", (note,), 0, 1.0, {}, ())
    assert results(answer, Style(width=40)) == [
        "Nothing found.",
        "No article has all the words; shown is",
        "what has some of the words.",
    ]


def test_the_facts_of_a_hit_break_at_blanks_and_name_nobody_twice() -> None:
    hit = Hit("a.txt", "Ice", "Ada Floe-Larsen", "2024-03-01", ("Ada Floe-Larsen",), (), 1.0)
    answer = Results("ice", "ice", (), 1, 1.0, {}, (hit,))
    assert results(answer, Style(width=28), new={"a.txt"})[2:] == [
        " 1 Ice",
        "   new · Ada Floe-Larsen ·",
        "   2024-03-01",
        "   a.txt",
    ]


def test_a_long_heading_goes_on_below_itself() -> None:
    part = Snippet("Ice.", (), "What the yards of the north have built", None, (False, False))
    hit = Hit("a.txt", "Ice", None, None, (), (), 1.0, (part,))
    answer = Results("ice", "ice", (), 1, 1.0, {}, (hit,))
    lines = results(answer, Style(width=28))
    assert lines[3:6] == ["   § What the yards of the", "     north have built", "     Ice."]


def test_what_is_wrong_with_seeds_is_not_lost_among_the_parts_of_pages() -> None:
    parts = {f"ice_files/{n:02}.js": "not a page (.js)" for n in range(2_000)}
    skipped = {"a.jpg": "not a page (.jpg)", **parts, "zero.bin": "binary, not text"}
    shown = status(Status("seeds", "index", Why.FRESH, NO_FIGURES, skipped), Style())
    assert shown[-4:] == [
        "skipped    2,002",
        "  zero.bin: binary, not text",
        "  a.jpg: not a page (.jpg)",
        "  2,000 seeds: not a page (.js), such as ice_files/00.js (`status --json` lists all)",
    ]
