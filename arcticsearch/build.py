"""The pipeline: seeds on disk → articles in the catalog → documents in the index.

One seed is cleaned by itself (`clean`); what only the corpus as a whole can tell (furniture across
pages, copies, one name for one source) is settled afterwards from the catalog, always over all of
it, so that an update gives what a build from nothing would.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from arcticsearch.catalog import FILE, Catalog, SeedRow, open_catalog
from arcticsearch.corpus.read import File, read
from arcticsearch.engine.protocol import Document, Passage, Store
from arcticsearch.errors import IndexDamaged, SeedSkipped
from arcticsearch.freshness import Changes, Why, changes, recipe
from arcticsearch.lock import locked
from arcticsearch.model import Article, Form, Kind, Reason, Removed, Seed
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


def clean(seed: Seed) -> Article:
    """One seed into one article. Raises SeedSkipped when the page cannot be taken apart."""
    from arcticsearch.corpus import text
    from arcticsearch.corpus.html import blocks as html
    from arcticsearch.corpus.metadata import describe
    from arcticsearch.corpus.repeats import repeats
    from arcticsearch.corpus.segment import segment
    from arcticsearch.corpus.strip import strip

    page = html.extract(seed) if seed.form is Form.HTML else text.extract(seed)
    labels = strip(page)
    metadata = describe(page, labels)
    paragraphs, removed = segment(page, labels, metadata)
    headings = {at for at, part in enumerate(paragraphs) if part.kind is Kind.HEADING}
    again = repeats([part.text for part in paragraphs], exempt=headings)
    kept = tuple(part for at, part in enumerate(paragraphs) if at not in again)
    dropped = (
        Removed(paragraphs[at].text, Reason.REPEATED_IN_PAGE, paragraphs[at].lines) for at in again
    )
    in_order = sorted((*removed, *dropped), key=lambda part: part.lines or (0, 0))
    return Article(seed.path, metadata, kept, tuple(in_order))


def refresh(
    corpus: Path,
    folder: Path,
    store: Store,
    *,
    full: bool = False,
    follow: bool = False,
    progress: Progress | None = None,
) -> RefreshReport:
    """Brings catalog and index up to date with the corpus, in one commit.

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
            return _refresh(corpus, folder, store, catalog, why, follow, progress)
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
        before = catalog.seeds()
        touched, dropped, report = _take_in(corpus, catalog, todo, before, progress)
        if touched or dropped or manifest is None:
            touched |= settle(catalog)
            documents = (document(catalog, number) for number in sorted(touched))
            manifest = store.write(folder, documents, sorted(dropped), manifest)
            catalog.set_meta("manifest", manifest)
        catalog.set_meta("recipe", recipe())
        articles = catalog.figures().articles
    store.sweep(folder, manifest)
    return RefreshReport(why, *report, reindexed=len(touched), articles=articles)


def _take_in(
    corpus: Path,
    catalog: Catalog,
    todo: Changes,
    before: Mapping[str, SeedRow],
    progress: Progress | None,
) -> tuple[
    set[int],
    set[int],
    tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], Mapping[str, str]],
]:
    """Cleans what changed into the catalog. Returns the numbers of new and of dropped articles, and
    (added, changed, removed, skipped) for the report."""
    new: set[int] = set()
    dropped: set[int] = set()
    added: list[str] = []
    changed: list[str] = []
    skipped: dict[str, str] = {}
    for path in todo.removed:
        dropped |= _drop(catalog, before[path])
        catalog.forget_seed(path)
    files = sorted((*todo.added, *todo.suspects), key=lambda file: file.path)
    for done, (file, seed, reason) in enumerate(_read_all(corpus, files), 1):
        old = before.get(file.path)
        same = old is not None and seed is not None and old.digest == seed.digest
        number = old.article if old and same else None
        if not same:
            if old:
                dropped |= _drop(catalog, old)
                changed.append(file.path)
            else:
                added.append(file.path)
            article, reason = _cleaned(seed) if seed else (None, reason)
            if article:
                number = catalog.put(article)
                new.add(number)
        if reason:
            skipped[file.path] = reason
        digest = seed.digest if seed else None
        catalog.put_seed(SeedRow(file.path, file.size, file.mtime_ns, digest, number, reason))
        if progress:
            progress(done, len(files))
    return new, dropped, (tuple(added), tuple(changed), todo.removed, skipped)


def _read_all(
    corpus: Path, files: Iterable[File]
) -> Iterator[tuple[File, Seed | None, str | None]]:
    for file in files:
        if file.skip:
            yield file, None, file.skip
            continue
        try:
            yield file, read(corpus, file.path), None
        except SeedSkipped as error:
            yield file, None, str(error)


def _cleaned(seed: Seed) -> tuple[Article | None, str | None]:
    """The article, or the reason why there is none."""
    try:
        return clean(seed), None
    except SeedSkipped as error:
        return None, str(error)
    except Exception as error:  # noqa: BLE001 - whatever a page provokes, the others go on
        return None, f"cannot be taken apart ({type(error).__name__}: {error}); please report it"


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


def documents(catalog: Catalog) -> Iterator[Document]:
    """Every article, for an index made anew from the catalog."""
    return (document(catalog, number) for number in catalog.article_numbers())
