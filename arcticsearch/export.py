"""The cleaned corpus for other programs: JSON lines, or a text file an article."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from arcticsearch.collection import Collection
from arcticsearch.errors import ArcticsearchError
from arcticsearch.model import Article, Kind
from arcticsearch.present import json


class ExportError(ArcticsearchError):
    """What was asked for cannot be written where it was asked for."""


def as_json_lines(collection: Collection) -> Iterator[str]:
    """`show --json` of every article, a line each."""
    for article in collection.articles():
        yield json.article(article, collection.copies(article.path))


def as_text(collection: Collection, folder: str | os.PathLike[str]) -> int:
    """Writes every article to a .txt file in a new folder and returns how many.

    Built beside and moved into place, so that the folder appears whole or not at all. Raises
    ExportError when it is there already: nothing is ever written over.
    """
    target = Path(folder)
    if target.exists():
        raise ExportError(f"{target} is there already. Name a folder that is not, or remove it.")
    if not target.absolute().parent.is_dir():
        raise ExportError(f"{target.parent} is no folder. Make it first, or name another.")
    import shutil
    import tempfile

    beside = Path(tempfile.mkdtemp(prefix=f".{target.name}-", dir=target.absolute().parent))
    try:
        count = 0
        for article in collection.articles():
            file = beside / f"{article.path}.txt"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(_text(article), encoding="utf-8")
            count += 1
        beside.chmod(0o755)
        beside.rename(target)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return count


def _text(article: Article) -> str:
    meta = article.metadata
    head = [meta.title, meta.source, meta.date, ", ".join(meta.author)]
    parts = ["\n".join(fact for fact in head if fact)]
    for part in article.paragraphs:
        mark = "# " if part.kind is Kind.HEADING else "- " if part.kind is Kind.LIST else ""
        parts.append(mark + part.text)
    return "\n\n".join(parts) + "\n"
