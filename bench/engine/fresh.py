"""What a fresh process does to answer one question, by each engine: no more imports than needed."""

from __future__ import annotations

from pathlib import Path


def flat(folder: Path) -> None:
    from arcticsearch.engine.flat.store import FlatStore
    from arcticsearch.query.tree import Word

    engine = FlatStore().open(folder, (folder / "manifest").read_bytes())
    assert engine.search(Word("oil"), {}).total


def fts5(folder: Path) -> None:
    import sqlite3

    db = sqlite3.connect(folder / "fts5.db")
    found = "from words where words match 'oil'"
    assert db.execute(f"select rowid, rank {found} order by rank limit 10").fetchall()
    assert db.execute(f"select count(*) {found}").fetchone()[0]


def tantivy(folder: Path) -> None:
    import tantivy

    index = tantivy.Index.open(str(folder))
    assert index.searcher().search(index.parse_query("oil", ["title", "text"]), 10).count


def whoosh(folder: Path) -> None:
    from whoosh import index, query

    searcher = index.open_dir(str(folder)).searcher()
    asked = query.Or([query.Term("title", "oil"), query.Term("text", "oil")])
    assert len(searcher.search(asked, limit=10))
