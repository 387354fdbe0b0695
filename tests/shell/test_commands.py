"""Lines into commands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.shell.commands import COMMANDS, Command, read
from arcticsearch.shell.handlers import HANDLERS

CASES = [
    ("", Command("page")),
    ("   ", Command("page")),
    ("sea ice", Command("search", "sea ice")),
    ("12", Command("open", "12")),
    ("0", Command("search", "0")),
    ("12 ships", Command("search", "12 ships")),
    ('"2024"', Command("search", '"2024"')),
    ("+ice", Command("narrow", "ice")),
    ("+ ice", Command("narrow", "ice")),
    ('+source:"RSIS" +date:2024..', Command("narrow", 'source:"RSIS" date:2024..')),
    ('+"a + b"', Command("narrow", '"a + b"')),
    ("+ice -opinion", Command("narrow", "ice -opinion")),
    ("-opinion", Command("narrow", "-opinion")),
    ("- opinion", Command("search", "- opinion")),
    ("C++ and ice", Command("search", "C++ and ice")),
    ("ice +sea", Command("search", "ice +sea")),
    (":open 3", Command("open", "3")),
    (": open 3", Command("open", "3")),
    (":OPEN 3", Command("open", "3")),
    (":o 3", Command("open", "3")),
    (":q", Command("quit")),
    (":facet author berg", Command("facet", "author berg")),
    (":export csv a b.csv", Command("export", "csv a b.csv")),
    (":export! md x.md", Command("export", "! md x.md")),
    ("@finland", Command("run", "finland")),
    ("@", Command("run", "")),
    ("me@example.org", Command("search", "me@example.org")),
    ("@ the harbour", Command("search", "@ the harbour")),
]
MISTAKES = [
    (":opne 3", "did you mean :open?"),
    (":xyzzy", ":help lists them"),
    (":", "There is no command :"),
    (":open", "Write :open N, such as :open 3."),
    (":open three", "Write :open N"),
    (":s", ":sort or :save or :status"),
    (":save foo bar", "Write :save NAME, such as :save sea-ice. A name is one word."),
    (":run a/b", "A name is one word."),
    ("+", "Write a clause after the +"),
    (":undo twice", "Write :undo."),
]


@pytest.mark.parametrize(("line", "command"), CASES)
def test_a_line_is_read_as(line: str, command: Command) -> None:
    assert read(line) == command


@pytest.mark.parametrize(("line", "sentence"), MISTAKES)
def test_a_mistake_is_explained(line: str, sentence: str) -> None:
    command = read(line)
    assert command.name == "mistake"
    assert sentence in command.argument


@given(st.text())
def test_no_line_fails(line: str) -> None:
    assert read(line).name in HANDLERS


def test_every_command_is_handled_and_its_example_is_right() -> None:
    assert set(COMMANDS) <= set(HANDLERS)
    for name, usage in COMMANDS.items():
        assert read(f":{name} {usage.example}").name == name
