"""The flat engine and its peers, each used as its own users would. `total` is asked of all."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from arcticsearch.engine.flat.store import FlatStore
from arcticsearch.engine.protocol import Document
from arcticsearch.query.tree import And, DateRange, Fuzzy, Node, Or, Phrase, Prefix, Word
from bench.engine.questions import Question

FACETS = ("source", "date", "author", "category")


class Flat:
    """`vector`: evaluated with numpy."""

    def __init__(self, folder: Path, vector: bool | None = None) -> None:
        self.folder, self.vector = folder, vector

    def build(self, documents: Iterable[Document]) -> None:
        manifest = FlatStore().write(self.folder, documents, [], None)
        (self.folder / "manifest").write_bytes(manifest)

    def open(self) -> None:
        manifest = (self.folder / "manifest").read_bytes()
        self._engine = FlatStore().open(self.folder, manifest, vector=self.vector)

    def ask(self, question: Question) -> int:
        facets = FACETS if question.kind == "facets" else ()
        return self._engine.search(_tree(question), {}, facets=facets).total


def _tree(question: Question) -> Node:
    words = [Word(word) for word in question.words]
    match question.kind:
        case "and":
            return And(tuple(words))
        case "or":
            return Or(tuple(words))
        case "phrase":
            return Phrase(" ".join(question.words))
        case "prefix":
            return Prefix(question.words[0])
        case "fuzzy":
            return Fuzzy(question.words[0])
        case "date":
            return And((words[0], DateRange(question.start, question.end)))
    return words[0]


class Fts5:
    """SQLite's, without its copy of the text (which a catalog has); stemmed by Porter. It has no
    fuzzy search."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def build(self, documents: Iterable[Document]) -> None:
        self.open()
        self._db.executescript(
            "create virtual table words using fts5(title, text, content='', tokenize='porter unicode61');"
            "create table articles(id integer primary key, date text, source text, author text);"
            "create table categories(article integer, category text);"
        )
        for each in documents:
            text = "\n\n".join(passage.text for passage in each.passages)
            self._db.execute(
                "insert into words(rowid, title, text) values (?, ?, ?)",
                (each.id, each.title, text),
            )
            author = "; ".join(each.author) or None
            self._db.execute(
                "insert into articles values (?, ?, ?, ?)",
                (each.id, each.date, each.source, author),
            )
            self._db.executemany(
                "insert into categories values (?, ?)", [(each.id, name) for name in each.category]
            )
        self._db.executescript(
            "create index by_date on articles(date);"
            "create index by_article on categories(article, category);"
        )
        self._db.commit()
        self._db.close()

    def open(self) -> None:
        self._db = sqlite3.connect(self.folder / "fts5.db")

    def ask(self, question: Question) -> int:
        text = {
            "or": " OR ", "phrase": " + ",
        }.get(question.kind, " ").join(f'"{word}"' for word in question.words)  # fmt: skip
        if question.kind == "prefix":
            text += "*"
        dated, parameters = "", [text]
        if question.kind == "date":
            dated = " and +rowid in (select id from articles where date >= ? and date < ?)"
            parameters += [question.start, question.end]
        found = f"from words where words match ?{dated}"
        self._db.execute(
            f"select rowid, rank {found} order by rank limit 10", parameters
        ).fetchall()
        if question.kind == "facets":
            rows = f"(select rowid as id {found})"
            for value in ("source", "substr(date, 1, 4)", "author"):
                self._db.execute(
                    f"select {value}, count(*) from {rows} join articles using (id) group by 1",
                    parameters,
                ).fetchall()
            self._db.execute(
                f"select category, count(*) from {rows} join categories on article = id group by 1",
                parameters,
            ).fetchall()
        total: int = self._db.execute(f"select count(*) {found}", parameters).fetchone()[0]
        return total


class Tantivy:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _open(self) -> Any:
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("id", stored=True, indexed=True)
        builder.add_text_field("title", tokenizer_name="en_stem")
        builder.add_text_field("text", tokenizer_name="en_stem")
        builder.add_date_field("date", indexed=True, fast=True)
        builder.add_integer_field("year", fast=True)
        for name in ("source", "author", "category"):
            builder.add_text_field(name, tokenizer_name="raw", fast=True)
        self._schema = builder.build()
        return tantivy.Index(self._schema, path=str(self.folder))

    def build(self, documents: Iterable[Document]) -> None:
        import tantivy

        writer = self._open().writer(128_000_000)
        for each in documents:
            assert each.date
            writer.add_document(
                tantivy.Document(
                    id=each.id, title=each.title, text=[passage.text for passage in each.passages],
                    date=datetime.datetime.fromisoformat(each.date), year=int(each.date[:4]),
                    source=each.source or "", author=list(each.author),
                    category=list(each.category),
                )
            )  # fmt: skip
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        self._index = self._open()
        self._searcher = self._index.searcher()

    def ask(self, question: Question) -> int:
        query = self._query(question)
        if question.kind == "facets":
            import json

            aggregations = {
                name: {"terms": {"field": name, "size": 10_000}}
                for name in ("source", "year", "author", "category")
            }
            json.loads(json.dumps(self._searcher.aggregate(query, aggregations)))
        found = self._searcher.search(query, 10, count=True)
        for _, address in found.hits:
            self._searcher.doc(address)
        count: int = found.count
        return count

    def _query(self, question: Question) -> Any:
        import tantivy

        def either(make: Any) -> Any:
            return tantivy.Query.boolean_query(
                [(tantivy.Occur.Should, make(name)) for name in ("title", "text")]
            )

        first = question.words[0]
        if question.kind == "prefix":
            return either(lambda name: tantivy.Query.regex_query(self._schema, name, first + ".*"))
        if question.kind == "fuzzy":
            return either(lambda name: tantivy.Query.fuzzy_term_query(self._schema, name, first))
        text = {"and": " AND ", "or": " OR "}.get(question.kind, " ").join(question.words)
        if question.kind == "phrase":
            text = f'"{text}"'
        query = self._index.parse_query(text, ["title", "text"])
        if question.kind != "date":
            return query
        days = [datetime.datetime.fromisoformat(day) for day in (question.start, question.end)]
        dates = tantivy.Query.range_query(
            self._schema, "date", tantivy.FieldType.Date, *days, include_upper=False
        )
        return tantivy.Query.boolean_query(
            [(tantivy.Occur.Must, query), (tantivy.Occur.Must, dates)]
        )


class Whoosh:
    """Stock Whoosh with its own stemming analyzer; no facets by year, so the date as stored."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def build(self, documents: Iterable[Document]) -> None:
        from whoosh import fields, index
        from whoosh.analysis import StemmingAnalyzer

        stemmed = StemmingAnalyzer()
        schema = fields.Schema(
            id=fields.ID(stored=True), title=fields.TEXT(stemmed), text=fields.TEXT(stemmed),
            date=fields.DATETIME(sortable=True), source=fields.ID(sortable=True),
            author=fields.ID(sortable=True), category=fields.KEYWORD(sortable=True),
        )  # fmt: skip
        writer = index.create_in(str(self.folder), schema).writer(limitmb=256)
        for each in documents:
            assert each.date
            writer.add_document(
                id=str(each.id), title=each.title,
                text="\n\n".join(passage.text for passage in each.passages),
                date=datetime.datetime.fromisoformat(each.date), source=each.source or "",
                author="; ".join(each.author), category=" ".join(each.category),
            )  # fmt: skip
        writer.commit()

    def open(self) -> None:
        from whoosh import index, scoring

        self._searcher = index.open_dir(str(self.folder)).searcher(weighting=scoring.BM25F())

    def ask(self, question: Question) -> int:
        from whoosh import query, sorting

        def either(make: Any) -> Any:
            return query.Or([make("title"), make("text")])

        stem = self._searcher.schema["text"].analyzer
        words = [token.text for word in question.words for token in stem(word)]
        terms = [either(lambda name, word=word: query.Term(name, word)) for word in words]
        first = question.words[0]
        asked = {
            "and": lambda: query.And(terms),
            "or": lambda: query.Or(terms),
            "phrase": lambda: either(lambda name: query.Phrase(name, words)),
            "prefix": lambda: either(lambda name: query.Prefix(name, first)),
            "fuzzy": lambda: either(lambda name: query.FuzzyTerm(name, first)),
            "date": lambda: query.And([*terms, query.DateRange("date", *self._days(question))]),
        }.get(question.kind, lambda: query.Or(terms))()
        groups = None
        if question.kind == "facets":
            groups = {
                name: sorting.FieldFacet(name) for name in ("source", "date", "author", "category")
            }
        found = self._searcher.search(asked, limit=10, groupedby=groups)
        for name in groups or ():
            found.groups(name)
        total: int = len(found)
        return total

    def _days(self, question: Question) -> list[datetime.datetime]:
        return [datetime.datetime.fromisoformat(day) for day in (question.start, question.end)]
