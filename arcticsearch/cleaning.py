"""Seeds into articles, one at a time or on several cores. Nothing that a seed provokes stops a run.

The result does not depend on the number of jobs: seeds are independent, and come back in order.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from arcticsearch.corpus.read import File, read
from arcticsearch.errors import SeedSkipped
from arcticsearch.model import Article, Form, Kind, Reason, Removed, Seed
from arcticsearch.packing import Packed, pack

FEW = 400
"""Seeds up to which one process is quicker than to start others (some 0.5 s each)."""

LARGE = 2**20
"""Bytes from which a seed is taken apart in another process where there may be one. Of 2,149 real
pages 12 are larger."""

SECONDS = 5
"""Of processor time that a seed may take. The largest of 2,149 real pages (1.8 MB) takes 0.4."""

MEMORY = 2**30
"""Bytes that the seeds of one process may take."""


_NEVER_REPEATS = (Kind.HEADING, Kind.CAPTION, Kind.LIST)
"""A headline inside a caption is no copy of it, nor a list item of the paragraph that sums it up."""


@dataclass(frozen=True, slots=True)
class Task:
    """A file to look at; `digest` is of the content that the catalog knows, if any."""

    file: File
    digest: str | None


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What became of a file: an article; or the reason why not; or neither, when it is `same`."""

    digest: str | None
    article: Packed | None = None
    reason: str | None = None
    same: bool = False


def clean(seed: Seed) -> Article:
    """One seed into one article. Raises SeedSkipped when the page cannot be taken apart."""
    from arcticsearch.corpus.metadata import describe
    from arcticsearch.corpus.repeats import repeats
    from arcticsearch.corpus.segment import segment
    from arcticsearch.corpus.strip import strip

    if seed.form is Form.HTML:
        from arcticsearch.corpus.html.blocks import extract
    else:
        from arcticsearch.corpus.text import extract
    page = extract(seed)
    labels = strip(page)
    metadata = describe(page, labels)
    paragraphs, removed = segment(page, labels, metadata)
    again = repeats(
        [part.text for part in paragraphs],
        exempt={at for at, part in enumerate(paragraphs) if part.kind in _NEVER_REPEATS},
    )
    kept = tuple(part for at, part in enumerate(paragraphs) if at not in again)
    dropped = (
        Removed(paragraphs[at].text, Reason.REPEATED_IN_PAGE, paragraphs[at].lines) for at in again
    )
    in_order = sorted((*removed, *dropped), key=lambda part: part.lines or (0, 0))
    return Article(seed.path, metadata, kept, tuple(in_order))


def clean_all(corpus: Path, tasks: Sequence[Task], jobs: int) -> Iterator[Cleaned]:
    """What became of each task, in their order, on `jobs` processes where that is worth it.

    With one job, and for a few small seeds, this process does it, which bounds the time but neither
    the memory nor what a crash takes along. Raises OSError when the process cannot go on.
    """
    large = any(task.file.size > LARGE and not task.file.skip for task in tasks)
    if jobs < 2 or (len(tasks) <= FEW and not large):
        yield from map(partial(_do, corpus), tasks)
        return
    from arcticsearch.workers import spread

    yield from spread(
        partial(_do, corpus), tasks, jobs, seconds=2 * SECONDS, prepare=_bound, lost=_lost
    )


def _bound() -> None:
    """Bounds this process's memory: what it has once everything is imported, and MEMORY more."""
    import numpy  # noqa: F401 - its threads claim memory by the number of cores

    from arcticsearch.corpus import metadata, repeats, segment, strip, text  # noqa: F401
    from arcticsearch.corpus.html import blocks  # noqa: F401

    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (ImportError, OSError):
        return  # not Linux
    most = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _lost(task: Task, ended: int | None) -> Cleaned:
    """What stands for a seed that ended its process."""
    if ended == -signal.SIGPROF:
        return Cleaned(None, reason=f"takes longer than {2 * SECONDS} seconds")
    return Cleaned(None, reason=f"ends the process that takes it apart ({ended}); please report it")


@contextmanager
def _timed() -> Iterator[None]:
    """Raises SeedSkipped after SECONDS of this process's own time, wherever it is in Python."""
    try:
        before = signal.signal(signal.SIGVTALRM, _too_long)
    except (AttributeError, ValueError):  # Windows; another thread than the first
        yield
        return
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _too_long(*_: object) -> None:
    raise SeedSkipped(f"takes longer than {SECONDS} seconds")


def _do(corpus: Path, task: Task) -> Cleaned:
    if task.file.skip:
        return Cleaned(None, reason=task.file.skip)
    digest = None
    try:
        with _timed():
            seed = read(corpus, task.file.path)
            digest = seed.digest
            if digest == task.digest:
                return Cleaned(digest, same=True)
            return Cleaned(digest, pack(clean(seed)))
    except SeedSkipped as error:
        return Cleaned(digest, reason=str(error))
    except MemoryError:
        return Cleaned(digest, reason=f"needs more than {MEMORY >> 30} GiB of memory")
    except OSError:
        raise  # no handle is left, or the disk fails: the page is not to blame
    except Exception as error:  # noqa: BLE001 - whatever a page provokes, the others go on
        what = f"{type(error).__name__}: {error}"
        return Cleaned(digest, reason=f"cannot be taken apart ({what}); please report it")
