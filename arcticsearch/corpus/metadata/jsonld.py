"""What the JSON-LD scripts of a page say of its article (schema.org).

A page often describes more than its article: its site, its breadcrumbs, its related stories. The
article is the node whose type says so; a page's own type (WebPage) comes second.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from itertools import accumulate

from arcticsearch.regex import regex
from arcticsearch.values import Value

_Node = dict[str, object]

_ARTICLE = regex(r"Article|BlogPosting|Posting|Report|Recipe|Review$|Statement|HowTo$")
_PAGE = regex(r"Page$|CreativeWork|Product|VideoObject|Podcast|Event")
# A comment or a CDATA section, for the browsers of long ago.
_AROUND = regex(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|(?://)?\s*\]\]>)\s*;?\s*$")
# What these hold is not this page's article: a list, what others wrote, the whole that it is of.
_OTHER_THINGS = ("itemListElement", "review", "comment", "hasPart", "isPartOf")
_DEEPEST = 6
_DEEPEST_JSON = 200
_STRING = regex(r'"(?:[^"\\]++|\\.)*+"?', re.DOTALL)
_BRACKET = regex(r"[\[\]{}]")
_MOST_NODES = 500
_LONGEST = 500  # characters of a value, as of a meta element's; no title or name of dev has more
# JSON writes an emoji as two halves, of which a cut may have left one: no text can have it.
_HALF = regex("[\ud800-\udfff]")


class LinkedData(Value, frozen=True):
    """The fields of the article's node, as they stand; empty or None where it has none."""

    title: str | None = None
    date: str | None = None
    modified: str | None = None
    authors: tuple[str, ...] = ()
    source: str | None = None
    sections: tuple[str, ...] = ()
    breadcrumbs: tuple[str, ...] = ()


def read(scripts: Iterable[str]) -> LinkedData:
    """The article that `scripts` describe; scripts that are not JSON are passed over."""
    nodes = [node for script in scripts for node in _nodes(_parse(script))][:_MOST_NODES]
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    articles = [node for node in nodes if _ARTICLE.search(_type(node))]
    pages = [node for node in nodes if _PAGE.search(_type(node))]
    main = [node for node in articles if node.get("datePublished") or node.get("author")]
    ranked = main[:1] + [node for node in articles[:1] if not main]
    described = ranked + pages[:1]
    return LinkedData(
        title=_first(_text(node.get("headline") or node.get("name")) for node in ranked),
        date=_first(_text(node.get("datePublished")) for node in described),
        modified=_first(_text(node.get("dateModified")) for node in described),
        authors=next(filter(None, (_people(node, by_id) for node in ranked)), ()),
        source=_source(described, nodes, by_id),
        sections=tuple(_texts(ranked[0].get("articleSection"))) if ranked else (),
        breadcrumbs=_breadcrumbs(nodes),
    )


def _parse(script: str) -> object:
    """The value of a script, None if it is not JSON."""
    parsed = _loads(script)
    # What surrounds a few of them is looked for in all of the text: it takes longer than parsing.
    return _loads(_AROUND.sub("", script)) if parsed is None else parsed


def _loads(text: str) -> object:
    if _is_deep(text):
        return None
    try:
        parsed: object = json.loads(text.strip().rstrip(";"), strict=False)
    except ValueError:
        return None
    return parsed


def _is_deep(text: str) -> bool:
    """Whether JSON is nested deeper than any that is read. How deep Python can go depends on where it
    stands, and what a page says must not."""
    if text.count("[") + text.count("{") <= _DEEPEST_JSON:
        return False
    steps = (1 if bracket in "[{" else -1 for bracket in _BRACKET.findall(_STRING.sub("", text)))
    return max(accumulate(steps), default=0) > _DEEPEST_JSON


def _nodes(value: object, depth: int = 0) -> Iterator[_Node]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value[:_MOST_NODES]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for key, inner in value.items():
            if key not in _OTHER_THINGS and isinstance(inner, dict | list):
                yield from _nodes(inner, depth + 1)


def _type(node: _Node) -> str:
    return " ".join(_texts(node.get("@type")))


def _people(node: _Node, by_id: dict[str, _Node]) -> tuple[str, ...]:
    return tuple(name for name in _names(node.get("author") or node.get("creator"), by_id) if name)


def _names(value: object, by_id: dict[str, _Node], depth: int = 0) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    if isinstance(value, str):
        yield unescape(_clean(value))
    elif isinstance(value, list):
        for item in value:
            yield from _names(item, by_id, depth + 1)
    elif isinstance(value, dict):
        whole = value if value.get("name") else by_id.get(str(value.get("@id")), value)
        yield from (unescape(name) for name in _texts(whole.get("name")))


def _source(
    described: Sequence[_Node], nodes: Sequence[_Node], by_id: dict[str, _Node]
) -> str | None:
    publishers = (name for node in described for name in _names(node.get("publisher"), by_id))
    sites = (_text(node.get("name")) for node in nodes if _type(node) == "WebSite")
    return _first(publishers) or _first(sites)


def _breadcrumbs(nodes: Sequence[_Node]) -> tuple[str, ...]:
    """The middle of the path to the page: neither the home page nor the article itself."""
    for node in nodes:
        items = node.get("itemListElement")
        if "BreadcrumbList" in _type(node) and isinstance(items, list):
            crumbs = [item for item in items if isinstance(item, dict)]
            inner = [item.get("item") for item in crumbs]
            names = (
                _text(crumb.get("name") or (thing.get("name") if isinstance(thing, dict) else None))
                for crumb, thing in zip(crumbs, inner, strict=True)
            )
            return tuple(name for name in names if name)[1:-1]
    return ()


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if value := _clean(value):
            yield value
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, str):
                yield from _texts(item)


def _clean(value: str) -> str:
    return _HALF.sub("", value).strip()[:_LONGEST]


def _text(value: object) -> str | None:
    found = next(_texts(value), None)
    return unescape(found) if found else None


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
