"""Words that carry grammar and no subject, by language."""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache

_SAME = {"nb": "no", "nn": "no"}


def stop_words(languages: Iterable[str]) -> frozenset[str]:
    """The folded stop words of some languages (ISO 639-1); those without a list have none.

    Whatever mark is written inside a word, here it is an apostrophe: "don't", and "e'g" for "e.g.".
    """
    return frozenset().union(*(_lists().get(_SAME.get(code, code), ()) for code in languages))


def asking_words(languages: Iterable[str]) -> frozenset[str]:
    """The folded words of questions that say nothing of their subject: "find", "describing". So far
    in English alone."""
    return frozenset().union(*(_lists().get(f"{code}?", ()) for code in languages))


@cache
def _lists() -> dict[str, frozenset[str]]:
    with open(f"{os.path.splitext(__file__)[0]}.txt", encoding="utf-8") as lines:
        said = (line.replace(".", "'").split() for line in lines if line[:1] != "#")
        return {code: frozenset(words) for code, *words in said}
