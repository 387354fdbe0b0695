"""The shell on a real pseudo-terminal: what a reader types and sees."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals here", allow_module_level=True)

from tests.shell.screen import CTRL_C, CTRL_D, CTRL_L, ENTER, ESC, F1, F2, TAB, Screen

Start = Callable[..., Screen]


def page(title: str, date: str, *paragraphs: str) -> str:
    return "\n\n".join((title, date, *paragraphs)) + "\n"


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the shell over a small corpus; its process is ended after the test."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for n, (date, country) in enumerate(
        [("12 March 2019", "Norway"), ("3 June 2024", "Finland"), ("20 January 2025", "Sweden")]
    ):
        (seeds / f"page{n}.txt").write_text(
            page(
                f"The winter of {country}", date,
                f"An icebreaker of {country} leads the convoy through the fairway, and the tugs "
                "follow her at a distance, because the channel closes within the hour.",
                f"In {country} the harbour pays for the pilots and the ministry for the ships, so "
                "that nobody can say what one voyage costs in a winter of heavy ice.",
            ),
            encoding="utf-8",
        )  # fmt: skip
    started: list[Screen] = []

    def start(**options: str | int) -> Screen:
        started.append(Screen(tmp_path, **options))  # type: ignore[arg-type]
        return started[-1]

    yield start
    for screen in started:
        screen.process.close(force=True)


def test_a_session(start: Start, tmp_path: Path) -> None:
    shell = start()
    shell.prompt("")
    shell.until("3 articles · F1 help")
    text = shell.enter("icebreaker", "icebreaker 3")
    assert re.search(r"^date +2019 \S+ 2025  2025 1 · 2024 1 · 2019 1$", text, re.M)
    assert len(re.findall(r"^ \d The winter of", text, re.M)) == 3

    shell.keys("+date:")
    shell.until(r"^ +2024 +1$")  # the values with their counts, below the line
    shell.keys("2024" + TAB)
    shell.until(lambda: shell.line() == "icebreaker 3> +date:2024")
    shell.keys(ENTER)
    text = shell.prompt("icebreaker ›2024 1")
    assert "✓2024 1" in text
    assert "The winter of Finland" in text

    shell.enter(":undo", "icebreaker 3")
    shell.enter(":redo", "icebreaker ›2024 1")
    text = shell.enter(":export csv hits.csv", "icebreaker ›2024 1")
    assert "Wrote 1 hit to hits.csv." in text
    assert "Finland" in (tmp_path / "hits.csv").read_text(encoding="utf-8")
    text = shell.enter(":export csv hits.csv", "icebreaker ›2024 1")
    assert "hits.csv is there already" in text

    shell.keys("half a line")
    shell.until(lambda: shell.line().endswith("half a line"))
    shell.keys(CTRL_C)
    shell.prompt("icebreaker ›2024 1")
    shell.keys(CTRL_D)
    assert shell.ended() == 0


VOYAGE = (
    "The ship left the harbour in the first week of May, when the pilots said that the ice in the "
    "outer sound had begun to move and would not come back before the autumn.",
    "There were eleven of us on board, and none had been further north than the fishing banks. The "
    "cook had brought four sacks of onions, because he had read that sailors once died without.",
    "For nine days we saw nothing but fog. The mate wrote the soundings into the log every hour, "
    "and in the evening the master compared them with a chart that was older than he was.",
    "On the tenth day the wind turned and the sky was clear from one end to the other. We counted "
    "thirty bergs before breakfast, and afterwards nobody wanted to count any more.",
    "The engine failed in the strait, as it had been expected to. It took the engineer two nights "
    "to make a new valve out of a brass lamp, and he never told us where the lamp had hung.",
    "What we had come for was a hut of planks on a beach of stones, and it was still standing. "
    "Somebody had left a kettle on the stove and a book, open, with its face to the table.",
    "On the last day a walrus came alongside and looked at the ship for a long while, and then it "
    "went down without a sound and was not seen again by any of us.",
)


def test_opening_a_hit_in_the_pager(start: Start, tmp_path: Path) -> None:
    (tmp_path / "seeds" / "long.txt").write_text(
        page("A long voyage", "1 May 2023", *VOYAGE), encoding="utf-8"
    )
    shell = start(rows=18)
    shell.prompt("")
    shell.enter("walrus", "walrus 1")
    shell.keys("1" + ENTER)
    shell.until(lambda: "a kettle on the stove" in shell.text())
    shell.until(lambda: "A long voyage" not in shell.text())  # the pager starts at the match
    assert "a walrus came alongside" in shell.text()
    shell.keys("q")
    shell.prompt("walrus 1")
    shell.keys(CTRL_D)
    assert shell.ended() == 0


def test_values_are_ticked_and_the_picker_leaves_nothing_behind(start: Start) -> None:
    shell = start()
    shell.prompt("")
    shell.enter("icebreaker", "icebreaker 3")
    shell.keys(F2)
    shell.until(r"^\[ \] date +1  2019$")
    shell.keys("2019 ")
    shell.until(r"^\[x\] date +1  2019$")
    shell.keys(ENTER)
    text = shell.prompt("icebreaker ›2019 1")
    assert "[x]" not in text


def test_leaving_the_picker_leaves_one_prompt(start: Start) -> None:
    shell = start()
    shell.prompt("")
    before = shell.enter("icebreaker", "icebreaker 3")
    shell.keys("+fin" + F2)
    shell.until(r"^\[ \] date +1  2019$")
    shell.keys(ESC)
    shell.until(lambda: shell.line() == "icebreaker 3> +fin")
    shell.until(lambda: "[ ] date" not in shell.text())
    prompts = [re.findall("^icebreaker 3>", text, re.M) for text in (before, shell.text())]
    assert prompts == [["icebreaker 3>"]] * 2


def test_how_to_leave_is_seen_on_eighty_columns(start: Start) -> None:
    shell = start(columns=80)
    shell.until("3 articles · F1 help · Ctrl-D leave · F2 values")


def test_help_is_above_a_line_that_stays(start: Start) -> None:
    shell = start()
    shell.prompt("")
    shell.keys("half a li")
    shell.keys(F1)
    shell.until("^:export csv")
    shell.keys("ne")
    shell.until(lambda: shell.line() == "> half a line")


def test_new_seeds_are_told_and_wait_for_the_next_search(start: Start, tmp_path: Path) -> None:
    shell = start()
    shell.prompt("")
    before = shell.enter("icebreaker", "icebreaker 3")
    (tmp_path / "seeds" / "new.txt").write_text(
        page("A fourth one", "1 May 2023",
             "The new icebreaker is smaller than the others, which is what the harbour wanted, "
             "because nobody there can pay for a larger one in a mild winter."),
        encoding="utf-8",
    )  # fmt: skip
    text = shell.until("^1 new seed: in your next search")
    assert re.findall(r"^ \d The.*", text, re.M) == re.findall(r"^ \d The.*", before, re.M)
    shell.enter("icebreaker", "icebreaker 4")
    shell.until("^4 articles ·")


def test_a_resize_is_followed(start: Start) -> None:
    shell = start()
    shell.prompt("")
    shell.resize(24, 50)
    shell.keys(
        CTRL_L
    )  # a terminal that shrinks leaves the old lines anywhere; start from a clear one
    shell.until(lambda: shell.screen.cursor.y == 0)
    text = shell.enter("icebreaker", "icebreaker 3")
    assert max(len(line.rstrip()) for line in shell.screen.display) <= 50
    assert "The winter of" in text
    shell.resize(15, 24)
    shell.keys(CTRL_L)
    shell.until(lambda: shell.screen.cursor.y == 0)
    shell.enter("+finland", "icebrea… ›finland 1")


def test_no_colour(start: Start) -> None:
    shell = start(NO_COLOR="1")
    shell.prompt("")
    shell.enter("icebreaker source:x OR", "icebreaker source:x OR 0")
    shell.enter("icebreaker", "icebreaker 3")
    codes = {int(n) for found in re.findall(rb"\x1b\[([\d;]*)m", shell.raw)
             for n in found.split(b";") if n}  # fmt: skip
    assert not codes & {*range(30, 38), 38, *range(40, 48), 48, *range(90, 108)}


def test_a_dumb_terminal(start: Start) -> None:
    shell = start(TERM="dumb")
    shell.until(lambda: shell.line().startswith(">"))
    shell.keys("icebreaker" + ENTER)
    shell.until("^3 articles")
    shell.keys("1" + ENTER)
    shell.until("pays for the pilots")
    shell.keys(CTRL_D)
    assert shell.ended() == 0
    assert re.findall(rb".{0,20}\x1b.{0,20}", shell.raw) == []


def test_a_byte_that_is_no_character_ends_no_session(start: Start) -> None:
    shell = start(
        TERM="dumb", PYTHONIOENCODING="utf-8:strict"
    )  # as most languages' locales have it
    shell.until(lambda: shell.line().startswith(">"))
    shell.process.send(b"caf\xe9 icebreaker\r")
    shell.until("^Nothing found|^3 articles")
    shell.keys(CTRL_D)
    assert shell.ended() == 0


def test_nothing_of_a_page_reaches_the_terminal_raw(start: Start, tmp_path: Path) -> None:
    evil = "\x1b]0;own\x07\x1b[2J\u202eevil\u2066\u200b"
    (tmp_path / "seeds" / "evil\x1b[31m.txt").write_text(
        page(f"Walrus {evil} news", "2 May 2023",
             f"The walrus {evil} came alongside and looked at the ship for a long while, and then "
             "it went down without a sound and was not seen again by anybody."),
        encoding="utf-8",
    )  # fmt: skip
    shell = start()
    shell.prompt("")
    shell.enter("walrus", "walrus 1")
    shell.keys(f"\x1b[200~{evil} pasted\x1b[201~")
    shell.until(lambda: shell.line().endswith("pasted"))
    shell.keys(CTRL_C)
    shell.prompt("walrus 1")
    shell.enter(":removed 1", "walrus 1")
    for raw in (b"\x1b]0;own", b"\x1b[31m.txt", "\u202e".encode(), "\u2066".encode()):
        assert raw not in shell.raw
