"""Which files an index consists of, and the few numbers about them that scoring starts from.

The caller keeps the manifest, a checksum and JSON, in its own transaction. Its numbers count only
articles that are not deleted, so that an updated index scores as one built from nothing.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping

from arcticsearch import analysis
from arcticsearch.engine.flat.file import FORMAT
from arcticsearch.errors import IndexDamaged, OtherVersion
from arcticsearch.values import Value, asdict

ENGINE = "flat"


class Entry(Value, frozen=True):
    """A segment. `articles`, `words` and `languages` leave the deleted out.

    `words` are the numbers of words in each of TEXT_FIELDS, all its articles together; `languages`
    the number of articles by language, "" where it is unknown.
    """

    name: str
    articles: int
    words: Mapping[str, int]
    languages: Mapping[str, int]
    deletions: str | None = None
    deleted: int = 0


class Manifest(Value, frozen=True):
    """The state of an index at one generation."""

    generation: int = 0
    segments: tuple[Entry, ...] = ()

    def names(self) -> set[str]:
        """The files in force."""
        names = {entry.name for entry in self.segments}
        return names | {entry.deletions for entry in self.segments if entry.deletions}

    def encode(self) -> bytes:
        head = {"engine": ENGINE, "format": FORMAT, "analysis": analysis.VERSION}
        segments = [asdict(entry) for entry in self.segments]
        state = {**head, "generation": self.generation, "segments": segments}
        body = json.dumps(state).encode()
        return _checksum(body) + body


def _checksum(body: bytes) -> bytes:
    return b"%08x" % zlib.crc32(body)


def decode(manifest: bytes | None) -> Manifest:
    """Raises IndexDamaged for what is no manifest, OtherVersion for that of another version."""
    if manifest is None:
        return Manifest()
    checksum, body = manifest[:8], manifest[8:]
    if checksum != _checksum(body):
        raise IndexDamaged("The index's list of its files is broken.")
    try:
        state = json.loads(body)
        version = (state["engine"], state["format"], state["analysis"])
        if version != (ENGINE, FORMAT, analysis.VERSION):
            raise OtherVersion("The index was made by another version of the program.")
        return Manifest(state["generation"], tuple(Entry(**entry) for entry in state["segments"]))
    except (ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(f"The index's list of its files is broken ({error!r}).") from error
