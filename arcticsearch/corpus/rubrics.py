"""The rubrics that a text page files its article under: "Categories: A / B"."""

from __future__ import annotations

import re

from arcticsearch.corpus.view import View

_LABEL = re.compile(
    r"^\W*(?:categor(?:y|ies)|filed (?:under|in)|posted in|kategorien?|rubrik(?:en)?|catégories?|"
    r"categor[ií]as?|categorie|рубрик[аи]|категори[яи]|kategori[ae]|κατηγορ[ίι]\w+|分类|栏目)\s*[:：]\s*",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*[/|,;•·»›、，]\s*")
_LONGEST, _LONGEST_NAME = 500, 60


def read(page: View) -> tuple[tuple[str, ...], list[int]]:
    """The rubrics of the page's first such line, and the blocks that hold one."""
    blocks = [
        i
        for i, block in enumerate(page.blocks)
        if len(block.text) <= _LONGEST
        and (":" in block.text or "：" in block.text)
        and _LABEL.match(block.text)
    ]
    if not blocks:
        return (), []
    text = page.blocks[blocks[0]].text
    names = _BETWEEN.split(_LABEL.sub("", text))
    return tuple(dict.fromkeys(name for name in names if 0 < len(name) <= _LONGEST_NAME)), blocks
