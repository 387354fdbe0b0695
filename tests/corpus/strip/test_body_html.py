"""Golden pages, one a kind of failure, and what holds for any page."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from arcticsearch.corpus import trees
from arcticsearch.corpus.html.blocks import extract
from arcticsearch.corpus.strip import body_html
from arcticsearch.corpus.strip.features_html import Evidence
from arcticsearch.corpus.strip.pages import strip, strip_all
from arcticsearch.page import Form, Page, Seed

PAGES = sorted((Path(__file__).parents[2] / "pages" / "html").glob("*.html"))


def decisions(html: str) -> list[tuple[str, bool]]:
    page = extract(Seed("page.html", Form.HTML, html, ""))
    if not page.blocks:
        return []
    (kept,) = body_html.kept([page])
    return [(block.text, keep) for block, keep in zip(page.blocks, kept, strict=True)]


# What the models still get wrong. Strict: a model that gets one right must take it off the list.
NOT_YET = {
    "layout_table_with_line_breaks": "the menu's cell has the same path as the article's",
    "short_article_long_legal": "the notice is four times as long as the article",
}


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(
            path,
            id=path.stem,
            marks=[pytest.mark.xfail(strict=True, reason=NOT_YET[path.stem])]
            if path.stem in NOT_YET
            else [],
        )
        for path in PAGES
    ],
)
def test_golden_page(path: Path) -> None:
    """The .kept file beside a page has a line for each block that is kept; "? " for either way."""
    lines = path.with_suffix(".kept").read_text("utf-8").splitlines()
    either = {line[2:] for line in lines if line.startswith("? ")}
    wanted = [line for line in lines if not line.startswith("? ")]
    found = [text for text, keep in decisions(path.read_text("utf-8")) if keep]
    assert [text for text in found if text not in either] == wanted


@settings(max_examples=50)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "<div>", "</div>", "<li>", "<a>", "</a>", "word", "漢字。", "<br><br>"]
        )
    )
)
def test_one_decision_a_block_and_something_kept(pieces: list[str]) -> None:
    found = decisions("".join(pieces))
    assert any(keep for _, keep in found) or not found


PIECES = (
    *("<h1>Ice closes the sound</h1>", "<nav><li><a href=/>Home</a></li><li>News</li></nav>"),
    *("<div class=comment>So it is.</div>", "<div class='related'>", "</div>", "<p>漢字。</p>"),
    "<p>The ferry stayed in the harbour all day, because the ice had closed the sound again.</p>",
    "<article><p>The captain says that the floes drift north, <a href=/>and</a> nobody knows.</p>",
)
pages = st.lists(st.sampled_from(PIECES), max_size=20).map(
    lambda pieces: extract(
        Seed("a.html", Form.HTML, f"<title>Ice closes the sound</title>{''.join(pieces)}", "")
    )
)


@given(st.lists(pages, max_size=6))
def test_a_page_is_stripped_alike_beside_any_others(some: list[Page]) -> None:
    assert strip_all(some) == [strip(page) for page in some]
    full = [page for page in some if page.blocks]
    if not full:
        return
    models = body_html.Models(trees.load("html_first"), trees.load("html_second"))
    together, odds = measured(full, models)
    alone = [measured([page], models) for page in full]
    # Equal to the last bit, odds too, or an update would not equal a build from nothing.
    assert np.array_equal(odds, np.concatenate([odds for _, odds in alone]))
    assert np.array_equal(together, np.concatenate([rows for rows, _ in alone]))


def measured(
    some: list[Page], models: body_html.Models
) -> tuple[NDArray[np.float32], NDArray[np.float64]]:
    evidence = Evidence(some)
    first = models.first.log_odds(evidence.rows(models.first.features))
    evidence.add_opinion(1 / (1 + 2.0 ** -first.round()))
    return evidence.rows(models.second.features), body_html.log_odds(Evidence(some), models)


def chosen(scores: list[float], words: list[float]) -> list[bool]:
    found: list[bool] = body_html.chosen(np.array(scores), np.array(words)).tolist()
    return found


def test_doubtful_blocks_are_kept_only_where_no_block_is_sure() -> None:
    assert chosen([5.0, 0.5, -0.5, -3.0], [40.0] * 4) == [True, True, False, False]
    assert chosen([-1.0, -2.5, -3.5], [40.0] * 3) == [True, True, False]


def test_a_short_block_of_which_the_model_is_unsure_goes_with_its_neighbours() -> None:
    assert chosen([3.0, -0.1, 3.0], [40.0, 3.0, 40.0]) == [True, True, True]
    assert chosen([3.0, -0.3, 3.0], [40.0, 90.0, 40.0])[1] is False
    assert chosen([-3.0, 0.1, -3.0, 4.0], [40.0, 3.0, 40.0, 40.0])[1] is False


def test_a_word_that_the_model_takes_for_furniture_goes_however_short() -> None:
    assert chosen([3.0, -0.6, 3.0], [40.0, 1.0, 40.0]) == [True, False, True]


def test_the_headline_becomes_a_field_and_is_no_body() -> None:
    prose = "The ferry stayed in the harbour all day, because the ice had closed the sound again. "
    page = (
        "<html><head><title>Ice closes the sound | The Floe</title></head><body><article>"
        f"<h1>Ice closes the sound</h1>{f'<p>{prose * 3}</p>' * 4}</article></body></html>"
    )
    assert [text for text, keep in decisions(page) if not keep] == ["Ice closes the sound"]


def test_linear_in_the_blocks_of_a_page() -> None:
    start = time.process_time()
    assert len(decisions("<p>x</p>" * 30_000)) == 30_000
    assert len(decisions("<div>" * 3_000 + "<p>some words of text</p>" * 10_000)) == 10_000
    assert len(decisions("<p>" + "word " * 400_000)) == 1
    assert time.process_time() - start < 20
