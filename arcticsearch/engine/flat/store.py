"""An index on disk: a folder of immutable files. A change adds files and says which are in force.

So the caller can commit the manifest together with its own data, and whatever happens before that
leaves the old index as it was.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress

from arcticsearch.engine.flat.engine import FlatEngine
from arcticsearch.engine.flat.manifest import decode
from arcticsearch.engine.flat.segment import open_segment
from arcticsearch.engine.protocol import Document
from arcticsearch.model import Place

_SUFFIXES = (".segment", ".deleted")


class FlatStore:
    """Writes and opens flat indexes; see `protocol.Store`."""

    def write(
        self,
        folder: Place,
        upserts: Iterable[Document],
        deletions: Iterable[int],
        manifest: bytes | None,
    ) -> bytes:
        from pathlib import Path  # a search waits for neither

        from arcticsearch.engine.flat import writing

        return writing.write(Path(folder), upserts, deletions, manifest)

    def open(self, folder: Place, manifest: bytes, *, vector: bool | None = None) -> FlatEngine:
        """`vector`: whether to evaluate with numpy; None where that is quicker."""
        opened = [
            (open_segment(folder, entry.name, entry.deletions), entry)
            for entry in decode(manifest).segments
        ]
        return FlatEngine(opened, vector=vector)

    def files(self, manifest: bytes) -> set[str]:
        return decode(manifest).names()

    def sweep(self, folder: Place, manifest: bytes | None) -> None:
        keep = decode(manifest).names()
        for name in os.listdir(folder):
            if name.endswith(_SUFFIXES) and name not in keep:
                with suppress(FileNotFoundError):
                    os.unlink(os.path.join(folder, name))
