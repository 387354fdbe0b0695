"""The catalog: what every seed was turned into. The source of truth, in one SQLite file.

The index is only a faster shape of what stands here and can be rebuilt from it. The manifest (which
index files are in force) is a row of this database too, so that one transaction commits articles
and index together: a reader sees the old state or the new one, never a mixture.

An article's number is a hash of its path, so that it does not depend on the order in which seeds
came; a paragraph's number over the whole corpus is `article << PARAGRAPH_BITS | n`.
"""

from __future__ import annotations

import json
import marshal
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from arcticsearch import packing
from arcticsearch.corpus.read import UNREAD
from arcticsearch.errors import CatalogDamaged, OtherVersion
from arcticsearch.model import Article, Kind, Paragraph, Reason, Removed
from arcticsearch.tally import Tally

FORMAT = 4
"""The version of this schema. Diary: 1, the first; 2, bodies stand in the order of arrival (in the
order of article numbers, which are hashes, a third of their pages stayed empty); 3, the names
that authors are shown under; 4, the checksum is a sum over rows, and
the deduplicator's state is packed now and then, with the changes `since` beside it."""

FILE = "catalog.sqlite"
PARAGRAPH_BITS = 20
_N = (1 << PARAGRAPH_BITS) - 1

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE seed (
    path TEXT PRIMARY KEY, size INTEGER, mtime_ns INTEGER, digest TEXT,
    article INTEGER, reason TEXT) WITHOUT ROWID;
CREATE TABLE article (
    id INTEGER PRIMARY KEY, path TEXT UNIQUE, title TEXT, source TEXT, date TEXT, language TEXT,
    author TEXT, category TEXT, provenance TEXT, shown_source TEXT, shown_author TEXT,
    paragraphs INTEGER, size INTEGER, body INTEGER);
CREATE TABLE body (id INTEGER PRIMARY KEY, paragraphs BLOB, removed BLOB);
CREATE TABLE site (article INTEGER PRIMARY KEY, site TEXT);
CREATE TABLE furniture (id INTEGER PRIMARY KEY);
CREATE TABLE since (id INTEGER PRIMARY KEY, signature BLOB);
CREATE TABLE copy (id INTEGER PRIMARY KEY, original INTEGER, size INTEGER);
CREATE INDEX copy_original ON copy (original);
CREATE TABLE reprint (article INTEGER PRIMARY KEY, family INTEGER);
CREATE INDEX reprint_family ON reprint (family);
"""

_BODY_OF = "(SELECT body FROM article WHERE id = ?)"

_TABLES = ("seed", "article", "body", "site", "furniture", "since", "copy", "reprint")

UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What reading a damaged file raises (SQLite's message may be in broken UTF-8 itself), and one that
cannot be read now; `is_damage` tells which."""

_OF_THE_DISK = frozenset((
    sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL, sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOLFS,
))  # fmt: skip
"""What SQLite says when the disk, the process or another process is to blame, not the file."""

_FIGURES = (
    "SELECT count(*) FROM seed",
    "SELECT count(*) FROM article",
    "SELECT coalesce(sum(paragraphs), 0) - (SELECT count(*) FROM furniture) FROM article",
    "SELECT count(*) FROM copy",
    "SELECT coalesce(sum(size), 0) FROM copy",
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

    Methods raise sqlite3.DatabaseError, LookupError or zlib.error when the file is damaged, and
    sqlite3.OperationalError when the disk fails; `open_catalog` and `verify` tell which it is.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._tally = Tally(connection, _TABLES)

    # The state as a whole

    def meta(self, key: str) -> bytes | None:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def set_meta(self, key: str, value: bytes) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside becomes visible and durable at its end, or not at all."""
        self._tally.follow()
        self._db.execute("BEGIN IMMEDIATE")
        try:
            before = self._db.total_changes
            digest = self.meta("digest")
            self._tally.value = json.loads(digest)[0] if digest else 0
            yield
            if self._db.total_changes != before:
                self.set_meta("digest", self._digest(self._tally.value))
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:  # SQLite itself gives up when the disk fails
                self._db.execute("ROLLBACK")
            raise

    def clear(self) -> None:
        """Forgets every seed and article."""
        for table in _TABLES:
            self._db.execute(f"DELETE FROM {table}")
        self._tally.value = 0  # whatever the rows were
        self._db.execute("DELETE FROM meta WHERE key IN ('duplicates', 'digest', 'listing')")

    def verify(self) -> None:
        """Reads everything. Raises CatalogDamaged when it is not what was written."""
        try:
            wrong = [row[0] for row in self._db.execute("PRAGMA integrity_check")]
            digest = self._digest(self._tally.by_reading())
            sound = wrong == ["ok"] and self.meta("digest") == digest
        except UNREADABLE as error:
            if not is_damage(error):
                raise
            raise CatalogDamaged(f"The catalog is damaged: {error}.") from error
        if not sound:
            raise CatalogDamaged("The catalog is damaged: it is not what was written.")

    def _digest(self, rows: int) -> bytes:
        """A checksum of everything, given that of the tables' rows; a flipped bit in a title is
        nothing that SQLite would notice."""
        sums = [rows]
        for rest in (
            "SELECT * FROM meta WHERE key != 'digest' ORDER BY key",
            "SELECT sql FROM sqlite_master ORDER BY name",
        ):
            sums.append(zlib.crc32(marshal.dumps(self._db.execute(rest).fetchall(), 2)))
        return json.dumps(sums).encode()

    def close(self) -> None:
        self._db.close()

    # Seeds

    def seed(self, path: str) -> SeedRow | None:
        """A seed as it was last seen; None if it is new."""
        row = self._db.execute(
            "SELECT path, size, mtime_ns, digest, article, reason FROM seed WHERE path = ?", (path,)
        ).fetchone()
        return SeedRow(*row) if row else None

    def stamps(self) -> dict[str, tuple[int, int]]:
        """Every seed's size and time as it was last seen, by path. One that could not be read then
        has an impossible stamp: it may be readable now, although its size and time are the same."""
        rows = self._db.execute("SELECT path, size, mtime_ns, reason FROM seed")
        return {
            path: (-1, -1) if reason and reason.startswith(UNREAD) else (size, at)
            for path, size, at, reason in rows
        }

    def put_seed(self, row: SeedRow) -> None:
        self._db.execute(
            "INSERT OR REPLACE INTO seed VALUES (?, ?, ?, ?, ?, ?)",
            (row.path, row.size, row.mtime_ns, row.digest, row.article, row.reason),
        )

    def forget_seed(self, path: str) -> None:
        self._db.execute("DELETE FROM seed WHERE path = ?", (path,))

    # Articles

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
        digest = blake2b(path.encode("utf-8"), digest_size=8).digest()
        number = int.from_bytes(digest, "little") >> (PARAGRAPH_BITS + 1)
        # Two of a million paths share a number by chance once in 20 corpora.
        while self._db.execute("SELECT 1 FROM article WHERE id = ?", (number,)).fetchone():
            number += 1
        return number

    def drop(self, article: int) -> None:
        """Removes an article and all that hangs on it."""
        span = (article << PARAGRAPH_BITS, (article + 1) << PARAGRAPH_BITS)
        self._db.execute(f"DELETE FROM body WHERE id = {_BODY_OF}", (article,))
        self._db.execute("DELETE FROM article WHERE id = ?", (article,))
        self._db.execute("DELETE FROM furniture WHERE id >= ? AND id < ?", span)

    def find(self, path: str) -> int | None:
        """The number of the article of a seed."""
        row = self._db.execute("SELECT id FROM article WHERE path = ?", (path,)).fetchone()
        return row[0] if row else None

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
        return [row[0] for row in self._db.execute("SELECT id FROM article ORDER BY path")]

    def paragraphs(self, article: int) -> tuple[Paragraph, ...]:
        """The paragraphs of an article without what is furniture across pages."""
        kept, _ = self._split(article)
        return kept

    def load(self, article: int) -> Article:
        """The whole article. What repeats across pages stands in `removed`."""
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
        repeated = self.furniture(article)
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

    # What only the corpus as a whole can tell

    def sizes(self) -> dict[int, int]:
        """How many characters of prose each article has."""
        return dict(self._db.execute("SELECT id, size FROM article"))

    def sources(self) -> dict[tuple[str, str | None], int]:
        """How many articles have a source that their pages name, and a name it is shown under."""
        rows = self._db.execute(
            "SELECT source, shown_source, count(*) FROM article WHERE source IS NOT NULL GROUP BY 1, 2"
        )
        return {(source, shown): count for source, shown, count in rows}

    def show_sources(self, names: Mapping[str, str]) -> set[int]:
        """Shows sources under other names. Returns the articles that are shown otherwise by it."""
        rows = self._db.execute("SELECT id, source, shown_source FROM article")
        wrong = {
            number: names[source]
            for number, source, shown in rows
            if source in names and shown != names[source]
        }
        self._db.executemany(
            "UPDATE article SET shown_source = ? WHERE id = ?",
            ((name, number) for number, name in wrong.items()),
        )
        return set(wrong)

    def authors(self) -> dict[int, tuple[tuple[str, ...], tuple[str, ...]]]:
        """By article that has some: the authors that its page names, the names they go under."""
        rows = self._db.execute("SELECT id, author, shown_author FROM article WHERE author != '[]'")
        return {row[0]: (packing.values(row[1]), packing.values(row[2])) for row in rows}

    def show_authors(self, article: int, authors: tuple[str, ...]) -> None:
        self._db.execute(
            "UPDATE article SET shown_author = ? WHERE id = ?", (packing.column(authors), article)
        )

    def origins(self, articles: Iterable[int]) -> dict[int, tuple[str, str | None]]:
        """The path and the shown source of those of some articles that are there."""
        return {
            row[0]: row[1:]
            for row in self._each("SELECT id, path, shown_source FROM article", "id", articles)
        }

    def sites(self, articles: Iterable[int]) -> dict[int, str]:
        """The site of those of some articles that have one, as it was last settled."""
        return dict(self._each("SELECT article, site FROM site", "article", articles))

    def pages(self, sites: Collection[str]) -> dict[int, str]:
        """The articles of some sites, each with its site."""
        rows = self._db.execute("SELECT article, site FROM site") if sites else ()
        return {article: site for article, site in rows if site in sites}

    def set_sites(self, sites: Mapping[int, str | None]) -> None:
        """Replaces the sites of some articles; None where it has none."""
        gone = ((article,) for article in sites)
        self._db.executemany("DELETE FROM site WHERE article = ?", gone)
        there = ((article, site) for article, site in sites.items() if site)
        self._db.executemany("INSERT INTO site VALUES (?, ?)", there)

    def _each(self, select: str, key: str, numbers: Iterable[int]) -> Iterator[tuple[Any, ...]]:
        """The rows that there are of some numbers."""
        for number in numbers:
            yield from self._db.execute(f"{select} WHERE {key} = ?", (number,))

    def blocks(self, article: int) -> list[tuple[int, str]]:
        """(n, text) of all that the page itself gave no reason to remove."""
        return packing.texts(self._paragraphs(article))

    def furniture(self, article: int) -> set[int]:
        """Which paragraphs (n) of an article are furniture across pages."""
        span = (article << PARAGRAPH_BITS, (article + 1) << PARAGRAPH_BITS)
        rows = self._db.execute("SELECT id FROM furniture WHERE id >= ? AND id < ?", span)
        return {row[0] & _N for row in rows}

    def set_furniture(self, article: int, repeated: Iterable[int]) -> None:
        """Replaces which paragraphs (n) of an article are furniture."""
        low, high = article << PARAGRAPH_BITS, (article + 1) << PARAGRAPH_BITS
        self._db.execute("DELETE FROM furniture WHERE id >= ? AND id < ?", (low, high))
        self._db.executemany("INSERT INTO furniture VALUES (?)", ((low | n,) for n in repeated))

    def since(self) -> dict[int, bytes | None]:
        """Paragraphs that came (by their signatures) or went (None) since the deduplicator's state
        was packed."""
        return dict(self._db.execute("SELECT id, signature FROM since"))

    def set_since(self, paragraphs: Mapping[int, bytes | None]) -> None:
        """Replaces what `since` gives."""
        self._replace("since", {number: (came,) for number, came in paragraphs.items()})

    def links(self) -> dict[int, tuple[int, int]]:
        """Copy → the paragraph that heads its family, and the copy's length in characters."""
        rows = self._db.execute("SELECT id, original, size FROM copy")
        return {number: (original, size) for number, original, size in rows}

    def set_links(self, links: Mapping[int, tuple[int, int]]) -> None:
        """Replaces what `links` gives."""
        self._replace("copy", links)

    def set_reprints(self, families: Mapping[int, int]) -> None:
        """Replaces the families of articles that share most of their text."""
        self._replace("reprint", {article: (family,) for article, family in families.items()})

    def _replace(self, table: str, rows: Mapping[int, tuple[object, ...]]) -> None:
        """Makes a table hold these rows, by its key. Writes only what differs."""
        before = {row[0]: row[1:] for row in self._db.execute(f"SELECT * FROM {table}")}
        gone = ((number,) for number, row in before.items() if rows.get(number) != row)
        self._db.executemany(f"DELETE FROM {table} WHERE rowid = ?", gone)
        new = [(number, *row) for number, row in rows.items() if before.get(number) != row]
        if new:
            places = ", ".join("?" * len(new[0]))
            self._db.executemany(f"INSERT INTO {table} VALUES ({places})", new)

    def reprints(self, article: int) -> set[int]:
        """The articles of the same family, this one included; empty when it is in none."""
        rows = self._db.execute(
            "SELECT article FROM reprint"
            " WHERE family = (SELECT family FROM reprint WHERE article = ?)",
            (article,),
        )
        return {row[0] for row in rows}

    def skipped(self) -> dict[str, str]:
        """Seeds without an article, and why."""
        rows = self._db.execute("SELECT path, reason FROM seed WHERE reason IS NOT NULL")
        return dict(rows)

    def copies(self, article: int) -> dict[int, frozenset[int]]:
        """For each copied paragraph of an article, by n: the numbers of all its copies, its own too.

        One set for a family: an article may hold the same line ten thousand times.
        """
        low, high = article << PARAGRAPH_BITS, (article + 1) << PARAGRAPH_BITS
        links = dict(self._db.execute(
            "SELECT id, original FROM copy WHERE id >= ? AND id < ?", (low, high)))  # fmt: skip
        heads = {row[0]: row[0] for row in self._db.execute(
            "SELECT DISTINCT original FROM copy WHERE original >= ? AND original < ?",
            (low, high))}  # fmt: skip
        owned = {**links, **heads}
        families = {}
        for head in set(owned.values()):
            rows = self._db.execute("SELECT id FROM copy WHERE original = ?", (head,))
            families[head] = frozenset((head, *(row[0] for row in rows)))
        return {number & _N: families[head] for number, head in owned.items()}

    def figures(self) -> Figures:
        return Figures(*(self._db.execute(sql).fetchone()[0] for sql in _FIGURES))


def is_damage(error: Exception) -> bool:
    """Whether an error of SQLite speaks of the file's content."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code & 0xFF not in _OF_THE_DISK or code == sqlite3.SQLITE_IOERR_SHORT_READ


def open_catalog(folder: Path, *, write: bool = False) -> Catalog | None:
    """The catalog of an index folder; None when there is none and `write` does not ask for one.

    Raises CatalogDamaged when the file is no catalog, OtherVersion when it is of another format,
    and sqlite3.OperationalError when it cannot be read now, which is no damage.
    """
    file = folder / FILE
    if not write and not file.exists():
        return None
    mode = "rwc" if write else "rw"
    db = sqlite3.connect(
        f"{file.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=10
    )
    try:
        made = _prepare(db, write)
        catalog = Catalog(db)
        written = catalog.meta("format") if made else None
    except UNREADABLE as error:
        db.close()
        if not is_damage(error):
            raise
        raise CatalogDamaged(f"The catalog {file} is damaged: {error}.") from error
    except BaseException:
        db.close()
        raise
    if not made:  # by a run that was cut off before it wrote anything
        db.close()
        return None
    if written != str(FORMAT).encode():
        db.close()
        raise OtherVersion(f"The catalog {file} is of another version.")
    return catalog


def _prepare(db: sqlite3.Connection, write: bool) -> bool:
    """Makes what a catalog needs, or one state for all reads. Returns whether it has tables."""
    if not write:
        db.execute("BEGIN")  # one state for all reads, whatever a build commits meanwhile
    with closing(db.execute("SELECT count(*) FROM sqlite_master")) as cursor:
        made = cursor.fetchone()[0] > 0
    if write and not made:  # before there is a log: a disk that fills up then finds none to copy
        form = str(FORMAT).encode().hex()
        db.executescript(f"BEGIN; {_SCHEMA} INSERT INTO meta VALUES ('format', x'{form}'); COMMIT")
    if write:
        db.execute("PRAGMA journal_mode = WAL")  # readers go on while a build writes
        db.execute("PRAGMA synchronous = FULL")  # a commit that was reported survives a power cut
    return made or write
