"""The session at a terminal: reads a line, shows what it comes to. All I/O is here."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from typing import TextIO

from prompt_toolkit import PromptSession

from arcticsearch.collection import Collection
from arcticsearch.errors import ArcticsearchError
from arcticsearch.present.sanitise import plain
from arcticsearch.present.style import Style
from arcticsearch.shell.commands import read
from arcticsearch.shell.handlers import run
from arcticsearch.shell.pager import page
from arcticsearch.shell.session import Answer, Session


def interact(collection: Collection, style: Style) -> int:
    """A session at the terminal, until the reader leaves. Returns the exit status."""
    session = Session(collection, style)
    prompt: PromptSession[str] = PromptSession()
    while True:
        try:
            line = prompt.prompt(_prompt(session))
        except KeyboardInterrupt:
            continue
        except EOFError:
            return 0
        answer = _answered(session, line)
        _show(answer, sys.stdout)
        if answer.leave:
            return 0


def _answered(session: Session, line: str) -> Answer:
    """What a line comes to. Whatever goes wrong is a sentence, never the end of the session."""
    size = shutil.get_terminal_size((100, 24))
    session.style = replace(session.style, width=max(20, min(size.columns, 120)))
    session.rows = size.lines
    try:
        return run(session, read(line))
    except KeyboardInterrupt:
        return Answer(["Stopped."])
    except (ArcticsearchError, OSError) as error:
        return Answer([plain(str(error))])


def _show(answer: Answer, out: TextIO) -> None:
    if answer.read and page(answer.lines, answer.matches):
        return
    out.write("".join(f"{line}\n" for line in answer.lines))
    out.flush()


def _prompt(session: Session) -> str:
    parts = session.prompt()
    return plain(" ›".join(parts[:-1]) + (" " + parts[-1] if parts else "")) + "> "
