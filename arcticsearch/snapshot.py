"""One state of an index, opened: a catalog and the engine of its manifest, as far as both can be
trusted.

What another process commits meanwhile does not change it.
"""

from __future__ import annotations

import os
from contextlib import ExitStack

from arcticsearch import seal
from arcticsearch.catalog import FILE, Catalog, open_catalog
from arcticsearch.checking import TYPE_CHECKING
from arcticsearch.database import UNREADABLE, is_damage
from arcticsearch.engine.protocol import Engine, Store
from arcticsearch.errors import CatalogDamaged, IndexDamaged, IndexMissing, OtherVersion
from arcticsearch.freshness import State, Why, recipe
from arcticsearch.model import Place
from arcticsearch.query.tree import Among, Everything

if TYPE_CHECKING:
    from arcticsearch.look import Look


class Snapshot:
    """What an index folder held when it was opened. It answers if there is an `engine`, and `why` is
    FRESH then; else `why` says what is wrong, and `catalog` may be readable all the same."""

    def __init__(
        self, folder: Place, why: Why, catalog: Catalog | None = None, engine: Engine | None = None
    ) -> None:
        self._folder = folder
        self.why = why
        self.catalog = catalog
        self.engine = engine

    def close(self) -> None:
        if self.engine:
            self.engine.close()
        if self.catalog:
            self.catalog.close()
        self.engine = self.catalog = None

    def require_open(self) -> None:
        """Raises IndexMissing after `close`."""
        if self.engine is None and self.why is Why.FRESH:
            raise IndexMissing("This collection was closed. Open it anew.")

    def parts(self) -> tuple[Catalog, Engine]:
        """What answers. Raises IndexMissing."""
        if self.catalog is None or self.engine is None:
            self.require_open()
            raise IndexMissing(f"Nothing can be searched: {self.why}. Run `arcticsearch index`.")
        return self.catalog, self.engine

    def state(self, look: Look) -> State:
        """Whether this answers for the corpus as a `look` finds it."""
        why = self.why
        try:
            found = look.changes(self.catalog)
        except UNREADABLE as error:
            if not is_damage(error):
                raise
            why, found = Why.CATALOG_DAMAGED, look.changes(None)
        if why is Why.FRESH and not os.path.exists(os.path.join(self._folder, FILE)):
            why = Why.MISSING  # someone removed it; what was opened still answers
        if why is Why.FRESH and found:
            why = Why.CHANGED
        return State(why, found)

    def check(self) -> list[str]:
        """What is wrong, by reading everything; empty when the index is sound."""
        if self.catalog is None or self.engine is None:
            self.require_open()
            return [str(self.why)]
        wrong = []
        for part in (self.catalog, self.engine):
            try:
                part.verify()
            except IndexDamaged as error:
                wrong.append(str(error).rstrip("."))
        if wrong:
            return wrong
        numbers = frozenset(self.catalog.article_numbers())
        matches = self.engine.search(Among(numbers), {}, limit=0)
        everything = self.engine.search(Everything(), {}, limit=0)
        if not matches.total == everything.total == len(numbers):
            wrong.append(f"the index holds {everything.total} of {len(numbers)} articles")
        return wrong


def open_snapshot(folder: Place, store: Store) -> Snapshot:
    """Opens what an index folder holds, as far as it can be trusted. Raises OSError or
    sqlite3.OperationalError when it cannot be read now, which is no damage."""
    seen = None
    while True:
        try:
            snapshot, manifest = _open(folder, store)
        except OtherVersion:
            return Snapshot(folder, Why.OTHER_VERSION)
        except (CatalogDamaged, *UNREADABLE) as error:
            if not is_damage(error):
                raise
            return Snapshot(folder, Why.CATALOG_DAMAGED)
        if snapshot.why is not Why.DAMAGED or manifest == seen:
            return snapshot
        snapshot.close()
        seen = manifest  # unless a build has swept these files since the manifest was read


def _open(folder: Place, store: Store) -> tuple[Snapshot, bytes | None]:
    """What the folder holds now, and by which manifest. Raises CatalogDamaged or OtherVersion."""
    with ExitStack() as failing:
        catalog = open_catalog(folder)
        if catalog is None:
            return Snapshot(folder, Why.MISSING), None
        failing.callback(catalog.close)
        manifest = catalog.meta("manifest")
        why, engine = open_engine(folder, store, catalog, manifest)
        failing.pop_all()
    return Snapshot(folder, why, catalog, engine), manifest


def open_engine(
    folder: Place, store: Store, catalog: Catalog, manifest: bytes | None
) -> tuple[Why, Engine | None]:
    """FRESH and the engine that answers by a manifest, or why none does. Raises CatalogDamaged or
    OtherVersion."""
    if manifest is None:
        return Why.MISSING, None
    if catalog.meta("recipe") != recipe():
        return Why.OTHER_VERSION, None
    try:
        with ExitStack() as failing:
            engine = store.open(folder, manifest)
            failing.callback(engine.close)
            seal.inspect(folder, catalog, engine, store.files(manifest))
            failing.pop_all()
    except (CatalogDamaged, OtherVersion):
        raise
    except IndexDamaged:
        return Why.DAMAGED, None
    return Why.FRESH, engine
