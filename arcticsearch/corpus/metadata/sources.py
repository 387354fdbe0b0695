"""Names of publications: one name for one thing.

A publication appears as its name, its acronym, its domain and both at once ("Institute of Polar
Affairs (IPA)"). `keys` folds each spelling to keys that two spellings of one name share;
`fold_values` groups the values of a whole corpus by them and shows each group by its spelled-out
form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from arcticsearch.corpus.metadata.dates import fold
from arcticsearch.regex import regex
from arcticsearch.remembering import remembered

_DOMAIN = regex(
    r"^(?:https?://)?(?:www\d?\.)?(?P<name>[\w-]+(?:\.[\w-]+)*?)(?:\.(?:co|com|org|net|ac|gov|"
    r"edu|or|ne|go))?\.[a-z]{2,12}(?:[/:?#].*)?$",
    re.IGNORECASE,
)
# The innermost address: archives and readers write theirs before it.
_HOST = regex(
    r".*https?://(?:www\d?\.|amp\.|m\.)?((?:[\w-]+\.)+[a-z]{2,})(?![\w.-])", re.IGNORECASE
)
# Whose host begins so is a part of the publication; "ada.blogspot.com" is none of Blogspot's.
_LANGUAGE = 2
_DEPARTMENTS = frozenset(
    "amp app archive archives beta blog blogs edition email global home int live magazine mail media "
    "mobile new news newsletter newsletters old online press shop sport sports store tech web "
    "world".split()
)
_BOTH = regex(r"^(?P<long>.+?)\s*\((?P<short>[^()]{2,12})\)$")
_ARTICLE = regex(r"^(?:the|der|die|das|le|la|les|el|il|de|het)\s+")
_SMALL = frozenset(
    {"the", "of", "for", "and", "in", "on", "at", "to", "a", "an", "de", "la", "le", "les", "des"}
    | {"du", "der", "die", "das", "für", "und", "et", "y", "e", "di", "del"}
)


def same_name(one: str, other: str) -> bool:
    """Whether two spellings name one publication.

    >>> same_name("Institute of Polar Affairs (IPA)", "IPA")
    True
    >>> same_name("dailyfloe.com", "The Daily Floe")
    True
    >>> same_name("Daily Floe", "news.dailyfloe.com"), same_name("ice.blogspot.com", "Blogspot")
    (True, False)
    >>> same_name("Daily Floe", "Daily Ice")
    False
    """
    return bool(keys(one) & keys(other))


def host(url: str) -> str | None:
    """The host of the page that an address leads to in the end.

    >>> host("https://web.archive.org/web/2019/http://www.dailyfloe.com/ice"), host("ice/1.html")
    ('dailyfloe.com', None)
    """
    found = _HOST.match(url)
    return found[1].lower() if found else None


@remembered(4096, 1000)
def keys(name: str) -> frozenset[str]:
    """What a name folds to: its squashed letters, without domain suffix, with its article and
    without; the acronym and the long form where it gives both.

    >>> sorted(keys("The Daily Floe")), sorted(keys("www.thedailyfloe.com"))
    (['dailyfloe', 'thedailyfloe'], ['thedailyfloe'])
    """
    name, found = _trimmed(name), set[str]()
    while both := _BOTH.match(name):
        found |= _folded(_trimmed(both["short"]))
        name = _trimmed(both["long"])
    return frozenset(found | _folded(name))


def _trimmed(name: str) -> str:
    return " ".join(name.split()).strip(" .,;:|*_'\"“”")


def _folded(name: str) -> set[str]:
    """The keys of one spelling."""
    if domain := _DOMAIN.match(name):
        labels = domain["name"].lower().split(".")
        while len(labels) > 1 and (len(labels[0]) == _LANGUAGE or labels[0] in _DEPARTMENTS):
            del labels[0]
        return {squash("".join(labels))} - {""}
    folded = fold(name)
    return {squash(folded), squash(_ARTICLE.sub("", folded))} - {""}


def acronym(name: str) -> str:
    """The initials of a name's capitalised words, "" if it has fewer than three.

    >>> acronym("Institute of Polar Affairs")
    'ipa'
    """
    initials = [word[0] for word in re.findall(r"[^\W\d_]+", name) if fold(word) not in _SMALL]
    return fold("".join(initials)) if len(initials) >= 3 else ""


def fold_values(
    counts: Mapping[str, int], aliases: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The name to show for each value of a corpus: `counts` says how often each stands in it.

    Values that share a key are one; so are an acronym and the one long form that it abbreviates.
    Shown is the spelled-out form: a name before a domain, the longest words, then the most used.
    `aliases` (value → name, as a corpus's own sources.toml gives them) come first. The result does
    not depend on the order of `counts`.

    >>> fold_values({"dailyfloe.com": 9, "Daily Floe": 1})
    {'Daily Floe': 'Daily Floe', 'dailyfloe.com': 'Daily Floe'}
    """
    aliases = aliases or {}
    named = {value: aliases.get(value, value) for value in sorted(counts)}
    group = _Groups()
    for name in named.values():
        for key in keys(name):
            group.join(name, "key:" + key)
    _join_acronyms(set(named.values()), group)
    members: dict[str, list[str]] = {}
    for value, name in named.items():
        members.setdefault(group.root(name), []).append(value)
    preferred = set(aliases.values())
    shown = {
        root: max((named[value] for value in values), key=lambda n: _rank(n, counts, preferred))
        for root, values in members.items()
    }
    return {value: shown[group.root(name)] for value, name in named.items()}


def _join_acronyms(names: Iterable[str], group: _Groups) -> None:
    """Join an acronym with the long form it abbreviates, if the corpus has exactly one such."""
    long_forms: dict[str, set[str]] = {}
    for name in names:
        if short := acronym(_BOTH.sub(r"\g<long>", name)):
            long_forms.setdefault(short, set()).add(group.root(name))
    for name in sorted(names):
        squashed = squash(fold(name))
        if name.isupper() and len(long_forms.get(squashed, ())) == 1:
            group.join(name, min(long_forms[squashed]))


def _rank(
    name: str, counts: Mapping[str, int], preferred: set[str]
) -> tuple[bool, bool, bool, int, int, str]:
    is_domain = bool(_DOMAIN.match(name))
    return (
        name in preferred,
        not is_domain,
        not (name.isupper() or name.islower()),
        len(name.split()),
        counts.get(name, 0),
        name,
    )


class _Groups:
    """Disjoint sets of strings."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def root(self, one: str) -> str:
        parent = self._parent
        while (above := parent.setdefault(one, one)) != one:
            parent[one] = one = parent[above]  # so that no chain is walked twice
        return one

    def join(self, one: str, other: str) -> None:
        first, second = sorted((self.root(one), self.root(other)))
        self._parent[second] = first


def squash(text: str) -> str:
    """A text's letters and figures alone, small: what two ways to set one name have in common.

    >>> squash("Ice & Sea – Daily"), squash("Ice and Sea: DAILY")
    ('iceandseadaily', 'iceandseadaily')
    """
    return "".join(re.findall(r"\w", text.lower().replace("&", "and"))) if text else ""
