"""Results as CSV, Markdown and BibTeX: what a page says is text, and nothing else."""

from __future__ import annotations

import csv as reader
import io
import re

from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.model import Hit, Results, Snippet
from arcticsearch.present import bibtex, csv, markdown

WHEN = "2026-02-03T10:20"


def results(*hits: Hit, query: str = "ice") -> Results:
    return Results(query, query, (), len(hits), 1.0, {}, hits)


def hit(title: str | None = "Ice", author: tuple[str, ...] = (), text: str = "the ice") -> Hit:
    snippet = Snippet(text, ((4, 7),))
    return Hit("a/b.txt", title, "Floe Review", "2024-03", author, (), 1.5, (snippet,))


def test_the_query_and_when_it_was_run_are_at_the_top() -> None:
    for form in (markdown, bibtex):
        head = form.results(results(hit(), query="sea ice"), WHEN)[:120]
        assert "sea ice" in head
        assert WHEN in head


def test_the_first_line_of_a_table_names_its_columns() -> None:
    rows = list(reader.reader(io.StringIO(csv.results(results(hit(), query="sea, ice")))))
    assert rows[0][:3] == ["n", "title", "source"]
    assert len(rows[0]) == len(rows[1])


def test_a_cell_is_no_formula() -> None:
    text = csv.results(results(hit('=HYPERLINK("http://x")'), hit("-1", ("@SUM(A1)",))))
    rows = list(reader.DictReader(io.StringIO(text)))
    assert rows[0]["title"].startswith("'=")
    assert (rows[1]["title"], rows[1]["author"]) == ("'-1", "'@SUM(A1)")


@given(st.text(), st.text())
def test_a_hit_is_one_row_whatever_it_holds(title: str, text: str) -> None:
    written = csv.results(results(hit(title or None, text=text)))
    assert len(list(reader.reader(io.StringIO(written, newline="")))) == 2


def test_markdown_marks_matches_and_no_more() -> None:
    text = markdown.results(results(hit("A *bold* <b>title</b>")), WHEN)
    assert r"**A \*bold\* \<b\>title\</b\>**" in text
    assert "> the **ice**" in text


def test_bibtex_keys_are_plain_and_differ() -> None:
    text = bibtex.results(results(*[hit("Überfahrt im Eis", ("Åse Bjørnøy",))] * 2), WHEN)
    assert re.findall(r"@misc\{(.*),", text) == ["bjrny2024uberfahrt", "bjrny2024uberfahrt-2"]
    assert "year = {2024}" in text
    assert "month = {3}" in text


@given(st.text(), st.text())
def test_bibtex_braces_match_and_no_entry_begins_in_the_query(title: str, query: str) -> None:
    text = bibtex.results(results(hit(title or None), query=query), WHEN)
    bare = re.sub(r"\\[{}]", "", text.split("\n", 1)[1])
    assert bare.count("{") == bare.count("}")
    assert "@" not in text.split("\n", 1)[0]
