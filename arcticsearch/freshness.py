"""Whether an index answers for the corpus as it is now, and if not, why not.

Told without reading a seed: by the sizes and times that the catalog last saw.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from arcticsearch.analysis import VERSION
from arcticsearch.catalog import Catalog
from arcticsearch.corpus.read import File, file_of, walk

RECIPE = 2
"""The version of how a seed becomes an article. Diary: 1, the first; 2, a page's headline is its
title, and short pages keep their one paragraph."""


class Why(StrEnum):
    """Why an index must be brought up to date, in words for the person."""

    FRESH = "up to date"
    CHANGED = "seeds have changed"
    MISSING = "there is no index yet"
    DAMAGED = "the index is damaged"
    CATALOG_DAMAGED = "the catalog is damaged"
    OTHER_VERSION = "the index was made by another version"
    ASKED = "a full build was asked for"


@dataclass(frozen=True, slots=True)
class Changes:
    """How the corpus differs from what the catalog last saw, by path. `suspects` have another size
    or time; whether their content changed only reading them can tell. `digest` is that of the
    catalog then."""

    added: tuple[File, ...] = ()
    suspects: tuple[File, ...] = ()
    removed: tuple[str, ...] = ()
    digest: bytes | None = None

    def __bool__(self) -> bool:
        return bool(self.added or self.suspects or self.removed)


def changes(corpus: Path, folder: Path, catalog: Catalog | None, follow: bool = False) -> Changes:
    """What a refresh would have to look at, told by size and time alone.

    This is what a query waits for when nothing has changed, so a seed that is as it was costs one
    look at its status and one comparison.
    """
    known = catalog.stamps() if catalog else {}
    added, suspects = [], []
    for path, seen in walk(corpus, leave_out=folder, follow=follow):
        if not isinstance(seen, str) and known.get(path) == (seen.st_size, seen.st_mtime_ns):
            del known[path]
            continue
        file = file_of(path, seen)
        stamp = known.pop(file.path, None)
        if stamp is None:
            added.append(file)
        elif stamp != (file.size, file.mtime_ns):
            suspects.append(file)
    digest = catalog.meta("digest") if catalog else None
    return Changes(tuple(added), tuple(suspects), tuple(known), digest)


def recipe() -> bytes:
    """What an index must have been made with to be used as it is."""
    return f"{RECIPE}.{VERSION}".encode()
