"""Read what stands above a text to say what it is: front matter in YAML or TOML, a header of labels.

Clippers, note-takers and site generators write the one, people and mailers the other. Its lines are
no part of the text. YAML is read as far as these write it: keys with a value, a list or a mapping.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from arcticsearch.page import Hint
from arcticsearch.regex import regex

_MOST_LINES, _MOST_BETWEEN = 200, 2
_ENDS = {"---": ("---", "..."), "+++": ("+++",)}
FENCES = tuple(_ENDS)
_KEY = regex(r"""["']?([^\W\d][^:"'<>{}\[\]]{0,40}?)["']?\s*:(?:\s+(.*))?$""")
# "Date: …", "**Date:** …", "#+DATE: …", ":Date: …", "- Date: …", "date:: …"
_LABEL = regex(
    r"(?:[-*]\s+)?+(?:#\+|:|\*\*)?+([^\W\d][\w '/-]{0,60}?)\s?(?:\*\*)?(?:::?|：)(?:\*\*)?(?:\s+(.*))?$"
)
# What may stand between a title and a header: a picture, a heading that says what follows.
_BETWEEN = regex(r"!\[|#{1,6}\s")
_BULLETS = ("- ", "* ")
# Characters; a longer line is text, or nothing that patterns should look at.
_LONGEST = 10_000
# A hundred brackets are nested no deeper. How deep Python can go depends on where it stands.
_MOST_BRACKETS = 100
_MOST_HINTS, _LONGEST_VALUE = 400, 500
_COMMENT = regex(r"\s#\s.*$")
_ITEM = regex(r"""\s*("[^"]*"|'[^']*'|[^,]+)""")
_WIKI = regex(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")

# Whatever lies between the letters of a key is left out: "date-published", "Date published".
_FIELDS = {
    key: field
    for field, keys in {
        "title": "title fulltitle headline subject titel titre título titolo betreff",
        "author": "author authors autor autoren auteur autore byline creator creators",
        "date": "date published publishdate publisheddate datepublished publicationdate pubdate "
        "publishedon publishedat publishedtime posted postedon dateposted issued sent datum fecha",
        "url": "url source link sourceurl originalurl canonical canonicalurl website originallink "
        "articleurl pageurl uri",
        "source": "publication publisher site sitename newspaper journal outlet containertitle",
        "category": "category categories section rubric kategorie catégorie categoría",
        "tags": "tags tag keywords filetags topics",
        "language": "lang language locale",
        "from": "from von",
        # Known, and of no use: when it was saved, by whom, how it is to be shown.
        "": "created createdat updated modified lastmod lastmodified saved savedon savedat savedate "
        "accessed accessdate accessedon retrieved clipped captured archived description excerpt "
        "summary abstract type layout slug draft to cc replyto messageid latitude longitude",
    }.items()
    for key in keys.split()
}


class Front(NamedTuple):
    """The lines that say what a text is, numbered from 0, and what they say: hints whose kind is
    "front:" and a field's name."""

    lines: range
    hints: tuple[Hint, ...]


NONE = Front(range(0), ())


def read(lines: Sequence[str]) -> Front:
    """What stands above a text that has these lines."""
    first = next((at for at, line in enumerate(lines) if line.strip()), len(lines))
    if first == len(lines):
        return NONE
    fence = lines[first].strip("\ufeff \t\r")
    if fence in FENCES:
        return _fenced(lines, first, fence)
    if ":" not in fence and "：" not in fence:  # most texts
        first = _next(lines, first)
    return _labelled(lines, first)


def _next(lines: Sequence[str], at: int) -> int:
    """The next line with text; without one, the same."""
    return next((below for below in range(at + 1, len(lines)) if lines[below].strip()), at)


def _fenced(lines: Sequence[str], first: int, fence: str) -> Front:
    """Front matter; NONE if what stands between two rules is text."""
    ends = _ENDS[fence]
    below = range(first + 1, min(len(lines), first + _MOST_LINES))
    end = next((at for at in below if lines[at].rstrip() in ends), None)
    if end is None:
        return NONE
    inside = lines[first + 1 : end]
    if any(len(line) > _LONGEST for line in inside):
        return NONE
    pairs = _toml(inside) if fence == "+++" else _yaml(inside)
    hints = tuple(_hints(pairs or ()))
    return Front(range(first, end + 1), hints) if hints or not inside else NONE


def _toml(lines: Sequence[str]) -> list[tuple[str, str]] | None:
    import tomllib  # seldom needed

    text = "\n".join(lines)
    if len(text) > _LONGEST or text.count("[") + text.count("{") > _MOST_BRACKETS:
        return None
    try:
        return [
            (key, str(value))
            for key, values in tomllib.loads(text).items()
            for value in (values if isinstance(values, list) else [values])
            if not isinstance(value, dict)
        ]
    except ValueError:  # no TOML; a number of thousands of digits
        return None


def _yaml(lines: Sequence[str]) -> list[tuple[str, str]] | None:
    """The keys and values; None if a line is neither, as when these are paragraphs."""
    pairs: list[tuple[str, str]] = []
    key = ""
    for line in lines:
        text = line.strip()
        if not text or text[0] == "#":
            continue
        if line[0] in " \t" or text.startswith("- ") or text == "-":
            if not key:
                return None
            pairs += _below(key, text, pairs)
        elif found := _KEY.match(text):
            key = found[1]
            pairs += ((key, value) for value in _values(found[2] or ""))
        else:
            return None
    return pairs


def _below(key: str, text: str, pairs: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """What a line that is set in adds to its key: an item, a name, or more of the text above."""
    item = text.startswith("-")
    text = text[1:].strip() if item else text
    if part := _KEY.match(text):
        if part[1] == "name":  # the author's; beside it stands where to write to
            yield from ((key, value) for value in _values(part[2] or ""))
    elif item:
        yield key, _unquoted(text)
    elif pairs and pairs[-1][0] == key:
        pairs[-1] = (key, f"{pairs[-1][1]} {_unquoted(text)}")
    else:
        yield key, _unquoted(text)


def _values(text: str) -> list[str]:
    """A value as it stands behind its key: one, a list in brackets, or none when it stands below."""
    if text[:1] not in ("'", '"'):
        text = _COMMENT.sub("", text).rstrip()
    if text[:1] == "[" and text[-1:] == "]" and text[:2] != "[[":
        return [_unquoted(item) for item in _ITEM.findall(text[1:-1])]
    return [] if text[:1] in ("|", ">", "") else [_unquoted(text)]


def _unquoted(text: str) -> str:
    text = text.strip()
    quote = text[:1]
    if quote in ("'", '"') and len(text) > 1 and text[-1] == quote:
        text = text[1:-1]
        text = text.replace('\\"', '"').replace("\\\\", "\\") if quote == '"' else text
        text = text.replace("''", "'") if quote == "'" else text
    return text


def _labelled(lines: Sequence[str], first: int) -> Front:
    """A header of labels: lines that all begin with one, two of them known, a title or an address
    among these. What a page shows below its headline ("Author: …", "Date: …") is none."""
    pairs: list[tuple[str, str]] = []
    at = start = first
    for _ in range(_MOST_BETWEEN):
        start = _next(lines, start) if _BETWEEN.match(lines[start]) else start
    for at in range(start, min(len(lines), first + _MOST_LINES)):
        line = lines[at]
        if len(line) > _LONGEST:
            break
        if line[:1] in (" ", "\t") and pairs and line.strip():  # as mails break long ones
            pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]} {line.strip()}")
        elif found := _LABEL.match(line.strip()):
            pairs.append((found[1], found[2] or ""))
        else:
            break
    else:
        at += 1
    while pairs and lines[at - 1][:2] in _BULLETS and _folded(pairs[-1][0]) not in _FIELDS:
        at -= 1  # "- Norway: two ships" begins the text, which may be a list, too
        pairs.pop()
    known = {_FIELDS[name] for key, _ in pairs if (name := _folded(key)) in _FIELDS}
    hints = tuple(_hints(pairs))
    telling = any(
        h.kind == "front:title" or (h.kind == "front:url" and "://" in h.value) for h in hints
    )
    return Front(range(first, at), hints) if telling and len(known) > 1 else NONE


def _hints(pairs: Iterable[tuple[str, str]]) -> Iterator[Hint]:
    for key, value in islice(pairs, _MOST_HINTS):
        field = _FIELDS.get(_folded(key))
        value = _WIKI.sub(r"\1", value).strip()
        if field and value:
            yield Hint(f"front:{field}", value[:_LONGEST_VALUE])


def _folded(key: str) -> str:
    return "".join(filter(str.isalpha, key.lower()))
