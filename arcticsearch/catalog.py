"""The catalog: what every seed was turned into. The source of truth, in one SQLite file.

The index is only a faster shape of what stands here and can be rebuilt from it. The manifest (which
index files are in force) is a row of this database too, so that one transaction commits articles
and index together: a reader sees the old state or the new one, never a mixture.

An article's number is a hash of its path, so that it does not depend on the order in which seeds
came; a paragraph's number over the whole corpus is `article << PARAGRAPH_BITS | n`.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable

from arcticsearch import packing, seeds, settled
from arcticsearch.corpus.files import seed_path
from arcticsearch.database import Database, open_database
from arcticsearch.model import Article, Kind, Paragraph, Place, Reason
from arcticsearch.seeds import Seeds
from arcticsearch.settled import PARAGRAPH_BITS, Settled
from arcticsearch.values import Value

FORMAT = 6
"""The version of this schema. Diary: 1, the first; 2, bodies stand in the order of arrival (in the
order of article numbers, which are hashes, a third of their pages stayed empty); 3, the names that
authors are shown under; 4, the checksum is a sum over rows, and the deduplicator's state is packed
now and then, with the changes `since` beside it; 5, `meta` has row numbers: SQLite reads all of a
row to compare its key where there are none, and the deduplicator's state is 7 MB of 19,000 articles;
what every update counts has an index; 6, that state is no value of `meta`, all of which every commit
checks, and what was found since it was packed stands beside it; pages are twice as large."""

FILE = "catalog.sqlite"

_SCHEMA = f"""{seeds.SCHEMA}CREATE TABLE article (
    id INTEGER PRIMARY KEY, path TEXT UNIQUE, title TEXT, source TEXT, date TEXT, language TEXT,
    author TEXT, category TEXT, provenance TEXT, shown_source TEXT, shown_author TEXT,
    paragraphs INTEGER, size INTEGER, body INTEGER);
CREATE INDEX article_size ON article (size);
CREATE TABLE body (id INTEGER PRIMARY KEY, paragraphs BLOB, removed BLOB);
{settled.SCHEMA}"""

_BODY_OF = "(SELECT body FROM article WHERE id = ?)"

_TABLES = (*seeds.TABLES, "article", "body", *settled.TABLES)

_FIGURES = (
    "SELECT count(*) FROM seed",
    "SELECT count(*) FROM article",
    "SELECT coalesce(sum(paragraphs), 0) - (SELECT count(*) FROM furniture) FROM article",
    "SELECT count(*) FROM copy",
    "SELECT coalesce(sum(size), 0) FROM copy",
)


class Card(Value, frozen=True):
    """What a result list shows of an article: its fields without its text."""

    id: int
    path: str
    title: str | None
    source: str | None
    date: str | None
    author: tuple[str, ...]
    category: tuple[str, ...]
    language: str | None


class Figures(Value, frozen=True):
    """How much the catalog holds. `copied_characters` is the text of the copies."""

    seeds: int
    articles: int
    paragraphs: int
    copies: int
    copied_characters: int


NO_FIGURES = Figures(0, 0, 0, 0, 0)


class Catalog(Database):
    """The tables of an open catalog. Methods raise what those of the Database raise."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__(connection, _TABLES)
        self.seeds = Seeds(connection)
        self.settled = Settled(connection)

    def clear(self) -> None:
        """Forgets every seed and article."""
        super().clear()
        self._db.execute("DELETE FROM meta WHERE key = 'listing'")

    def put(self, article: packing.Packed) -> int:
        """Stores an article and returns its number."""
        number = self._number(article.path)
        body = self._db.execute(
            "INSERT INTO body VALUES (NULL, ?, ?)", (article.paragraphs, article.removed)
        )
        columns = {"id": number, "path": article.path, "paragraphs": article.count}
        columns |= dict(zip(packing.METADATA, article.metadata, strict=True))
        columns |= {"shown_source": columns["source"], "shown_author": columns["author"]}
        columns |= {"size": article.size, "body": body.lastrowid}
        names = ", ".join(columns)
        places = ", ".join(f":{name}" for name in columns)
        self._db.execute(f"INSERT INTO article ({names}) VALUES ({places})", columns)
        return number

    def _number(self, path: str) -> int:
        from arcticsearch.digest import blake2b  # a query gives no numbers

        digest = blake2b(path.encode("utf-8"), digest_size=8).digest()
        number = int.from_bytes(digest, "little") >> (PARAGRAPH_BITS + 1)
        # Two of a million paths share a number by chance once in 20 corpora.
        while self._db.execute("SELECT 1 FROM article WHERE id = ?", (number,)).fetchone():
            number += 1
        return number

    def drop(self, article: int) -> None:
        """Removes an article and all that hangs on it."""
        self._db.execute(f"DELETE FROM body WHERE id = {_BODY_OF}", (article,))
        self._db.execute("DELETE FROM article WHERE id = ?", (article,))
        self._db.execute("DELETE FROM furniture WHERE id >= ? AND id < ?", settled.span(article))

    def find(self, path: str) -> int | None:
        """The number of the article of a seed."""
        path = seed_path(path)
        row = self._db.execute("SELECT id FROM article WHERE path = ?", (path,)).fetchone()
        return row[0] if row else None

    def beginning(self, start: str) -> list[str]:
        """The paths of articles that begin so, else of those whose names in their folders do; two at
        most."""
        for where in ("substr(path, 1, length(:it)) = :it", "instr(path, '/' || :it)"):
            rows = self._db.execute(
                f"SELECT path FROM article WHERE {where} ORDER BY path LIMIT 2", {"it": start}
            )
            if found := [row[0] for row in rows]:
                return found
        return []

    def cards(self, articles: Iterable[int]) -> dict[int, Card]:
        """What a result list shows, by number; source and authors by the names they go under."""
        found = {}
        for number in articles:
            row = self._db.execute(
                "SELECT id, path, title, shown_source, date, shown_author, category, language"
                " FROM article WHERE id = ?",
                (number,),
            ).fetchone()
            if row:
                author, category = packing.values(row[5]), packing.values(row[6])
                found[number] = Card(
                    row[0], row[1], row[2], row[3], row[4], author, category, row[7]
                )
        return found

    def article_numbers(self) -> list[int]:
        """The numbers of all articles, in the order of their paths."""
        return [row[0] for row in self._db.execute("SELECT id FROM article ORDER BY path")]

    def paragraphs(self, article: int) -> tuple[Paragraph, ...]:
        """The paragraphs of an article without what is furniture across pages."""
        kept, _ = self._split(article)
        return kept

    def blocks(self, article: int) -> list[tuple[int, str]]:
        """(n, text) of all that the page itself gave no reason to remove."""
        return packing.texts(self._paragraphs(article))

    def load(self, article: int) -> Article:
        """The whole article. What repeats across pages stands in `removed`."""
        from arcticsearch.page import Removed  # a query shows nothing of it

        row = self._db.execute(
            "SELECT path, title, shown_source, date, language, shown_author, category, provenance"
            " FROM article WHERE id = ?",
            (article,),
        ).fetchone()
        blob = self._db.execute(f"SELECT removed FROM body WHERE id = {_BODY_OF}", (article,))
        removed = packing.removed(blob.fetchone()[0])
        kept, furniture = self._split(article)
        removed += [Removed(p.text, Reason.REPEATED_ACROSS_PAGES, p.lines) for p in furniture]
        removed.sort(key=lambda part: part.lines or (0, 0))
        return Article(row[0], packing.metadata(row[1:]), kept, tuple(removed))

    def _split(self, article: int) -> tuple[tuple[Paragraph, ...], list[Paragraph]]:
        """What is kept of an article, and what is furniture. A section is the last kept heading."""
        repeated = self.settled.furniture(article)
        kept: list[Paragraph] = []
        furniture: list[Paragraph] = []
        section = None
        for n, kind, text, lines in packing.paragraphs(self._paragraphs(article)):
            if kind == Kind.HEADING and n not in repeated:
                section = text
            part = Paragraph(n, kind, text, section, lines)
            (furniture if n in repeated else kept).append(part)
        return tuple(kept), furniture

    def _paragraphs(self, article: int) -> bytes:
        blob = self._db.execute(f"SELECT paragraphs FROM body WHERE id = {_BODY_OF}", (article,))
        packed: bytes = blob.fetchone()[0]
        return packed

    def count(self) -> int:
        """How many articles there are, counted now."""
        found: int = self._db.execute("SELECT count(*) FROM article").fetchone()[0]
        return found

    def figures(self) -> Figures:
        """How much there is, counted now."""
        return Figures(*(self._db.execute(sql).fetchone()[0] for sql in _FIGURES))


def open_catalog(folder: Place, *, write: bool = False) -> Catalog | None:
    """The catalog of an index folder; None when there is none and `write` does not ask for one.

    Raises CatalogDamaged when the file is no catalog, OtherVersion when it is of another format,
    and sqlite3.OperationalError when it cannot be read now, which is no damage.
    """
    db = open_database(os.path.join(folder, FILE), FORMAT, _SCHEMA, write=write)
    return Catalog(db) if db else None
