"""Results as lines of a terminal."""

from __future__ import annotations

from arcticsearch.model import Results
from arcticsearch.present.style import Style
from arcticsearch.present.terminal import results


def test_a_note_breaks_at_blanks() -> None:
    note = "No article has all the words; shown is what has some of the words."
    answer = Results("ice", "ice", (note,), 0, 1.0, {}, ())
    assert results(answer, Style(width=40)) == [
        "Nothing found.",
        "No article has all the words; shown is",
        "what has some of the words.",
    ]
