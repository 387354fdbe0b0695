"""No query fails or takes long, whatever its size: through the product, on a corpus of some words."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

import pytest

from arcticsearch import Collection
from tests.indexed import indexed

SECONDS = 15
"""Of processor time: ten times what a quiet machine takes, to catch what never ends."""


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    chance = random.Random(7)
    words = ["".join(chance.choices("abcdeiorstn", k=chance.randrange(2, 9))) for _ in range(4000)]
    pages = {}
    for number in range(120):
        text = "\n\n".join(" ".join(chance.choices(words, k=60)) + "." for _ in range(4))
        pages[f"{number}.txt"] = f"Page {number}\n\n{text}\n"
    with indexed(tmp_path_factory.mktemp("bounds"), pages) as collection:
        yield collection


@pytest.mark.parametrize(
    "query",
    [
        "*",
        "a*",
        "*a*",
        "?*?*?*",
        "*a*b*c*d*e*",
        " ".join(f"{letter}*" for letter in "abcdefghijklmnopqrstuvwxyz"),
        " OR ".join(f"*{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"),
        "a~2",
        "sation~2 " * 50,
        "ice " * 10_000,
        " ".join(f"word{n}" for n in range(10_000)),
        " OR ".join(f"word{n}" for n in range(10_000)),
        "(" * 5_000,
        "(" * 5_000 + "ice" + ")" * 5_000,
        "(a OR (b " * 2_500 + ")" * 5_000,
        "-(a OR (b " * 2_500,
        "x" * 1_000_000,
        '"' + "a " * 500_000 + '"',
        '"' + "a b " * 100 + '"~1000',
        "NOT " * 10_000 + "ice",
        "in:a (b in:c " * 1_000,
        "author:" * 10_000,
        "date:1000..9999 " * 1_000,
        "\x00" * 1_000,
        "\ud800 ice",
        "\u202e" * 1_000 + "ice",
        "e\u0301" * 10_000,
        "北" * 10_000,
    ],
    ids=lambda query: repr(query[:14]),
)
def test_any_query_is_answered_in_time(collection: Collection, query: str) -> None:
    start = time.process_time()
    answer = collection.search(query)
    assert time.process_time() - start < SECONDS
    assert answer.total >= len(answer.hits)
    assert len(answer.notes) < 20
    assert all(len(note) < 400 for note in answer.notes)
