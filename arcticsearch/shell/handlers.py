"""What each command does: a function of the session and of the command's argument."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from arcticsearch.present import terminal
from arcticsearch.present.panel import histogram, listing
from arcticsearch.present.style import Style
from arcticsearch.query.fields import COUNTED, SORTS, known_as
from arcticsearch.shell import hits, keeping
from arcticsearch.shell.commands import COMMANDS, Command, find, unknown
from arcticsearch.shell.session import Answer, Session, picked_in, say
from arcticsearch.values import replace

_LEFT = 31  # columns of the help for what is typed
_NOTHING_YET = "Search for something first."


def run(session: Session, command: Command) -> Answer:
    """Does what a command asks for. Raises ArcticsearchError, OSError or sqlite3.Error."""
    return HANDLERS[command.name](session, command.argument)


def _search(session: Session, line: str) -> Answer:
    answer = session.search(line)
    if line in ("q", "quit", "exit", "help", "?"):
        return Answer([*answer.lines, "", "This was a search. To leave: :quit. For help: :help."])
    return answer


def facets_named(start: str) -> list[str]:
    """The facets that a name may stand for: that which a query knows by it, else those it begins.

    >>> facets_named("a"), facets_named("s"), facets_named("by"), facets_named("x")
    (['author'], ['source', 'section'], ['author'], [])
    """
    name = known_as(start)
    return [name] if name in COUNTED else [each for each in COUNTED if each.startswith(start)]


def _not_one(start: str, found: list[str]) -> Answer:
    """What is said of a name that stands for no facet, or for several."""
    if found:
        return say(f"{start} is not enough: {' or '.join(found)}?")
    return say(f"There is no facet {start}. The facets are {', '.join(COUNTED)}.")


def _facet(session: Session, argument: str) -> Answer:
    start, _, text = argument.partition(" ")
    found = facets_named(start)
    if len(found) != 1:
        return _not_one(start, found)
    if session.view is None:
        return say(_NOTHING_YET)
    name, wanted = found[0], text.strip().casefold()
    everything = session.answer(replace(session.view, pages=(0,)), (name,)).facets[name]
    values = [pair for pair in everything if wanted in pair[0].casefold()]
    picked = picked_in(session.view)
    return Answer(
        listing(name, values, lambda value: picked(name, value), session.style), long=True
    )


def _pick(session: Session, start: str) -> Answer:
    if session.view is None:
        return say(_NOTHING_YET)
    found = facets_named(start) if start else [""]
    return Answer(pick=found[0]) if len(found) == 1 else _not_one(start, found)


def _sort(session: Session, order: str) -> Answer:
    if order not in SORTS:
        return say(f"There is no order {order}. The orders are date, old and relevance.")
    if session.view is None:
        return say(_NOTHING_YET)
    return session.go(replace(session.view, sort=SORTS[order], pages=(0,)))


def _drop(session: Session, which: str) -> Answer:
    view = session.view.without(which) if session.view else None
    if view is None:
        return say(f"There is no narrowing {which}." if which else "Nothing is narrowed.")
    return session.go(view)


def _reset(session: Session, _: str) -> Answer:
    if session.view is None or not session.view.picks:
        return say("Nothing is narrowed.")
    return session.go(replace(session.view, picks=(), pages=(0,)))


def _undo(session: Session, _: str) -> Answer:
    if not session.timeline.past:
        return say("There is nothing to undo.")
    return session.show(session.timeline.back())


def _redo(session: Session, _: str) -> Answer:
    if not session.timeline.future:
        return say("There is nothing to redo.")
    return session.show(session.timeline.forth())


def _hist(session: Session, period: str) -> Answer:
    if session.view is None:
        return say(_NOTHING_YET)
    name = "month" if period == "month" else "date"
    values = session.answer(replace(session.view, pages=(0,)), (name,)).facets[name]
    picked = picked_in(session.view)
    if any(picked(name, value) for value, _ in values):
        values = [pair for pair in values if picked(name, pair[0])]
    return Answer(histogram(values, session.style), long=True)


def _index(session: Session, _: str) -> Answer:
    report = session.collection.refresh()
    skipped = (f"Skipped {path}: {why}." for path, why in report.skipped.items())
    return replace(say(report.sentence(), *skipped), long=True)


def _status(session: Session, _: str) -> Answer:
    return Answer(terminal.status(session.collection.status(), session.style), long=True)


def _help(session: Session, name: str) -> Answer:
    commands = [
        (f":{known} {COMMANDS[known].argument}", COMMANDS[known].help)
        for known in (find(name.removeprefix(":")) if name else COMMANDS)
    ]
    if name:
        return Answer(_columns(commands, session.style)) if commands else say(unknown(name))
    rows = [
        ("words", "a new search; Enter alone turns the page"),
        ('"a phrase"  -word  a OR b', "operators are capitals: OR, NOT, ( )"),
        ("icebr*  icebraker~", "words that start so; with a typo"),
        ("source:  author:  section:", "one field; title: category: lang: path: too"),
        ("date:2024-03..  after:7d", "dates; no:author, has:date, sort:new"),
        ('+source:"RSIS"  +ice  -opinion', "narrow; a second value of a facet widens"),
    ]
    last = ("Tab, →, Ctrl-R, Ctrl-C", "complete, take the hint, old lines, cancel")
    return Answer(_columns([*rows, *commands, last], session.style), long=True)


def _columns(rows: Sequence[tuple[str, str]], style: Style) -> list[str]:
    """What can be typed, and what it does, beside it; below it on a narrow terminal."""
    lines = []
    for left, right in rows:
        if style.width < 2 * _LEFT:
            lines += [style.paint(left, "number"), *style.marked(right, (), "   ")]
        else:
            first, *more = style.marked(right, (), " " * _LEFT)
            lines += [style.paint(f"{left:<{_LEFT}}", "number") + first[_LEFT:], *more]
    return lines


HANDLERS: dict[str, Callable[[Session, str], Answer]] = {
    "search": _search,
    "narrow": Session.narrow,
    "page": Session.turn,
    "back": Session.back,
    "mistake": lambda _, sentence: say(sentence),
    "open": hits.about(hits.read, bare=True),
    "removed": hits.about(hits.removed),
    "copies": hits.about(hits.copies),
    "like": hits.about(hits.like),
    "why": hits.about(hits.why),
    "facet": _facet,
    "pick": _pick,
    "sort": _sort,
    "drop": _drop,
    "reset": _reset,
    "undo": _undo,
    "redo": _redo,
    "hist": _hist,
    "save": keeping.save,
    "run": keeping.run,
    "export": keeping.export,
    "keys": lambda _, keys: Answer([f"Keys are those of {keys} now."], keys=keys),
    "index": _index,
    "status": _status,
    "help": _help,
    "quit": lambda *_: Answer(leave=True),
}
"""A handler for each of COMMANDS, and for what is no command with a name."""
