"""A session at the terminal: a line in, what it comes to out, until the reader leaves."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from prompt_toolkit.input import Input
from prompt_toolkit.output import Output
from prompt_toolkit.utils import is_dumb_terminal

from arcticsearch import places
from arcticsearch.collection import Collection
from arcticsearch.errors import ArcticsearchError, failed
from arcticsearch.present.sanitise import plain
from arcticsearch.present.style import Style
from arcticsearch.shell.commands import Command, read
from arcticsearch.shell.completion import Known
from arcticsearch.shell.dumb import DumbLine
from arcticsearch.shell.handlers import run
from arcticsearch.shell.line import Line
from arcticsearch.shell.pager import page
from arcticsearch.shell.picker import picker
from arcticsearch.shell.saved import Saved, SavedUnreadable
from arcticsearch.shell.session import Answer, Session, fits, say
from arcticsearch.shell.state import pick
from arcticsearch.shell.watch import Watch
from arcticsearch.values import replace

_WIDEST = 120  # columns; longer lines are hard to read


def interact(collection: Collection, style: Style) -> int:
    """A session until the reader leaves; returns the exit status. Closes the collection."""
    return Repl(collection, style, sys.stdout).run()


class Repl:
    """The terminal's side of a session. `out` is where results go; `source` and `target` stand for
    the keys and the screen in a test, which has none."""

    def __init__(
        self,
        collection: Collection,
        style: Style,
        out: TextIO,
        source: Input | None = None,
        target: Output | None = None,
    ) -> None:
        data = Path(places.user_folder("data"))
        self.out = out
        self.session = Session(collection, style, Saved(data, collection.corpus))
        self.line: Line | DumbLine
        if source is None and is_dumb_terminal():
            self.line = DumbLine()
        else:
            self.line = Line(
                data / "history", colour=style.colour, known=self._known, says=self._says,
                help=lambda: self._show(run(self.session, Command("help"))),
                source=source, target=target,
            )  # fmt: skip
        self.watch = Watch(collection, self.line.redraw)

    def run(self) -> int:
        """Reads and answers lines until the reader leaves."""
        self.watch.start()
        try:
            while True:
                try:
                    line = self.line.read(self.session.prompt())
                    self.watch.look()
                    if not self._do(read(line)):
                        return 0
                except KeyboardInterrupt:
                    continue  # the line is cancelled; the session goes on
                except EOFError:
                    return 0
        finally:
            self.watch.stop()
            self.session.collection.close()

    def _do(self, command: Command) -> bool:
        """Does a command and shows what it says. False when the reader wants to leave."""
        answer = self._answered(command)
        self._show(answer)
        return not answer.leave

    def _show(self, answer: Answer) -> None:
        """Shows an answer: in the pager if its top would be gone before it is read."""
        rows = self.line.size().rows
        long = answer.long and not fits(len(answer.lines), rows)
        # Of what is seen whole, a match that is gone to would hide what stands above it.
        words = answer.words if len(answer.lines) >= rows else ()
        if not (long and page(answer.lines, words)):
            self._print(answer.lines)

    def _answered(self, command: Command) -> Answer:
        """What is answered. What goes wrong is a sentence, not the end of the session."""
        updates, outdated = self.watch.updates, self.watch.ready
        self.session.outdated = outdated
        try:
            answer = self._asked(command)
        except KeyboardInterrupt:
            return Answer(["Stopped. Everything is as it was."])
        except ArcticsearchError as error:
            return say(str(error))
        except (OSError, sqlite3.Error) as error:
            return say(failed(error))
        except Exception as error:  # noqa: BLE001 - a session of hours outlives a bug
            bug = f"{type(error).__name__}: {error}"
            return Answer([plain(f"This failed, and should not have ({bug}). Please report it.")])
        if outdated and not self.session.outdated:
            self.watch.taken(updates)
        return answer

    def _asked(self, command: Command) -> Answer:
        size = self.line.size()
        width = max(20, min(size.columns, _WIDEST))
        self.session.style = replace(self.session.style, width=width)
        self.session.rows = size.rows
        answer = run(self.session, command)
        if answer.keys:
            self.line.edit_like(answer.keys)
        return answer if answer.pick is None else self._picked(answer.pick)

    def _picked(self, facet: str) -> Answer:
        """Lets the reader tick values, and narrows by them."""
        view = self.session.view
        assert view is not None
        facets = self.session.facets()
        before = frozenset(
            (name, value)
            for name, values in facets.items()
            for value, _ in values
            if pick(name, value) in view.picks
        )
        after = self.line.tick(picker(facets, before, facet))
        if after is None or after == before:
            return Answer()
        return self.session.go(view.picked(pick(name, value) for name, value in sorted(after)))

    def _known(self) -> Known:
        """What completion knows now; asked in its thread."""
        everywhere = self.watch.overview.facets if self.watch.overview else {}
        results = self.session.results
        here = results.facets if results else {}
        return Known(everywhere, here, self._saved, self.session.words)

    def _saved(self) -> dict[str, str]:
        try:
            return {name: search.query for name, search in self.session.saved.all().items()}
        except (SavedUnreadable, OSError):
            return {}  # `@` says what is wrong; completion only has nothing to offer

    def _says(self) -> str:
        if self.watch.says:
            return self.watch.says
        total = self.watch.overview.total if self.watch.overview else None
        return f"{total:,} articles" if total is not None else ""

    def _print(self, lines: Sequence[str]) -> None:
        self.out.write("".join(f"{line}\n" for line in lines))
        self.out.flush()
