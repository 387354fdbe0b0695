"""Results, articles and figures for a person at a terminal."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping

from arcticsearch.checking import TYPE_CHECKING
from arcticsearch.model import Article, Hit, Kind, Lines, Results, Snippet
from arcticsearch.present.facets import summary
from arcticsearch.present.style import Style
from arcticsearch.present.weights import explained
from arcticsearch.report import Status, plural, unreadable

if TYPE_CHECKING:  # a search without --explain need not wait for it
    from arcticsearch.weighing import Weights

FACET_LIMIT = 5
_NAME = 9  # columns for the name of a field
_FEW_SKIPPED = 10  # of one reason, each in a line


def results(
    answer: Results,
    style: Style,
    *,
    first: int = 1,
    per_page: int = 10,
    copies: bool = False,
    facet_limit: int = FACET_LIMIT,
    new: Container[str] = (),
    weights: Mapping[str, Weights] | None = None,
) -> list[str]:
    """The hits, numbered from `first`, and the facets below them; behind the last hit, how many
    pages of `per_page` hits there are. `copies` names every copy; `new` are the paths of hits to
    mark as new, `weights` by path what explains their scores."""
    lines = [_count(answer, style), *notes(answer.notes, style)]
    for number, hit in enumerate(answer.hits, first):
        lines += ["", *_hit(number, hit, style, copies, hit.path in new)]
        if weights:
            lines += [f"   {line}" for line in explained(weights[hit.path], style)]
    if answer.in_all and not answer.hits:
        pages = -(-answer.in_all // per_page)
        lines += ["", f"There {'is' if pages == 1 else 'are'} {plural(pages, 'page')}."]
    facets = summary(answer.facets, style, facet_limit)
    return [*lines, "", *facets] if facets else lines


def notes(said: Iterable[str], style: Style) -> list[str]:
    """Sentences about how a query was read."""
    return [line for note in said for line in style.marked(note, (), "", "quiet")]


def _count(answer: Results, style: Style) -> str:
    if not answer.total:
        return "Nothing found."
    folded = sum(len(hit.copies) for hit in answer.hits)
    more = f", {plural(folded, 'copy', 'copies')} folded" if folded else ""
    return style.paint(f"{plural(answer.total, 'article')}{more}", "quiet")


def _hit(number: int, hit: Hit, style: Style, copies: bool, new: bool) -> list[str]:
    indent = "   "
    title = hit.title or hit.path
    spans = hit.title_highlights if hit.title else ()
    head = style.marked(title, spans, indent, "title")
    lines = [style.paint(f"{number:>2} ", "number") + head[0][len(indent) :], *head[1:]]
    facts = ("new" if new else "", hit.source, hit.date, ", ".join(hit.author))
    # Who writes under a name of their own is source and author: once is enough.
    said = " · ".join(dict.fromkeys(filter(None, facts)))
    lines += style.marked(said, [(0, 3)] if new else (), indent, "quiet")
    section = None
    for part in hit.snippets:
        if part.section and part.section != section:
            named, *more = style.marked(part.section, (), indent + "  ", "section")
            lines += [indent + style.paint("§ ", "section") + named[len(indent) + 2 :], *more]
        section = part.section
        lines += style.marked(*_with_ellipses(part), indent + "  ")
    at = hit.snippets[0].lines if hit.snippets else None
    place = f"{hit.path}:{at[0]}" if at else hit.path
    lines.append(indent + style.paint(place, "quiet") + _copies(hit, style))
    if copies:
        for copy in hit.copies:
            said = " · ".join(fact for fact in (copy.path, copy.source, copy.date) if fact)
            lines.append(indent + "  = " + style.paint(said, "quiet"))
    return lines


def _with_ellipses(part: Snippet) -> tuple[str, list[tuple[int, int]]]:
    """A snippet's text and highlights, with an ellipsis where the paragraph goes on."""
    before, after = part.cut
    shift = 1 if before else 0
    text = "…" * before + part.text + "…" * after
    return text, [(start + shift, end + shift) for start, end in part.highlights]


def _copies(hit: Hit, style: Style) -> str:
    if not hit.copies:
        return ""
    return style.paint(f"  {len(hit.copies) + 1} copies", "quiet")


def article(shown: Article, style: Style, copies: Mapping[int, tuple[str, ...]]) -> list[str]:
    """An article: its fields and where they were found, then its text under its headings."""
    meta = shown.metadata
    lines = style.marked(meta.title or shown.path, (), "", "title")
    for name, value, found in (
        ("source", meta.source, meta.provenance.source),
        ("date", meta.date, meta.provenance.date),
        ("author", ", ".join(meta.author), meta.provenance.author),
        ("category", " / ".join(meta.category), None),
        ("language", meta.language, None),
    ):
        where = f"  ({found})" if found else ""
        if value:
            first, *more = style.marked(value + where, (), " " * _NAME, "quiet")
            lines += [style.paint(f"{name:<{_NAME}}", "number") + first[_NAME:], *more]
    for part in shown.paragraphs:
        paint = "title" if part.kind is Kind.HEADING else None
        bullet = "• " if part.kind is Kind.LIST else ""
        lines += ["", *style.marked(bullet + part.text, (), "", paint)]
        if part.n in copies:
            lines.append(style.paint("  also in " + ", ".join(copies[part.n]), "quiet"))
    return lines


def removed(shown: Article, style: Style) -> list[str]:
    """What was removed from an article, line by line, with the reason."""
    if not shown.removed:
        return ["Nothing was removed."]
    width = max(len(part.reason.value) for part in shown.removed) + 2
    lines = []
    for part in shown.removed:
        head = f"{_span(part.lines):>9}  {part.reason.value:<{width}}"
        body = style.marked(part.text, (), " " * len(head))
        lines += [style.paint(head, "number") + body[0][len(head) :], *body[1:]] if body else []
    return lines


def _span(lines: Lines) -> str:
    if lines is None:
        return ""
    return str(lines[0]) if lines[0] == lines[1] else f"{lines[0]}–{lines[1]}"


def status(state: Status, style: Style) -> list[str]:
    """Figures, and the seeds that were skipped with their reasons."""
    figures = state.figures
    folded = f"{figures.copies:,} folded ({figures.copied_characters:,} characters)"
    lines = [
        style.paint(f"{name:<11}", "number") + style.paint(value, "quiet")
        for name, value in (
            ("corpus", state.corpus),
            ("index", f"{state.index} ({state.state})"),
            ("seeds", f"{figures.seeds:,}"),
            ("articles", f"{figures.articles:,}"),
            ("paragraphs", f"{figures.paragraphs:,}"),
            ("copies", folded),
            ("skipped", f"{len(state.skipped):,}"),
        )
    ]
    return lines + [style.paint(f"  {line}", "quiet") for line in _skipped(state.skipped)]


def _skipped(skipped: Mapping[str, str]) -> Iterator[str]:
    """The seeds with their reasons: first those that someone should look at; of the others the many
    that share a reason in one line, as the parts of saved pages do."""
    wrong = unreadable(skipped)
    by_reason: dict[str, list[str]] = {}
    for path, why in skipped.items():
        by_reason.setdefault(why, []).append(path)
    few = (
        (path, why)
        for path, why in skipped.items()
        if path not in wrong and len(by_reason[why]) <= _FEW_SKIPPED
    )
    yield from (f"{path}: {why}" for path, why in (*wrong.items(), *few))
    for why, paths in by_reason.items():
        if len(paths) > _FEW_SKIPPED and paths[0] not in wrong:
            yield f"{len(paths):,} seeds: {why}, such as {paths[0]} (`status --json` lists all)"
