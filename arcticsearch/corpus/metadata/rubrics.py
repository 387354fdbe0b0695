"""The rubrics that a text page files its article under: "Categories: A / B"."""

from __future__ import annotations

from arcticsearch.corpus.metadata.view import View
from arcticsearch.regex import regex

# Of small letters, for lower-cased text; what is looked for first lets most lines pass.
_LABEL = regex(
    r"\W*+(?=[cfkprкрκ分栏])(?:categor(?:y|ies)|filed (?:under|in)|posted in|kategorien?|rubrik(?:en)?|catégories?|"
    r"categor[ií]as?|categorie|рубрик[аи]|категори[яи]|kategori[ae]|κατηγορ[ίι]\w+|分类|栏目)\s*[:：]\s*"
)
_BETWEEN = regex(r"\s*[/|,;•·»›、，]\s*")
_LONGEST, _LONGEST_NAME, _GLANCE = 500, 60, 60


def read(page: View) -> tuple[tuple[str, ...], list[int]]:
    """The rubrics of the page's first such line, and the blocks that hold one."""
    found: dict[int, str] = {}
    for i, text in enumerate(page.texts):
        may_be = (":" in text or "：" in text) and len(text) <= _LONGEST
        if may_be and (label := _LABEL.match(text[:_GLANCE].lower())):
            found[i] = text[label.end() :]
    names = _BETWEEN.split(next(iter(found.values()), ""))
    return tuple(dict.fromkeys(name for name in names if 0 < len(name) <= _LONGEST_NAME)), [*found]
