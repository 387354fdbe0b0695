"""Work spread over processes, where an item that ends its process or never ends costs itself alone.

Items are handed out by the batch. When a process dies, those of its batch are handed out one by one;
the one that ends a process again is tried once more, as the system may have ended that for others'
sake. (concurrent.futures gives up every item when one process dies, and its processes outlive a
parent that is killed; these see the pipe close.)
"""

from __future__ import annotations

import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from typing import Generic, TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")

BATCH = 32
"""Items handed out at once."""

Work = Callable[[Sequence[Item]], Iterable[Answer]]
"""An answer for each item, in order."""


class _Worker(Generic[Item, Answer]):
    """A process, and the numbers of the items that it is at."""

    def __init__(
        self, work: Work[Item, Answer], seconds: float, prepare: Callable[[], None]
    ) -> None:
        context = get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self.batch: Sequence[int] = ()
        self.ready = False
        self.process = context.Process(
            target=_serve, args=(theirs, work, seconds, prepare), daemon=True
        )
        with _uninterrupted():
            self.process.start()
        theirs.close()

    def give(self, batch: Sequence[int], items: Sequence[Item]) -> None:
        """Raises ConnectionError when the process is no more."""
        self.pipe.send([items[number] for number in batch])
        self.batch = batch

    def end(self) -> int | None:
        """Ends the process; returns how it ended (negative: by which signal)."""
        self.process.kill()
        self.process.join()
        self.pipe.close()
        return self.process.exitcode


def _serve(
    pipe: Connection, work: Work[Item, Answer], seconds: float, prepare: Callable[[], None]
) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
    prepare()
    pipe.send(None)
    try:
        while True:
            items = pipe.recv()
            answers = []
            _end_after(seconds)
            try:
                for answer in work(items):
                    answers.append(answer)
                    _end_after(seconds)
            except OSError as error:  # the disk or the process fails: nobody can go on
                pipe.send(error)
            else:
                pipe.send(answers)
    except (EOFError, BrokenPipeError):
        return  # whoever asked is gone


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Holds Ctrl-C back: a process that is half started says so in a traceback. What is started
    meanwhile never hears of it, not even while it still imports."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_after(seconds: float) -> None:
    """Has the system end this process after so much processor time, whatever it is at."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)


def spread(
    work: Work[Item, Answer],
    items: Sequence[Item],
    jobs: int,
    *,
    seconds: float,
    prepare: Callable[[], None],
    lost: Callable[[Item, int | None], Answer],
) -> Iterator[Answer]:
    """`work` of every item, in order, by `jobs` processes, each of which begins with `prepare`.

    `lost` says what stands for an item that ended its process twice, by how it ended. A process that
    gives no answer for `seconds` of its time is ended (by SIGPROF) where the system can. Where there
    may be fewer processes, those do it all; where none, this one does. Raises OSError when `work`
    does, or when a process cannot begin or be replaced.
    """
    crew = _Crew(lambda: _Worker(work, seconds, prepare), items, lost)
    try:
        started = crew.start(min(jobs, len(items)))
        yield from crew.answers() if started else work(items)
    finally:
        crew.dismiss()


class _Crew(Generic[Item, Answer]):
    """The processes, what is still to be handed out, and the answers that wait for their turn."""

    def __init__(
        self,
        start: Callable[[], _Worker[Item, Answer]],
        items: Sequence[Item],
        lost: Callable[[Item, int | None], Answer],
    ) -> None:
        self._start, self._items, self._lost = start, items, lost
        self._workers: list[_Worker[Item, Answer]] = []
        self._todo = deque[Sequence[int]](
            range(start, min(start + BATCH, len(items))) for start in range(0, len(items), BATCH)
        )
        self._suspects: set[int] = set()
        self._answers: dict[int, Answer] = {}

    def start(self, jobs: int) -> bool:
        """Starts so many processes, or as many as there may be. Returns whether there is one."""
        with suppress(OSError):  # there are too many, or too little memory
            for _ in range(jobs):
                self._workers.append(self._start())
        return bool(self._workers)

    def answers(self) -> Iterator[Answer]:
        for number in range(len(self._items)):
            while number not in self._answers:
                self._wait()
            yield self._answers.pop(number)

    def _wait(self) -> None:
        for worker in self._workers:
            if worker.ready and not worker.batch and self._todo:
                with suppress(ConnectionError):  # it has died; below its pipe is heard to be closed
                    worker.give(self._todo[0], self._items)
                    self._todo.popleft()
        heard = wait([worker.pipe for worker in self._workers])
        for worker in [worker for worker in self._workers if worker.pipe in heard]:
            try:
                answer = worker.pipe.recv()
            except (EOFError, ConnectionResetError):
                self._replace(worker)
                continue
            if isinstance(answer, OSError):
                raise answer
            if not worker.ready:
                worker.ready = True
            else:
                self._answers.update(zip(worker.batch, answer, strict=True))
                worker.batch = ()

    def _replace(self, worker: _Worker[Item, Answer]) -> None:
        """A process has died: another takes its place, and what it left undone is handed out."""
        ended = worker.end()
        if not worker.ready:
            raise ChildProcessError(f"a process that cleans seeds could not start ({ended})")
        self._workers[self._workers.index(worker)] = self._start()
        if len(worker.batch) != 1:
            self._todo.extendleft(range(number, number + 1) for number in reversed(worker.batch))
            return
        (guilty,) = worker.batch
        if guilty in self._suspects:
            self._answers[guilty] = self._lost(self._items[guilty], ended)
        else:
            self._suspects.add(guilty)
            self._todo.appendleft(worker.batch)

    def dismiss(self) -> None:
        for worker in self._workers:
            worker.end()
