"""Commands in, lines out: a session without a terminal."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arcticsearch.collection import Collection
from arcticsearch.errors import ArcticsearchError
from arcticsearch.present.style import Style
from arcticsearch.shell.commands import read
from arcticsearch.shell.handlers import run
from arcticsearch.shell.session import Answer, Session, fits
from tests.shell.conftest import add


def do(session: Session, *lines: str) -> str:
    """What the last of some lines says."""
    answer = Answer()
    for line in lines:
        answer = run(session, read(line))
    return "\n".join(answer.lines)


def prompt(session: Session) -> str:
    return " ".join(session.prompt())


def titles(text: str) -> list[str]:
    return re.findall(r"^ ?\d+ (?!articles?\b)(.+)$", text, re.MULTILINE)


def test_before_the_first_search(session: Session) -> None:
    assert prompt(session) == ""
    for line in ("", ":sort date", ":hist", ":facet author", ":save x", ":pick", ":export csv x"):
        assert len(do(session, line).splitlines()) == 1
    assert do(session, ":undo") == "There is nothing to undo."
    assert "There are no hits yet" in do(session, "3")
    assert prompt(session) == ""


def test_search(session: Session) -> None:
    text = do(session, "icebreaker")
    assert prompt(session) == "icebreaker 4"
    assert len(titles(text)) == 4
    panel = text.split("\n\n")[0]
    assert "source    Floe Review 2 · Harbour Post 2" in panel
    assert "date      2019 ▅▁▁▁▁█▅ 2025  2025 1 · 2024 2 · 2019 1" in panel


def test_narrowing_and_widening_by_the_values_of_a_facet(session: Session) -> None:
    text = do(session, "icebreaker", '+source:="Floe Review"')
    assert prompt(session) == "icebreaker Floe Review 2"
    assert "source    ✓Floe Review 2 · Harbour Post 2" in text
    do(session, '+source:="Harbour Post"')
    assert prompt(session) == "icebreaker Floe Review|Harbour Post 4"
    do(session, "-opinion")
    assert prompt(session) == "icebreaker Floe Review|Harbour Post -opinion 3"


def test_a_value_is_marked_that_is_asked_for_by_its_words(session: Session) -> None:
    assert "author    ✓Mia Lund 1 · Ada Berg 2" in do(session, "icebreaker", "+author:lund")
    assert "source    ✓Floe Review 2 · Harbour Post 2" in do(session, "icebreaker from:flo*")
    assert "✓" not in do(session, "icebreaker has:author").split("author ")[1]


def test_months_are_shown_once_a_year_is_picked(session: Session) -> None:
    text = do(session, "icebreaker", "+date:2024")
    assert "✓2024 2" in text
    assert "month     2024-03 █▁▁█ 2024-06  2024-06 1 · 2024-03 1" in text
    text = do(session, "+date:2024-03")
    assert prompt(session) == "icebreaker 2024 2024-03 1"
    assert "✓2024 2" in text
    assert "✓2024-03 1 · 2024-06 1" in text


def test_undo_redo_drop_reset(session: Session) -> None:
    do(session, "icebreaker", "+finland", "+date:2024..")
    steps = [prompt(session)]
    for line in (":undo", ":undo", ":redo", ":redo", ":drop finland", ":reset", ":undo", ":drop"):
        do(session, line)
        steps.append(prompt(session))
    assert steps == [
        "icebreaker finland 2024.. 2",
        "icebreaker finland 2",
        "icebreaker 4",
        "icebreaker finland 2",
        "icebreaker finland 2024.. 2",
        "icebreaker 2024.. 3",
        "icebreaker 4",
        "icebreaker 2024.. 3",
        "icebreaker 4",
    ]
    assert do(session, ":drop") == "Nothing is narrowed."
    assert do(session, ":drop source") == "There is no narrowing source."


def test_pages_follow_one_another_and_end(session: Session) -> None:
    session.rows = 12
    seen = titles(do(session, "icebreaker"))
    assert 0 < len(seen) < 4
    while more := titles(do(session, "")):
        seen += more
    assert len(set(seen)) == 4
    assert do(session, "") == "These were all the hits."
    assert do(session, ":undo") == "There is nothing to undo."


def test_a_page_turned_back_shows_the_hits_before(session: Session) -> None:
    session.rows = 12
    first = titles(do(session, "icebreaker"))
    second = titles(do(session, ""))
    assert do(session, "") == "These were all the hits."
    assert titles(do(session, ":back")) == first
    assert do(session, ":back") == "There is no page before."
    assert titles(do(session, "")) == second
    assert "icebreaker" in do(session, "1")


def test_without_hits_no_page_is_turned_back(session: Session) -> None:
    assert do(session, ":back") == "There is no page before."


def test_a_page_says_that_there_is_more_and_the_last_one_does_not(session: Session) -> None:
    session.rows = 12
    first = do(session, "icebreaker").splitlines()
    assert first[-1] == "Hits 1–2 of 4 articles · Enter: more"
    assert "Enter" not in do(session, "")
    session.rows = 60
    assert "Enter" not in do(session, "icebreaker")


def test_what_is_folded_is_no_reason_to_turn_the_page(session: Session, corpus: Path) -> None:
    for n in range(20):
        add(corpus, f"{n}.txt", title="A walrus", text=["One walrus " + "and another " * 20])
    add(corpus, "z.txt", title="Another", text=["A walrus of another kind, and as large as two."])
    session.collection.refresh()
    text = do(session, "walrus")
    assert "21 articles, 19 copies folded" in text
    assert "Enter" not in text


def test_ten_hits_fill_a_page_of_any_height(session: Session, corpus: Path) -> None:
    for n in range(11):
        add(corpus, f"{n}.txt", title=f"Walrus {n}", text=[f"Number {n} of the walruses, {n * n}."])
    session.collection.refresh()
    session.rows = 200
    assert do(session, "walrus").endswith("Hits 1–10 of 11 articles · Enter: more")
    assert titles(do(session, "")) != []
    assert do(session, "") == "These were all the hits."


def test_a_hit_of_another_page_can_be_opened(session: Session) -> None:
    session.rows = 12
    do(session, "icebreaker")
    for number in ("1", "2", "3", "4"):
        assert "icebreaker" in do(session, number)
    assert 'write it in quotes: "5"' in do(session, "5")
    assert do(session, ":why 5") == "There is no hit 5."


def test_opening_a_hit(session: Session) -> None:
    do(session, '"leads the convoy"')
    answer = run(session, read("1"))
    assert answer.long
    assert answer.words == ("leads the convoy",)
    assert answer.lines[0] == "The floe and the fairway"
    assert "§ Convoys" in answer.lines
    assert "also in pilots.txt" in answer.lines


def test_what_stands_elsewhere(session: Session) -> None:
    text = do(session, "convoy", ":copies 1")
    assert text == "pilots.txt (1 paragraph)"
    assert do(session, "seal", ":copies 1") == "Nothing of it stands elsewhere."


def test_what_was_removed(session: Session) -> None:
    text = do(session, "divided", ":removed 1")
    assert "Share this story" in text
    assert "share" in text


def test_why_a_hit_is_where_it_is(session: Session) -> None:
    text = do(session, "icebreaker finland", ":why 1")
    assert text.startswith("The score is ")
    assert "icebreaker" in text
    assert "1 in the text" in text
    scores = [float(n) for n in re.findall(r"\d+\.\d+", text)]
    factor = scores.pop() if "×" in text else 1
    assert scores[0] == pytest.approx(factor * sum(scores[1:]), abs=0.05)
    assert "does not stand here" not in text


def test_hits_are_sorted_as_asked(session: Session) -> None:
    do(session, "icebreaker", ":sort date")
    assert session.shown[0].path == "pilots.txt"
    do(session, ":sort old")
    assert session.shown[0].path == "tariff.txt"
    assert "There is no order up" in do(session, ":sort up")
    do(session, "icebreaker", "+sort:new")
    assert session.shown[0].path == "pilots.txt"


def test_all_values_of_a_facet(session: Session) -> None:
    assert "Jon Sund" in do(session, "icebreaker", ":facet au")
    assert "Jon Sund" not in do(session, ":facet author lund")
    assert "There is no facet colour" in do(session, ":facet colour")
    assert do(session, ":facet s") == "s is not enough: source or section?"


def test_the_picker_starts_at_a_facet(session: Session) -> None:
    do(session, "icebreaker")
    assert [run(session, read(line)).pick for line in (":pick", ":pick au")] == ["", "author"]
    assert do(session, ":pick s") == "s is not enough: source or section?"
    assert "There is no facet colour" in do(session, ":pick colour")


def test_a_histogram_has_every_period_between(session: Session) -> None:
    lines = do(session, "ice*", ":hist year").splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["2019", "1"], ["2020", "0"], ["2021", "0"], ["2022", "0"], ["2023", "0"],
        ["2024", "2"], ["2025", "1"], ["undated", "1"],
    ]  # fmt: skip
    months = do(session, "+date:2024", ":hist month").splitlines()
    assert [line.split()[0] for line in months] == ["2024-03", "2024-04", "2024-05", "2024-06"]


def test_nothing_found_says_how_to_go_back(session: Session) -> None:
    assert do(session, "xyzzy") == "Nothing found."
    assert ":drop" in do(session, "icebreaker", "+source:xyzzy")
    do(session, ":drop")
    assert prompt(session) == "icebreaker 4"


def test_help_fits_a_terminal_of_eighty_columns(session: Session) -> None:
    lines = do(session, ":help").splitlines()
    assert max(map(len, lines)) < 80
    assert any(line.startswith(":export csv|jsonl|md|bib FILE ") for line in lines)


def test_help_stays_within_a_narrow_terminal(session: Session) -> None:
    session.style = Style(width=40)
    lines = do(session, ":help").splitlines()
    assert max(map(len, lines)) <= 40
    assert lines[:2] == ["words", "   a new search; Enter alone turns the"]


@pytest.mark.parametrize("line", ["q", "quit", "exit", "help", "?"])
def test_who_seems_to_want_out_or_help_is_told_how(line: str, session: Session) -> None:
    assert do(session, line).endswith("This was a search. To leave: :quit. For help: :help.")


def test_help_tells_of_one_command(session: Session) -> None:
    assert do(session, ":help sort").split() == do(session, ":help :so").split()
    assert "newest first" in do(session, ":help sort")
    assert do(session, ":help s").count("\n") == 2  # sort, save and status
    assert do(session, ":help srot") == "There is no command :srot; did you mean :sort?"


def test_what_can_be_longer_than_the_terminal_asks_for_a_pager(session: Session) -> None:
    do(session, "icebreaker", ":save x")
    for line in (
        ":help",
        "1",
        ":removed 1",
        ":copies 1",
        ":why 1",
        ":facet author",
        "@",
        ":status",
        ":index",
    ):
        assert run(session, read(line)).long, line


def test_what_stays_above_the_prompt_and_its_menu() -> None:
    assert fits(22, 30)
    assert not fits(23, 30)


def test_notes_of_the_query_are_shown(session: Session) -> None:
    assert "no field colour" in do(session, "colour:red icebreaker")
    assert "is not a date" in do(session, "icebreaker", "+date:someday")


def test_a_search_that_fails_changes_nothing(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = do(session, "icebreaker"), prompt(session), session.timeline

    def fails(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Collection, "search", fails)
        for line in ("seal", "+finland", "", ":sort date"):
            with pytest.raises(KeyboardInterrupt):
                run(session, read(line))
    assert (prompt(session), session.timeline) == before[1:]


@pytest.mark.parametrize("line", ["seal", "+finland", "", ":sort date", ":undo"])
def test_what_is_stopped_while_it_is_shown_changes_nothing(
    line: str, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.rows = 12
    do(session, "ice", "icebreaker")
    before = prompt(session), session.timeline, session.results, session.shown

    def stopped(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("arcticsearch.present.terminal.results", stopped)
        with pytest.raises(KeyboardInterrupt):
            run(session, read(line))
    assert (prompt(session), session.timeline, session.results, session.shown) == before
    assert "icebreaker" in do(session, ":open 1")


def test_saved_searches_mark_what_is_new(session: Session, corpus: Path) -> None:
    assert "@finland" in do(session, "icebreaker finland", ":save finland")
    assert "0 articles new" in do(session, "@finland")
    add(corpus, "zz.txt", title="A new one", text=["Finland has an icebreaker more."])
    session.collection.refresh()
    text = do(session, "@finland")
    assert "1 article new" in text
    assert re.search(r"A new one\n +new\n", text)
    assert prompt(session) == "@finland 3"
    assert "0 articles new" in do(session, "@finland")
    assert "There is no saved search @norway. There is @finland." in do(session, "@norway")
    assert "icebreaker finland" in do(session, "@")


def test_a_newer_index_answers_the_next_search_and_no_page_before(
    session: Session, corpus: Path
) -> None:
    do(session, "icebreaker")
    add(corpus, "zz.txt", title="A new one", text=["An icebreaker more."])
    with session.collection.another() as elsewhere:
        elsewhere.refresh()
    session.outdated = True
    do(session, "")
    assert prompt(session) == "icebreaker 4"
    do(session, "icebreaker")
    assert prompt(session) == "icebreaker 5"
    assert not session.outdated


@pytest.mark.parametrize("style", [Style(width=80), Style(colour=True, width=40)])
def test_nothing_of_a_page_reaches_the_terminal_raw(
    style: Style, session: Session, corpus: Path, tmp_path: Path
) -> None:
    evil = "\x1b]0;own\x07 \x9b31m \u202eevil\u200b \u2066"
    add(
        corpus, "evil.txt", title=f"Ice {evil}", source=f"S {evil}", author=[f"A {evil}"],
        category=[f"C {evil}"], date="2024", text=[f"# H {evil}", f"evilword {evil} ice"],
        removed=[f"R {evil}"],
    )  # fmt: skip
    session.collection.refresh()
    session.style = style
    lines = [
        "evilword", "1", ":removed 1", ":copies 1", ":why 1", ":facet author", ":facet source",
        ":hist month", ":status", f"+source:{evil}", f"{evil}", f":{evil}", f"@{evil}", ":help",
        f":export csv {tmp_path / 'no'}{evil}/x", f":save x{evil}", f":facet author {evil}",
    ]  # fmt: skip
    for line in lines:
        try:
            said = do(session, line)
        except (ArcticsearchError, OSError):
            continue  # the error boundary makes its sentence harmless
        coloured = re.sub(r"\x1b\[[0-9;]*m", "", said) if style.colour else said
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]",
                             coloured), line  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(
    line=st.text(max_size=40).filter(lambda line: not read(line).name.startswith(("export", "q")))
)
def test_no_line_breaks_a_session(session: Session, line: str) -> None:
    do(session, "icebreaker", line)
