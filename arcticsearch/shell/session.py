"""A session: commands in, lines to show out. It knows the collection, and no terminal."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from arcticsearch.collection import Collection
from arcticsearch.highlight import judge
from arcticsearch.model import Hit, Results
from arcticsearch.present import terminal
from arcticsearch.present.facets import Values
from arcticsearch.present.panel import panel
from arcticsearch.present.sanitise import plain
from arcticsearch.present.style import Style
from arcticsearch.query.facets import selections
from arcticsearch.query.fields import FACETS
from arcticsearch.query.tree import And, DateRange, Exact, Leaf, Node, Or
from arcticsearch.shell.saved import Saved
from arcticsearch.shell.state import Timeline, View, clauses, overlap, pick, searched, trail
from arcticsearch.values import Value, replace

LIMIT = 10
"""Most hits on a page. Fewer are shown where the terminal is too low for them."""

_LEAST = 2
_BELOW = 8  # rows that the prompt takes, with its menu and toolbar
_LOW = 45  # rows below which a hit is shown by one snippet rather than two


class Answer(Value, frozen=True):
    """What a command has to say.

    `long` asks for a pager, at the first of the `words` if there are any; `pick` for the picker,
    at that facet; `keys` for "vi" or "emacs" keys; `leave` for the end.
    """

    lines: Sequence[str] = ()
    long: bool = False
    words: Sequence[str] = ()
    pick: str | None = None
    keys: str = ""
    leave: bool = False


class Session:
    """The state of a session between two prompts.

    A command that fails or is interrupted raises, and leaves everything as it was.
    """

    def __init__(self, collection: Collection, style: Style, saved: Saved) -> None:
        self.collection = collection
        self.style = style
        self.saved = saved
        self.rows = 50
        """Of the terminal; set before each command, as `style` is."""
        self.timeline = Timeline()
        self.results: Results | None = None
        self.shown: tuple[Hit, ...] = ()
        self._reading = threading.Lock()
        self.outdated = False
        """Whether there is a newer index; the next search is answered from it."""

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
        return self.go(replace(view, sort=sort or view.sort), notes)

    def go(self, view: View, notes: Sequence[str] = ()) -> Answer:
        """Shows a view and remembers the one before."""
        return self.show(self.timeline.to(view), notes)

    def show(self, timeline: Timeline, notes: Sequence[str] = ()) -> Answer:
        """Answers the view of a timeline, which is the session's from then on."""
        view = timeline.now
        assert view is not None
        self._renew()
        results = self.answer(view)
        lines = terminal.notes(notes, self.style)
        above = panel(facets_of(view, results), picked_in(view), self.style)
        if above:
            lines += [*above, ""]
        page, hits = self._page(view, results, len(lines))
        lines += page
        if not results.total and view.picks:
            lines.append("`:drop` takes the last narrowing back.")
        # Together and last: an interrupt leaves all as it was.
        self.timeline, self.results, self.shown = timeline, results, hits
        return Answer(lines)

    def turn(self, _: str) -> Answer:
        """The next page, from the index that answered the first."""
        if self.view is None or self.results is None:
            return say("Type words to search for. F1 or :help says what else.")
        following = self.view.offset + len(self.shown)
        if answer := self._turned(replace(self.view, pages=(*self.view.pages, following))):
            return answer
        return say("These were all the hits." if self.results.total else "Nothing found.")

    def back(self, _: str) -> Answer:
        """The page before, from the index that answered the first."""
        before = self.view.pages[:-1] if self.view else ()
        answer = self._turned(replace(self.view, pages=before)) if self.view and before else None
        return answer or say("There is no page before.")

    def _turned(self, view: View) -> Answer | None:
        """The view's page; None when it has no hits."""
        results = self.answer(view, facets=())
        if not results.hits:
            return None
        lines, hits = self._page(view, results, 0)
        self.timeline, self.shown = self.timeline.turned(view), hits
        return Answer(lines)

    def answer(self, view: View, facets: Sequence[str] | None = None) -> Results:
        """The hits of a page of a view, and its facets: months too, once a date is picked."""
        if facets is None:
            _, picked = selections(view.query.root)
            facets = (*FACETS[:2], "month", *FACETS[2:]) if "date" in picked else FACETS
        # One hit more than a page has: copies are folded, so that no total tells if there is more.
        limit = LIMIT + 1
        return self.collection.search(view.query, limit=limit, offset=view.offset, facets=facets)

    def facets(self) -> dict[str, Values]:
        """The facets of what is shown."""
        assert self.view is not None and self.results is not None
        return facets_of(self.view, self.results)

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

    def words(self, prefix: str, limit: int) -> list[tuple[str, int]]:
        """Words of the index, for completion: the one thing that another thread may ask."""
        with self._reading:
            return self.collection.words(prefix, limit) if self.collection.searchable else []

    def _renew(self) -> None:
        if self.outdated:
            newer = self.collection.another()
            with self._reading:
                before, self.collection, self.outdated = self.collection, newer, False
                before.close()

    def _page(self, view: View, results: Results, used: int) -> tuple[list[str], tuple[Hit, ...]]:
        """As many hits as fit on the terminal, below the lines already used; and which they are."""
        most = 1 if self.rows < _LOW else 2
        hits = tuple(replace(hit, snippets=hit.snippets[:most]) for hit in results.hits)
        for count in range(min(LIMIT, len(hits)), -1, -1):
            lines = self._hits(view, results, hits[:count])
            if count <= _LEAST or fits(used + len(lines), self.rows):
                break
        return lines, results.hits[:count]

    def _hits(self, view: View, results: Results, hits: tuple[Hit, ...]) -> list[str]:
        """Some hits of a page, and how to go on if there are more."""
        part = replace(results, facets={}, hits=hits)
        first = view.offset + 1
        lines = terminal.results(part, self.style, first=first, new=view.new)
        if len(hits) < len(results.hits):
            shown = f"Hits {first}–{view.offset + len(hits)} of {results.total:,} articles"
            lines += ["", self.style.paint(f"{shown} · Enter: more", "quiet")]
        return lines


def fits(lines: int, rows: int) -> bool:
    """Whether so many lines stay on a terminal of so many rows while the next one is typed."""
    return lines + _BELOW <= rows


def say(*sentences: str) -> Answer:
    """An answer of a few plain sentences."""
    return Answer([plain(sentence) for sentence in sentences])


def facets_of(view: View, results: Results) -> dict[str, Values]:
    """The facets of a view's results; of the months those only whose year is picked."""
    found = dict(results.facets)
    if "month" in found:
        picked = picked_in(view)
        found["month"] = [pair for pair in found["month"] if picked("date", pair[0][:4])]
    return found


def picked_in(view: View) -> Callable[[str, str], bool]:
    """Whether a value of a facet is among what a view asks for."""
    _, chosen = selections(view.query.root)

    def picked(facet: str, value: str) -> bool:
        clause = chosen.get("date" if facet == "month" else facet)
        return clause is not None and _covers(clause, pick(facet, value))

    return picked


def _covers(clause: Node, value: Node) -> bool:
    match clause, value:
        case Or(parts), _:
            return any(_covers(part, value) for part in parts)
        case And(parts), _:
            return all(_covers(part, value) for part in parts)
        case DateRange(), DateRange():
            return overlap(clause, value)
        case _, Exact(_, text) if isinstance(clause, Leaf):
            return judge(clause, text, None)
    return clause == value
