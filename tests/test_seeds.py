"""The facts in pages/seeds.json are about the files in seeds/ as they stand.

Whoever edits a sample page must edit its facts as well: every line that holds text is in exactly
one range, and every quoted sentence is in the page. The product is not imported here.
"""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest

SEEDS = Path(__file__).parent.parent / "seeds"
FACTS: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parent / "pages" / "seeds.json").read_text(encoding="utf-8")
)
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


def test_every_page_has_its_facts() -> None:
    assert sorted(FACTS) == sorted(p.name for p in SEEDS.iterdir() if p.name != "README.md")


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
