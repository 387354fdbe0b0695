"""The line editor: the prompt, its keys, colours, history and toolbar."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.auto_suggest import AutoSuggestFromHistory
from prompt_toolkit.completion import ThreadedCompleter
from prompt_toolkit.data_structures import Size
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout.processors import Processor, Transformation, TransformationInput
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.styles import Style

from arcticsearch.present.sanitise import masked, plain
from arcticsearch.present.style import clipped
from arcticsearch.query.lex import clean
from arcticsearch.shell.completion import Known, LineCompleter
from arcticsearch.shell.lexer import LineLexer
from arcticsearch.shell.picker import Picker, Ticked
from arcticsearch.shell.picking import tick

STYLE = Style.from_dict({
    "field": "ansicyan", "phrase": "ansigreen", "operator": "ansimagenta bold",
    "command": "ansiblue bold", "astext": "ansired underline",
    "searched": "bold", "picked": "ansicyan", "count": "ansigreen",
    "quiet": "ansibrightblack", "cursor": "reverse",
    "bottom-toolbar": "noreverse ansibrightblack",
})  # fmt: skip
"""Names of the lexer's pieces and of the parts of the prompt. Data never names a style."""

_LONGEST_PASTE = 20_000
_PART = 24


class Line:
    """Reads lines. `known` is what completion knows; `says` the toolbar's line; `help` F1's."""

    def __init__(
        self,
        history: Path | None,
        *,
        colour: bool,
        known: Callable[[], Known],
        says: Callable[[], str],
        help: Callable[[], None],
        source: Input | None = None,
        target: Output | None = None,
    ) -> None:
        self.depth = ColorDepth.from_env() if colour else ColorDepth.DEPTH_1_BIT
        self._parts: Sequence[str] = ()
        self._default = ""
        self.session: PromptSession[str] = PromptSession(
            message=lambda: message(self._parts, self._columns()),
            lexer=LineLexer(), completer=ThreadedCompleter(LineCompleter(known)),
            complete_while_typing=True,
            # Without colours a hint would look as if it had been typed.
            auto_suggest=AutoSuggestFromHistory() if colour else None,
            history=_history(history), key_bindings=self._keys(help),
            input_processors=[_Harmless()], bottom_toolbar=lambda: self._toolbar(says()),
            style=STYLE, color_depth=self.depth, editing_mode=editing_mode(_inputrc()),
            enable_suspend=True, reserve_space_for_menu=6, input=source, output=target,
        )  # fmt: skip

    def read(self, parts: Sequence[str]) -> str:
        """The next line; `parts` say where one is. Raises EOFError when the reader leaves, and
        KeyboardInterrupt when they cancel the line."""
        self._parts = parts
        default, self._default = self._default, ""
        self.session.app.erase_when_done = False
        return self.session.prompt(default=default)

    def redraw(self) -> None:
        """Shows the toolbar anew; from any thread."""
        self.session.app.invalidate()

    def edit_like(self, keys: str) -> None:
        """Takes "vi" or "emacs" keys."""
        self.session.editing_mode = EditingMode(keys.upper())

    def tick(self, picker: Picker) -> Ticked | None:
        """Lets the reader tick values. Returns those ticked, or None when they left it."""
        return tick(picker, STYLE, self.depth, self.session.input, self.session.output)

    def size(self) -> Size:
        """Rows and columns of the terminal, now."""
        return self.session.output.get_size()

    def _columns(self) -> int:
        return self.size().columns

    def _toolbar(self, says: str) -> StyleAndTextTuples:
        # What is cut off first on a narrow terminal stands last.
        keys = "F1 help · Ctrl-D leave · F2 values · Tab complete · Ctrl-R history"
        text = f"{says} · {keys}" if says else keys
        return [("", clipped(text, self._columns() - 1))]

    def _keys(self, help: Callable[[], None]) -> KeyBindings:
        keys = KeyBindings()

        @keys.add("f1")
        def _(event: KeyPressEvent) -> None:
            run_in_terminal(help)

        @keys.add("f2")
        def _(event: KeyPressEvent) -> None:
            self._default = event.current_buffer.text  # typed so far; it is there again afterwards
            event.app.erase_when_done = True  # as is the prompt
            event.app.exit(result=":pick")

        @keys.add(Keys.BracketedPaste)
        def _(event: KeyPressEvent) -> None:
            # Lines of a paste are one line: none of them runs by itself.
            text = " ".join(event.data[:_LONGEST_PASTE].split())
            if event.current_buffer is not event.app.layout.get_buffer_by_name("DEFAULT_BUFFER"):
                text = plain(text)  # the field of Ctrl-R has no processor of ours
            event.current_buffer.insert_text(clean(text))

        return keys


def message(parts: Sequence[str], columns: int) -> StyleAndTextTuples:
    """The prompt: `icebreaker ›RSIS ›2024.. 11>`, in half of the line at most.

    >>> "".join(text for _, text in message(["icebreaker", "RSIS", "2024..", "11"], 80))
    'icebreaker ›RSIS ›2024.. 11> '
    """
    if not parts:
        return [("class:count", "> ")]
    *trail, count = parts
    width = max(8, min(_PART, columns // 2 // len(trail) - 2))
    searched, *picks = (clipped(part, width) for part in trail)
    most = max(1, columns // 2 // (width + 2))
    left_out = [f"›…{len(picks) - most}"] if len(picks) > most else []
    shown = [*left_out, *(f"›{part}" for part in picks[-most:])]
    return [
        ("class:searched", searched),
        *(("class:picked", f" {part}") for part in shown),
        ("class:count", f" {count}> "),
    ]


def editing_mode(inputrc: str) -> EditingMode:
    """How the reader's other programs edit lines, by what readline's own file says.

    >>> editing_mode("set editing-mode vi").value, editing_mode("# set editing-mode vi").value
    ('VI', 'EMACS')
    """
    found = re.findall(r"^\s*set\s+editing-mode\s+(vi|emacs)\b", inputrc, re.MULTILINE)
    return EditingMode((found[-1] if found else "emacs").upper())


def _inputrc() -> str:
    file = os.environ.get("INPUTRC") or "~/.inputrc"
    try:
        return Path(file).expanduser().read_text(encoding="utf-8", errors="replace")
    except (OSError, RuntimeError):  # not there; nor is a home
        return ""


def _history(file: Path | None) -> History:
    """The lines of earlier sessions; only this one's where they cannot be kept."""
    if file is None:
        return InMemoryHistory()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return _Kept(file)


class _Kept(FileHistory):
    """Lines that cannot be read or kept, on a full disk or in a folder that is gone, are no reason to
    stop: prompt_toolkit would print a traceback at each line."""

    def load_history_strings(self) -> Iterable[str]:
        try:
            return super().load_history_strings()
        except OSError:
            return ()

    def store_string(self, string: str) -> None:
        with suppress(OSError):
            super().store_string(string)


class _Harmless(Processor):
    """Shows what no terminal should be sent as a mark of the same length.

    prompt_toolkit itself replaces control characters only: an old line or a paste may hold others.
    """

    def apply_transformation(self, transformation_input: TransformationInput) -> Transformation:
        return Transformation(
            [(fragment[0], masked(fragment[1])) for fragment in transformation_input.fragments]
        )
