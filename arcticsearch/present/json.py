"""Results and articles as JSON: the shapes that other programs read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from arcticsearch.model import Article, Hit, Results
from arcticsearch.present.sanitise import escaped
from arcticsearch.report import Status

if TYPE_CHECKING:  # a search without --explain need not wait for it
    from arcticsearch.weighing import Weights


def results(answer: Results, weights: Mapping[str, Weights] | None = None) -> str:
    """`search --json`: one object. With `weights` by path, each hit has an "explain" too."""
    return _dump({
        "query": answer.query, "read_as": answer.read_as, "notes": list(answer.notes),
        "total": answer.total, "took_ms": answer.took_ms,
        "facets": {name: [list(pair) for pair in values] for name, values in answer.facets.items()},
        "hits": _hits(answer, weights),
    })  # fmt: skip


def result_lines(answer: Results, weights: Mapping[str, Weights] | None = None) -> str:
    """`search --jsonl`: a hit a line."""
    return "\n".join(map(_dump, _hits(answer, weights)))


def _hits(answer: Results, weights: Mapping[str, Weights] | None) -> list[dict[str, Any]]:
    if weights is None:
        return [hit(found) for found in answer.hits]
    return [{**hit(found), "explain": _explain(weights[found.path])} for found in answer.hits]


def _explain(weights: Weights) -> dict[str, Any]:
    """The score is the factor times the sum of the words' scores."""
    return {
        "score": round(weights.score, 4), "factor": round(weights.factor, 4),
        "words": [
            {"word": word.written, "score": round(word.score, 4), "places": dict(word.places)}
            for word in weights.words
        ],
    }  # fmt: skip


def run_lines(answer: Results, when: str) -> str:
    """A line about the run (query, when, how many hits), then a hit a line."""
    run = {"query": answer.query, "searched": when, "hits": len(answer.hits)}
    return "\n".join([_dump(run), *(_dump(hit(found)) for found in answer.hits)]) + "\n"


def hit(found: Hit) -> dict[str, Any]:
    """A hit as `search --json`, `--jsonl` and an export of hits have it."""
    return {
        "path": found.path, "title": found.title, "source": found.source, "date": found.date,
        "author": list(found.author), "category": list(found.category), "score": found.score,
        "snippets": [
            {
                "section": part.section, "text": part.text,
                "highlights": [list(span) for span in part.highlights],
                "lines": list(part.lines) if part.lines else None,
            }
            for part in found.snippets
        ],
        "copies": [
            {"path": copy.path, "source": copy.source, "date": copy.date} for copy in found.copies
        ],
    }  # fmt: skip


def article(shown: Article, copies: Mapping[int, tuple[str, ...]]) -> str:
    """`show --json`, and a line of `export --jsonl`."""
    meta, found = shown.metadata, shown.metadata.provenance
    return _dump({
        "path": shown.path, "title": meta.title, "source": meta.source, "date": meta.date,
        "author": list(meta.author), "category": list(meta.category), "language": meta.language,
        "provenance": {
            "source": found.source, "date": found.date, "author": found.author,
            "title": found.title,
        },
        "paragraphs": [
            {
                "n": part.n, "kind": part.kind.value, "section": part.section, "text": part.text,
                "lines": list(part.lines) if part.lines else None,
                "copies": list(copies.get(part.n, ())),
            }
            for part in shown.paragraphs
        ],
        "removed": [
            {
                "lines": list(part.lines) if part.lines else None, "text": part.text,
                "reason": part.reason.value,
            }
            for part in shown.removed
        ],
    })  # fmt: skip


def status(state: Status) -> str:
    """`status --json`."""
    figures = state.figures
    return _dump({
        "corpus": state.corpus, "index": state.index, "state": state.state.value,
        "seeds": figures.seeds, "articles": figures.articles, "paragraphs": figures.paragraphs,
        "copies": figures.copies, "copied_characters": figures.copied_characters,
        "skipped": [{"path": path, "reason": reason} for path, reason in state.skipped.items()],
    })  # fmt: skip


def _dump(value: object) -> str:
    return escaped(json.dumps(value, ensure_ascii=False))
