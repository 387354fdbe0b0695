"""The public Python API: one corpus and its index.

with Collection.open("seeds", index="index") as collection:
    collection.refresh()
    results = collection.search("icebreaker")
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Sequence
from types import TracebackType

from arcticsearch import places
from arcticsearch.catalog import NO_FIGURES
from arcticsearch.checking import TYPE_CHECKING
from arcticsearch.corpus.files import seed_path
from arcticsearch.corpus.listing import require_folder
from arcticsearch.engine.protocol import Store
from arcticsearch.errors import ArcticsearchError, SeedNotFound
from arcticsearch.freshness import State
from arcticsearch.look import Look
from arcticsearch.model import Article, Place, Results
from arcticsearch.query.fields import COUNTED, FACETS, SORTS
from arcticsearch.query.tree import Query
from arcticsearch.seal import doubting
from arcticsearch.settled import PARAGRAPH_BITS
from arcticsearch.snapshot import open_snapshot
from arcticsearch.values import replace

# What builds an index is imported when one is built, and what answers when something is asked.
if TYPE_CHECKING:
    from pathlib import Path

    from arcticsearch.build import Progress
    from arcticsearch.report import RefreshReport, Status
    from arcticsearch.weighing import Weights


class Collection:
    """One corpus and its index. Close it, or use it in a `with`.

    It answers from the state of the index at which it was opened or last refreshed.
    """

    def __init__(self, corpus: str, index: str, store: Store, follow_links: bool) -> None:
        self._corpus = corpus
        self._index = index
        self._store = store
        self._follow = follow_links
        self._snapshot = open_snapshot(index, store)

    @classmethod
    def open(
        cls, corpus: Place | None = None, *, index: Place | None = None, follow_links: bool = False
    ) -> Collection:
        """Opens a corpus; where its folders lie when nobody says, `places` knows.

        Builds nothing: `refresh` does. Raises CorpusError when there is no such folder.
        """
        folder = places.find_corpus(os.fspath(corpus) if corpus is not None else None)
        require_folder(folder)
        where = places.find_index(os.fspath(index) if index is not None else None, folder)
        from arcticsearch.engine.flat.store import FlatStore

        return cls(folder, where, FlatStore(), follow_links)

    @property
    def corpus(self) -> Path:
        """The folder of seeds."""
        from pathlib import Path  # a query opens what it needs without

        return Path(self._corpus)

    @property
    def index(self) -> Path:
        """The folder of the index."""
        from pathlib import Path

        return Path(self._index)

    def another(self) -> Collection:
        """The same corpus and index opened once more, as they are now.

        For another thread; and to answer from the new state while this one keeps to the old.
        """
        return Collection(self._corpus, self._index, self._store, self._follow)

    def close(self) -> None:
        self._snapshot.close()

    def __enter__(self) -> Collection:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def state(self, look: Look | None = None) -> State:
        """Whether the index is fresh, told by the seeds' sizes and times; by a `look` at the corpus
        that was begun before, or by one that is taken now."""
        return self._snapshot.state(look or Look(self._corpus, self._index, self._follow))

    def refresh(
        self,
        *,
        full: bool = False,
        jobs: int = 1,
        progress: Progress | None = None,
        seen: State | None = None,
    ) -> RefreshReport:
        """Brings the index up to date with the corpus; `full` starts from nothing. With what `state`
        has just `seen`, the files need not be looked at again.

        Several `jobs` are several processes, which import the program's main module again: a
        script that asks for them must have its calls under `if __name__ == "__main__"`.

        Raises CorpusError, IndexFolderError or IndexBusy; OSError when the disk fails. Whatever is
        raised, the old state still answers.
        """
        from arcticsearch.build import refresh

        self.close()
        try:
            return refresh(
                self.corpus, self.index, self._store,
                full=full, follow=self._follow, jobs=jobs, progress=progress,
                seen=seen.changes if seen else None,
            )  # fmt: skip
        finally:
            self._snapshot = open_snapshot(self._index, self._store)

    @property
    def searchable(self) -> bool:
        """Whether there is a state, fresh or not, that answers."""
        return self._snapshot.engine is not None

    # Search

    @doubting
    def search(
        self,
        query: str | Query,
        *,
        limit: int = 10,
        offset: int = 0,
        sort: str | None = None,
        facets: Sequence[str] = FACETS,
    ) -> Results:
        """Answers a query; no text fails. Copies are folded into the hit that they copy.

        `sort` ("relevance", "new" or "date", "old") overrides the query's own, `facets` are of
        COUNTED. Raises IndexMissing; ArcticsearchError for other names or numbers below 0.
        """
        from arcticsearch.answer import Answer
        from arcticsearch.meaning import meant, suggested
        from arcticsearch.query.parse import parse
        from arcticsearch.query.write import write

        started = time.perf_counter()
        for facet in facets:
            if facet not in COUNTED:
                raise ArcticsearchError(f"There is no facet {facet}.")
        if limit < 0 or offset < 0:
            raise ArcticsearchError("limit and offset count hits: they cannot be below 0.")
        catalog, engine = self._snapshot.parts()
        asked = parse(query) if isinstance(query, str) else query
        if sort:
            if sort not in SORTS:
                raise ArcticsearchError(f"There is no order {sort}. There are: {', '.join(SORTS)}.")
            asked = replace(asked, sort=SORTS[sort])
        base, picked, notes = meant(asked.root, engine)
        making = Answer(catalog, engine, base, picked, asked.sort)
        matches, hits, in_all = making.collect(offset, limit, facets)
        if notes or not matches.total:
            notes = (*notes, *suggested(asked.root, engine, matches.total))
        return Results(
            query if isinstance(query, str) else write(query),
            write(asked), (*asked.notes, *notes), matches.total,
            round((time.perf_counter() - started) * 1000, 2), matches.facets, hits, in_all,
        )  # fmt: skip

    @doubting
    def like(self, path: str) -> Query:
        """The query that finds articles like this one. Raises SeedNotFound."""
        from arcticsearch.similar import like

        _, engine = self._snapshot.parts()
        article = self.show(path)
        texts = [article.metadata.title or "", *(part.text for part in article.paragraphs)]
        return like(path, texts, article.metadata.language, engine)

    # The cleaned corpus

    @doubting
    def seed(self, named: str) -> str:
        """The path of the seed that a person names: by its path or its name, or how these begin; with
        the `:N` of a line behind it, as hits print it; as a file, seen from the working folder. What
        names none comes back as it is. Raises SeedNotFound for several."""
        catalog, _ = self._snapshot.parts()
        paths = list(map(seed_path, places.named_seeds(named, self._corpus)))
        for path in paths:
            if catalog.find(path) is not None:
                return path
        for path in filter(catalog.seeds.skipped().__contains__, paths):
            return path
        begun = catalog.beginning(seed_path(named)) if named else []
        if len(begun) > 1:
            raise SeedNotFound(f"Several seeds begin so, such as {begun[0]} and {begun[1]}.")
        return begun[0] if begun else named

    @doubting
    def show(self, path: str) -> Article:
        """The article of a seed, with what was removed from it. Raises SeedNotFound."""
        catalog, _ = self._snapshot.parts()
        number = catalog.find(path)
        if number is None:
            reason = catalog.seeds.skipped().get(path)
            if reason:
                raise SeedNotFound(f"{path} was skipped: {reason}.")
            raise SeedNotFound(f"There is no seed {path}. The last line of a hit names its seed.")
        return catalog.load(number)

    @doubting
    def paths(self, query: Query) -> tuple[str, ...]:
        """Every article that a search finds, copies included, best first."""
        from arcticsearch.meaning import meant

        catalog, engine = self._snapshot.parts()
        base, picked, _ = meant(query.root, engine)
        total = engine.search(base, picked, limit=0).total
        numbers = [match.id for match in engine.search(base, picked, limit=total).page]
        cards = catalog.cards(numbers)
        return tuple(cards[number].path for number in numbers)

    @doubting
    def words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Words of the articles that start so, commonest first, with the number of articles."""
        _, engine = self._snapshot.parts()
        return engine.words(prefix, limit)

    @doubting
    def explain(self, query: Query, path: str) -> Weights:
        """What each word of a query adds to the score of an article. Raises SeedNotFound."""
        from arcticsearch.meaning import meant
        from arcticsearch.weighing import weigh

        catalog, engine = self._snapshot.parts()
        article, number = self.show(path), catalog.find(path)
        assert number is not None
        base, _, _ = meant(query.root, engine)
        return weigh(base, number, article, engine)

    @doubting
    def copies(self, path: str) -> dict[int, tuple[str, ...]]:
        """Paragraphs (n) of an article that stand elsewhere too, and the paths of the others."""
        catalog, _ = self._snapshot.parts()
        number = catalog.find(path)
        if number is None:
            raise SeedNotFound(f"There is no seed {path}.")
        families = catalog.settled.copies(number)
        found = {}
        for family in set(families.values()):
            holders = {copy >> PARAGRAPH_BITS for copy in family} - {number}
            found[family] = tuple(sorted(card.path for card in catalog.cards(holders).values()))
        return {n: found[family] for n, family in families.items() if found[family]}

    def articles(self) -> Iterator[Article]:
        """Every article, by path."""
        return (self._article(number) for number in self._numbers())

    @doubting
    def _article(self, number: int) -> Article:
        return self._snapshot.parts()[0].load(number)

    @doubting
    def _numbers(self) -> list[int]:
        return self._snapshot.parts()[0].article_numbers()

    @doubting
    def status(self) -> Status:
        """Figures of the index, and whether it is fresh."""
        from arcticsearch.report import Status

        self._snapshot.require_open()
        catalog = self._snapshot.catalog
        figures = catalog.figures() if catalog else NO_FIGURES
        skipped = catalog.seeds.skipped() if catalog else {}
        where = os.fspath(self.corpus), os.fspath(self.index)
        return Status(*where, self.state().why, figures, skipped)

    def check(self) -> list[str]:
        """Verifies the index against the catalog. Returns what is wrong; empty when it is sound."""
        return self._snapshot.check()
