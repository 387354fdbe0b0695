"""Whether an index answers for the corpus as it is now, and if not, why not.

Told without reading a seed: by the sizes and times that the catalog last saw.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from arcticsearch.analysis import VERSION
from arcticsearch.catalog import Catalog, SeedRow
from arcticsearch.corpus.read import File, walk

RECIPE = 1
"""The version of how a seed becomes an article. Diary: 1, the first."""


class Why(StrEnum):
    """Why an index must be brought up to date, in words for the person."""

    FRESH = "up to date"
    CHANGED = "seeds have changed"
    MISSING = "there is no index yet"
    DAMAGED = "the index is damaged"
    OTHER_VERSION = "the index was made by another version"
    ASKED = "a full build was asked for"


@dataclass(frozen=True, slots=True)
class Changes:
    """How the corpus differs from what the catalog last saw, by path. `suspects` have another size
    or time; whether their content changed only reading them can tell."""

    added: tuple[File, ...] = ()
    suspects: tuple[File, ...] = ()
    removed: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.suspects or self.removed)


def changes(corpus: Path, folder: Path, catalog: Catalog | None, follow: bool = False) -> Changes:
    """What a refresh would have to look at, told by size and time alone."""
    known = catalog.seeds() if catalog else {}
    added, suspects = [], []
    for file in walk(corpus, leave_out=folder, follow=follow):
        row = known.pop(file.path, None)
        if row is None:
            added.append(file)
        elif (row.size, row.mtime_ns) != (file.size, file.mtime_ns) or _retry(row, file):
            suspects.append(file)
    return Changes(tuple(added), tuple(suspects), tuple(known))


def _retry(row: SeedRow, file: File) -> bool:
    """A seed that could not be read may be readable now, although its size and time are the same;
    and a rule for skipping may have begun or ceased to hold."""
    return (row.reason or "").startswith("cannot be read") or bool(file.skip and not row.reason)


def recipe() -> bytes:
    """What an index must have been made with to be used as it is."""
    return f"{RECIPE}.{VERSION}".encode()
