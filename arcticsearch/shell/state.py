"""What is being looked at: a search, how it was narrowed, and the way back. Pure values."""

from __future__ import annotations

from collections.abc import Iterable

from arcticsearch.query.dates import written
from arcticsearch.query.facets import picked_facet
from arcticsearch.query.fields import FACETS, NONE, known_as
from arcticsearch.query.normal import all_of, any_of
from arcticsearch.query.parse import parse
from arcticsearch.query.tree import (
    And,
    DateRange,
    Everything,
    Exact,
    Has,
    InSection,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Word,
)
from arcticsearch.query.write import write
from arcticsearch.values import Value, replace


class View(Value, frozen=True):
    """A search as it was typed (`title`) and read, narrowed by picks in the order they came.

    `pages` are the first hits of the page that is shown and of those before it, from 0. `new` are
    the paths of those that a saved search had not found before.
    """

    title: str
    base: Query
    picks: tuple[Node, ...] = ()
    sort: str = "relevance"
    pages: tuple[int, ...] = (0,)
    new: frozenset[str] = frozenset()

    @property
    def offset(self) -> int:
        """The first hit of the page that is shown."""
        return self.pages[-1]

    @property
    def query(self) -> Query:
        """The whole of it. Picks of one facet are alternatives, and all else holds together."""
        groups = [any_of(group) for group in grouped(self.picks)]
        # Notes were of what was typed, and have been read: "every other article" is true no longer.
        notes = () if groups else self.base.notes
        return Query(all_of([self.base.root, *groups]), self.sort, notes)

    def narrowed(self, picks: Iterable[Node]) -> View:
        """With picks added, those it has left out."""
        new = [pick for pick in dict.fromkeys(picks) if pick not in self.picks]
        return replace(self, picks=(*self.picks, *new), pages=(0,))

    def picked(self, picks: Iterable[Node]) -> View:
        """With exactly these values picked from facets; what was typed otherwise stays."""
        wanted = list(picks)
        kept = [pick for pick in self.picks if not is_value(pick) or pick in wanted]
        return replace(self, picks=tuple(kept), pages=(0,)).narrowed(wanted)

    def without(self, which: str) -> View | None:
        """Without the last pick (""), the n-th ("2"), or those of a field; None: no such pick."""
        picks = list(self.picks)
        if not which and picks:
            picks.pop()
        elif which.isdecimal() and 0 < int(which) <= len(picks):
            del picks[int(which) - 1]
        else:
            field = known_as(which)
            picks = [pick for pick in picks if facet_of(pick) != field and label(pick) != which]
        if len(picks) == len(self.picks):
            return None
        return replace(self, picks=tuple(picks), pages=(0,))


class Timeline(Value, frozen=True):
    """The view, those before it, and those taken back."""

    past: tuple[View, ...] = ()
    now: View | None = None
    future: tuple[View, ...] = ()

    def to(self, view: View) -> Timeline:
        """A new view; what was taken back is forgotten."""
        before = (*self.past, self.now) if self.now else self.past
        return Timeline(before, view)

    def turned(self, view: View) -> Timeline:
        """The same view at another page: turning a page is no step that is undone."""
        return replace(self, now=view)

    def back(self) -> Timeline:
        """One step back. Only when there is a past."""
        assert self.now
        return Timeline(self.past[:-1], self.past[-1], (self.now, *self.future))

    def forth(self) -> Timeline:
        """One step forth. Only when there is a future."""
        assert self.now
        return Timeline((*self.past, self.now), self.future[0], self.future[1:])


def searched(line: str) -> View:
    """The view of a line that is a new search."""
    query = parse(line)
    return View(line, query, sort=query.sort)


def clauses(text: str) -> tuple[tuple[Node, ...], str | None, tuple[str, ...]]:
    """What a narrowing adds: its picks, an order if it names one, and notes."""
    query = parse(text, whole=False)
    picks = query.root.parts if isinstance(query.root, And) else (query.root,)
    wanted = tuple(pick for pick in picks if not isinstance(pick, Everything))
    return wanted, query.sort if query.ordered else None, query.notes


def pick(facet: str, value: str) -> Node:
    """The clause that a value of a facet stands for, as the panel shows it.

    >>> pick("source", "RSIS"), pick("date", "2024")
    (Exact(field='source', value='RSIS'), DateRange(start='2024-01-01', end='2025-01-01'))
    >>> pick("author", "(none)")
    Not(part=Has(field='author'))
    """
    if value == NONE:
        return Not(Has("date" if facet == "month" else facet))
    if facet in ("date", "month"):
        return parse(f"date:{value}").root
    return Exact(facet, value)


def is_value(node: Node) -> bool:
    """Whether a clause is one that `pick` makes."""
    match node:
        case Exact(field):
            return field in FACETS
        case DateRange():
            return len(written(node)) in (4, 7) and ".." not in written(node)
        case Not(Has(field)):
            return field in FACETS
    return False


def grouped(picks: Iterable[Node]) -> list[list[Node]]:
    """Picks that are alternatives stand together: those of a facet, dates if they are apart.

    A date inside another narrows it: 2024 and then 2024-03 is March, 2024 and then 2025 is both.
    """
    groups: list[list[Node]] = []
    for new in picks:
        facet = facet_of(new)
        for group in groups:
            if facet and facet_of(group[0]) == facet and all(_apart(new, old) for old in group):
                group.append(new)
                break
        else:
            groups.append([new])
    return groups


def facet_of(node: Node) -> str | None:
    """The facet of whose values a clause is one, so that the next of them is an alternative.

    `has:author` is none: what comes after it narrows. `section:ice` says where words stand.
    """
    if isinstance(node, Has):
        return None
    facet = picked_facet(node)
    return None if facet == "section" and not is_value(node) else facet


def _apart(one: Node, other: Node) -> bool:
    return not (isinstance(one, DateRange) and isinstance(other, DateRange) and overlap(one, other))


def overlap(one: DateRange, other: DateRange) -> bool:
    """Whether two intervals have a day in common."""
    return (one.start or "") < (other.end or "~") and (other.start or "") < (one.end or "~")


def label(node: Node) -> str:
    """A clause in as few words as say it, for the prompt.

    >>> [label(parse(q).root) for q in ('source:="RSIS"', "date:2024..", "-opinion", "no:author")]
    ['RSIS', '2024..', '-opinion', 'no author']
    """
    match node:
        case DateRange():
            return written(node)
        case Not(Has(field)):
            return f"no {field}"
        case Not(part):
            return f"-{label(part)}"
        case Exact(_, value):
            return value
        case Or(parts):
            return "|".join(label(part) for part in parts)
        case Word(text, field) | Phrase(text, _, field) if field:
            return text
        case InSection() | And():
            return f"({write(node)})"
    return write(node)


def trail(view: View) -> list[str]:
    """How a view came about, for the prompt: what was typed, then every narrowing."""
    return [view.title, *("|".join(map(label, group)) for group in grouped(view.picks))]
