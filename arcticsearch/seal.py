"""Whether the files of an index are still what was written, at the price of one look at each.

The seal names every file with its size and time when it was last known to be sound. Files that are
as they were then are believed; if any is not, all are read through first. So a copy that went
wrong, a truncation or another program's write is found before it is answered from, while a query
on an index of any size reads only what it needs. (Reading through costs a second a gigabyte.)
What rots on the disk under its old time, `arcticsearch check` finds, which reads everything.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Collection
from contextlib import suppress
from functools import wraps

from arcticsearch.catalog import FILE as CATALOG
from arcticsearch.catalog import Catalog
from arcticsearch.checking import TYPE_CHECKING
from arcticsearch.engine.protocol import Engine
from arcticsearch.errors import ArcticsearchError, IndexDamaged
from arcticsearch.model import Place

if TYPE_CHECKING:
    from typing import Concatenate, ParamSpec, Protocol, TypeVar

    class Checked(Protocol):
        def check(self) -> list[str]:
            """What is wrong with the files, by reading everything."""

    _Self = TypeVar("_Self", bound=Checked)
    _Parameters = ParamSpec("_Parameters")
    _Answer = TypeVar("_Answer")
    _Method = Callable[Concatenate[_Self, _Parameters], _Answer]

FILE = "seal.json"

Stamps = dict[str, list[int]]
"""Size in bytes and time in nanoseconds, by name."""


def inspect(folder: Place, catalog: Catalog, engine: Engine, files: Collection[str]) -> None:
    """Raises CatalogDamaged or IndexDamaged when the catalog or one of the engine's `files` is not what
    was written. Reads them only if the seal does not vouch for all of them, and then renews it."""
    now, then = _stamps(folder, files), _read(folder)
    if all(then.get(name) == stamp for name, stamp in now.items()):
        return
    catalog.verify()
    engine.verify()
    if now == _stamps(folder, files):
        _write(folder, now)


def close(folder: Place, files: Collection[str]) -> None:
    """Writes the seal of files that are known to be sound: just written, or inspected before."""
    stamps = _stamps(folder, files)
    if stamps != _read(folder):
        _write(folder, stamps)


def doubting(method: _Method[_Self, _Parameters, _Answer]) -> _Method[_Self, _Parameters, _Answer]:
    """A method that, when it fails, has everything read through: IndexDamaged if that is why, else
    the error as it was. For what rots under its old size and time."""

    @wraps(method)
    def doubted(self: _Self, /, *args: _Parameters.args, **kwargs: _Parameters.kwargs) -> _Answer:
        try:
            return method(self, *args, **kwargs)
        except (ArcticsearchError, OSError):
            raise
        except Exception as error:
            wrong = self.check()
            if not wrong:
                raise
            raise IndexDamaged(f"{wrong[0]}. `arcticsearch check` mends it.") from error

    return doubted


def _stamps(folder: Place, files: Collection[str]) -> Stamps:
    found = {}
    for name in (CATALOG, *sorted(files)):
        try:
            status = os.stat(os.path.join(folder, name))
        except FileNotFoundError:
            continue  # swept since by a newer run; what was opened still answers
        found[name] = [status.st_size, status.st_mtime_ns]
    return found


def _read(folder: Place) -> Stamps:
    try:
        with open(os.path.join(folder, FILE), "rb") as seal:
            kept = json.load(seal)
    except (FileNotFoundError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _write(folder: Place, stamps: Stamps) -> None:
    """In place: half a seal is read as none, and then all files are read through, as they are where
    no seal can be written."""
    with suppress(OSError), open(os.path.join(folder, FILE), "w", encoding="ascii") as seal:
        seal.write(json.dumps(stamps))
