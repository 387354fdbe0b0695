"""The articles of the bench as the engine sees them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

from arcticsearch.engine.protocol import Document, Passage
from bench.data import lines

MONTHS = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()


def reuters(data: Path) -> Iterator[Document]:
    """19,043 articles; `data` is the folder of the bench. Topics and places are categories."""
    yield from map(_document, count(1), lines(data / "articles" / "reuters.jsonl.gz"))


def _document(number: int, row: dict[str, str]) -> Document:
    day, month, year = row["date"].split()[0].split("-")
    date = f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}"
    categories = [*row["section"].split(), *row["places"].split()]
    author = row["author"].strip().removeprefix("by ").removeprefix("By ").split(",")[0]
    passages = [text for text in row["text"].split("\n\n") if text.strip()]
    return Document(
        number, f"reuters/{number:05}.txt", row["title"], row["source"] or None, date,
        (author,) if author else (), tuple(dict.fromkeys(categories)), "en", (),
        tuple(Passage(n, None, text) for n, text in enumerate(passages)),
    )  # fmt: skip
