"""How much of the page's title a block says."""

from __future__ import annotations

import pytest

from arcticsearch.corpus.html.blocks import extract
from arcticsearch.corpus.strip.features_html import Evidence
from arcticsearch.page import Form, Seed


def likeness(html: str) -> dict[str, float]:
    page = extract(Seed("page.html", Form.HTML, html, ""))
    like = Evidence([page]).columns["title_like"].tolist()
    return {block.text: value for block, value in zip(page.blocks, like, strict=True)}


def test_a_title_without_the_name_of_the_site_is_alike() -> None:
    found = likeness(
        "<title>Ice closes the sound | The Floe</title><h1>Ice closes the sound</h1>"
        "<p>The ferry stayed in the harbour.</p>"
    )
    assert found["Ice closes the sound"] > 0.5
    assert found["The ferry stayed in the harbour."] == 0


def test_the_title_of_a_picture_is_not_the_page_s() -> None:
    found = likeness(
        "<title>Ice closes the sound</title><svg><title>Open the menu</title></svg>"
        "<h1>Ice closes the sound</h1><p>Open the menu</p>"
    )
    assert found == {"Ice closes the sound": 1, "Open the menu": 0}


@pytest.mark.parametrize("html", ["<p>x</p>", "<title></title><p>x</p>", "<title>海冰</title><p>x"])
def test_pages_whose_title_nothing_repeats(html: str) -> None:
    assert likeness(html) == {"x": 0}


def test_the_block_that_the_description_is_from_is_found() -> None:
    lead = "Three icebreakers opened the northern channel before the harbour froze again."
    page = extract(
        Seed(
            "page.html",
            Form.HTML,
            f'<meta name="description" content="{lead}"><nav><p>Harbour and channel news</p></nav>'
            f"<article><p>{lead}</p><p>The crews had waited for a week.</p></article>",
            "",
        )
    )
    columns = Evidence([page]).columns
    assert columns["description_share"].argmax() == 1
    assert columns["description_before"].tolist() == [-1, 0, 1]
    assert columns["description_up"].tolist() == [2, 0, 1]


def test_a_page_without_a_description_has_no_block_that_it_is_from() -> None:
    page = extract(Seed("page.html", Form.HTML, "<p>ice</p><p>snow</p>", ""))
    columns = Evidence([page]).columns
    assert columns["description_share"].tolist() == [0, 0]
    assert columns["description_best"].tolist() == [0, 0]
    assert columns["description_up"].tolist() == [-1, -1]
