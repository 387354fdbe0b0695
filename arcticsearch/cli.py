"""argv → one call; exit statuses; the one error boundary.

Exit status: 0 found (or done), 1 nothing found, 2 error, 130 interrupted.
"""

from __future__ import annotations

import io
import os
import sys

from arcticsearch.arguments import parse
from arcticsearch.checking import TYPE_CHECKING
from arcticsearch.errors import ArcticsearchError, disk_errors, failed
from arcticsearch.saying import say, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from arcticsearch.collection import Collection
    from arcticsearch.look import Look
    from arcticsearch.model import Results
    from arcticsearch.options import Arguments
    from arcticsearch.present.style import Style
    from arcticsearch.query.tree import Query
    from arcticsearch.weighing import Weights

    Answered = tuple[Results, Mapping[str, Weights] | None]
    Shown = tuple[str | Sequence[str], int]

FOUND, NOTHING, ERROR, INTERRUPTED = 0, 1, 2, 130


def run(argv: Sequence[str]) -> int:
    """Runs a command line and returns its exit status."""
    try:
        arguments = parse(argv)
        _prepare_stdout(arguments)
        status = _COMMANDS[arguments.command](arguments)
        sys.stdout.flush()
        return status
    except ArcticsearchError as error:
        say(str(error))
        return error.exit_status
    except KeyboardInterrupt:
        say("Interrupted. What was searchable before still is.")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has left (`| head`); Python would complain while closing stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FOUND
    except disk_errors() as error:
        say(failed(error))
        return ERROR


def _prepare_stdout(arguments: Arguments) -> None:
    """No character that a terminal's encoding lacks stops an answer; JSON is UTF-8 everywhere."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        as_json = arguments.command == "export" or any(
            getattr(arguments, shape, False) for shape in ("json", "jsonl")
        )
        sys.stdout.reconfigure(encoding="utf-8" if as_json else None, errors="replace")


def _open(arguments: Arguments) -> Collection:
    from arcticsearch.collection import Collection

    return Collection.open(arguments.corpus, index=arguments.index, follow_links=arguments.follow)


def _look(arguments: Arguments, *, compare: bool = False) -> Look:
    """A look at the corpus that has begun: before anything is loaded that answers."""
    from arcticsearch import places
    from arcticsearch.look import Look

    corpus = places.find_corpus(arguments.corpus)
    look = Look(corpus, places.find_index(arguments.index, corpus), arguments.follow)
    look.begin(compare=compare)
    return look


def _fresh(arguments: Arguments) -> Collection:
    """The collection, brought up to date first."""
    look = _look(arguments)
    collection = _open(arguments)
    _bring_up_to_date(arguments, collection, look)
    return collection


def _bring_up_to_date(arguments: Arguments, collection: Collection, look: Look) -> bool:
    """Whether there was anything to do. Where it cannot be done, the old state answers."""
    state = collection.state(look)
    if state.stale:
        from arcticsearch.updating import update

        update(collection, state, arguments.jobs)
    return state.stale


def _style(arguments: Arguments) -> Style:
    from arcticsearch.present.style import Style
    from arcticsearch.screen import size

    terminal = sys.stdout.isatty()
    plain_terminal = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    colour = arguments.color == "always" or (
        arguments.color == "auto" and terminal and not plain_terminal
    )
    return Style(colour, min(size(100, 24).columns, 120))


def _print(shown: str | Sequence[str], arguments: Arguments) -> None:
    """Prints a text for a program; or lines, where a terminal is too short for them through a pager."""
    if isinstance(shown, str):
        print(shown, end="\n" if shown else "")
        return
    from arcticsearch.screen import size

    text = "\n".join(shown) + "\n"
    paged = sys.stdout.isatty() and sys.stdin.isatty() and not arguments.no_pager
    if paged and len(shown) >= size(80, 24).lines:
        import pydoc

        # -R lets colours through; the reader's own options follow.
        os.environ["LESS"] = f"-R {os.environ.get('LESS', '-FX')}"
        pydoc.pager(text)
    else:
        sys.stdout.write(text)


def _search(arguments: Arguments) -> int:
    look = _look(arguments)
    with _open(arguments) as collection:
        shown = None
        # While the look goes on, which seldom finds a change; if it does, this is asked again.
        try:
            shown = _shown(arguments, *_ask(arguments, collection))
        except ArcticsearchError:
            pass  # so it is then
        if _bring_up_to_date(arguments, collection, look) or shown is None:
            shown = _shown(arguments, *_ask(arguments, collection))
    _print(shown[0], arguments)
    return shown[1]


def _ask(arguments: Arguments, collection: Collection) -> Answered:
    from arcticsearch.query.quotes import requoted
    from arcticsearch.values import replace

    def finds(query: str) -> bool:
        return collection.search(query, limit=0, facets=()).total > 0

    query = requoted(arguments.query, finds)
    answer, weights = _answer(arguments, collection, query)
    return replace(answer, query=" ".join(arguments.query)), weights


def _like(arguments: Arguments) -> int:
    with _fresh(arguments) as collection:
        query = collection.like(collection.seed(arguments.seed))
        answered = _answer(arguments, collection, query)
    shown, status = _shown(arguments, *answered)
    _print(shown, arguments)
    return status


def _answer(arguments: Arguments, collection: Collection, query: str | Query) -> Answered:
    from arcticsearch.query.facets import picked_year
    from arcticsearch.query.parse import parse as read
    from arcticsearch.values import replace

    asked = read(query) if isinstance(query, str) else query
    facets, year = arguments.facets, picked_year(asked.root)
    if year and "date" in facets and "month" not in facets:
        at = facets.index("date") + 1
        facets = (*facets[:at], "month", *facets[at:])
    answer = collection.search(
        query, limit=arguments.n, offset=arguments.n * (arguments.page - 1),
        sort=arguments.sort, facets=facets,
    )  # fmt: skip
    if year and "month" in facets:
        months = [pair for pair in answer.facets["month"] if pair[0].startswith(year)]
        answer = replace(answer, facets={**answer.facets, "month": months})
    weights = None
    if arguments.explain:
        weights = {hit.path: collection.explain(asked, hit.path) for hit in answer.hits}
    return answer, weights


def _shown(arguments: Arguments, answer: Results, weights: Mapping[str, Weights] | None) -> Shown:
    """The lines of an answer, or its text for a program; and the exit status."""
    status = FOUND if answer.hits else NOTHING
    if arguments.json or arguments.jsonl:
        from arcticsearch.present import json

        shape = json.results if arguments.json else json.result_lines
        return shape(answer, weights), status
    from arcticsearch.present import terminal

    lines = terminal.results(
        answer, _style(arguments), first=arguments.n * (arguments.page - 1) + 1,
        per_page=arguments.n, copies=arguments.copies, facet_limit=arguments.facet_limit,
        weights=weights,
    )  # fmt: skip
    return lines, status


def _index(arguments: Arguments) -> int:
    look = _look(arguments, compare=True)
    from arcticsearch.updating import progress, warn, writing

    with _open(arguments) as collection, writing(collection):
        state = collection.state(look)
        report = collection.refresh(
            full=arguments.full, jobs=arguments.jobs, progress=progress(state.why), seen=state
        )
    warn(report)
    tell(report.sentence())
    return ERROR if report.unreadable else FOUND


def _show(arguments: Arguments) -> int:
    with _fresh(arguments) as collection:
        path = collection.seed(arguments.seed)
        article, copies = collection.show(path), collection.copies(path)
    if arguments.json:
        from arcticsearch.present import json

        print(json.article(article, copies))
        return FOUND
    from arcticsearch.present import terminal

    style = _style(arguments)
    shown = terminal.removed(article, style) if arguments.removed else None
    _print(shown or terminal.article(article, style, copies), arguments)
    return FOUND


def _status(arguments: Arguments) -> int:
    with _open(arguments) as collection:
        status = collection.status()
    if arguments.json:
        from arcticsearch.present import json

        print(json.status(status))
    else:
        from arcticsearch.present import terminal

        _print(terminal.status(status, _style(arguments)), arguments)
    return FOUND


def _check(arguments: Arguments) -> int:
    with _open(arguments) as collection:
        wrong = collection.check()
        for line in wrong:
            say(f"Found: {line}.")
        if wrong:
            from arcticsearch.freshness import Why
            from arcticsearch.updating import progress, writing

            with writing(collection):
                report = collection.refresh(
                    full=True, jobs=arguments.jobs, progress=progress(Why.DAMAGED)
                )
            tell(f"Mended. {report.sentence()}")
        else:
            print("The index is sound.")
    return FOUND


def _export(arguments: Arguments) -> int:
    from arcticsearch import export

    with _fresh(arguments) as collection:
        if arguments.text:
            count = export.as_text(collection, arguments.text)
            tell(f"Wrote {count} articles to {arguments.text}.")
        else:
            for line in export.as_json_lines(collection):
                print(line)
    return FOUND


def _shell(arguments: Arguments) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        say("Say what to search for: arcticsearch QUERY. The shell needs a terminal.")
        return ERROR
    with _fresh(arguments) as collection:
        from arcticsearch.shell.repl import interact

        return interact(collection, _style(arguments))


_COMMANDS: dict[str, Callable[[Arguments], int]] = {
    "shell": _shell, "search": _search, "like": _like, "index": _index, "show": _show,
    "status": _status, "check": _check, "export": _export,
}  # fmt: skip
