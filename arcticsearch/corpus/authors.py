"""The authors of a page, by a vote of all its claims.

What a page declares as its author is often its publisher, a login name or a profile's address, so
no place is believed alone: a claim counts by its place, by whether it names persons, and by how
many other places say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from arcticsearch.corpus.declared import Claim
from arcticsearch.corpus.names import is_person, split_authors
from arcticsearch.corpus.sources import same_name

# Log-odds of being right, by place, as measured on the dev pages.
_BY_PLACE = {
    "JSON-LD": 1.5,
    "itemprop author": 1.6,
    "meta author": 1.4,
    "rel author": 1.1,
    "meta parsely-author": 1.5,
    "meta sailthru.author": 1.5,
    "meta byl": 1.5,
    "meta twitter": 1.3,
    "class author": 0.4,
}
_ELSEWHERE = 0.5
_PERSON, _PUBLISHER, _LOGIN, _SENTENCE = 1.0, -2.0, -1.0, -1.5
_SECONDED = 1.0
# An answer below has to be left out for a precision of .85 on text pages; the other is what a
# person gets whom JSON-LD, microdata or a meta element names.
LEAST, AGREED = -0.5, 2.3


@dataclass(frozen=True, slots=True)
class Named:
    """A claim with the names it was read as."""

    names: tuple[str, ...]
    claim: Claim


def choose(claims: Iterable[Claim], sites: Sequence[str], least: float = LEAST) -> Named | None:
    """The names most places agree on, None if none is likely enough. `sites` name the publisher."""
    named = [Named(names, claim) for claim in claims if (names := split_authors(claim.value))]
    best: tuple[float, Named] | None = None
    for number, one in enumerate(named):
        score = _score(one, named, sites) - 0.01 * number
        if score >= least and (best is None or score > best[0]):
            best = (score, one)
    return _completed(best[1], named) if best else None


def _completed(best: Named, named: Sequence[Named]) -> Named:
    """The claim that has the same persons and more: one place often names only the first."""
    own = _folded(best.names)
    for other in named:
        if own < _folded(other.names) and all(map(is_person, (*best.names, *other.names))):
            return other
    return best


def _score(one: Named, named: Sequence[Named], sites: Sequence[str]) -> float:
    if one.claim.odds is not None:
        score = one.claim.odds
    else:
        score = _BY_PLACE.get(one.claim.where, _ELSEWHERE)
        score += _PERSON * all(map(is_person, one.names))
    if any(same_name(name, site) for name in one.names for site in sites):
        score += _PUBLISHER
    if all(name.islower() or " " not in name for name in one.names):
        score += _LOGIN
    if any(word.islower() and len(word) > 3 for name in one.names for word in name.split()[1:]):
        score += _SENTENCE
    places = {other.claim.where for other in named if _seconds(other.names, one.names)}
    return score + _SECONDED * (len(places) - 1)


def _seconds(other: Sequence[str], names: Sequence[str]) -> bool:
    """Whether one claim confirms another: the same names, or the name with a role behind it."""
    if len(names) == 1 and " " in names[0]:
        return f"{other[0]} ".casefold().startswith(f"{names[0]} ".casefold())
    return _folded(other) == _folded(names)


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)
