"""Results as Markdown: a list to paste into notes, the matches in bold."""

from __future__ import annotations

from arcticsearch.model import Hit, Results, Snippet
from arcticsearch.present.sanitise import plain
from arcticsearch.regex import regex
from arcticsearch.report import plural

_MARKUP = regex(r"([\\`*_\[\]<>#|~])")


def results(answer: Results, when: str) -> str:
    """All hits under a heading that names the query, and when it was run."""
    found = plural(len(answer.hits), "hit")
    parts = [f"# {_text(answer.query)}", f"{found}, searched with arcticsearch on {when}."]
    parts += [_hit(number, hit) for number, hit in enumerate(answer.hits, 1)]
    return "\n\n".join(parts) + "\n"


def _hit(number: int, hit: Hit) -> str:
    facts = [hit.source, hit.date, ", ".join(hit.author)]
    lines = [f"{number}. **{_text(hit.title or hit.path)}**"]
    lines += [" · ".join(_text(fact) for fact in facts if fact)] if any(facts) else []
    lines.append(_text(hit.path))
    head = "  \n   ".join(lines)
    return "\n\n".join([head, *(f"   > {_marked(part)}" for part in hit.snippets)])


def _marked(part: Snippet) -> str:
    pieces, at = [], 0
    for start, end in part.highlights:
        pieces += [_text(part.text[at:start]), f"**{_text(part.text[start:end])}**"]
        at = end
    return "".join(pieces) + _text(part.text[at:])


def _text(text: str) -> str:
    """Text from anywhere, as one line that Markdown takes for text.

    >>> _text("a *b* <c>")
    'a \\\\*b\\\\* \\\\<c\\\\>'
    """
    return _MARKUP.sub(r"\\\1", plain(text))
