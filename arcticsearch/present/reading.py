"""An article to be read at a terminal: headings, wrapped text, and the matches marked in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from arcticsearch.model import Article, Kind
from arcticsearch.present.sanitise import plain
from arcticsearch.present.style import Style
from arcticsearch.values import Value

Spans = Sequence[tuple[int, int]]


class Reading(Value, frozen=True):
    """Lines to read, and the words and phrases that match in the text, as they stand there."""

    lines: tuple[str, ...]
    words: tuple[str, ...] = ()


def reading(
    shown: Article, title: Spans, marks: Mapping[int, Spans], copies: Mapping[int, tuple[str, ...]],
    style: Style,
) -> Reading:  # fmt: skip
    """The article. `title` are the matches in its title, `marks` those in each paragraph (by n),
    `copies` the other articles that hold a paragraph."""
    meta = shown.metadata
    lines = style.marked(meta.title or shown.path, title if meta.title else (), "", "title")
    facts = (meta.source, meta.date, ", ".join(meta.author), " / ".join(meta.category))
    lines += style.marked(" · ".join(dict.fromkeys(filter(None, facts))), (), "", "quiet")
    lines.append(style.paint(shown.path, "quiet"))
    words: dict[str, None] = {}
    for part in shown.paragraphs:
        lines.append("")
        spans = marks.get(part.n, ())
        heading = part.kind is Kind.HEADING
        lead = {Kind.LIST: "• ", Kind.QUOTE: "│ ", Kind.HEADING: "§ "}.get(part.kind, "")
        indent = " " * len(lead)
        body = style.marked(part.text, spans, indent, "section" if heading else None)
        if not body:
            continue
        words.update(dict.fromkeys(plain(part.text[start:end]) for start, end in spans))
        lines += [style.paint(lead, "quiet") + body[0][len(indent) :], *body[1:]]
        if part.n in copies:
            lines.append(style.paint(f"{indent}also in {', '.join(copies[part.n])}", "quiet"))
    return Reading(tuple(lines), tuple(words))
