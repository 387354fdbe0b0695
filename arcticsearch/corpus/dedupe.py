"""Paragraphs in, copies out: which paragraph says again what another one says.

Equal paragraphs (see `signature`) are one text, headed by its smallest id. A text is then compared
with longer ones (`candidates`) and linked to the first that says the same (`copies`): the one that
contains most of its shingles, then the longest, then the one whose words come first as bytes. A
link is one step from the shorter to the longer, never a chain worked out: what it points to may
itself be a copy. Only ids and texts decide, not the order in which they come.
"""

from __future__ import annotations

from collections.abc import Iterable

from arcticsearch.corpus.candidates import candidates
from arcticsearch.corpus.copies import MIN_WORDS, Verdict, judge
from arcticsearch.corpus.signature import WORD_BYTES, signature, words


def find_duplicates(paragraphs: Iterable[tuple[int, str]]) -> dict[int, int]:
    """The id of each copy, mapped to the id of the paragraph it copies.

    >>> ship = "The first supply ship of the season turned back on Monday because of thick ice."
    >>> find_duplicates([(1, ship), (2, ship.upper()), (3, "The harbour stayed closed.")])
    {2: 1}
    """
    return links((number, signature(text)) for number, text in paragraphs)


def links(signatures: Iterable[tuple[int, bytes]]) -> dict[int, int]:
    """`find_duplicates` for paragraphs whose signatures were kept."""
    found: dict[int, int] = {}
    heads: dict[bytes, tuple[int, bytes]] = {}
    for number, kept in sorted(signatures):
        text = words(kept)
        if not text:
            continue
        head, seen = heads.setdefault(text, (number, kept))
        if head != number:
            found[number] = head
            heads[text] = head, min(seen, kept)
    ranked = sorted(heads, key=lambda text: (-len(text), text))
    for copy, original in near_copies(ranked, [heads[text][1] for text in ranked]).items():
        found[heads[ranked[copy]][0]] = heads[ranked[original]][0]
    return found


def near_copies(ranked: list[bytes], signatures: list[bytes]) -> dict[int, int]:
    """Of distinct texts, longest first: the place of each copy → the place of its original."""
    found = {}
    long_enough = [text for text in ranked if len(text) >= MIN_WORDS * WORD_BYTES]
    for copy, others in candidates(long_enough):
        for other in others:
            pair = signatures[copy], signatures[other.text]
            verdict = judge(ranked[copy], ranked[other.text], pair, other.weight, other.rarity)
            if verdict is Verdict.COPY:
                found[copy] = other.text
                break
    return found
