"""Names of persons: one name for one person across a corpus.

Spellings that differ in case, accents, spaces or dots are one name, and so are a name with and
without its middle initials where only one such name is there. A bare initial is no name: who "M.
Byron" is cannot be told from a corpus.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from arcticsearch.corpus.metadata.dates import fold
from arcticsearch.regex import regex

_MIDDLE = regex(r"(?<=\w\w)\s+(?:[^\W\d_]\.?\s+)+(?=[^\W\d_]{2})")


def fold_names(counts: Mapping[str, int]) -> dict[str, str]:
    """The name to show for each spelling in a corpus: `counts` says how often each stands in it.

    Shown is the fullest: with its initials, its accents and small letters, then the most used. The
    result does not depend on the order of `counts`.

    >>> fold_names({"ANA NUNEZ": 5, "Ana Núñez": 1, "Ida B. Vik": 1, "Ida Vik": 2})["Ida Vik"]
    'Ida B. Vik'
    """
    keys = {name: _key(name) for name in counts}
    long_forms = _long_forms(counts)
    spellings: dict[str, list[str]] = {}
    for name, key in keys.items():
        keys[name] = long_forms.get(key, key)
        spellings.setdefault(keys[name], []).append(name)
    shown = {
        key: max(names, key=lambda name: _rank(name, counts[name]))
        for key, names in spellings.items()
    }
    return {name: shown[key] for name, key in keys.items()}


def _long_forms(names: Iterable[str]) -> dict[str, str]:
    """The key of a name without middle initials → that of the only name which has them."""
    found: dict[str, set[str]] = {}
    for name in names:
        if _MIDDLE.search(name):
            found.setdefault(_key(_MIDDLE.sub(" ", name)), set()).add(_key(name))
    return {short: min(long) for short, long in found.items() if len(long) == 1}


def _key(name: str) -> str:
    return "".join(c for c in fold(name) if c.isalnum()) or name


def _rank(name: str, count: int) -> tuple[int, bool, int, int, str]:
    return (
        sum(c.isalpha() for c in name),
        not (name.isupper() or name.islower()),
        sum(not c.isascii() for c in name),
        count,
        name,
    )
