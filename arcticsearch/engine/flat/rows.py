"""Articles on their way into a segment: all but their words, sorted and laid out as columns."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

from arcticsearch.engine.flat.file import Buffer, pack
from arcticsearch.engine.flat.segment import UNKNOWN_DATE, VALUE_FIELDS, Segment, day
from arcticsearch.engine.protocol import Document
from arcticsearch.query.intervals import interval


class Row(NamedTuple):
    """An article without its words. `passages` are (n, section)."""

    id: int
    path: str
    date: str | None
    values: Mapping[str, Sequence[str]]
    passages: Sequence[tuple[int, str | None]]

    @property
    def language(self) -> str | None:
        return next(iter(self.values["language"]), None)


def row_of(document: Document) -> Row:
    values = {
        "source": _known(document.source), "author": document.author,
        "section": tuple(dict.fromkeys(document.headings)), "category": document.category,
        "language": _known(document.language), "path": (document.path,),
    }  # fmt: skip
    passages = [(passage.n, passage.section or None) for passage in document.passages]
    return Row(document.id, document.path, document.date or None, values, passages)


def _known(value: str | None) -> tuple[str, ...]:
    return (value,) if value else ()


def rows_of(segment: Segment) -> Iterator[tuple[int, Row]]:
    """The rows of a segment that are not deleted, with their numbers there."""
    tables = {name: segment.values(name) for name in VALUE_FIELDS}
    texts = {name: table.texts for name, table in tables.items()}
    passages = segment.passages
    for row in range(len(segment)):
        if row in segment.deleted:
            continue
        values = {
            name: tuple(
                texts[name][n] for n in table.ordinals[table.first[row] : table.first[row + 1]]
            )
            for name, table in tables.items()
        }
        span = slice(passages.first[row], passages.first[row + 1])
        under = [
            (n, texts["section"][section - 1] if section else None)
            for n, section in zip(passages.numbers[span], passages.sections[span], strict=True)
        ]
        yield row, Row(segment.ids[row], values["path"][0], segment.date(row), values, under)


@lru_cache(maxsize=4096)
def _days(date: str | None) -> tuple[int, int]:
    """The interval of a date as the columns hold it."""
    if date is None:
        return UNKNOWN_DATE, UNKNOWN_DATE
    start, end = interval(date)
    return day(start), day(end)


def in_order(rows: Sequence[Row]) -> list[int]:
    """The indices of rows in the order in which a segment numbers them."""
    return sorted(
        range(len(rows)), key=lambda at: (_days(rows[at].date)[0], rows[at].path, rows[at].id)
    )


def lay_out(rows: Sequence[Row]) -> dict[str, Buffer]:
    """The columns of rows that are in order."""
    dates = [_days(row.date) for row in rows]
    arrays: dict[str, Buffer] = {
        "ids": pack([row.id for row in rows]),
        "dates.start": array("I", (start for start, _ in dates)),
        "dates.end": array("I", (end for _, end in dates)),
        "dates.width": pack([len(row.date or "") for row in rows]),
        "passages.first": _starts(len(row.passages) for row in rows),
        "passages.n": pack([n for row in rows for n, _ in row.passages]),
    }
    sections = [section for row in rows for _, section in row.passages]
    for name in VALUE_FIELDS:
        each = [row.values[name] for row in rows]
        extra = filter(None, sections) if name == "section" else ()
        places = _values(arrays, name, chain(chain.from_iterable(each), extra))
        if any(len(values) != 1 for values in each):
            arrays[name + ".first"] = _starts(map(len, each))
        arrays[name + ".ordinals"] = pack([places[value] for value in chain.from_iterable(each)])
        if name == "section":
            arrays["passages.section"] = pack([places[s] + 1 if s else 0 for s in sections])
    return arrays


def _values(arrays: dict[str, Buffer], name: str, values: Iterable[str]) -> dict[str, int]:
    distinct = sorted(set(values))
    encoded = [value.encode("utf-8", "surrogatepass") for value in distinct]
    arrays[name + ".values"] = b"".join(encoded)
    arrays[name + ".value_offsets"] = _starts(map(len, encoded))
    return {value: place for place, value in enumerate(distinct)}


def _starts(sizes: Iterable[int]) -> array[int]:
    return pack([0, *accumulate(sizes)])
