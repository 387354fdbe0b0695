"""The questions asked of every engine: drawn from the articles, the same in every run."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from arcticsearch.analysis import tokens
from arcticsearch.engine.protocol import Document

KINDS = ("single", "and", "or", "phrase", "prefix", "fuzzy", "date", "facets")


@dataclass(frozen=True)
class Question:
    """`words` as typed; `start` and `end` are ISO days."""

    kind: str
    words: tuple[str, ...] = ()
    start: str = ""
    end: str = ""


def draw(documents: Sequence[Document], each: int, seed: int = 1) -> list[Question]:
    rng = random.Random(seed)
    days = sorted({document.date for document in documents if document.date})
    return [_question(rng, kind, documents, days) for kind in KINDS for _ in range(each)]


def _question(
    rng: random.Random, kind: str, documents: Sequence[Document], days: Sequence[str]
) -> Question:
    words: list[str] = []
    while len(words) < 3:
        document = rng.choice(documents)
        text = rng.choice(document.passages).text if document.passages else ""
        words = [word for word, _, _ in tokens(text) if word.isalpha() and len(word) > 2]
    at = rng.randrange(len(words) - 1)
    word = words[at]
    match kind:
        case "single" | "facets":
            return Question(kind, (word,))
        case "and" | "or":
            return Question(kind, tuple(rng.sample(words, 2)))
        case "phrase":
            return Question(kind, (word, words[at + 1]))
        case "prefix":
            return Question(kind, (word[: rng.randint(3, 5)],))
        case "fuzzy":
            long = next((word for word in words if len(word) > 5), "shipments")
            cut = rng.randrange(1, len(long))
            return Question(kind, (long[:cut] + long[cut + 1 :],))
    start, end = sorted(rng.sample(range(len(days)), 2))
    return Question(kind, (word,), days[start], days[end])
