"""Paragraphs in, copies out: which paragraph says again what another one says."""

from __future__ import annotations

from collections.abc import Iterable

from arcticsearch.corpus.dedupe.signature import signature


def find_duplicates(paragraphs: Iterable[tuple[int, str]]) -> dict[int, int]:
    """The id of each copy, mapped to the id of the paragraph it copies.

    Only ids and texts decide, not the order in which they come: see `duplicates.Duplicates`, which
    also keeps the answer up to date.

    >>> ship = "The first supply ship of the season turned back on Monday because of thick ice."
    >>> find_duplicates([(1, ship), (2, ship.upper()), (3, "The harbour stayed closed.")])
    {2: 1}
    """
    from arcticsearch.corpus.dedupe.duplicates import Duplicates  # numpy, only when it is needed

    duplicates = Duplicates()
    duplicates.update(added=((number, signature(text)) for number, text in paragraphs))
    return duplicates.links()
