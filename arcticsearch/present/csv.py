"""Results as CSV for a spreadsheet: a line of names, a line a hit. CSV has no comments, so nothing
is said of the query."""

from __future__ import annotations

import csv
import io

from arcticsearch.model import Hit, Results
from arcticsearch.present.sanitise import plain

_COLUMNS = ("n", "title", "source", "date", "author", "category", "path", "score", "copies", "text")
# A cell that starts so is a formula to Excel and LibreOffice; an apostrophe makes it text.
# https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = ("=", "+", "-", "@")


def results(answer: Results) -> str:
    """All hits."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n").writerow
    write(_COLUMNS)
    for number, hit in enumerate(answer.hits, 1):
        write([number, *map(_cell, _row(hit))])
    return out.getvalue()


def _row(hit: Hit) -> tuple[object, ...]:
    text = hit.snippets[0].text if hit.snippets else ""
    lists = "; ".join(hit.author), "; ".join(hit.category)
    paths = "; ".join(copy.path for copy in hit.copies)
    return hit.title, hit.source, hit.date, *lists, hit.path, hit.score, paths, text


def _cell(value: object) -> object:
    if not isinstance(value, str):
        return value
    safe = plain(value)
    return f"'{safe}" if safe.startswith(_FORMULA) else safe
