"""What only the corpus as a whole can tell, as the catalog keeps it: the names that sources and
authors are shown under, furniture across pages, copies and reprints.

A paragraph's number over the whole corpus is `article << PARAGRAPH_BITS | n`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping

from arcticsearch import packing
from arcticsearch.checking import Any

PARAGRAPH_BITS = 20
_N = (1 << PARAGRAPH_BITS) - 1


def span(article: int) -> tuple[int, int]:
    """The numbers of an article's paragraphs: the least, and the first that is another's."""
    return article << PARAGRAPH_BITS, (article + 1) << PARAGRAPH_BITS


SCHEMA = """
CREATE TABLE site (article INTEGER PRIMARY KEY, site TEXT);
CREATE TABLE furniture (id INTEGER PRIMARY KEY);
CREATE TABLE packed (id INTEGER PRIMARY KEY, state BLOB);
CREATE TABLE since (id INTEGER PRIMARY KEY, signature BLOB);
CREATE TABLE parent (text INTEGER PRIMARY KEY, parent INTEGER);
CREATE TABLE copy (id INTEGER PRIMARY KEY, original INTEGER, size INTEGER);
CREATE INDEX copy_original ON copy (original);
CREATE TABLE reprint (article INTEGER PRIMARY KEY, family INTEGER);
CREATE INDEX reprint_family ON reprint (family);
"""

TABLES = ("site", "furniture", "packed", "since", "parent", "copy", "reprint")


class Settled:
    """These tables of an open catalog, and the columns of its articles that say how they are shown.

    Methods raise what those of the catalog raise.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection

    def sizes(self, articles: Iterable[int]) -> dict[int, int]:
        """How many characters of prose some articles have."""
        return dict(self._each("SELECT id, size FROM article", "id", articles))

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

    def furniture(self, article: int) -> set[int]:
        """Which paragraphs (n) of an article are furniture across pages."""
        rows = self._db.execute("SELECT id FROM furniture WHERE id >= ? AND id < ?", span(article))
        return {row[0] & _N for row in rows}

    def set_furniture(self, article: int, repeated: Iterable[int]) -> None:
        """Replaces which paragraphs (n) of an article are furniture."""
        low, high = span(article)
        self._db.execute("DELETE FROM furniture WHERE id >= ? AND id < ?", (low, high))
        self._db.executemany("INSERT INTO furniture VALUES (?)", ((low | n,) for n in repeated))

    def packed(self) -> bytes | None:
        """The deduplicator's state, as it was last packed."""
        row = self._db.execute("SELECT state FROM packed").fetchone()
        return row[0] if row else None

    def pack(self, state: bytes) -> None:
        """Replaces that, and what was noted since."""
        for table in ("packed", "since", "parent"):
            self._db.execute(f"DELETE FROM {table}")
        self._db.execute("INSERT INTO packed VALUES (1, ?)", (state,))

    def since(self) -> dict[int, bytes | None]:
        """Paragraphs that came (by their signatures) or went (None) since the state was packed."""
        return dict(self._db.execute("SELECT id, signature FROM since"))

    def noted(self) -> int:
        """How many paragraphs that are."""
        count: int = self._db.execute("SELECT count(*) FROM since").fetchone()[0]
        return count

    def parents(self) -> dict[int, int]:
        """The parents of texts that the deduplicator found anew since then."""
        return dict(self._db.execute("SELECT text, parent FROM parent"))

    def note(self, since: Mapping[int, bytes | None], parents: Mapping[int, int]) -> None:
        """Adds to what `since` and `parents` give."""
        self._db.executemany("INSERT OR REPLACE INTO since VALUES (?, ?)", since.items())
        self._db.executemany("INSERT OR REPLACE INTO parent VALUES (?, ?)", parents.items())

    def links(self, article: int) -> dict[int, int]:
        """Those paragraphs of an article that are copies → the paragraphs that head their families."""
        return dict(self._db.execute(
            "SELECT id, original FROM copy WHERE id >= ? AND id < ?", span(article)))  # fmt: skip

    def unlink(self, paragraphs: Iterable[int]) -> None:
        """Some paragraphs are no copies."""
        rows = ((number,) for number in paragraphs)
        self._db.executemany("DELETE FROM copy WHERE id = ?", rows)

    def unlink_all(self) -> None:
        """No paragraph is a copy."""
        self._db.execute("DELETE FROM copy")

    def link(self, copies: Mapping[int, tuple[int, int]]) -> None:
        """Copy → the paragraph that heads its family, and the copy's length in characters."""
        rows = ((number, *link) for number, link in copies.items())
        self._db.executemany("INSERT OR REPLACE INTO copy VALUES (?, ?, ?)", rows)

    def shared(self, least: int) -> dict[tuple[int, int], int]:
        """How many characters of its text an article has from another, `least` at least."""
        rows = self._db.execute(
            f"SELECT id >> {PARAGRAPH_BITS} AS copy, original >> {PARAGRAPH_BITS} AS article,"
            " sum(size) AS shared FROM copy WHERE copy != article GROUP BY copy, article"
            " HAVING shared >= ?",
            (least,),
        )
        return {(one, other): size for one, other, size in rows}

    def shares(self, article: int, least: int) -> bool:
        """Whether an article was a reprint or had one when `set_reprints` was last called, or shares
        `least` characters with another one now."""
        where = [
            f"SELECT 1 FROM copy WHERE {one} >= :low AND {one} < :high"
            f" AND {other} >> {PARAGRAPH_BITS} != :article"
            f" GROUP BY {other} >> {PARAGRAPH_BITS} HAVING sum(size) >= :least"
            for one, other in (("id", "original"), ("original", "id"))
        ]
        where.append("SELECT 1 FROM reprint WHERE article = :article")
        low, high = span(article)
        values = {"article": article, "least": least, "low": low, "high": high}
        any_of = " OR ".join(f"EXISTS ({select})" for select in where)
        return bool(self._db.execute(f"SELECT {any_of}", values).fetchone()[0])

    def set_reprints(self, families: Mapping[int, int]) -> None:
        """Replaces the families of articles that share most of their text. Writes what differs."""
        before = dict(self._db.execute("SELECT article, family FROM reprint"))
        gone = ((article,) for article in before.keys() - families.keys())
        self._db.executemany("DELETE FROM reprint WHERE article = ?", gone)
        new = families.items() - before.items()
        self._db.executemany("INSERT OR REPLACE INTO reprint VALUES (?, ?)", new)

    def reprints(self, article: int) -> set[int]:
        """The articles of the same family, this one included; empty when it is in none."""
        rows = self._db.execute(
            "SELECT article FROM reprint"
            " WHERE family = (SELECT family FROM reprint WHERE article = ?)",
            (article,),
        )
        return {row[0] for row in rows}

    def copies(self, article: int) -> dict[int, frozenset[int]]:
        """For each copied paragraph of an article, by n: the numbers of all its copies, its own too.

        One set for a family: an article may hold the same line ten thousand times.
        """
        links = self.links(article)
        heads = {row[0]: row[0] for row in self._db.execute(
            "SELECT DISTINCT original FROM copy WHERE original >= ? AND original < ?",
            span(article))}  # fmt: skip
        owned = {**links, **heads}
        families = {}
        for head in set(owned.values()):
            rows = self._db.execute("SELECT id FROM copy WHERE original = ?", (head,))
            families[head] = frozenset((head, *(row[0] for row in rows)))
        return {number & _N: families[head] for number, head in owned.items()}
