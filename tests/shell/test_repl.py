"""A session with keys from a pipe and no screen."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from unittest.mock import Mock

import pytest
from prompt_toolkit.application import Application
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput

from arcticsearch.collection import Collection
from arcticsearch.present.style import Style
from arcticsearch.shell.line import Line, _history, _inputrc
from arcticsearch.shell.repl import Repl
from arcticsearch.shell.session import Session

F1, F2, UP, ESC, CTRL_C, CTRL_D, CTRL_R, CTRL_Z = (
    "\x1bOP",
    "\x1bOQ",
    "\x1b[A",
    "\x1b",
    "\x03",
    "\x04",
    "\x12",
    "\x1a",
)


@contextmanager
def opened(collection: Collection) -> Iterator[tuple[Repl, PipeInput, io.StringIO]]:
    out = io.StringIO()
    with create_pipe_input() as keys:
        yield Repl(collection.another(), Style(width=80), out, keys, DummyOutput()), keys, out


def typed(collection: Collection, keys: str) -> tuple[Session, str]:
    """The session after some keys and Ctrl-D, and all that it said."""
    with opened(collection) as (repl, pipe, out):
        pipe.send_text(keys + CTRL_D)
        assert repl.run() == 0
        return repl.session, out.getvalue()


def test_a_session(collection: Collection) -> None:
    session, said = typed(collection, "icebreaker\n+finland\n:undo\n\n")
    assert session.prompt() == ["icebreaker", "4"]
    assert "4 articles" in said
    assert "2 articles" in said
    assert "These were all the hits." in said


@pytest.mark.parametrize("keys", [":help\n", F1])
@pytest.mark.parametrize(("rows", "paged"), [(24, True), (30, True), (50, False)])
def test_help_that_would_lose_its_top_is_paged(
    keys: str, rows: int, paged: bool, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(Line, "size", lambda _: Size(rows, 100))
    monkeypatch.setattr("arcticsearch.shell.repl.page", lambda lines, _: not shown.extend(lines))
    _, said = typed(collection, keys)
    assert any(line.startswith(":quit") for line in shown) is paged
    assert (":quit" in said) is not paged


@pytest.mark.parametrize(("rows", "gone_to"), [(5, ("icebreaker",)), (9, ())])
def test_a_match_is_gone_to_where_the_screen_does_not_hold_all(
    rows: int, gone_to: tuple[str, ...], collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(Line, "size", lambda _: Size(rows, 100))
    monkeypatch.setattr("arcticsearch.shell.repl.page", lambda _, words: not asked.append(words))
    typed(collection, "icebreaker title:yards\n1\n")
    assert asked == [gone_to]


def test_quitting_leaves_what_comes_after(collection: Collection) -> None:
    session, _ = typed(collection, ":q\nicebreaker\n")
    assert session.prompt() == []


def test_ctrl_c_cancels_the_line_and_not_the_session(collection: Collection) -> None:
    session, _ = typed(collection, f"seal{CTRL_C}icebreaker\n")
    assert session.prompt() == ["icebreaker", "4"]


def test_ctrl_z_leaves_for_the_shell_and_keeps_the_line(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[object] = []
    monkeypatch.setattr(Application, "suspend_to_background", lambda app: left.append(app))
    session, _ = typed(collection, f"ice{CTRL_Z}breaker\n")
    assert len(left) == 1
    assert session.prompt() == ["icebreaker", "4"]


def test_ctrl_c_stops_a_search_and_not_the_session(
    collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    search = Collection.search

    def stopped(self: Collection, query: object, **options: object) -> object:
        if "seal" in repr(query):
            raise KeyboardInterrupt
        return search(self, query, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Collection, "search", stopped)
    session, said = typed(collection, "icebreaker\nseal\n+finland\n")
    assert "Stopped." in said
    assert session.prompt() == ["icebreaker", "finland", "2"]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            ValueError("a \x1b[31mbug"),
            "This failed, and should not have (ValueError: a \ufffd[31mbug). Please report it.",
        ),
        (
            OSError(5, "Input/output error", "/a/file"),
            "The disk or a file failed: Input/output error (/a/file).",
        ),
    ],
)
def test_a_failure_is_a_sentence_and_not_the_end(
    collection: Collection, monkeypatch: pytest.MonkeyPatch, error: Exception, sentence: str
) -> None:
    monkeypatch.setattr(Collection, "explain", Mock(side_effect=error))
    session, said = typed(collection, "icebreaker\n:why 1\n+finland\n")
    assert sentence in said.split("\n")
    assert session.prompt() == ["icebreaker", "finland", "2"]


def test_a_paste_of_several_lines_is_one_line_and_waits(collection: Collection) -> None:
    paste = "\x1b[200~icebreaker\r\n:quit\n\tfinland\x1b[201~"
    session, _ = typed(collection, f"{paste}{CTRL_C}seal\n")
    assert session.prompt() == ["seal", "1"]
    session, _ = typed(collection, f"{paste}\n")
    assert session.prompt()[0] == "icebreaker :quit finland"


def test_values_are_ticked(collection: Collection) -> None:
    session, _ = typed(collection, f"icebreaker\n{F2}post \nseal{CTRL_C}")
    assert session.prompt() == ["icebreaker", "Harbour Post", "2"]


def test_what_was_typed_is_there_after_the_picker(collection: Collection) -> None:
    session, _ = typed(collection, f"icebreaker\n+fin{F2}post \nland\n")
    assert session.prompt() == ["icebreaker", "Harbour Post", "finland", "1"]


def test_the_picker_can_be_left(collection: Collection) -> None:
    session, _ = typed(collection, f"icebreaker\n{F2} {CTRL_C}+finland\n")
    assert session.prompt() == ["icebreaker", "finland", "2"]


def test_lines_are_remembered_from_session_to_session(collection: Collection) -> None:
    typed(collection, "icebreaker finland\n")
    session, _ = typed(collection, f"{CTRL_R}breaker\n\n")
    assert session.prompt() == ["icebreaker finland", "2"]


def test_a_data_folder_that_cannot_be_written(
    collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    session, said = typed(collection, "icebreaker\n:save x\n+finland\n")
    assert session.prompt() == ["icebreaker", "finland", "2"]
    assert "Not a directory" in said


def test_vi_keys_edit_the_line_until_the_session_ends(collection: Collection) -> None:
    session, _ = typed(collection, f":keys vi\nicebreakerxx{ESC}xx\n")
    assert session.prompt() == ["icebreaker", "4"]
    session, _ = typed(collection, "icebreaker\n")
    assert session.prompt() == ["icebreaker", "4"]


def test_a_query_bomb_is_answered(collection: Collection) -> None:
    bomb = "(" * 3000 + "ice* " * 50
    session, said = typed(collection, f"\x1b[200~{bomb}\x1b[201~\n+finland\n")
    assert session.prompt()[-2] == "finland"
    assert "parenthesis" in said


def test_a_vanished_corpus_and_index_are_sentences(
    collection: Collection, corpus: Path, tmp_path: Path
) -> None:
    import shutil

    with opened(collection) as (repl, pipe, out):
        shutil.rmtree(corpus)
        shutil.rmtree(tmp_path / "index")
        repl.session.outdated = True
        pipe.send_text("icebreaker\n:status\n:index\nseal\n" + CTRL_D)
        assert repl.run() == 0
        said = out.getvalue()
    assert "does not exist" in said
    assert "This failed" not in said


def test_lines_that_cannot_be_kept_stop_nothing(tmp_path: Path) -> None:
    file = tmp_path / "data" / "history"
    lines = _history(file)
    lines.append_string("icebreaker")
    assert list(_history(file).load_history_strings()) == ["icebreaker"]
    file.unlink()
    file.mkdir()  # nobody can read or write it, not even root
    lines.append_string("finland")
    assert lines.get_strings() == ["icebreaker", "finland"]
    assert list(lines.load_history_strings()) == []


def test_without_a_home_there_is_no_file_of_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(_: Path) -> NoReturn:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("INPUTRC", raising=False)
    monkeypatch.setattr(Path, "expanduser", none)
    assert _inputrc() == ""
