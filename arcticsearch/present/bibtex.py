"""Results as BibTeX: an entry a hit, for a reference manager."""

from __future__ import annotations

import re
import unicodedata

from arcticsearch.model import Hit, Results
from arcticsearch.present.sanitise import plain

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "_": r"\_", "%": r"\%", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def results(answer: Results, when: str) -> str:
    """All hits, after a comment that names the query and when it was run."""
    used: dict[str, int] = {}
    # An at sign would begin an entry even in what BibTeX takes for a comment.
    query = plain(answer.query).replace("@", "(at)")
    head = f"% arcticsearch: {query} ({when}, {len(answer.hits)} hits)"
    return "\n\n".join([head, *(_entry(hit, used) for hit in answer.hits)]) + "\n"


def _entry(hit: Hit, used: dict[str, int]) -> str:
    date = hit.date or ""
    fields = {
        "title": f"{{{_tex(hit.title or hit.path)}}}",  # braces in braces: capitals are kept
        "author": " and ".join(f"{{{_tex(name)}}}" if " and " in name else _tex(name)
                               for name in hit.author),
        "howpublished": _tex(hit.source or ""),
        "year": date[:4],
        "month": str(int(date[5:7])) if date[5:7] else "",
        "date": date,
        "note": _tex(hit.path),
    }  # fmt: skip
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{_key(hit, used)},", ",\n".join(lines), "}"])


def _key(hit: Hit, used: dict[str, int]) -> str:
    """Surname, year and first long word, in plain letters; a number where that is taken."""
    name = hit.author[0].split()[-1] if hit.author else hit.source or "anon"
    word = next((word for word in (hit.title or "").split() if len(word) > 3), "")
    key = "".join(map(_letters, (name, (hit.date or "")[:4], word))) or "hit"
    used[key] = used.get(key, 0) + 1
    return key if used[key] == 1 else f"{key}-{used[key]}"


def _letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return re.sub(r"[^a-z0-9]", "", decomposed.encode("ascii", "ignore").decode().lower())


def _tex(text: str) -> str:
    """
    >>> _tex("R&D: 50 %")
    'R\\\\&D: 50 \\\\%'
    """
    return "".join(_SPECIAL.get(char, char) for char in plain(text))
