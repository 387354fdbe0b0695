"""The terminal is untouched: what a real pseudo-terminal receives.

All of it: bench/reliability/terminal.py.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from arcticsearch import Collection
from arcticsearch.present import json as as_json
from arcticsearch.present import terminal
from arcticsearch.present.style import Style
from tests.reliability.commands import commands, on_a_terminal, piped
from tests.reliability.evil import ATTACKS, EVIL, raw_controls, write_evil_corpus
from tests.shell.screen import CTRL_C, CTRL_D, CTRL_L, Screen

OF_THE_SHELL = re.compile(
    r"\x1b\[(?!95;5m|13;37H|\?1337h)[?>]?[\d;]*[ABCDGHJKPXfhlmnsu]|\x1b[=>]|[\r\x08]"
)
"""What prompt_toolkit moves the cursor and paints with; not what the attacks would."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evil")
    write_evil_corpus(folder / "seeds")
    with Collection.open(folder / "seeds", index=folder / "index") as collection:
        collection.refresh()
    return folder


def test_what_is_looked_for_would_be_found() -> None:
    assert len(raw_controls(EVIL.encode())) > 60
    assert raw_controls(b"\x1b[1;31mice\x1b[0m\r\n") == []
    assert raw_controls(b"\x1b[1;34mice") != []
    assert raw_controls(b"\xff") != []


@pytest.mark.parametrize(
    "argv",
    [
        ["walrus", "-n", "60", "--copies"],
        ["walrus", "--json"],
        [EVIL.replace("\x00", "")],
        ["show", EVIL.replace("\x00", "")],
        ["--corpus", EVIL.replace("\x00", ""), "x"],
        ["status"],
        ["index", "--full"],
    ],
    ids=lambda argv: argv[0][:9],
)
def test_no_control_reaches_a_terminal(folder: Path, argv: list[str]) -> None:
    output = on_a_terminal(argv, folder)
    assert raw_controls(output) == []
    assert b"Traceback" not in output
    assert len(output) > 20


def test_every_article_is_harmless_in_every_shape(folder: Path) -> None:
    with Collection.open(folder / "seeds", index=folder / "index") as collection:
        style, stolen = Style(colour=True), 0
        for article in collection.articles():
            copies = collection.copies(article.path)
            shown = as_json.article(article, copies)
            stolen += bool(raw_controls(json.loads(shown)["path"].encode("utf-8", "replace")))
            lines = [*terminal.article(article, style, copies), *terminal.removed(article, style)]
            assert raw_controls("\n".join([shown, *lines]).encode()) == []
        assert stolen > 10  # JSON keeps what stands there, written as escapes


def test_piped_output_is_as_harmless(folder: Path) -> None:
    for argv in (["walrus", "--jsonl"], ["export"], [f"--{EVIL}".replace("\x00", "")]):
        for output in piped(argv, folder):
            assert raw_controls(output) == []


def test_an_output_that_cannot_write_a_character_is_no_failure(folder: Path) -> None:
    out, err = piped(["walrus", "-n", "60"], folder, PYTHONIOENCODING="ascii")
    assert b"Traceback" not in err
    assert b"alrus" in out
    out, err = piped(["walrus", "--json"], folder, PYTHONIOENCODING="ascii")
    assert json.loads(out.decode("utf-8"))["total"] > 40
    assert len(list(commands([], folder))) > 30


def test_the_shell_writes_only_its_own_sequences(folder: Path) -> None:
    shell = Screen(folder, rows=50)
    try:
        shell.prompt("")
        shell.keys("walrus\r")
        shell.until(r"^walrus \d+>$")
        for line in (":facet author", ":facet source", ":status", ":why 1", ":copies 1", ":hist"):
            shell.keys(f"{line}\r:zzz\r")
            shell.until(r"There is no command :zzz")
            shell.keys(CTRL_L)
            shell.until(lambda: shell.screen.cursor.y == 0)
        for typed in ("+author:\t\t", f"\x1b[200~{EVIL}\x1b[201~"):
            shell.keys(typed)
            shell.until(lambda: len(shell.line()) > len("walrus 100>"))
            shell.keys(CTRL_C)
            shell.until(lambda: re.fullmatch(r"walrus \d+>", shell.line()) is not None)
        shell.keys(CTRL_D)
        assert shell.ended() == 0
    finally:
        shell.process.close(force=True)
    assert raw_controls(shell.raw, OF_THE_SHELL) == []
    assert not [attack for attack in ATTACKS.values() if attack.encode() in shell.raw]
