"""The commands about one hit: read it, what was removed, its copies, its like, its weights."""

from __future__ import annotations

from collections.abc import Callable

from arcticsearch.highlight import marks
from arcticsearch.model import Hit
from arcticsearch.present import terminal
from arcticsearch.present.reading import reading
from arcticsearch.present.weights import explained
from arcticsearch.query.tree import Query
from arcticsearch.report import plural
from arcticsearch.shell.session import Answer, Session, say
from arcticsearch.shell.state import View


def about(
    do: Callable[[Session, Hit, Query], Answer], *, bare: bool = False
) -> Callable[[Session, str], Answer]:
    """A command on hit N, from what it does with that hit and the query that found it. `bare`: a
    number alone is this command, so that it may have been meant as a search."""

    def command(session: Session, number: str) -> Answer:
        hit = session.hit(number)
        if hit is not None and session.view is not None:
            return do(session, hit, session.view.query)
        there = f"There is no hit {number}." if session.view else "There are no hits yet."
        otherwise = f' To search for the number, write it in quotes: "{number}".' if bare else ""
        return say(there + otherwise)

    return command


def read(session: Session, hit: Hit, query: Query) -> Answer:
    article = session.collection.show(hit.path)
    title, paragraphs = marks(query.root, article)
    copies = session.collection.copies(hit.path)
    shown = reading(article, title, paragraphs, copies, session.style)
    return Answer(shown.lines, long=True, words=shown.words)


def removed(session: Session, hit: Hit, _: Query) -> Answer:
    return Answer(terminal.removed(session.collection.show(hit.path), session.style), long=True)


def copies(session: Session, hit: Hit, _: Query) -> Answer:
    paint = session.style.paint
    lines = [
        " · ".join(paint(fact, "quiet") for fact in (copy.path, copy.source, copy.date) if fact)
        for copy in hit.copies
    ]
    passages: dict[str, int] = {}
    for others in session.collection.copies(hit.path).values():
        for path in others:
            passages[path] = passages.get(path, 0) + 1
    for path in sorted(set(passages) - {copy.path for copy in hit.copies}):
        shared = plural(passages[path], "paragraph")
        lines.append(f"{paint(path, 'quiet')} ({shared})")
    return Answer(lines or ["Nothing of it stands elsewhere."], long=True)


def like(session: Session, hit: Hit, _: Query) -> Answer:
    query = session.collection.like(hit.path)
    return session.go(View(f"like {hit.title or hit.path}", query, sort=query.sort))


def why(session: Session, hit: Hit, query: Query) -> Answer:
    weights = session.collection.explain(query, hit.path)
    return Answer(explained(weights, session.style), long=True)
