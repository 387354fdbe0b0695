"""What may come next."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document

from arcticsearch.query.parse import parse
from arcticsearch.query.tree import Exact
from arcticsearch.query.write import quoted
from arcticsearch.shell.completion import Known, LineCompleter, choices, fuzzy

HERE = {
    "source": [("High North News", 7), ('The "Post"', 2), ("(none)", 1)],
    "date": [("2023", 9), ("2025", 3)],
    "author": [("Ada Berg", 4)],
}
KNOWN = Known(
    everywhere={"source": [("RSIS", 90), ("High North News", 50)]},
    here=HERE,
    saved=lambda: {"finland": "finland date:2024.."},
    words=lambda prefix, _: [(w, 5) for w in ("icebreaker", "iceland") if w.startswith(prefix)],
)


def after(line: str) -> list[str]:
    """The lines that the choices make of a line, best first."""
    return [line[: len(line) - choice.replaces] + choice.text for choice in choices(line, KNOWN)]


def shown(line: str) -> list[tuple[str, str]]:
    return [(choice.shown, choice.meta) for choice in choices(line, KNOWN)]


def test_values_of_a_narrowing_are_counted_in_what_is_shown() -> None:
    assert shown("+source:") == [("High North News", "7"), ('The "Post"', "2")]
    assert after("+source:hnn") == ['+source:="High North News"']
    assert after('+from:"hi') == ['+from:="High North News"']


def test_values_of_a_new_search_are_counted_everywhere() -> None:
    assert shown("ice source:") == [("RSIS", "90"), ("High North News", "50")]


def test_a_value_completed_is_read_back() -> None:
    for line in after("+source:"):
        assert parse(line[1:]).root in (
            Exact("source", "High North News"),
            Exact("source", 'The "Post"'),
        )


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_any_value_can_be_quoted(value: str) -> None:
    assert parse(f"source:={quoted(value)}").root == Exact("source", value)


def test_dates_come_latest_first_and_without_quotes() -> None:
    assert after("+date:") == ["+date:2025", "+date:2023"]


def test_a_sign_alone_offers_values_of_every_facet() -> None:
    assert '+source:="High North News"' in after("+")
    assert '-author:="Ada Berg"' in after("-")
    assert "+date:2025" in after("+")


def test_fields_and_words_after_two_letters() -> None:
    assert after("i") == []
    assert after("sea ice") == ["sea icebreaker", "sea iceland"]
    assert after("au") == ["author:"]
    assert after("-au") == ["-author:"]
    assert shown("sea iceb") == [("icebreaker", "5")]


def test_commands_and_their_arguments() -> None:
    assert after(":op")[0] == ":open"
    assert ":hist" in after(":")
    assert after(":sort d")[0] == ":sort date"
    assert after(":facet au")[0] == ":facet author"
    assert after(":facet author be") == [":facet author Ada Berg"]
    assert after(":export m")[0] == ":export md "


def test_saved_searches() -> None:
    assert after("@fi") == ["@finland"]
    assert shown("@") == [("@finland", "finland date:2024..")]


def test_what_is_known_or_not() -> None:
    assert after("no:da") == ["no:date"]
    assert after("sort:n")[0] == "sort:new"


@given(st.text())
def test_no_line_fails(line: str) -> None:
    for choice in choices(line, KNOWN):
        assert 0 <= choice.replaces <= len(line)


def test_nothing_that_a_terminal_obeys_is_shown() -> None:
    evil = Known(here={"source": [("a\x1b[31m\u202eb\u200b", 1)]})
    for completion in LineCompleter(lambda: evil).get_completions(
        Document("+source:"), CompleteEvent()
    ):
        assert completion.display_text == "a\ufffd[31mb"


def test_a_value_of_the_same_letters_a_hundred_times() -> None:
    """It is looked through once, and not for each way to share its letters out."""
    value = "".join(letter * 50 for letter in "international")
    assert fuzzy("internatiom", [value, "Inter Natio M"]) == ["Inter Natio M"]
