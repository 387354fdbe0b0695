"""Colours for the line while it is typed, from the tokens that the query parser reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.lexers import Lexer

from arcticsearch.query.dates import read_dates
from arcticsearch.query.fields import DATES, NAMES
from arcticsearch.query.lex import Kind, Token, tokens
from arcticsearch.shell.commands import find

_CLASSES = {
    Kind.PHRASE: "phrase", Kind.FIELD: "field", Kind.OPERATOR: "operator", Kind.NOT: "operator",
    Kind.EXACT: "operator", Kind.OPEN: "operator", Kind.CLOSE: "operator",
}  # fmt: skip
# What looks like a field and is none: `form:nilsen`, but not `10:30` or `https://x.y`.
_NO_FIELD = re.compile(r"[^\W\d_]+:[^\s/\\)]")

Piece = tuple[int, int, str]
"""(start, end, class) of a part of the line; the classes are those of `line.STYLE`."""


def pieces(line: str) -> Iterator[Piece]:
    """What of a line is coloured how; what stands between the pieces is plain.

    >>> list(pieces('by:nilsen OR "sea ice"'))
    [(0, 3, 'field'), (10, 12, 'operator'), (13, 22, 'phrase')]
    >>> list(pieces(":hist month")), list(pieces("form:x"))
    ([(0, 5, 'command')], [(0, 6, 'astext')])
    """
    indent = len(line) - len(line.lstrip())
    start = line[indent : indent + 1]
    if start in (":", "@"):
        end = indent + len(line[indent:].partition(" ")[0])
        known = start == "@" or find(line[indent + 1 : end].rstrip("!"))
        yield indent, end, "command" if known else "astext"
        return
    if start == "+":
        yield indent, indent + 1, "operator"
        indent += 1
    found = [Token(t.start + indent, t.end + indent, t.kind) for t in tokens(line[indent:])]
    for at, token in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        yield from _colour(line, token, following)


def _colour(line: str, token: Token, following: Token | None) -> Iterator[Piece]:
    raw = line[token.start : token.end]
    name = _CLASSES.get(token.kind, "")
    if token.kind is Kind.FIELD:
        value = line[following.start : following.end].strip('"') if following else ""
        field = NAMES[raw[:-1].lower()]
        if following is None or (field in DATES and not _is_date(field, value)):
            name = "astext"
    elif token.kind is Kind.WORD and line[token.start] == "+" and token.start:
        yield token.start, token.start + 1, "operator"
    elif token.kind is Kind.WORD and _NO_FIELD.match(raw):
        name = "astext"
    if name:
        yield token.start, token.end, name


def _is_date(field: str, text: str) -> bool:
    return read_dates(field, text, None)[0] is not None


class LineLexer(Lexer):
    """The pieces as prompt_toolkit wants them."""

    def lex_document(self, document: Document) -> Callable[[int], StyleAndTextTuples]:
        lines = document.lines

        def fragments(number: int) -> StyleAndTextTuples:
            line = lines[number] if number < len(lines) else ""
            out: StyleAndTextTuples = []
            at = 0
            for start, end, name in pieces(line):
                out += [("", line[at:start]), (f"class:{name}", line[start:end])]
                at = end
            return [*out, ("", line[at:])]

        return fragments
