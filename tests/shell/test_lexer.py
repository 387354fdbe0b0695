"""Colours of the line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prompt_toolkit.document import Document

from arcticsearch.shell.lexer import LineLexer, pieces


def coloured(line: str) -> list[tuple[str, str]]:
    return [(line[start:end], name) for start, end, name in pieces(line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("sea ice", []),
        ("author:nilsen", [("author:", "field")]),
        ('"sea ice"~5', [('"sea ice"~5', "phrase")]),
        ("a OR -b", [("OR", "operator"), ("-", "operator")]),
        ("a or b", []),
        ("form:nilsen", [("form:nilsen", "astext")]),
        ("10:30 https://x.y", []),
        ("date:2024-03..", [("date:", "field")]),
        ("date:someday", [("date:", "astext")]),
        ("author:", [("author:", "astext")]),
        ('+source:"A" +ice', [("+", "operator"), ("source:", "field"), ('"A"', "phrase"), ("+", "operator")]),
        (":open 3", [(":open", "command")]),
        (":opne 3", [(":opne", "astext")]),
        (":export! md x", [(":export!", "command")]),
        ("@finland", [("@finland", "command")]),
    ],
)  # fmt: skip
def test_pieces(line: str, expected: list[tuple[str, str]]) -> None:
    assert coloured(line) == expected


@given(st.text())
def test_pieces_stand_in_order_and_inside_the_line(line: str) -> None:
    at = 0
    for start, end, _ in pieces(line):
        assert at <= start < end <= len(line)
        at = end


@given(st.text(st.characters(exclude_characters="\n\r")))
def test_nothing_is_lost_of_the_line(line: str) -> None:
    fragments = LineLexer().lex_document(Document(line))(0)
    assert "".join(fragment[1] for fragment in fragments) == line
