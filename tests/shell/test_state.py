"""Views, how they are narrowed, and the way back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.query.parse import parse
from arcticsearch.query.tree import Exact, Node, Query
from arcticsearch.query.write import write
from arcticsearch.shell.state import Timeline, View, clauses, label, pick, searched, trail
from arcticsearch.values import replace


def clause(text: str) -> Node:
    return parse(text).root


def asked(base: str, *narrowings: str) -> str:
    """The query of a search narrowed step by step, as text."""
    view = searched(base)
    for narrowing in narrowings:
        view = view.narrowed(clauses(narrowing)[0])
    return write(view.query)


@pytest.mark.parametrize(
    ("narrowings", "query"),
    [
        ((), "ice"),
        (("sea",), "ice sea"),
        (("sea", "sea"), "ice sea"),
        (("-opinion",), "ice -opinion"),
        (('source:="A"',), 'ice source:="A"'),
        (('source:="A"', 'source:="B"'), 'ice (source:="A" OR source:="B")'),
        (('source:="A"', 'author:="B"'), 'ice source:="A" author:="B"'),
        (('author:="A"', "no:author"), 'ice (author:="A" OR no:author)'),
        (("has:author", 'author:="A"'), 'ice has:author author:="A"'),
        (('source:="A"', '-source:"B"'), 'ice source:="A" -source:"B"'),
        (("date:2024", "date:2025"), "ice (date:2024 OR date:2025)"),
        (("date:2024", "date:2024-03"), "ice date:2024 date:2024-03"),
        (("date:2023..", "date:..2025"), "ice date:2023.. date:..2025"),
        (("a OR b",), "ice (a OR b)"),
        (("*",), "ice"),
    ],
)
def test_narrowing(narrowings: tuple[str, ...], query: str) -> None:
    assert asked("ice", *narrowings) == query


def test_what_is_searched_is_kept_together() -> None:
    assert asked("ice OR snow", "sea") == "(ice OR snow) sea"


def test_dropping() -> None:
    view = searched("ice").narrowed(map(clause, ('source:="A"', "date:2024", "sea")))
    assert [label(p) for p in view.without("").picks] == ["A", "2024"]  # type: ignore[union-attr]
    assert [label(p) for p in view.without("1").picks] == ["2024", "sea"]  # type: ignore[union-attr]
    assert [label(p) for p in view.without("date").picks] == ["A", "sea"]  # type: ignore[union-attr]
    assert [label(p) for p in view.without("sea").picks] == ["A", "2024"]  # type: ignore[union-attr]
    assert [label(p) for p in view.without("from").picks] == ["2024", "sea"]  # type: ignore[union-attr]
    assert view.without("9") is None
    assert view.without("author") is None
    assert searched("ice").without("") is None


def test_ticked_values_replace_ticked_values_and_nothing_else() -> None:
    view = searched("ice").narrowed(map(clause, ("sea", 'source:="A"', "date:2024..")))
    after = view.picked([pick("source", "B"), pick("author", "(none)")])
    assert [label(p) for p in after.picks] == ["sea", "2024..", "B", "no author"]


def test_the_prompt_shows_alternatives_together() -> None:
    view = searched("ice").narrowed(map(clause, ('source:="A"', "sea", 'source:="B"', "-snow")))
    assert trail(view) == ["ice", "A|B", "sea", "-snow"]


def test_an_order_given_while_narrowing() -> None:
    assert clauses("sea sort:new")[1] == "new"
    assert clauses("sea")[1] is None
    assert clauses("SORT: relevance")[1] == "relevance"
    assert clauses("sort:old")[0] == ()


@pytest.mark.parametrize("text", ["-snow", "NOT(a b)", "sort:new", "-source:=RSIS"])
def test_a_narrowing_that_only_leaves_out_needs_no_note(text: str) -> None:
    assert clauses(text)[2] == ()


def test_what_is_said_of_a_search_is_not_said_of_its_narrowings() -> None:
    view = searched("-snow")
    assert view.query.notes
    assert view.narrowed([clause("ice")]).query.notes == ()


def test_a_narrowing_without_words_adds_nothing() -> None:
    picks, _, notes = clauses('""')
    assert picks == ()
    assert notes == ('“""” has no letters or digits: left out.',)


@pytest.mark.parametrize("text", ['"last resort: no"', "resort:x", 'title:"sort:new"', "sort:up"])
def test_what_names_no_order_keeps_the_one_there_is(text: str) -> None:
    assert clauses(text)[1] is None


views = st.sampled_from([searched(text) for text in ("a", "b", "c")])


@given(st.lists(st.one_of(views, st.sampled_from(["back", "forth"]))))
def test_undo_and_redo_are_inverse(steps: list[View | str]) -> None:
    timeline = Timeline()
    for step in steps:
        if isinstance(step, View):
            timeline = timeline.to(step)
            assert timeline.now is step
            assert timeline.future == ()
        elif step == "back" and timeline.past:
            assert timeline.back().forth() == timeline
            timeline = timeline.back()
        elif step == "forth" and timeline.future:
            assert timeline.forth().back() == timeline
            timeline = timeline.forth()


def test_a_page_turned_is_no_step() -> None:
    timeline = Timeline().to(searched("a")).to(searched("b"))
    second = replace(searched("b"), pages=(0, 10))
    assert timeline.turned(second).now == second
    timeline = timeline.turned(second)
    assert timeline.back().now == searched("a")


def test_a_view_starts_at_its_first_hit_again_when_narrowed() -> None:
    view = View("ice", Query(clause("ice")), pages=(0, 10, 20))
    assert view.narrowed([Exact("source", "A")]).offset == 0
