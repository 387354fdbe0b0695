"""Seeds into articles, on one core or several. Nothing that a seed provokes stops a run.

The result does not depend on the number of jobs: seeds are independent, and come back in order. A
few are judged at a time, which is quicker and changes nothing.
"""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple, ParamSpec, TypeVar

from arcticsearch.corpus.files import File
from arcticsearch.corpus.read import read
from arcticsearch.errors import SeedSkipped
from arcticsearch.model import Article, Kind, Label, Metadata, Reason
from arcticsearch.packing import Packed, pack
from arcticsearch.page import Form, Page, Removed, Seed
from arcticsearch.values import Value

P = ParamSpec("P")
Made = TypeVar("Made")

FEW = 400
"""Seeds up to which one process is quicker than to start others (some 0.5 s each)."""

LARGE = 2**20
"""Bytes from which a seed is taken apart in another process where there may be one. Of 2,149 real
pages 12 are larger."""

SECONDS = 5
"""Of processor time that a step may take with a seed: reading, taking apart, the rest. The largest
of 2,149 real pages (1.8 MB) takes 0.4 for all."""

MEMORY = 2**30
"""Bytes that the seeds of one process may take."""


_OBJECTS = 20_000
"""New ones after which Python looks for cyclic garbage, 700 if nobody says. A page is thousands of
objects that live until it is done, and none is in a cycle: looking took a tenth of the time."""

_TOGETHER = 2**19
"""Characters of text that are judged at a time, where a block weighs as much as _BLOCK of them: a
larger page by itself, some twenty web pages together. Half of it takes a tenth more time, twice as
much saves nothing."""

_BLOCK = 60

_NEVER_REPEATS = (Kind.HEADING, Kind.CAPTION, Kind.LIST)
"""A headline inside a caption is no copy of it, nor a list item of the paragraph that sums it up."""


class Task(Value, frozen=True):
    """A file to look at; `digest` is of the content that the catalog knows, if any."""

    file: File
    digest: str | None


class Cleaned(Value, frozen=True):
    """What became of a file: an article; or the reason why not; or neither, when it is `same`."""

    digest: str | None
    article: Packed | None = None
    reason: str | None = None
    same: bool = False


def extract(seed: Seed) -> Page:
    """Take a seed apart, nothing judged. Raises SeedSkipped when that cannot be done."""
    if seed.form is Form.HTML:
        from arcticsearch.corpus.html.blocks import extract as take_apart
    else:
        from arcticsearch.corpus.text import extract as take_apart
    page = take_apart(seed)
    if not page.blocks and not any(hint.kind.endswith("title") for hint in page.hints):
        raise SeedSkipped("empty (a page without text)")
    return page


def judge(pages: Sequence[Page]) -> list[tuple[tuple[Label, ...], Metadata]]:
    """What the blocks of each page are, and what the page says of itself."""
    from arcticsearch.corpus.metadata.describe import describe_all
    from arcticsearch.corpus.strip.pages import strip_all

    labels = strip_all(pages)
    return list(zip(labels, describe_all(pages, labels), strict=True))


def finish(page: Page, labels: tuple[Label, ...], metadata: Metadata) -> Article:
    """The article of a page, by what was found in it."""
    from arcticsearch.corpus.dedupe.repeats import repeats
    from arcticsearch.corpus.segment import segment

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
    return Article(page.path, metadata, kept, tuple(in_order))


def clean_all(corpus: Path, tasks: Sequence[Task], jobs: int) -> Iterator[Cleaned]:
    """What became of each task, in their order, on `jobs` processes where that is worth it.

    With one job, and for a few small seeds, this process does it, which bounds the time but neither
    the memory nor what a crash takes along. Raises OSError when the process cannot go on.
    """
    large = any(task.file.size > LARGE and not task.file.skip for task in tasks)
    if jobs < 2 or (len(tasks) <= FEW and not large):
        yield from _clean(corpus, tasks)
        return
    from arcticsearch.workers import spread

    yield from spread(
        partial(_clean, corpus), tasks, jobs, seconds=2 * SECONDS, prepare=_prepare, lost=_lost
    )


@contextmanager
def cycles_seldom_sought() -> Iterator[None]:
    """Has Python look for cyclic garbage less often while pages are cleaned and indexed."""
    before = gc.get_threshold()
    gc.set_threshold(max(_OBJECTS, before[0]))
    try:
        yield
    finally:
        gc.set_threshold(*before)


def load() -> Iterator[None]:
    """Imports what cleaning needs piece by piece, for whoever has to wait for something else first;
    without it each step imports its own when it comes to it."""
    from arcticsearch.corpus import text  # noqa: F401

    yield
    from arcticsearch.corpus.metadata import describe  # noqa: F401

    yield
    from arcticsearch.corpus.strip import pages  # noqa: F401

    yield
    import numpy  # noqa: F401 - its threads claim memory by the number of cores

    yield
    from arcticsearch.corpus import segment  # noqa: F401
    from arcticsearch.corpus.dedupe import repeats  # noqa: F401
    from arcticsearch.corpus.strip import body_text  # noqa: F401

    yield
    from arcticsearch.corpus.html import blocks  # noqa: F401
    from arcticsearch.corpus.strip import body_html  # noqa: F401


def _prepare() -> None:
    """Loads what a process of its own needs, then bounds its memory: MEMORY more."""
    for _ in load():
        pass
    gc.freeze()  # none of this is garbage
    gc.set_threshold(_OBJECTS)
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
def timed() -> Iterator[None]:
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


class _Begun(NamedTuple):
    """A seed taken apart, not yet stripped."""

    digest: str
    page: Page

    @property
    def weight(self) -> int:
        return sum(len(block.text) + _BLOCK for block in self.page.blocks)


def _clean(corpus: Path, tasks: Iterable[Task]) -> Iterator[Cleaned]:
    """What became of each task, in their order. Raises OSError when the process cannot go on."""
    together: list[_Begun | Cleaned] = []
    weight = 0
    for task in tasks:
        begun = _begin(corpus, task)
        if isinstance(begun, Cleaned) and not together:  # nothing to wait for
            yield begun
            continue
        own = begun.weight if isinstance(begun, _Begun) else 0
        if weight + own > _TOGETHER:
            yield from _finish(together)
            together, weight = [], 0
        together.append(begun)
        weight += own
    yield from _finish(together)


def _begin(corpus: Path, task: Task) -> _Begun | Cleaned:
    if task.file.skip:
        return Cleaned(None, reason=task.file.skip)
    seed = _tried(read, corpus, task.file.path)
    if isinstance(seed, _Refused):
        return Cleaned(None, reason=seed.reason)
    if seed.digest == task.digest:
        return Cleaned(seed.digest, same=True)
    page = _tried(extract, seed)
    if isinstance(page, _Refused):
        return Cleaned(seed.digest, reason=page.reason)
    return _Begun(seed.digest, page)


def _finish(together: Sequence[_Begun | Cleaned]) -> Iterator[Cleaned]:
    judged = iter(_judged([one.page for one in together if isinstance(one, _Begun)]))
    for one in together:
        if isinstance(one, Cleaned):
            yield one
            continue
        found = next(judged)
        article = found if isinstance(found, _Refused) else _tried(_packed, one.page, *found)
        if isinstance(article, _Refused):
            yield Cleaned(one.digest, reason=article.reason)
        else:
            yield Cleaned(one.digest, article)


def _judged(pages: Sequence[Page]) -> Sequence[tuple[tuple[Label, ...], Metadata] | _Refused]:
    found = _tried(judge, pages)
    if not isinstance(found, _Refused):
        return found
    if len(pages) == 1:
        return [found]
    # Which of them is to blame shows when each is judged by itself.
    return [judged for page in pages for judged in _judged([page])]


def _packed(page: Page, labels: tuple[Label, ...], metadata: Metadata) -> Packed:
    return pack(finish(page, labels, metadata))


class _Refused(NamedTuple):
    reason: str


def _tried(step: Callable[P, Made], *values: P.args, **named: P.kwargs) -> Made | _Refused:
    """What a step gives, or why it gives nothing. Raises OSError when the process cannot go on."""
    try:
        with timed():
            return step(*values, **named)
    except SeedSkipped as error:
        return _Refused(str(error))
    except MemoryError:
        return _Refused(f"needs more than {MEMORY >> 30} GiB of memory")
    except OSError:
        raise  # no handle is left, or the disk fails: the page is not to blame
    except Exception as error:  # noqa: BLE001 - whatever a page provokes, the others go on
        what = f"{type(error).__name__}: {error}"
        return _Refused(f"cannot be taken apart ({what}); please report it")
