"""A look at every file of a corpus, taken by a process beside this one if there is time.

A query in a fresh process mostly looks whether a file has changed, and loads what answers. It does
both at once; and where a file has changed, what cleans it is loaded while the other process
compares.
"""

from __future__ import annotations

import gc
import marshal
import os
import sys
import zlib

from arcticsearch.checking import TYPE_CHECKING
from arcticsearch.corpus.listing import listing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

    from arcticsearch.catalog import Catalog
    from arcticsearch.corpus.saved import Seen
    from arcticsearch.freshness import Changes
    from arcticsearch.model import Place

_DIGEST = 8  # bytes of a checksum
_KILL = 9  # to import signal takes as long as to look at 500 files


class Look:
    """A look at a corpus, without its index if that lies in it too."""

    def __init__(self, corpus: Place, index: Place, follow: bool) -> None:
        self._corpus, self._index, self._follow = corpus, index, follow
        self._pipe: BinaryIO | None = None
        self._process = 0
        self._wish = -1  # a handle: what is written there has the other process compare
        self._eager = False
        self._loading = _loading()

    def begin(self, *, compare: bool = False) -> None:
        """Begins in a process beside this one, which must not run threads. With `compare` it will
        compare whatever it finds, and this process has nothing else to do than to load what an
        update needs; else both begin when there turns out to be a change. Where processes cannot
        fork, or no handle is left, nothing is done before it is asked for."""
        if sys.platform == "win32":
            return
        handles: list[int] = []
        this = os.getpid()
        try:
            handles += os.pipe()
            handles += os.pipe()
            out, into, wished, self._wish = handles
            self._process = os.fork()
            if not self._process:
                os.close(out)  # or nobody would notice that nobody reads
                os.close(self._wish)
                gc.disable()
                with os.fdopen(into, "wb") as pipe:
                    self._tell(pipe, wished)
        except OSError:  # there are too many processes, or files that are open
            for handle in handles:
                os.close(handle)
            return
        finally:
            if os.getpid() != this:
                os._exit(0)  # what went wrong goes wrong again where it can be told
        os.close(into)
        os.close(wished)
        self._pipe = os.fdopen(out, "rb", buffering=0)  # or `select` would not know of all of it
        self._eager = compare
        if compare:
            self._compare()

    def _compare(self) -> None:
        try:
            os.write(self._wish, b"!")
        except BrokenPipeError:
            pass  # it is no more, and shall be found out by reading

    def _load(self, pipe: BinaryIO) -> None:
        """Loads what an update needs, until there is something to read."""
        from select import select

        for _ in self._loading:
            if select([pipe], [], [], 0)[0]:
                return

    def _tell(self, pipe: BinaryIO, wished: int) -> None:
        """The checksum of what is there, as listed; then, if wished, that in the order of paths, and
        how it differs from what the catalog last saw."""
        found = self._found()
        listed = _checksum(found)
        pipe.write(listed)
        pipe.flush()
        if not os.read(wished, 1):
            return
        in_order = _checksum(_by_path(found))
        pipe.write(in_order)
        pipe.flush()
        from arcticsearch.catalog import open_catalog
        from arcticsearch.freshness import changes
        from arcticsearch.values import asdict

        catalog = open_catalog(self._index)
        told = changes(found, listed + in_order, catalog)
        if catalog:
            catalog.close()
        files = (
            [[*asdict(file).values()] for file in some] for some in (told.added, told.suspects)
        )
        marshal.dump((told.digest, told.removed, *files), pipe)

    def changes(self, catalog: Catalog | None) -> Changes:
        """What a refresh would have to look at, told by size and time alone.

        A query waits for this when nothing has changed: then a seed costs one look at its status,
        and the catalog's list of seeds is not even read. Raises CorpusError when the corpus cannot
        be listed.
        """
        from arcticsearch.freshness import Changes, changes

        digest = catalog.meta("digest") if catalog else None
        kept = catalog.meta("listing") if catalog else None
        known = kept if isinstance(kept, bytes) else b""  # what has rotted may be anything
        told = self._told(digest, known)
        if told is not None:
            return told
        found = self._found()
        listed = _checksum(found)
        if known.startswith(listed):
            return Changes(digest=digest, listing=known)
        in_order = _checksum(_by_path(found))
        if known.endswith(in_order):
            return Changes(digest=digest, listing=listed + in_order)
        return changes(found, listed + in_order, catalog)

    def _told(self, digest: bytes | None, known: bytes) -> Changes | None:
        """What the other process tells; None if there is none, if it came to no end, or compared
        with another state of the catalog. `digest` is that of the catalog, `known` its listing."""
        from arcticsearch.corpus.files import File
        from arcticsearch.freshness import Changes

        if not self._pipe:
            return None
        try:
            with self._pipe as pipe:
                if self._eager:
                    self._load(pipe)
                listed = pipe.read(_DIGEST)
                if listed and known.startswith(listed):
                    return Changes(digest=digest, listing=known)
                self._compare()
                self._load(pipe)
                in_order = pipe.read(_DIGEST)
                if in_order and known.endswith(in_order):
                    return Changes(digest=digest, listing=listed + in_order)
                self._load(pipe)
                rest = pipe.read()
        finally:
            self._end()
        try:
            compared, removed, *files = marshal.loads(rest)
        except EOFError:
            return None
        if compared != digest:
            return None
        added, suspects = (tuple(File(*file) for file in some) for some in files)
        return Changes(added, suspects, removed, digest, listed + in_order)

    def _end(self) -> None:
        """The other process has ended; what it has not yet said, nobody wants."""
        self._pipe = None
        os.close(self._wish)
        os.kill(self._process, _KILL)
        os.waitpid(self._process, 0)

    def _found(self) -> list[Seen]:
        """All that is there."""
        return listing(self._corpus, leave_out=self._index, follow=self._follow)


def _loading() -> Iterator[None]:
    """Loads what an update needs, piece by piece."""
    from arcticsearch.cleaning import load

    yield
    yield from load()
    from arcticsearch import settle  # noqa: F401

    yield


def _by_path(found: list[Seen]) -> list[Seen]:
    """The same in an order of its own: a disk lists what was copied to it in another than the one it
    came from. To sort 19,000 takes longer than to compare their checksum, which mostly is the same."""
    return sorted(found, key=lambda seen: seen[0])


def _checksum(found: list[Seen]) -> bytes:
    """Two sums that fail differently; to import hashlib takes as long as to look at 1,000 files."""
    rows = marshal.dumps(found, 2)
    return b"".join(
        check(rows).to_bytes(_DIGEST // 2, "little") for check in (zlib.crc32, zlib.adler32)
    )
