"""Questions to the models, of many pages at once.

Most of what a model takes to judge a page is the same for ten pages. So whoever decides by one is
a generator: it yields its question, is sent the odds, and returns what it decides. `decide` asks
for all of them together; each is answered as if it were alone (see `trees.exact`).
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple, TypeAlias, TypeVar

from arcticsearch.corpus import trees

T = TypeVar("T")


class Question(NamedTuple):
    """How likely is each of these candidates? `rows` are the evidence for each, by name."""

    model: str
    rows: Sequence[Mapping[str, float]]


Asking: TypeAlias = Generator[Question, list[float], T]
"""Is sent the log-odds of each row that it asks for."""


def decide(askings: Iterable[Asking[T]]) -> list[T]:
    """What each of them decides, in their order."""
    decided: dict[int, T] = {}
    answers: dict[int, list[float]] = {}
    left = dict(enumerate(askings))
    while left:
        asked: dict[str, dict[int, Question]] = {}
        for at, asking in [*left.items()]:
            try:
                question = asking.send(answers[at]) if at in answers else next(asking)
            except StopIteration as end:
                decided[at] = end.value
                del left[at]
            else:
                asked.setdefault(question.model, {})[at] = question
        for model, questions in asked.items():
            answers.update(_answered(model, questions))
    return [decided[at] for at in range(len(decided))]


def vote(own: bool, any_at_all: bool) -> float:
    """What a place says of a candidate: 1 if it claims this one, -1 another, 0 none at all."""
    return 1.0 if own else -1.0 if any_at_all else 0.0


def _answered(model: str, questions: Mapping[int, Question]) -> Iterator[tuple[int, list[float]]]:
    rows = [row for question in questions.values() for row in question.rows]
    odds = iter(trees.load(model).judge(rows).tolist())
    for at, question in questions.items():
        yield at, list(islice(odds, len(question.rows)))
