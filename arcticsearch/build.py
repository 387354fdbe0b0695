"""The pipeline: seeds on disk → articles in the catalog → documents in the index.

One seed is cleaned by itself (`clean`); what only the corpus as a whole can tell (furniture across
pages, copies, one name for one source) is settled afterwards from the catalog, always over all of
it, so that an update gives what a build from nothing would.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from arcticsearch.catalog import FILE, Catalog, SeedRow, open_catalog
from arcticsearch.cleaning import Task, clean_all
from arcticsearch.corpus.aliases import FILE as ALIASES
from arcticsearch.corpus.aliases import read_aliases
from arcticsearch.engine.protocol import Document, Passage, Store
from arcticsearch.errors import IndexDamaged, SeedSkipped
from arcticsearch.freshness import Changes, Why, changes, recipe
from arcticsearch.lock import locked
from arcticsearch.model import Kind
from arcticsearch.settle import settle

Progress = Callable[[int, int], None]
"""Called with the number of seeds done and of seeds to do."""


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What a refresh did: paths of seeds, reasons for those it skipped, and two counts: articles
    whose documents were written to the index, and articles there are now."""

    why: Why
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    skipped: Mapping[str, str] = field(default_factory=dict)
    reindexed: int = 0
    articles: int = 0

    @property
    def unreadable(self) -> dict[str, str]:
        """The skipped seeds that someone should look at: not what was never meant to be a page."""
        benign = ("not a page", "describes the folder", "empty", "a link")
        return {p: why for p, why in self.skipped.items() if not why.startswith(benign)}

    def sentence(self) -> str:
        """What was done, for a person.

        >>> RefreshReport(Why.CHANGED, added=("a.txt",), reindexed=1, articles=2).sentence()
        'Seeds have changed: 1 added. Re-done: 1. The index holds 2 articles.'
        """
        now = f"The index holds {self.articles:,} article{'s' * (self.articles != 1)}."
        counts = {
            "added": self.added, "changed": self.changed, "removed": self.removed,
            "skipped": self.skipped,
        }  # fmt: skip
        said = ", ".join(f"{len(paths):,} {what}" for what, paths in counts.items() if paths)
        if not said:
            return f"The index is up to date. {now}"
        return f"{self.why.capitalize()}: {said}. Re-done: {self.reindexed:,}. {now}"


def refresh(
    corpus: Path,
    folder: Path,
    store: Store,
    *,
    full: bool = False,
    follow: bool = False,
    jobs: int = 1,
    progress: Progress | None = None,
) -> RefreshReport:
    """Brings catalog and index up to date with the corpus, in one commit, on `jobs` processes.

    Raises CorpusError, IndexFolderError or IndexBusy; OSError and sqlite3.OperationalError when the
    disk fails. Whatever is raised, the old state still answers.
    """
    with locked(folder):
        why = Why.ASKED if full else Why.CHANGED
        try:
            catalog = open_catalog(folder, write=True)
            assert catalog is not None
            sound = _soundness(catalog, folder, store)
        except IndexDamaged:
            for leftover in folder.glob(FILE + "*"):
                leftover.unlink()
            catalog = open_catalog(folder, write=True)
            assert catalog is not None
            sound = Why.DAMAGED
        if sound is not Why.FRESH:
            why = sound
        try:
            return _refresh(corpus, folder, store, catalog, why, follow, jobs, progress)
        finally:
            catalog.close()


def _soundness(catalog: Catalog, folder: Path, store: Store) -> Why:
    """Whether what stands in the folder can be updated, or must be made from nothing."""
    made = catalog.meta("recipe")
    if made is None:
        return Why.MISSING
    if made != recipe():
        return Why.OTHER_VERSION
    manifest = catalog.meta("manifest")
    if manifest is None:
        return Why.MISSING
    try:
        store.open(folder, manifest).close()
    except IndexDamaged:
        return Why.DAMAGED
    return Why.FRESH


def _refresh(
    corpus: Path,
    folder: Path,
    store: Store,
    catalog: Catalog,
    why: Why,
    follow: bool,
    jobs: int,
    progress: Progress | None,
) -> RefreshReport:
    anew = why is not Why.CHANGED
    manifest = None if anew else catalog.meta("manifest")
    store.sweep(folder, catalog.meta("manifest"))
    with catalog.transaction():
        if anew:
            catalog.clear()
        todo = changes(corpus, folder, catalog, follow)
        if not todo and manifest is not None:
            return RefreshReport(Why.FRESH, articles=catalog.figures().articles)
        taken = _take_in(corpus, catalog, todo, jobs, progress)
        touched = set(taken.new)
        renamed = ALIASES in (*taken.added, *taken.changed, *taken.removed)
        if taken.new or taken.dropped or renamed or manifest is None:
            touched |= settle(catalog, taken.new, taken.dropped, _aliases(corpus, taken))
            documents = (document(catalog, number) for number in sorted(touched))
            manifest = store.write(folder, documents, sorted(taken.dropped - touched), manifest)
            catalog.set_meta("manifest", manifest)
        catalog.set_meta("recipe", recipe())
        articles = catalog.figures().articles
    store.sweep(folder, manifest)
    return RefreshReport(
        why, tuple(taken.added), tuple(taken.changed), taken.removed, taken.skipped,
        reindexed=len(touched), articles=articles,
    )  # fmt: skip


def _aliases(corpus: Path, taken: _Taken) -> dict[str, str]:
    try:
        return read_aliases(corpus)
    except SeedSkipped as error:
        taken.skipped[ALIASES] = str(error)
        return {}


@dataclass
class _Taken:
    """What was taken into the catalog: seeds by path for the report, articles by number."""

    removed: tuple[str, ...]
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    new: set[int] = field(default_factory=set)
    dropped: set[int] = field(default_factory=set)


def _take_in(
    corpus: Path, catalog: Catalog, todo: Changes, jobs: int, progress: Progress | None
) -> _Taken:
    """Cleans what changed into the catalog."""
    before = catalog.seeds()
    taken = _Taken(removed=todo.removed)
    for path in todo.removed:
        taken.dropped |= _drop(catalog, before[path])
        catalog.forget_seed(path)
    files = sorted((*todo.added, *todo.suspects), key=lambda file: file.path)
    known = [before.get(file.path) for file in files]
    tasks = [
        Task(file, old.digest if old else None) for file, old in zip(files, known, strict=True)
    ]
    results = zip(files, known, clean_all(corpus, tasks, jobs), strict=True)
    for done, (file, old, cleaned) in enumerate(results, 1):
        number = old.article if old and cleaned.same else None
        reason = old.reason if old and cleaned.same else cleaned.reason
        if not cleaned.same:
            (taken.changed if old else taken.added).append(file.path)
            if old:
                taken.dropped |= _drop(catalog, old)
            if cleaned.article:
                number = catalog.put(cleaned.article)
                taken.new.add(number)
        if reason:
            taken.skipped[file.path] = reason
        row = SeedRow(file.path, file.size, file.mtime_ns, cleaned.digest, number, reason)
        catalog.put_seed(row)
        if progress:
            progress(done, len(files))
    return taken


def _drop(catalog: Catalog, row: SeedRow) -> set[int]:
    if row.article is None:
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
