"""What an HTML page declares about itself, gathered in one pass and not yet judged.

Values are as they stand, bounded in number and length. A hint's kind says where it stood; hints
that lie inside comments, related stories and the like carry the prefix "aside:", because what
they date or sign is another text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from arcticsearch.page import Hint
from arcticsearch.regex import regex
from arcticsearch.remembering import remembered

_Attributes = dict[str, str | None]

# A page with more is a list of other pages; 400 is ten times what an article carries.
_MOST_HINTS = 400
_LONGEST_VALUE = 500
_LOOKED_AT = 2 * _LONGEST_VALUE
_LONGEST_JSON = 200_000
_HIGHEST_WALK = 12

# Case as it stands, and classes only: with ids and in any case 2% more elements are found.
_TELLING_CLASS = regex(
    "author|Author|byline|autor|auteur|writer|verfasser|"
    "date|Date|publish|posted|datum|fecha|time|meta"
)
# Each of these words holds one of the pieces. Looking for pieces finds twice as many elements, and
# takes two thirds of the time that looking for words takes.
_PIECES = "ut at met tim byl wri erf ubl pos fec".split()
# `:is` gives an element once, however much of this it meets; a list alone as often as it meets it.
_SELECTOR = ":is({},[class]:is({}))".format(
    "html,meta[content],title,link[rel],script[type*=json],time,h1,[itemprop],[rel=author]",
    ",".join(f"[class*={piece}]" for piece in _PIECES),
)
_DECLARING = {"html", "meta", "title", "link", "script"}
_TELLING_TAGS = {"time", "h1"}
_HOLD_THE_PAGE = {"body", "main", "article"}

# Patterns are of small letters and look at lower-cased names: matching without regard to case takes
# four times as long.
_AUTHOR_CLASS = regex("author|byline|autor|auteur|writer|verfasser|contributor")
_DATE_CLASS = regex(
    r"(?:^|[^a-z])(?:date|datum|fecha|published|posted|pubdate|time|timestamp|meta)(?![a-z])|"
    r"pub(?:lished|lish)?-?(?:date|time|on)|post(?:ed)?-?(?:date|on|meta)|date-?(?:published|time)|"
    r"entry-?(?:date|meta)|article-?(?:date|meta)"
)
# The meta elements that say something of the article; the rest are for browsers and crawlers.
_TELLING_META = regex(
    r"title|description|author|date|time|publish|site_?name|application-name|creator|section|lang|"
    r"locale|og:url|og:type|copyright|source|parsely|byl$|label|data|name|issued|created|released"
)
_ASIDE = regex(
    r"comment|related|recommend|sidebar|widget|teaser|promo|more-|latest|popular|trending|"
    r"footer|^nav|-nav|menu|card|carousel|listing|disqus|reply|author-?(?:bio|box)"
)
# What saves a page writes its address into a comment: "saved from url=(0024)https://…", "Mirrored
# from …/ by", "Page saved with … url: https://…".
_SAVED = regex(
    r"<!--(?=[^>]{0,300}\b(?:saved|mirrored)\b)[^>]{0,300}?(https?://[^\s>]+|(?<= from )[\w-]+\.[\w./-]+)",
    re.IGNORECASE,
)
_HEAD = 4096


def saved_from(text: str) -> Iterator[Hint]:
    """The address from which a page was saved, where a comment at its top says so."""
    if found := _SAVED.search(text, 0, _HEAD):
        url = found[1] if "://" in found[1] else f"http://{found[1]}"
        yield Hint("saved", _short(url))


def collect(tree: LexborHTMLParser) -> tuple[Hint, ...]:
    """The metadata evidence of a page, in page order; at most 400 hints."""
    hints: list[Hint] = []
    for node in tree.css(_SELECTOR):
        tag, attributes = node.tag or "", node.attributes
        if tag in _DECLARING:
            hints.extend(_declared(node, tag, attributes))
        elif _may_tell(tag, attributes):
            hints.extend(_shown(node, attributes, _kinds(tag, attributes)))
        if len(hints) >= _MOST_HINTS:
            break
    return tuple(hints[:_MOST_HINTS])


def _declared(node: LexborNode, tag: str, attributes: _Attributes) -> Iterator[Hint]:
    match tag:
        case "html":
            if language := attributes.get("lang"):
                yield Hint("lang", _short(language))
        case "meta":
            name = attributes.get("property") or attributes.get("name") or ""
            name = name or attributes.get("itemprop") or attributes.get("http-equiv") or ""
            name = name.lower()
            value = attributes.get("content") or ""
            if value and _TELLING_META.search(name):
                yield Hint(f"meta:{name.strip()}", _short(value))
        case "title":
            yield Hint("title", _short(node.text()))
        case "link":
            if (attributes.get("rel") or "").lower() == "canonical":
                yield Hint("canonical", _short(attributes.get("href") or ""))
        case "script":
            if "ld+json" in (attributes.get("type") or ""):
                yield Hint("json-ld", node.text()[:_LONGEST_JSON])


def _may_tell(tag: str, attributes: _Attributes) -> bool:
    return (
        _is_telling(attributes.get("class") or "")
        or tag in _TELLING_TAGS
        or "itemprop" in attributes
        or (attributes.get("rel") or "").lower() == "author"
    )


def _shown(node: LexborNode, attributes: _Attributes, kinds: list[str]) -> Iterator[Hint]:
    value = attributes.get("content") or attributes.get("datetime") or ""
    if kinds and (value := _short(value or _text(node))):
        prefix = "aside:" if _is_aside(node) else ""
        for kind in kinds:
            yield Hint(prefix + kind, value)


def _text(node: LexborNode) -> str:
    """The text of an element without the styles and scripts that some pages put into headings, as
    much of it as `_short` looks at."""
    text = node.text(separator=" ")
    if "{" not in text:
        return text
    shown = ""
    for part in node.traverse(include_text=True):
        if part.tag == "-text" and part.parent and part.parent.tag not in ("style", "script"):
            shown += part.text() + " "
        if len(shown) > _LOOKED_AT:
            break
    return shown


def _kinds(tag: str, attributes: _Attributes) -> list[str]:
    kinds = [tag] if tag in _TELLING_TAGS else []
    if itemprop := attributes.get("itemprop"):
        kinds.append(f"itemprop:{itemprop}")
    if attributes.get("rel") == "author":
        kinds.append("rel:author")
    if tag not in _HOLD_THE_PAGE:
        by_name = _kinds_by_name(_names(attributes))
        kinds += [kind for kind in by_name if kind == "class:author" or tag not in _TELLING_TAGS]
    return kinds


# Pages repeat the same few hundred class names by the thousand.
@remembered(4096, 1000)
def _is_telling(classes: str) -> bool:
    return _TELLING_CLASS.search(classes) is not None


@remembered(4096, 1000)
def _kinds_by_name(names: str) -> tuple[str, ...]:
    kinds = (("class:author", _AUTHOR_CLASS), ("class:date", _DATE_CLASS))
    return tuple(kind for kind, pattern in kinds if pattern.search(names.lower()))


@remembered(4096, 1000)
def _names_an_aside(names: str) -> bool:
    return bool(_ASIDE.search(names.lower()))


def _names(attributes: _Attributes) -> str:
    return f"{attributes.get('class') or ''} {attributes.get('id') or ''}"


def _is_aside(node: LexborNode) -> bool:
    above = node.parent
    for _ in range(_HIGHEST_WALK):
        if above is None or above.tag in ("body", "html", "main"):
            return False
        if above.tag in ("aside", "footer", "nav") or _names_an_aside(_names(above.attributes)):
            return True
        above = above.parent
    return False


def _short(value: str) -> str:
    return " ".join(value[:_LOOKED_AT].split())[:_LONGEST_VALUE]
