"""Seeds into articles, one at a time or on several cores. Nothing that a seed provokes stops a run.

The result does not depend on the number of jobs: seeds are independent, and come back in order.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from arcticsearch.corpus.read import File, read
from arcticsearch.errors import SeedSkipped
from arcticsearch.model import Article, Form, Kind, Reason, Removed, Seed

FEW = 400
"""Seeds up to which one process is quicker than to start others (some 0.5 s each)."""


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
    article: Article | None = None
    reason: str | None = None
    same: bool = False


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
    """What became of each task, in their order, on `jobs` processes where that is worth it."""
    if jobs < 2 or len(tasks) <= FEW:
        yield from map(partial(_do, corpus), tasks)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    pool = ProcessPoolExecutor(jobs, get_context("spawn"), initializer=_leave_interrupts_alone)
    try:
        yield from pool.map(partial(_do, corpus), tasks, chunksize=32)
    finally:
        pool.shutdown(cancel_futures=True)


def _leave_interrupts_alone() -> None:
    """Ctrl-C goes to the process that started the others; it ends them."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do(corpus: Path, task: Task) -> Cleaned:
    if task.file.skip:
        return Cleaned(None, reason=task.file.skip)
    digest = None
    try:
        seed = read(corpus, task.file.path)
        digest = seed.digest
        if digest == task.digest:
            return Cleaned(digest, same=True)
        return Cleaned(digest, clean(seed))
    except SeedSkipped as error:
        return Cleaned(digest, reason=str(error))
    except Exception as error:  # noqa: BLE001 - whatever a page provokes, the others go on
        what = f"{type(error).__name__}: {error}"
        return Cleaned(digest, reason=f"cannot be taken apart ({what}); please report it")
