"""The cleaned corpus for other programs: JSON lines, or a text file an article."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from arcticsearch import places
from arcticsearch.collection import Collection
from arcticsearch.digest import blake2b
from arcticsearch.errors import ArcticsearchError
from arcticsearch.model import Article, Kind
from arcticsearch.present import json
from arcticsearch.present.sanitise import masked
from arcticsearch.query.tree import Everything, Query

_LONGEST_NAME = 255
"""Bytes that file systems allow a name."""


class ExportError(ArcticsearchError):
    """What was asked for cannot be written where it was asked for."""


def as_json_lines(collection: Collection) -> Iterator[str]:
    """`show --json` of every article, a line each."""
    for article in collection.articles():
        yield json.article(article, collection.copies(article.path))


def as_text(collection: Collection, folder: str | os.PathLike[str]) -> int:
    """Writes every article to a .txt file in a new folder and returns how many.

    Built beside and moved into place, so that the folder appears whole or not at all. Raises
    ExportError when it is there already, for nothing is ever written over; and inside the corpus,
    where what is written would be pages.
    """
    target = Path(folder)
    if places.inside(target, collection.corpus):
        raise ExportError(
            f"An export cannot lie in {target}, inside the corpus {collection.corpus}. "
            "Name a folder outside."
        )
    if target.exists():
        raise ExportError(f"{target} is there already. Name a folder that is not, or remove it.")
    if not target.absolute().parent.is_dir():
        raise ExportError(f"{target.parent} is no folder. Make it first, or name another.")
    import shutil

    names = _file_names(collection)
    beside = target.absolute().parent / f".arcticsearch-{os.urandom(8).hex()}"
    beside.mkdir()  # for whom the user's umask lets in, unlike what tempfile makes
    try:
        count = 0
        for article in collection.articles():
            file = beside / names[article.path]
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(_text(article), encoding="utf-8", errors="replace")
            count += 1
        beside.rename(target)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return count


def _file_names(collection: Collection) -> dict[str, str]:
    """A file's name for each article: its seed's and ".txt". Where that is too long or a folder's, or
    holds what no terminal should be sent, a part of it and a hash of the whole."""
    shown = {path: _harmless(path) for path in collection.paths(Query(Everything()))}
    folders = {os.fspath(up) for safe in shown.values() for up in PurePosixPath(safe).parents}
    names = {}
    for path, safe in shown.items():
        names[path] = name = f"{safe}.txt"
        last = os.fsencode(name.rpartition("/")[2])
        if safe != path or len(last) > _LONGEST_NAME or name in folders:
            folder = safe[: len(safe) - len(safe.rpartition("/")[2])]
            digest = blake2b(path.encode(), digest_size=8).hexdigest()
            names[path] = f"{folder}{last[:200].decode('utf-8', 'ignore')}-{digest}.txt"
    return names


def _harmless(path: str) -> str:
    """A path with "_" for each character that is no visible one: no longer, and no other folder."""
    return masked(path).replace("\ufffd", "_")


def _text(article: Article) -> str:
    meta = article.metadata
    head = [meta.title, meta.source, meta.date, ", ".join(meta.author)]
    parts = ["\n".join(fact for fact in head if fact)]
    for part in article.paragraphs:
        mark = "# " if part.kind is Kind.HEADING else "- " if part.kind is Kind.LIST else ""
        parts.append(mark + part.text)
    return "\n\n".join(parts) + "\n"
