"""Stub; the metadata helper's branch has the real one."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from arcticsearch.model import Hint


def collect(tree: LexborHTMLParser) -> tuple[Hint, ...]:
    found = []
    title = tree.css_first("title")
    if title is not None:
        found.append(Hint("title", " ".join(title.text().split())))
    for node in tree.css("meta[content]"):
        name = node.attributes.get("property") or node.attributes.get("name")
        if name:
            found.append(Hint(f"meta:{name.lower()}", node.attributes["content"] or ""))
    return tuple(found)
