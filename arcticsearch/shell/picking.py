"""The picker on the screen: boxes to tick below the prompt, gone when it is done."""

from __future__ import annotations

from prompt_toolkit.application import Application
from prompt_toolkit.data_structures import Point
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import FormattedTextControl, Layout, Window
from prompt_toolkit.output import ColorDepth, Output
from prompt_toolkit.styles import BaseStyle

from arcticsearch.present.sanitise import plain
from arcticsearch.present.style import clipped
from arcticsearch.shell.picker import Picker, Ticked

_HELP = "Space ticks · Enter narrows · Esc leaves · Tab next facet · letters filter"
_ROWS = 16


def tick(
    picker: Picker, style: BaseStyle, depth: ColorDepth | None, source: Input, target: Output
) -> Ticked | None:
    """Lets the reader tick values. Returns those ticked, or None when they left it."""
    state = [picker]

    def text() -> StyleAndTextTuples:
        return drawn(state[0], target.get_size().rows, target.get_size().columns)

    def cursor() -> Point:
        first, _ = state[0].window(_height(target.get_size().rows))
        return Point(1, 1 + state[0].at - first if state[0].listed else 0)

    body = FormattedTextControl(text, focusable=True, get_cursor_position=cursor)
    application: Application[Ticked | None] = Application(
        layout=Layout(Window(body, dont_extend_height=True)),
        key_bindings=_bindings(state), erase_when_done=True,
        style=style, color_depth=depth, input=source, output=target,
    )  # fmt: skip
    application.ttimeoutlen = 0.1  # how long Esc waits to be more than Esc
    application.timeoutlen = 0.1
    return application.run()


def drawn(picker: Picker, rows: int, columns: int) -> StyleAndTextTuples:
    """The picker as lines for so large a terminal."""
    filtered = f"  filter: {plain(picker.typed)}" if picker.typed else ""
    out: StyleAndTextTuples = [("class:quiet", clipped(_HELP + filtered, columns - 1))]
    first, last = picker.window(_height(rows))
    for at, row in enumerate(picker.listed[first:last], first):
        box = "[x]" if (row.facet, row.value) in picker.ticked else "[ ]"
        line = f"{box} {row.facet:<9} {row.count:>6,}  {row.value}"
        style = "class:cursor" if at == picker.at else ""
        out += [("", "\n"), (style, clipped(line, columns - 1))]
    if not picker.listed:
        out += [("", "\n"), ("class:quiet", "No value holds this.")]
    left = len(picker.listed) - last
    if left > 0:
        out += [("", "\n"), ("class:quiet", f"    {left:,} more below")]
    return out


def _height(rows: int) -> int:
    return max(3, min(_ROWS, rows - 4))


def _bindings(state: list[Picker]) -> KeyBindings:
    keys = KeyBindings()

    for names, by in (
        (("up", "c-p"), -1), (("down", "c-n"), 1), (("pageup",), -_ROWS), (("pagedown",), _ROWS),
        (("home",), -(10**9)), (("end",), 10**9),
    ):  # fmt: skip
        for name in names:
            keys.add(name)(lambda _, by=by: _set(state, state[0].moved(by)))
    keys.add(" ")(lambda _: _set(state, state[0].toggled()))
    keys.add("tab")(lambda _: _set(state, state[0].next_facet()))
    keys.add("backspace")(lambda _: _set(state, state[0].filtered(state[0].typed[:-1])))

    @keys.add(Keys.Any)
    def _(event: KeyPressEvent) -> None:
        if event.data.isprintable():
            _set(state, state[0].filtered(state[0].typed + event.data))

    @keys.add("enter")
    @keys.add("c-j")
    def _(event: KeyPressEvent) -> None:
        event.app.exit(result=state[0].ticked)

    @keys.add("escape", eager=True)
    @keys.add("c-c")
    @keys.add("c-d")
    @keys.add("f2")
    def _(event: KeyPressEvent) -> None:
        event.app.exit(result=None)

    return keys


def _set(state: list[Picker], new: Picker) -> None:
    state[0] = new
