"""The facts in pages/seeds.json are about the files in seeds/ as they stand, and the product finds
them.

Whoever edits a sample page must edit its facts as well: every line that holds text is in exactly
one range, and every quoted sentence is in the page.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest

from arcticsearch.collection import Collection
from arcticsearch.model import Article, Kind, Paragraph
from arcticsearch.page import Removed
from tests.samples import FACTS, SEEDS

KINDS = ("body", "heading", "caption", "note", "metadata", "removed")
STATEMENT = "A cable that parts in February is mended in July"


def page_lines(name: str) -> list[str]:
    """The lines of a seed, over `\\n` only: a form feed is not the end of a line."""
    return (SEEDS / name).read_text(encoding="utf-8").split("\n")


def lines_of(facts: dict[str, Any], kind: str) -> list[int]:
    return [n for first, last in facts[f"{kind}_lines"] for n in range(first, last + 1)]


def visible_text(name: str) -> str:
    page = (SEEDS / name).read_text(encoding="utf-8")
    page = re.sub(r"(?s)<(head|script|style)\b.*?</\1>", " ", page)
    page = re.sub(r"</?(?:a|b|i|em|time)\b[^>]*>", "", page)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


@pytest.mark.parametrize("name", [n for n in FACTS if not n.endswith(".html")])
def test_each_line_with_text_is_in_one_range(name: str) -> None:
    lines = page_lines(name)
    claimed = sorted(
        n for kind in KINDS for n in lines_of(FACTS[name], kind) if lines[n - 1].strip()
    )
    assert claimed == [n for n, line in enumerate(lines, 1) if line.strip()]


@pytest.mark.parametrize("name", [n for n in FACTS if not n.endswith(".html")])
def test_the_sentences_and_sections_stand_in_their_ranges(name: str) -> None:
    facts, lines = FACTS[name], page_lines(name)
    body = [lines[n - 1].strip() for n in lines_of(facts, "body") if lines[n - 1].strip()]
    assert body[0].startswith(facts["body_first"])
    assert body[-1].endswith(facts["body_last"])
    headings = [lines[n - 1].lstrip("# ") for n in lines_of(facts, "heading")]
    assert [h for h in headings if h] == facts["sections"]
    assert any(facts["title"] in lines[n - 1] for n in lines_of(facts, "metadata"))


@pytest.mark.parametrize("name", [n for n in FACTS if n.endswith(".html")])
def test_the_texts_of_an_html_page_make_up_what_it_shows(name: str) -> None:
    facts, text = FACTS[name], visible_text(name)
    texts = [t for kind in KINDS for t in facts[f"{kind}_texts"]]
    assert all(t in text for t in texts)
    assert sum(len(t.split()) for t in texts) == len(text.split())
    assert facts["body_texts"][0].startswith(facts["body_first"])
    assert facts["body_texts"][-1].endswith(facts["body_last"])


def test_two_sources_print_the_same_statement() -> None:
    copies = [
        line.removeprefix("> ")
        for name in FACTS
        for line in page_lines(name)
        if line.removeprefix("> ").startswith(f"“{STATEMENT}")
    ]
    assert len(copies) == 2
    assert len(set(copies)) == 1


FIELDS = ("title", "source", "date", "author", "category", "language")
# What the product still gets wrong. Strict: who gets one right must take it off the list.
NOT_YET = {
    (
        "kittiwake-institute-welding-gap.txt",
        "sections",
    ): "two headings of one word go as menu lines",
    ("kittiwake-institute-welding-gap.txt", "kept"): "so do they, and the caption between them",
    ("polynya-foundation-seven-chairs.txt", "source"): "named by an address at the end alone",
    ("polynya-foundation-seven-chairs.txt", "category"): "the name of a series, by itself",
    ("polynya-foundation-seven-chairs.txt", "kept"): "a caption above the title",
    ("longline-journal-central-arctic-fishery.html", "kept"): "the table's head, two captions",
    ("permafrost-quarterly-svalbard-centenary.html", "category"): "a word behind a bar",
    ("permafrost-quarterly-svalbard-centenary.html", "sections"): "tools above the text",
    ("permafrost-quarterly-svalbard-centenary.html", "removed"): "the same, and a line below it",
}


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Article]:
    with Collection.open(SEEDS, index=tmp_path_factory.mktemp("seeds") / "index") as collection:
        collection.refresh()
        return {article.path: article for article in collection.articles()}


def facts(*what: str) -> pytest.MarkDecorator:
    """Each of these facts of each sample page."""
    cases = [
        pytest.param(
            name,
            one,
            id=f"{Path(name).stem}-{one}",
            marks=[pytest.mark.xfail(strict=True, reason=NOT_YET[name, one])]
            if (name, one) in NOT_YET
            else [],
        )
        for name in FACTS
        for one in what
    ]
    return pytest.mark.parametrize(("name", "what"), cases)


@facts(*FIELDS)
def test_each_field_is_found(articles: dict[str, Article], name: str, what: str) -> None:
    found = getattr(articles[name].metadata, what)
    assert (list(found) if isinstance(found, tuple) else found) == FACTS[name][what]


@facts("sections")
def test_the_headings_are_found(articles: dict[str, Article], name: str, what: str) -> None:
    kept = articles[name].paragraphs
    assert [part.text for part in kept if part.kind is Kind.HEADING] == FACTS[name][what]


@facts("kept")
def test_what_belongs_to_the_article_is_kept(
    articles: dict[str, Article], name: str, what: str
) -> None:
    lost = [part.text for part in articles[name].removed if is_in(name, part, BELONGS)]
    assert lost == []


@facts("removed")
def test_what_is_not_of_the_article_is_removed(
    articles: dict[str, Article], name: str, what: str
) -> None:
    kept = [part.text for part in articles[name].paragraphs if is_in(name, part, ("removed",))]
    assert kept == []


BELONGS = ("body", "heading", "caption", "note")


def is_in(name: str, part: Paragraph | Removed, kinds: tuple[str, ...]) -> bool:
    """Whether a piece of a page holds text that is of one of these kinds."""
    if part.lines is None:
        return any(part.text == text for kind in kinds for text in FACTS[name][f"{kind}_texts"])
    lines = {n for kind in kinds for n in lines_of(FACTS[name], kind)}
    return any(
        n in lines
        for n in range(part.lines[0], part.lines[1] + 1)
        if page_lines(name)[n - 1].strip()
    )
