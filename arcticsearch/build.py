"""The pipeline: seeds on disk → articles in the catalog → documents in the index.

One seed is cleaned by itself (`clean`); what only the corpus as a whole can tell (furniture across
pages, copies, one name for one source) is settled afterwards from the catalog, always over all of
it, so that an update gives what a build from nothing would.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from arcticsearch import seal
from arcticsearch.catalog import FILE, NO_FIGURES, Catalog, open_catalog
from arcticsearch.cleaning import Task, clean_all, cycles_seldom_sought, timed
from arcticsearch.corpus.listing import UNREAD
from arcticsearch.corpus.metadata.aliases import FILE as ALIASES
from arcticsearch.corpus.metadata.aliases import read_aliases
from arcticsearch.engine.protocol import Document, Passage, Store
from arcticsearch.errors import CatalogDamaged, IndexDamaged, OtherVersion, SeedSkipped
from arcticsearch.freshness import Changes, Why, recipe
from arcticsearch.lock import locked
from arcticsearch.look import Look
from arcticsearch.model import Kind
from arcticsearch.packing import Signatures
from arcticsearch.report import RefreshReport
from arcticsearch.room import is_full, no_room
from arcticsearch.seeds import SeedRow
from arcticsearch.snapshot import open_engine
from arcticsearch.values import Value, field

Progress = Callable[[int, int], None]
"""Called with the number of seeds done and of seeds to do."""


def refresh(
    corpus: Path,
    folder: Path,
    store: Store,
    *,
    full: bool = False,
    follow: bool = False,
    jobs: int = 1,
    progress: Progress | None = None,
    seen: Changes | None = None,
) -> RefreshReport:
    """Brings catalog and index up to date with the corpus, in one commit, on `jobs` processes.

    `seen` are changes found a moment ago; if they still are those of the catalog, the files need
    not be looked at again.

    Raises CorpusError, IndexFolderError, IndexBusy or DiskFull; OSError and
    sqlite3.OperationalError when the disk fails. Whatever is raised, the old state still answers.
    """
    run = _Run(corpus, folder, store, follow, jobs, progress, seen)
    with locked(folder), cycles_seldom_sought():
        try:
            return run.update(full)
        except OtherVersion:
            why = Why.OTHER_VERSION
        except CatalogDamaged:
            why = Why.CATALOG_DAMAGED
        for leftover in folder.glob(FILE + "*"):
            leftover.unlink()
        return run.update(full, why)


class _Run(Value, frozen=True):
    """One refresh: what was asked for."""

    corpus: Path
    folder: Path
    store: Store
    follow: bool
    jobs: int
    progress: Progress | None
    seen: Changes | None

    def update(self, full: bool, because: Why | None = None) -> RefreshReport:
        """Raises CatalogDamaged or OtherVersion when the catalog must go; see `refresh`."""
        with self._catalog() as catalog:
            why = because or self._soundness(catalog, full)
            if why is not Why.FRESH and catalog.figures() != NO_FIGURES:
                catalog.verify()  # what is written into a damaged file may not be found again
            report, manifest = self._commit(catalog, why)
        self.store.sweep(self.folder, manifest)
        seal.close(self.folder, self.store.files(manifest))
        return report

    @contextmanager
    def _catalog(self) -> Iterator[Catalog]:
        """The catalog to write to. A run that fails leaves nothing behind: on a full disk the next
        one needs the room. Raises CatalogDamaged when that is why it fails."""
        catalog = open_catalog(self.folder, write=True)
        assert catalog is not None
        try:
            yield catalog
        except _SIGNS_OF_DAMAGE:
            catalog.verify()
            raise
        finally:
            with suppress(OSError, sqlite3.Error, IndexDamaged):
                manifest = catalog.meta("manifest")
                catalog.close()
                # While a log is left, another run may still find a commit in it that failed here.
                if not (self.folder / f"{FILE}-wal").exists():
                    self.store.sweep(self.folder, manifest)
            catalog.close()

    def _soundness(self, catalog: Catalog, full: bool) -> Why:
        """FRESH when what stands in the folder can be updated, or why it must be made again."""
        why, engine = open_engine(self.folder, self.store, catalog, catalog.meta("manifest"))
        if engine:
            engine.close()
        return Why.ASKED if full and why is Why.FRESH else why

    def _commit(self, catalog: Catalog, why: Why) -> tuple[RefreshReport, bytes]:
        """All of the work, in one transaction. Returns the manifest that is in force after it."""
        manifest = catalog.meta("manifest") if why is Why.FRESH else None
        if why is not Why.DAMAGED:  # whose manifest may name anything
            self.store.sweep(self.folder, catalog.meta("manifest"))
        todo = Changes()
        try:
            with catalog.transaction():
                if why not in (Why.FRESH, Why.DAMAGED):
                    catalog.clear()
                todo = self._changes(catalog)
                if not todo and manifest is not None:
                    if todo.listing != catalog.meta("listing"):  # the same, listed in another order
                        catalog.set_meta("listing", todo.listing)
                    articles = catalog.count()
                    return RefreshReport(Why.FRESH, articles=articles), manifest
                taken = _take_in(self.corpus, catalog, todo, self.jobs, self.progress)
                touched, manifest = self._index(catalog, taken, manifest)
                catalog.set_meta("recipe", recipe())
                # What could not be read is tried again, though it looks the same.
                unread = any(why.startswith(UNREAD) for why in taken.skipped.values())
                catalog.set_meta("listing", b"" if unread else todo.listing)
                articles = catalog.count()
        except (OSError, sqlite3.OperationalError) as error:
            if is_full(error):
                new = sum(file.size for file in (*todo.added, *todo.suspects))
                raise no_room(self.folder, new) from error
            raise
        report = RefreshReport(
            Why.CHANGED if why is Why.FRESH else why,
            tuple(taken.added), tuple(taken.changed), taken.removed, taken.skipped,
            reindexed=len(touched), articles=articles,
        )  # fmt: skip
        return report, manifest

    def _changes(self, catalog: Catalog) -> Changes:
        if self.seen is not None and self.seen.digest == catalog.meta("digest"):
            return self.seen
        return Look(self.corpus, self.folder, self.follow).changes(catalog)

    def _index(
        self, catalog: Catalog, taken: _Taken, manifest: bytes | None
    ) -> tuple[set[int], bytes]:
        """Brings the index to what was taken in. Returns the articles written, and its manifest."""
        touched = set(taken.new)
        renamed = ALIASES in (*taken.added, *taken.changed, *taken.removed)
        if manifest is not None and not (taken.new or taken.dropped or renamed):
            return touched, manifest
        from arcticsearch.settle import settle  # with numpy: half of the time of finding no change

        aliases = self._aliases(catalog, taken)
        touched |= settle(catalog, taken.new, taken.dropped, aliases)
        if manifest is None:
            touched = set(catalog.article_numbers())
        documents = (document(catalog, number) for number in sorted(touched))
        gone = sorted(taken.dropped - touched)
        manifest = self.store.write(self.folder, documents, gone, manifest)
        catalog.set_meta("manifest", manifest)
        return touched, manifest

    def _aliases(self, catalog: Catalog, taken: _Taken) -> dict[str, str]:
        try:
            with timed():
                return read_aliases(self.corpus, follow=self.follow)
        except SeedSkipped as error:
            taken.skipped[ALIASES] = str(error)
            catalog.seeds.skip(ALIASES, str(error))
            return {}


_SIGNS_OF_DAMAGE = (sqlite3.DatabaseError, LookupError, ValueError, TypeError, zlib.error)
"""What reading a damaged catalog may raise; whether it is damaged, its checksum knows."""


class _Taken(Value):
    """What was taken into the catalog: seeds by path for the report, articles by number."""

    removed: tuple[str, ...]
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    new: dict[int, Signatures] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)


def _take_in(
    corpus: Path, catalog: Catalog, todo: Changes, jobs: int, progress: Progress | None
) -> _Taken:
    """Cleans what changed into the catalog."""
    taken = _Taken(removed=todo.removed)
    for path in todo.removed:
        taken.dropped |= _drop(catalog, catalog.seeds.get(path))
        catalog.seeds.forget(path)
    files = sorted((*todo.added, *todo.suspects), key=lambda file: file.path)
    known = [catalog.seeds.get(file.path) for file in files]
    tasks = [
        Task(file, old.digest if old else None) for file, old in zip(files, known, strict=True)
    ]
    results = zip(files, known, clean_all(corpus, tasks, jobs), strict=True)
    for done, (file, old, cleaned) in enumerate(results, 1):
        number = old.article if old and cleaned.same else None
        reason = old.reason if old and cleaned.same else cleaned.reason
        names_sources = file.path == ALIASES  # no page, and yet read: `_aliases` says what is wrong
        same = cleaned.same or bool(old and reason and reason == old.reason)
        if not same or names_sources:
            (taken.changed if old else taken.added).append(file.path)
            taken.dropped |= _drop(catalog, old)
            if cleaned.article:
                number = catalog.put(cleaned.article)
                taken.new[number] = cleaned.article.signatures
        if reason and not names_sources:
            taken.skipped[file.path] = reason
        row = SeedRow(file.path, file.size, file.mtime_ns, cleaned.digest, number, reason)
        catalog.seeds.put(row)
        if progress:
            progress(done, len(files))
    return taken


def _drop(catalog: Catalog, row: SeedRow | None) -> set[int]:
    if row is None or row.article is None:
        return set()
    catalog.drop(row.article)
    return {row.article}


def document(catalog: Catalog, number: int) -> Document:
    """An article of the catalog as the engine sees it."""
    card = catalog.cards([number])[number]
    paragraphs = catalog.paragraphs(number)
    return Document(
        number, card.path, card.title or "", card.source, card.date, card.author, card.category,
        card.language,
        tuple(part.text for part in paragraphs if part.kind is Kind.HEADING),
        tuple(
            Passage(part.n, part.section, part.text)
            for part in paragraphs
            if part.kind is not Kind.HEADING
        ),
    )  # fmt: skip
