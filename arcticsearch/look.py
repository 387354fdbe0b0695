"""A look at every file of a corpus, taken by a process beside this one if there is time.

A query in a fresh process mostly looks whether a file has changed, and loads what answers. It does
both at once.
"""

from __future__ import annotations

import gc
import marshal
import os
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from arcticsearch.corpus.files import listing
from arcticsearch.corpus.saved import Seen

_DIGEST = 8  # bytes of a checksum


class Look:
    """A look at a corpus, without its index if that lies in it too."""

    def __init__(self, corpus: Path, index: Path, follow: bool) -> None:
        self._corpus, self._index, self._follow = corpus, index, follow
        self._pipe: BinaryIO | None = None
        self._process = 0

    def begin(self) -> None:
        """Begins in a process beside this one, which must not run threads. Where processes cannot
        fork, nothing is done before it is asked for."""
        if sys.platform == "win32":
            return
        out, into = os.pipe()
        this = os.getpid()
        try:
            self._process = os.fork()
            if not self._process:
                os.close(out)  # or nobody would notice that nobody reads
                gc.disable()
                with os.fdopen(into, "wb") as pipe:
                    pipe.writelines(self._taken())
        except OSError:  # there are too many
            os.close(out)
            os.close(into)
            return
        finally:
            if os.getpid() != this:
                os._exit(0)  # what went wrong goes wrong again where it can be told
        os.close(into)
        self._pipe = os.fdopen(out, "rb")

    def changed_since(self, digest: bytes | None) -> tuple[bytes, list[Seen]] | None:
        """What is there, and its checksum; None if that is still `digest`.

        Raises CorpusError when the corpus cannot be listed.
        """
        if self._pipe:
            with self._ending(self._pipe) as pipe:
                found = pipe.read(_DIGEST)
                if found and found == digest:
                    return None
                rows = pipe.read()
            if found == _checksum(rows):  # else the other process did not get to its end
                return found, marshal.loads(rows)
        found, rows = self._taken()
        return None if found == digest else (found, marshal.loads(rows))

    @contextmanager
    def _ending(self, pipe: BinaryIO) -> Iterator[BinaryIO]:
        """Afterwards the process has ended; what it has not yet said, nobody wants."""
        self._pipe = None
        try:
            with pipe:
                yield pipe
        finally:
            os.waitpid(self._process, 0)

    def _taken(self) -> tuple[bytes, bytes]:
        rows = marshal.dumps(listing(self._corpus, leave_out=self._index, follow=self._follow), 2)
        return _checksum(rows), rows


def _checksum(rows: bytes) -> bytes:
    """Two sums that fail differently; to import hashlib takes as long as to look at 1,000 files."""
    return b"".join(
        check(rows).to_bytes(_DIGEST // 2, "little") for check in (zlib.crc32, zlib.adler32)
    )
