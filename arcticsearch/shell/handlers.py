"""What each command does: a function of the session and the command's argument."""

from __future__ import annotations

from collections.abc import Callable

from arcticsearch.present import terminal
from arcticsearch.present.reading import reading
from arcticsearch.shell.commands import COMMANDS, Command
from arcticsearch.shell.session import Answer, Session, say


def run(session: Session, command: Command) -> Answer:
    """Does what a command asks for. Raises ArcticsearchError and OSError, as the collection does."""
    return _HANDLERS[command.name](session, command.argument)


def _search(session: Session, line: str) -> Answer:
    answer = session.search(line)
    if line in ("quit", "exit", "help"):
        return Answer([*answer.lines, "", f"This was a search. The command is :{line}."])
    return answer


def _open(session: Session, number: str) -> Answer:
    hit = session.hit(number)
    if hit is None or session.view is None:
        return _no_hit(session, number)
    article = session.collection.show(hit.path)
    title, marks = session.collection.marks(session.view.query, article)
    copies = session.collection.copies(hit.path)
    read = reading(article, title, marks, copies, session.style)
    return Answer(read.lines, read=True, matches=read.matches)


def _removed(session: Session, number: str) -> Answer:
    hit = session.hit(number)
    if hit is None:
        return _no_hit(session, number)
    return Answer(terminal.removed(session.collection.show(hit.path), session.style), read=True)


def _no_hit(session: Session, number: str) -> Answer:
    if session.results is None:
        return say(
            f'There are no hits yet. To search for a number, write it in quotes: "{number}".'
        )
    return say(
        f'There is no hit {number}. To search for the number, write it in quotes: "{number}".'
    )


def _help(session: Session, _: str) -> Answer:
    paint = session.style.paint
    lines = [
        'Words are searched together; OR, -word, (…), "a phrase", icebr*, icebraker~.',
        "Fields: source: author: section: category: title: lang: path: date:2024-03..",
        "",
        f'{paint("+clause", "number"):<8} narrows the hits: +source:"RSIS", +date:2024.., +ice',
    ]
    for name, usage in COMMANDS.items():
        lines.append(f"{paint(f':{name} {usage.argument}'.ljust(30), 'number')} {usage.help}")
    return Answer(lines)


_HANDLERS: dict[str, Callable[[Session, str], Answer]] = {
    "search": _search,
    "narrow": Session.narrow,
    "page": Session.turn,
    "mistake": lambda _, sentence: say(sentence),
    "open": _open,
    "removed": _removed,
    "help": _help,
    "quit": lambda *_: Answer(leave=True),
}
