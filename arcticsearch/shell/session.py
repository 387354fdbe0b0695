"""A session: commands in, lines to show out. It knows the collection, and no terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from arcticsearch.collection import Collection
from arcticsearch.model import Hit, Results
from arcticsearch.present import terminal
from arcticsearch.present.panel import panel
from arcticsearch.present.style import Style
from arcticsearch.query.facets import selections
from arcticsearch.query.tree import FACETS, DateRange, Exact, Node, Or
from arcticsearch.shell.state import Timeline, View, clauses, pick, searched, trail

LIMIT = 10
"""Most hits on a page. Fewer are shown where the terminal is too low for them."""

_LEAST = 2
_LOW = 40  # rows below which a hit is shown by one snippet


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command has to say. `read` asks for a pager that starts at line `start` (from 0)."""

    lines: Sequence[str] = ()
    read: bool = False
    matches: Sequence[int] = ()
    leave: bool = False
    pick: str | None = None


class Session:
    """The state of a session between two prompts.

    A command that fails or is interrupted raises, and leaves everything as it was.
    """

    def __init__(self, collection: Collection, style: Style, rows: int = 50) -> None:
        self.collection = collection
        self.style = style
        self.rows = rows
        self.timeline = Timeline()
        self.results: Results | None = None
        self.shown: tuple[Hit, ...] = ()

    @property
    def view(self) -> View | None:
        return self.timeline.now

    def prompt(self) -> list[str]:
        """Where one is: what was searched for, each narrowing, and last the number of articles."""
        if self.view is None or self.results is None:
            return []
        return [*trail(self.view), f"{self.results.total:,}"]

    def search(self, line: str) -> Answer:
        """A new search."""
        return self.go(searched(line))

    def narrow(self, text: str) -> Answer:
        """Narrows the view by the clauses of a query; without a view it is a search."""
        if self.view is None:
            return self.search(text)
        picks, sort, notes = clauses(text)
        view = self.view.narrowed(picks)
        if sort:
            view = replace(view, sort=sort)
        return self.go(view, notes)

    def go(self, view: View, notes: Sequence[str] = ()) -> Answer:
        """Shows a view and remembers the one before."""
        return self.show(self.timeline.to(view), notes)

    def show(self, timeline: Timeline, notes: Sequence[str] = ()) -> Answer:
        """Answers the view of a timeline, which is the session's from then on."""
        view = timeline.now
        assert view is not None
        results = self.answer(view)
        self.timeline = timeline
        self.results = results
        lines = [self.style.paint(note, "quiet") for note in notes]
        above = panel(results.facets, picked_in(view), self.style)
        if above:
            lines += [*above, ""]
        return Answer(lines + self._page(results, len(lines)))

    def turn(self, _: str = "") -> Answer:
        """The next page."""
        if self.view is None or self.results is None:
            return say("Type words to search for. F1 or :help says what else.")
        offset = self.view.offset + len(self.shown)
        results = self.answer(replace(self.view, offset=offset), facets=())
        if not results.hits:
            return say("These were all the hits." if self.results.total else "Nothing found.")
        self.timeline = self.timeline.turned(offset)
        return Answer(self._page(results, 0))

    def answer(self, view: View, facets: Sequence[str] | None = None) -> Results:
        """The hits of a page of a view, and its facets: months too, once a date is picked."""
        if facets is None:
            _, picked = selections(view.query.root)
            facets = (*FACETS[:2], "month", *FACETS[2:]) if "date" in picked else FACETS
        return self.collection.search(view.query, limit=LIMIT, offset=view.offset, facets=facets)

    def _page(self, results: Results, used: int) -> list[str]:
        """As many hits as fit on the terminal, below the lines already used."""
        hits = results.hits
        if self.rows < _LOW:
            hits = tuple(replace(hit, snippets=hit.snippets[:1]) for hit in hits)
        first = (self.view.offset if self.view else 0) + 1
        bare = replace(results, facets={})
        for count in range(len(hits), 0, -1):
            lines = terminal.results(replace(bare, hits=hits[:count]), self.style, first=first)
            if len(lines) + used + 3 <= self.rows or count <= _LEAST:
                break
        else:
            count, lines = 0, terminal.results(bare, self.style)
        self.shown = results.hits[:count]
        return lines

    def hit(self, number: str) -> Hit | None:
        """The hit of a number as shown, whether or not it is on this page."""
        if self.view is None:
            return None
        at = int(number) - 1 - self.view.offset
        if 0 <= at < len(self.shown):
            return self.shown[at]
        results = self.collection.search(
            self.view.query, limit=1, offset=int(number) - 1, facets=()
        )
        return results.hits[0] if results.hits else None


def say(*sentences: str) -> Answer:
    """An answer of a few plain sentences."""
    return Answer(sentences)


def picked_in(view: View) -> Callable[[str, str], bool]:
    """Whether a value of a facet is among what a view asks for."""
    _, chosen = selections(view.query.root)

    def picked(facet: str, value: str) -> bool:
        clause = chosen.get("date" if facet == "month" else facet)
        wanted = pick(facet, value)
        return clause is not None and any(_covers(part, wanted) for part in _alternatives(clause))

    return picked


def _alternatives(clause: Node) -> tuple[Node, ...]:
    return clause.parts if isinstance(clause, Or) else (clause,)


def _covers(part: Node, value: Node) -> bool:
    if isinstance(part, DateRange) and isinstance(value, DateRange):
        return (part.start or "") < (value.end or "~") and (value.start or "") < (part.end or "~")
    if isinstance(part, Exact) and isinstance(value, Exact):
        return part.value == value.value
    return part == value
