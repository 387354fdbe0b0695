"""An article laid out for reading."""

from __future__ import annotations

from arcticsearch.model import Article, Kind, Metadata, Paragraph
from arcticsearch.present.reading import reading
from arcticsearch.present.style import Style

ARTICLE = Article(
    "a/b.txt",
    Metadata("Ice and \x1b[31mmen", "Floe Review", "2024-03", ("Ada Berg",)),
    (
        Paragraph(0, Kind.HEADING, "Convoys"),
        Paragraph(1, Kind.PARAGRAPH, "The ice is thick and the ice is old.", "Convoys"),
        Paragraph(2, Kind.LIST, "One ship", "Convoys"),
    ),
    (),
)


def test_headings_text_and_where_else_it_stands() -> None:
    shown = reading(ARTICLE, [], {}, {1: ("c.txt",)}, Style(width=40))
    assert shown.lines == (
        "Ice and \ufffd[31mmen",
        "Floe Review · 2024-03 · Ada Berg",
        "a/b.txt",
        "",
        "§ Convoys",
        "",
        "The ice is thick and the ice is old.",
        "also in c.txt",
        "",
        "• One ship",
    )
    assert shown.words == ()


def test_matches_are_marked_and_told_once() -> None:
    shown = reading(ARTICLE, [(0, 3)], {1: [(4, 7), (25, 28)]}, {}, Style(colour=True, width=40))
    assert shown.words == ("ice",)
    body = next(line for line in shown.lines if "thick" in line)
    assert body.count("\x1b[1;31mice\x1b[0m") == 2
