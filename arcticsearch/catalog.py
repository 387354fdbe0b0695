"""The catalog: what every seed was turned into. The source of truth, in one SQLite file.

The index is only a faster shape of what stands here and can be rebuilt from it. The manifest (which
index files are in force) is a row of this database too, so that one transaction commits articles
and index together: a reader sees the old state or the new one, never a mixture.

A paragraph's number over the whole corpus is `article << PARAGRAPH_BITS | n`.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from arcticsearch.errors import IndexDamaged
from arcticsearch.model import Article, Kind, Metadata, Paragraph, Provenance, Reason, Removed

FORMAT = 1
"""The version of this schema. Diary: 1, the first."""

FILE = "catalog.sqlite"
PARAGRAPH_BITS = 20

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE seed (
    path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, digest TEXT,
    article INTEGER, reason TEXT) WITHOUT ROWID;
CREATE TABLE article (
    id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT UNIQUE, title TEXT, source TEXT, date TEXT,
    language TEXT, author TEXT, category TEXT, provenance TEXT, shown_source TEXT,
    reprint INTEGER);
CREATE INDEX article_reprint ON article (reprint) WHERE reprint != 0;
CREATE TABLE paragraph (
    id INTEGER PRIMARY KEY, kind TEXT, section TEXT, text TEXT, first INTEGER, last INTEGER);
CREATE TABLE furniture (id INTEGER PRIMARY KEY);
CREATE TABLE copy (id INTEGER PRIMARY KEY, original INTEGER);
CREATE INDEX copy_original ON copy (original);
CREATE TABLE removed (article INTEGER PRIMARY KEY, blocks BLOB);
"""


_FIGURES = (
    "SELECT count(*) FROM seed",
    "SELECT count(*) FROM article",
    "SELECT (SELECT count(*) FROM paragraph) - (SELECT count(*) FROM furniture)",
    "SELECT count(*) FROM copy",
    "SELECT coalesce(sum(length(text)), 0) FROM paragraph JOIN copy USING (id)",
)


@dataclass(frozen=True, slots=True)
class SeedRow:
    """What is known of a seed. Either `article` is its number or `reason` says why it has none."""

    path: str
    size: int
    mtime_ns: int
    digest: str | None
    article: int | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """What a result list shows of an article: its fields without its text."""

    id: int
    path: str
    title: str | None
    source: str | None
    date: str | None
    author: tuple[str, ...]
    category: tuple[str, ...]
    language: str | None
    reprint: int


@dataclass(frozen=True, slots=True)
class Figures:
    """How much the catalog holds. `copied_characters` is the text of the copies."""

    seeds: int
    articles: int
    paragraphs: int
    copies: int
    copied_characters: int


NO_FIGURES = Figures(0, 0, 0, 0, 0)


class Catalog:
    """An open catalog. Reading methods see one state from the first read to `close`.

    Methods raise sqlite3.DatabaseError when the file is damaged and sqlite3.OperationalError when
    the disk fails; `open_catalog` turns what it can tell at once into IndexDamaged.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    # The state as a whole

    def meta(self, key: str) -> bytes | None:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set_meta(self, key: str, value: bytes) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside becomes visible and durable at its end, or not at all."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def clear(self) -> None:
        """Forgets every seed and article; numbers of articles are not used again."""
        for table in ("seed", "article", "paragraph", "furniture", "copy", "removed"):
            self._db.execute(f"DELETE FROM {table}")

    def verify(self) -> list[str]:
        """What SQLite finds wrong with the file; empty when it is sound."""
        rows = [row[0] for row in self._db.execute("PRAGMA integrity_check")]
        return [] if rows == ["ok"] else rows

    def close(self) -> None:
        self._db.close()

    # Seeds

    def seeds(self) -> dict[str, SeedRow]:
        """Every seed of the corpus as it was last seen, by path."""
        rows = self._db.execute("SELECT path, size, mtime_ns, digest, article, reason FROM seed")
        return {row[0]: SeedRow(*row) for row in rows}

    def put_seed(self, row: SeedRow) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO seed VALUES (?, ?, ?, ?, ?, ?)",
            (row.path, row.size, row.mtime_ns, row.digest, row.article, row.reason),
        )

    def forget_seed(self, path: str) -> None:
        self._db.execute("DELETE FROM seed WHERE path = ?", (path,))

    # Articles

    def put(self, article: Article) -> int:
        """Stores an article under a new number, which it returns."""
        meta = article.metadata
        cursor = self._db.execute(
            "INSERT INTO article (path, title, source, date, language, author, category,"
            " provenance, shown_source, reprint) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
            (
                article.path, meta.title, meta.source, meta.date, meta.language,
                _dump(meta.author), _dump(meta.category), _dump(_provenance(meta.provenance)),
                meta.source,
            ),
        )  # fmt: skip
        number = cursor.lastrowid
        assert number is not None
        self._db.executemany(
            "INSERT INTO paragraph VALUES (?, ?, ?, ?, ?, ?)",
            (
                (number << PARAGRAPH_BITS | part.n, part.kind.value, part.section, part.text)
                + (part.lines or (None, None))
                for part in article.paragraphs
            ),
        )
        blocks = [(part.text, part.reason.value, part.lines) for part in article.removed]
        packed = zlib.compress(_dump(blocks).encode("utf-8", "surrogatepass"), 1)
        self._db.execute("INSERT INTO removed VALUES (?, ?)", (number, packed))
        return number

    def drop(self, article: int) -> None:
        """Removes an article and its paragraphs."""
        span = (article << PARAGRAPH_BITS, (article + 1) << PARAGRAPH_BITS)
        self._db.execute("DELETE FROM article WHERE id = ?", (article,))
        self._db.execute("DELETE FROM removed WHERE article = ?", (article,))
        for table in ("paragraph", "furniture", "copy"):
            self._db.execute(f"DELETE FROM {table} WHERE id >= ? AND id < ?", span)

    def find(self, path: str) -> int | None:
        """The number of the article of a seed."""
        row = self._db.execute("SELECT id FROM article WHERE path = ?", (path,)).fetchone()
        return row[0] if row else None

    def cards(self, articles: Iterable[int]) -> dict[int, Card]:
        """What a result list shows, by number; the source is the name it is shown under."""
        found = {}
        for number in articles:
            row = self._db.execute(
                "SELECT id, path, title, shown_source, date, author, category, language, reprint"
                " FROM article WHERE id = ?",
                (number,),
            ).fetchone()
            if row:
                author, category = tuple(json.loads(row[5])), tuple(json.loads(row[6]))
                found[number] = Card(
                    row[0], row[1], row[2], row[3], row[4], author, category, row[7], row[8]
                )
        return found

    def article_numbers(self) -> list[int]:
        return [row[0] for row in self._db.execute("SELECT id FROM article ORDER BY path")]

    def paragraphs(self, article: int) -> tuple[Paragraph, ...]:
        """The paragraphs of an article without what is furniture across pages."""
        kept, _ = self._split(article)
        return kept

    def load(self, article: int) -> Article:
        """The whole article. What repeats across pages stands in `removed`."""
        row = self._db.execute(
            "SELECT path, title, shown_source, date, author, category, language, provenance"
            " FROM article WHERE id = ?",
            (article,),
        ).fetchone()
        path, title, source, date, author, category, language, provenance = row
        blob = self._db.execute("SELECT blocks FROM removed WHERE article = ?", (article,))
        removed = [
            Removed(text, Reason(reason), tuple(lines) if lines else None)
            for text, reason, lines in json.loads(zlib.decompress(blob.fetchone()[0]))
        ]
        kept, furniture = self._split(article)
        removed += [Removed(p.text, Reason.REPEATED_ACROSS_PAGES, p.lines) for p in furniture]
        removed.sort(key=lambda part: part.lines or (0, 0))
        metadata = Metadata(
            title, source, date, tuple(json.loads(author)), tuple(json.loads(category)), language,
            Provenance(**json.loads(provenance)),
        )  # fmt: skip
        return Article(path, metadata, kept, tuple(removed))

    def _split(self, article: int) -> tuple[tuple[Paragraph, ...], list[Paragraph]]:
        rows = self._db.execute(
            "SELECT p.id, kind, section, text, first, last, f.id IS NOT NULL FROM paragraph p"
            " LEFT JOIN furniture f ON f.id = p.id WHERE p.id >= ? AND p.id < ? ORDER BY p.id",
            (article << PARAGRAPH_BITS, (article + 1) << PARAGRAPH_BITS),
        )
        kept: list[Paragraph] = []
        furniture: list[Paragraph] = []
        section = None
        for number, kind, _, text, first, last, repeated in rows:
            n = number & ((1 << PARAGRAPH_BITS) - 1)
            heading = kind == Kind.HEADING
            if heading and not repeated:
                section = text
            lines = (first, last) if first is not None else None
            part = Paragraph(n, Kind(kind), text, section, lines)
            (furniture if repeated else kept).append(part)
        return tuple(kept), furniture

    # What only the corpus as a whole can tell

    def texts(self) -> Iterator[tuple[int, str, str]]:
        """(paragraph number, kind, text) of all that is kept, by path, in page order."""
        for article in self.article_numbers():
            yield from self._db.execute(
                "SELECT id, kind, text FROM paragraph WHERE id >= ? AND id < ?"
                " AND id NOT IN (SELECT id FROM furniture) ORDER BY id",
                (article << PARAGRAPH_BITS, (article + 1) << PARAGRAPH_BITS),
            )

    def sources(self) -> dict[int, str | None]:
        """The source that each article's page names."""
        return dict(self._db.execute("SELECT id, source FROM article"))

    def shown_sources(self) -> dict[int, str | None]:
        return dict(self._db.execute("SELECT id, shown_source FROM article"))

    def show_source(self, article: int, source: str | None) -> None:
        self._db.execute("UPDATE article SET shown_source = ? WHERE id = ?", (source, article))

    def furniture(self) -> set[int]:
        return {row[0] for row in self._db.execute("SELECT id FROM furniture")}

    def set_furniture(self, gone: Iterable[int], new: Iterable[int]) -> None:
        self._db.executemany("DELETE FROM furniture WHERE id = ?", ((n,) for n in gone))
        self._db.executemany("INSERT INTO furniture VALUES (?)", ((n,) for n in new))

    def set_copies(self, links: Mapping[int, int]) -> None:
        """Replaces the links from copies to the paragraphs that they copy."""
        self._db.execute("DELETE FROM copy")
        self._db.executemany("INSERT INTO copy VALUES (?, ?)", links.items())

    def set_reprints(self, groups: Mapping[int, int]) -> None:
        """Replaces the groups of articles that share most of their paragraphs."""
        self._db.execute("UPDATE article SET reprint = 0 WHERE reprint != 0")
        self._db.executemany(
            "UPDATE article SET reprint = ? WHERE id = ?", ((g, a) for a, g in groups.items())
        )

    def reprints(self, article: int) -> set[int]:
        """The articles of the same group, this one included; empty when it is in none."""
        rows = self._db.execute(
            "SELECT id FROM article WHERE reprint != 0"
            " AND reprint = (SELECT reprint FROM article WHERE id = ?)",
            (article,),
        )
        return {row[0] for row in rows}

    def skipped(self) -> dict[str, str]:
        """Seeds without an article, and why."""
        rows = self._db.execute("SELECT path, reason FROM seed WHERE reason IS NOT NULL")
        return dict(rows)

    def copies(self, article: int) -> dict[int, list[int]]:
        """For each copied paragraph of an article, by n: the numbers of its other copies."""
        low, high = article << PARAGRAPH_BITS, (article + 1) << PARAGRAPH_BITS
        links = dict(self._db.execute(
            "SELECT id, original FROM copy WHERE id >= ? AND id < ?", (low, high)))  # fmt: skip
        heads = {row[0]: row[0] for row in self._db.execute(
            "SELECT DISTINCT original FROM copy WHERE original >= ? AND original < ?",
            (low, high))}  # fmt: skip
        found = {}
        for number, head in {**links, **heads}.items():
            rows = self._db.execute("SELECT id FROM copy WHERE original = ? ORDER BY id", (head,))
            family = [head, *(row[0] for row in rows)]
            found[number & ((1 << PARAGRAPH_BITS) - 1)] = [n for n in family if n != number]
        return found

    def figures(self) -> Figures:
        return Figures(*(self._db.execute(sql).fetchone()[0] for sql in _FIGURES))


def open_catalog(folder: Path, *, write: bool = False) -> Catalog | None:
    """The catalog of an index folder; None when there is none and `write` does not ask for one.

    Raises IndexDamaged when the file is no catalog or of another format.
    """
    file = folder / FILE
    if not write and not file.exists():
        return None
    mode = "rwc" if write else "rw"
    uri = f"{file.absolute().as_uri()}?mode={mode}"
    try:
        db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=10)
    except sqlite3.OperationalError as error:
        raise IndexDamaged(f"The catalog {file} cannot be opened: {error}.") from error
    try:
        _prepare(db, write)
    except sqlite3.DatabaseError as error:
        db.close()
        raise IndexDamaged(f"The catalog {file} is damaged: {error}.") from error
    except BaseException:
        db.close()
        raise
    if not write:
        db.execute("BEGIN")  # one state for all reads, whatever a build commits meanwhile
    catalog = Catalog(db)
    if catalog.meta("format") != str(FORMAT).encode():
        catalog.close()
        raise IndexDamaged(f"The catalog {file} is of another version.")
    return catalog


def _prepare(db: sqlite3.Connection, write: bool) -> None:
    if not write:
        return
    db.execute("PRAGMA journal_mode = WAL")  # readers go on while a build writes
    db.execute("PRAGMA synchronous = FULL")  # a commit that was reported survives a power cut
    with closing(db.execute("SELECT count(*) FROM sqlite_master")) as cursor:
        if cursor.fetchone()[0]:
            return
    db.executescript(f"BEGIN; {_SCHEMA} INSERT INTO meta VALUES ('format', '{FORMAT}'); COMMIT")
    db.execute("UPDATE meta SET value = CAST(value AS BLOB)")


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _provenance(provenance: Provenance) -> dict[str, str | None]:
    return {name: getattr(provenance, name) for name in ("title", "source", "date", "author")}
