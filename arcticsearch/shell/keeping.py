"""The commands that keep something: save a search, run it again, write the hits to a file."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

from arcticsearch import places
from arcticsearch.errors import ArcticsearchError
from arcticsearch.model import Results
from arcticsearch.query.parse import parse
from arcticsearch.query.write import write
from arcticsearch.report import plural
from arcticsearch.shell.saved import Search
from arcticsearch.shell.session import Answer, Session, say
from arcticsearch.shell.state import View
from arcticsearch.values import replace

FORMATS = ("csv", "jsonl", "md", "bib")


class FileThere(ArcticsearchError):
    """A file was named that is there already, or lies where none may or can be made; nothing is
    written over unasked."""


def save(session: Session, name: str) -> Answer:
    """Keeps the search under a name. Raises SavedUnreadable, or OSError."""
    if session.view is None:
        return say("There is no search to save yet.")
    query = session.view.query
    known = session.saved.all().get(name)
    session.saved.put(name, Search(write(query), _now(), session.collection.paths(query)))
    return say(f"Saved{' anew' if known else ''}: @{name} runs it again and marks what is new.")


def run(session: Session, name: str) -> Answer:
    """Runs the saved search of a name; without a name, lists them. Raises SavedUnreadable, or OSError."""
    everything = session.saved.all()
    if not name:
        paint = session.style.paint
        lines = [paint(f"@{known:<16} {search.query}", "quiet")
                 for known, search in everything.items()]  # fmt: skip
        return Answer(lines or [_NONE_SAVED], long=True)
    if name not in everything:
        known = ", ".join(f"@{other}" for other in everything)
        others = f"There is {known}." if known else _NONE_SAVED
        return say(f"There is no saved search @{name}. {others}")
    search = everything[name]
    query = parse(search.query)
    paths = session.collection.paths(query)
    new = frozenset(paths) - frozenset(search.seen)
    note = f"{plural(len(new), 'article')} new since {search.ran.replace('T', ' ')}."
    answer = session.go(View(f"@{name}", query, sort=query.sort, new=new), [note])
    session.saved.put(name, replace(search, ran=_now(), seen=paths))
    return answer


_NONE_SAVED = "No search is saved yet; `:save NAME` saves one."


def export(session: Session, argument: str) -> Answer:
    """Writes all hits to a file: "FORMAT FILE", with a "!" before it to replace one that is there.

    Raises FileThere, or OSError.
    """
    forced = argument.startswith("!")
    kind, _, name = argument.removeprefix("!").strip().partition(" ")
    if kind not in FORMATS:
        return say(f"There is no format {kind}. The formats are {', '.join(FORMATS)}.")
    if session.view is None or session.results is None:
        return say("There are no hits to export yet.")
    file = Path(name.strip().strip('"'))
    try:
        file = file.expanduser()
    except RuntimeError:
        raise FileThere(f"Whose home is meant by {file} is not known. Name the folder.") from None
    if places.inside(file, session.collection.corpus):
        raise FileThere(f"{file} would be a page: it lies in the corpus. Name a file outside.")
    if file.is_dir():
        raise FileThere(f"{file} is a folder. Name a file.")
    if file.exists() and not forced:
        raise FileThere(f"{file} is there already. `:export! {kind} {name}` replaces it.")
    query = session.view.query
    answer = session.collection.search(query, limit=max(1, session.results.total), facets=())
    write_whole(file, formatted(kind, answer, _now()), replace=forced)
    folded = session.results.total - len(answer.hits)
    copies = f", {plural(folded, 'copy', 'copies')} folded" if folded else ""
    return say(f"Wrote {plural(len(answer.hits), 'hit')} to {file}{copies}.")


def formatted(kind: str, answer: Results, when: str) -> str:
    """The hits as one of FORMATS, the query and when it was run at the top; CSV has no place for it."""
    from arcticsearch.present import bibtex, csv, json, markdown

    if kind == "csv":
        return csv.results(answer)
    written = {"jsonl": json.run_lines, "md": markdown.results, "bib": bibtex.results}
    return written[kind](answer, when)


def write_whole(file: Path, text: str, *, replace: bool) -> None:
    """Writes a file so that it appears whole or not at all. Raises FileThere unless `replace`."""
    if not file.absolute().parent.is_dir():
        raise FileThere(f"{file.parent} is no folder. Make it first, or name another.")
    # For whom the user's umask lets in, unlike what tempfile makes.
    beside = file.absolute().parent / f".arcticsearch-{os.urandom(8).hex()}"
    try:
        with beside.open("x", encoding="utf-8", newline="") as out:
            out.write(text)
        if replace:
            beside.replace(file)
            return
        _name(beside, file)
    finally:
        beside.unlink(missing_ok=True)


def _name(beside: Path, file: Path) -> None:
    """Gives a written file its name, if nobody has it: a link is refused, a rename would not be."""
    try:
        os.link(beside, file)
    except FileExistsError as error:
        raise FileThere(f"{file} is there already.") from error
    except OSError:  # a file system without links
        if file.exists():
            raise FileThere(f"{file} is there already.") from None
        beside.rename(file)


def _now() -> str:
    return datetime.datetime.now().isoformat(timespec="minutes")
