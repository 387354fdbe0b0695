"""Where the body of a text page ends, when the model stops too early."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from arcticsearch.corpus.strip import body_text, edges, lexicon
from arcticsearch.corpus.strip.edges import with_announced, with_close, with_lead, without_marks
from arcticsearch.corpus.text import extract
from arcticsearch.page import Block, Form, Page, Seed

BODY = "The pilot boat lay in the ice for two days before the tug could reach it."
CLOSE = "When the wind fell at last the whole crew had walked ashore over the floes without a word."
HEADING = "A slow thaw"
MENU = "Home News Contact Login"
TEASER = (
    "Read more news on our homepage: sign in, subscribe to the newsletter and share every story."
)

Rule = Callable[..., list[bool]]


def kept(rule: Rule, lines: Sequence[str], keep: str, odds: float | None = None) -> str:
    """The marks of the blocks after a rule: x for kept. `keep` are those before it."""
    blocks = [Block(line) for line in lines]
    classes = lexicon.read(list(lines)).counts
    doubts = np.full(len(lines), -1.0 if odds is None else odds)
    found = rule(blocks, [mark == "x" for mark in keep], doubts, classes)
    assert all(type(mark) is bool for mark in found)
    return "".join(".x"[mark] for mark in found)


@pytest.mark.parametrize(
    ("lines", "before", "after"),
    [
        ((BODY, CLOSE), "x.", "xx"),
        ((BODY, CLOSE, CLOSE, CLOSE), "x...", "xxxx"),
        ((BODY, HEADING, CLOSE, HEADING), "x...", "xxx."),  # the heading comes along
        ((BODY, HEADING, HEADING, CLOSE), "x...", "x..."),  # too far
        ((BODY, MENU, CLOSE), "x..", "x.."),  # what stands below furniture is a further story
        ((BODY, TEASER), "x.", "x."),
        ((BODY, HEADING, HEADING), "x..", "x.."),
        ((BODY, BODY, CLOSE), "x.x", "x.x"),  # nothing is filled up inside
        ((BODY, CLOSE), "..", ".."),
        ((), "", ""),
    ],
)
def test_the_body_goes_on_with_the_sentences_right_below_it(
    lines: tuple[str, ...], before: str, after: str
) -> None:
    assert kept(with_close, lines, before) == after


@pytest.mark.parametrize(
    ("lines", "before", "after"),
    [
        (("The convoy was made up of:", "Two tugs", "One tanker", MENU), "x...", "xxx."),
        (("該船隊包括：", "兩艘拖船"), "x.", "xx"),
        (("The convoy was made up of:", "Two tugs", BODY), "x.x", "xxx"),
        (("The convoy was made up of:", "Two tugs"), "..", ".."),  # the colon is no body either
        (("The convoy was small.", "Two tugs"), "x.", "x."),
        ((BODY, "Two tugs:", "One tanker"), "x..", "x.."),
    ],
)
def test_what_a_colon_announces_is_kept(lines: tuple[str, ...], before: str, after: str) -> None:
    assert kept(with_announced, lines, before) == after


@pytest.mark.parametrize("rule", [with_close, with_announced, with_lead])
def test_no_rule_keeps_what_the_model_is_sure_of(rule: Rule) -> None:
    lines = [CLOSE, "The convoy was made up of:", CLOSE]
    assert kept(rule, lines, ".x.", odds=-9.0) == ".x."
    assert kept(rule, lines, ".x.") != ".x."


def test_the_sentences_above_the_body_are_its_lead_and_furniture_is_not() -> None:
    assert kept(with_lead, (CLOSE, HEADING, TEASER, BODY), "...x") == "x..x"


def test_a_page_is_mended_at_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    page = extract(Seed("page.txt", Form.TEXT, f"{BODY}\n\n{HEADING}\n\n{CLOSE}\n", ""))
    monkeypatch.setattr(body_text, "decode", lambda gains: [True, False, False])
    assert _body(page) == [True, True, True]


def _body(page: Page) -> list[bool]:
    words = lexicon.read([block.text for block in page.blocks])
    (found,) = body_text.kept([page], words)
    return list(found)


def test_further_stories_are_not_brought_back() -> None:
    lines = (BODY, CLOSE, CLOSE, "Related stories", CLOSE, HEADING)
    blocks = [Block(line) for line in lines]
    classes = lexicon.read(list(lines)).counts
    decisions = edges.without_further_stories(blocks, [True] * 3 + [False, True, False], classes)
    assert decisions == [True] * 3 + [False] * 3
    assert edges.with_close(blocks, decisions, np.full(len(lines), -1.0), classes) == decisions


@pytest.mark.parametrize(
    ("line", "tag", "stays"),
    [
        ("ADVERTISEMENT", "", False),
        ("Advertisement >>", "", False),
        ("Anzeige -", "", False),
        ("17", "", False),
        ("Advertising", "h2", True),  # a heading in a text about it
        ("Advertising on the ferry", "", True),
        ("20,000", "", True),
        ("2024 was a bad year", "", True),
    ],
)
def test_lines_that_mark_a_page_or_an_advertisement(line: str, tag: str, stays: bool) -> None:
    lines = (BODY, line, CLOSE)
    blocks = [Block(text, tag=tag if text is line else "") for text in lines]
    found = without_marks(blocks, [True] * 3, lexicon.read([*lines]).counts)
    assert found == [True, stays, True]
    assert without_marks(blocks, [False] * 3, lexicon.read([*lines]).counts) == [False] * 3
