"""The authors of a page, by a vote of all its claims.

What a page declares as its author is often its publisher, a login name or a profile's address, so
no place is believed alone: small boosted trees (data/authors.json, trained by bench/meta/train.py)
judge each claim by its place, by whether it names persons, and by which places say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from arcticsearch.corpus.metadata.asking import Asking, Question, vote
from arcticsearch.corpus.metadata.declared import Claim, Declared
from arcticsearch.corpus.metadata.names import is_person, names_a_role, split_authors
from arcticsearch.corpus.metadata.sources import same_name
from arcticsearch.values import Value

# Log-odds below which nothing is answered: what is likelier wrong than right. Measured out of fold on
# the two sets of dev pages with authors (bench/meta/run_html): .86 and .90 of the answers are right,
# and of the annotated pages .72 and .83 have a right one. No threshold by the place of a claim or by
# how its names look did better than one for all.
LEAST_ODDS = 0.0
# The same for a page of text, which declares nothing (bench/meta/run_text): .86 are right, .72 of
# the authors that are shown are found.
LEAST_ODDS_SHOWN = -0.5

_GROUPS = {
    "JSON-LD": "linked",
    "itemprop author": "item",
    "meta author": "meta",
    "meta twitter:data1": "meta",
    "meta twitter:data2": "meta",
    "rel author": "rel",
    "class author": "class",
    "byline": "shown",
}
_OTHER = "library"
_TO_LIBRARIES = ("meta citation_author", "meta citation_authors")
_PLACES = (*dict.fromkeys(_GROUPS.values()), _OTHER)
_NOT_SHOWN = -9.0
_MOST_CLAIMS = 20


class Named(Value, frozen=True):
    """A claim with the names it was read as."""

    names: tuple[str, ...]
    claim: Claim


def agreed(declared: Declared, sites: Sequence[str]) -> Named | None:
    """The authors that are declared to libraries, who index by them; else the only persons that are
    declared: right on .96 of such pages, as often as after a vote. (Six dev pages declare the former,
    all of them right.)"""
    named = read(declared.author, sites)
    for one in named:
        if one.claim.where in _TO_LIBRARIES:
            return one
    return named[0] if len({one.names for one in named}) == 1 and _are_persons(named[0]) else None


def choose(
    declared: Declared, shown: Sequence[Claim], sites: Sequence[str]
) -> Asking[Named | None]:
    """The names that are likeliest by all claims, None if none is likely enough.

    `shown` are the names that the page shows, each with its odds, best first: all that a page of
    text has. `sites` name the publisher.
    """
    if not declared.any:
        likely = [one for one in shown if one.odds is not None and one.odds >= LEAST_ODDS_SHOWN]
        return next(iter(read(likely)), None)
    named = read([*declared.author, *shown], sites)
    if not named:
        return None
    votes = yield Question("authors", measure(named, sites))
    best = votes.index(max(votes))
    return named[best] if votes[best] >= LEAST_ODDS else None


def read(claims: Iterable[Claim], sites: Sequence[str] = ()) -> list[Named]:
    """The claims that name somebody; where it is declared who, none that names the publisher."""
    by_place: dict[tuple[str, tuple[str, ...]], Named] = {}
    for claim in claims:
        if names := _persons_first(split_authors(claim.value), sites):
            by_place.setdefault((claim.where, names), Named(names, claim))
    named = list(by_place.values())[:_MOST_CLAIMS]
    if any(one.claim.odds is None and _are_persons(one) for one in named):
        # A site that is named after a person is that person's.
        return [one for one in named if _are_persons(one) or not _publishes(one, sites)]
    return named


def _persons_first(names: tuple[str, ...], sites: Sequence[str]) -> tuple[str, ...]:
    """Without an office, an agency's letters or the publisher, where a person is named beside it."""
    names = tuple(_without_site(name, sites) for name in names)
    if len(names) < 2 or not any(map(is_person, names)):
        return names
    return tuple(name for name in names if is_person(name) or not _is_house(name, sites))


def _without_site(name: str, sites: Sequence[str]) -> str:
    """A name without the publisher's behind it ("Ada Byron DAILY FLOE")."""
    words = name.split()
    for end in range(1, len(words)):
        rest = " ".join(words[end:])
        if any(same_name(rest, site) for site in sites):
            return " ".join(words[:end])
    return name


def _is_house(name: str, sites: Sequence[str]) -> bool:
    letters = name.isupper() and " " not in name
    return letters or names_a_role(name) or any(same_name(name, site) for site in sites)


def _are_persons(one: Named) -> bool:
    return all(map(is_person, one.names))


def _publishes(one: Named, sites: Sequence[str]) -> bool:
    return any(same_name(name, site) for name in (*one.names, one.claim.value) for site in sites)


def measure(named: Sequence[Named], sites: Sequence[str]) -> list[dict[str, float]]:
    """The evidence for each claim, by name."""
    groups = [_GROUPS.get(one.claim.where, _OTHER) for one in named]
    folded = [_folded(one.names) for one in named]
    odds: dict[frozenset[str], float] = {}
    for one, names in zip(named, folded, strict=True):
        if one.claim.odds is not None:
            odds[names] = max(one.claim.odds, odds.get(names, _NOT_SHOWN))
    rows = []
    for at, (one, names) in enumerate(zip(named, folded, strict=True)):
        same = {groups[i] for i, other in enumerate(folded) if other == names}
        seconds = {groups[i] for i, other in enumerate(named) if _seconds(other.names, one.names)}
        rows.append(
            {name: vote(name in same, name in groups) for name in _PLACES}
            | _wording(one.names, sites)
            | {"publisher": _publishes(one, sites)}
            | {
                "place": at,
                "same": len(same),
                "seconds": len(seconds),
                "places": len(set(groups)),
                "answers": len(set(folded)),
                "within": sum(names < other for other in folded),
                "around": sum(names > other for other in folded),
                "odds": odds.get(names, _NOT_SHOWN),
                "best_odds": max(odds.values(), default=_NOT_SHOWN),
                "own_group": _PLACES.index(groups[at]),
                "length": len(one.claim.value),
            }
        )
    return rows


def _wording(names: Sequence[str], sites: Sequence[str]) -> dict[str, float]:
    """Whether the names are persons', the publisher's, logins or parts of sentences."""
    words = [word for name in names for word in name.split()]
    return {
        "names": len(names),
        "persons": sum(map(is_person, names)) / len(names),
        "of_publisher": any(name.casefold() in site.casefold() for name in names for site in sites),
        "words": len(words) / len(names),
        "small": sum(word.islower() and len(word) > 3 for word in words),
        "capitals": sum(word[0].isupper() for word in words) / len(words),
        "digits": sum(c.isdigit() for word in words for c in word),
        "role": any(map(names_a_role, names)),
    }


def _seconds(other: Sequence[str], names: Sequence[str]) -> bool:
    """Whether one claim confirms another: the same names, or the name with a role behind it."""
    if len(names) == 1 and " " in names[0]:
        return f"{other[0]} ".casefold().startswith(f"{names[0]} ".casefold())
    return _folded(other) == _folded(names)


def _folded(names: Iterable[str]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)
