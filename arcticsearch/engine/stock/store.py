"""Writes and opens stock Whoosh indexes.

A change makes a new folder: hard links to the files of the old one (Whoosh never changes a file
that it has committed), and Whoosh's own writer for the difference. The manifest names the folder.
"""

from __future__ import annotations

import json
import os
import shutil
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from whoosh import fields, index
from whoosh.analysis import Analyzer, Token

from arcticsearch.analysis import VERSION, stem, tokens
from arcticsearch.engine.protocol import PASSAGE_GAP, Document
from arcticsearch.engine.stock.engine import StockEngine
from arcticsearch.errors import IndexDamaged
from arcticsearch.model import Place
from arcticsearch.query.tree import TEXT_FIELDS

_PARTS = "\x1e"
_VALUE_FIELDS = ("source", "author", "category", "path", "language")


class PartsAnalyzer(Analyzer):  # type: ignore[misc]
    """The terms of a value: a language, then parts that no phrase reaches across.

    `surface` keeps the words as written (folded) instead of their stems.
    """

    def __init__(self, surface: bool = False) -> None:
        self.surface = surface

    def __call__(self, value: str, positions: bool = False, **_: Any) -> Iterator[Any]:
        token = Token(positions, False)
        language, *parts = value.split(_PARTS)
        at = 0
        for part in parts:
            for word, _start, _end in tokens(part):
                token.text = word if self.surface else stem(word, language)
                token.pos = at
                token.boost = 1.0
                yield token
                at += 1
            at += PASSAGE_GAP


def _schema() -> fields.Schema:
    schema = fields.Schema(id=fields.ID(unique=True), data=fields.STORED)
    for name in TEXT_FIELDS:
        schema.add(name, fields.TEXT(PartsAnalyzer()))
        schema.add("form_" + name, fields.TEXT(PartsAnalyzer(surface=True), phrase=False))
    for name in _VALUE_FIELDS:
        schema.add("in_" + name, fields.TEXT(PartsAnalyzer()))
    return schema


class StockStore:
    """Writes and opens stock Whoosh indexes; see `protocol.Store`."""

    def write(
        self,
        folder: Place,
        upserts: Iterable[Document],
        deletions: Iterable[int],
        manifest: bytes | None,
    ) -> bytes:
        old: dict[str, Any] = json.loads(manifest) if manifest else {"generation": 0}
        generation = old["generation"] + 1
        name = f"whoosh-{generation}"
        new = Path(folder, name)
        shutil.rmtree(new, ignore_errors=True)  # left by a run that was cut off
        if manifest:
            shutil.copytree(Path(folder, old["folder"]), new, copy_function=os.link)
            opened = index.open_dir(os.fspath(new))
        else:
            new.mkdir(parents=True)
            opened = index.create_in(os.fspath(new), _schema())
        writer = opened.writer(limitmb=128)
        for number in deletions:
            writer.delete_by_term("id", str(number))
        for document in upserts:
            writer.delete_by_term("id", str(document.id))
            writer.add_document(**_row(document))
        writer.commit()
        opened.close()
        _sync(new)
        state = {"engine": "stock", "analysis": VERSION, "generation": generation, "folder": name}
        return json.dumps(state).encode()

    def open(self, folder: Place, manifest: bytes) -> StockEngine:
        state = json.loads(manifest)
        if state["analysis"] != VERSION:
            raise IndexDamaged("The index was made by another version.")
        try:
            return StockEngine(index.open_dir(os.fspath(Path(folder, state["folder"]))))
        except (index.IndexError, OSError) as error:
            raise IndexDamaged(f"The index in {folder} cannot be opened: {error}.") from error

    def files(self, manifest: bytes) -> Collection[str]:
        return ()  # a folder: Whoosh's files have no checksums to compare with

    def sweep(self, folder: Place, manifest: bytes | None) -> None:
        keep = json.loads(manifest)["folder"] if manifest else None
        for old in Path(folder).glob("whoosh-*"):
            if old.name != keep:
                shutil.rmtree(old, ignore_errors=True)


def _sync(folder: Path) -> None:
    """Whoosh never syncs; without this a power cut could empty files that a manifest names."""
    for path in [*folder.iterdir(), folder, folder.parent]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _row(document: Document) -> dict[str, Any]:
    language = document.language or ""
    text = [passage.text for passage in document.passages]
    parts: dict[str, Sequence[str]] = {
        "text": text, "title": [document.title], "section": document.headings,
        "source": _known(document.source), "author": document.author,
        "category": document.category, "path": [document.path],
        "language": _known(document.language),
    }  # fmt: skip
    starts, lengths = [], Counter[str]()
    for name in TEXT_FIELDS:
        at = 0
        for part in parts[name]:
            if name == "text":
                starts.append(at)
            count = sum(1 for _ in tokens(part))
            lengths[name] += count
            at += count + PASSAGE_GAP
    row: dict[str, Any] = {"id": str(document.id)}
    for name in TEXT_FIELDS:
        row[name] = row["form_" + name] = _PARTS.join([language, *parts[name]])
    for name in _VALUE_FIELDS:
        row["in_" + name] = _PARTS.join([language, *parts[name]])
    row["data"] = json.dumps({
        "id": document.id, "path": document.path, "date": document.date, "language": language,
        "starts": starts, "numbers": [passage.n for passage in document.passages],
        "sections": [passage.section for passage in document.passages],
        "lengths": lengths,
        "values": {
            "source": _known(document.source), "author": document.author,
            "category": document.category, "language": _known(document.language),
            "section": list(dict.fromkeys(document.headings)), "path": [document.path],
        },
    })  # fmt: skip
    return row


def _known(value: str | None) -> list[str]:
    return [value] if value else []
