"""The text of an HTML seed → the tree that lexbor builds of it, in bounded time.

lexbor takes time with the square of two things: how many attributes a tag has, and how many
elements are open. Measured with selectolax 1.0: 5,000 attributes 0.03 s, 20,000 1 s, 40,000 5.6 s;
`<div>` nested 5,000 deep 0.04 s, 20,000 0.6 s, 40,000 3.6 s; 4,000 unclosed `<font>` that every
paragraph opens again 2 s and 8 million nodes. Every `<body>` and `<html>` after the first gives its
attributes to the first. All else is linear. So a page that is large enough to do harm is read once
by a regular expression that never goes back, and refused where it would.
"""

from __future__ import annotations

import re
from collections import Counter

from selectolax.lexbor import LexborHTMLParser

from arcticsearch.errors import SeedSkipped
from arcticsearch.regex import regex

# What these leave unchecked takes two seconds at most: 200,000 characters have room for some 28,000
# attributes with names of their own. One page in seven is larger, and the check takes a fifth of
# the time that its parser takes.
_SMALL_PAGE = 200_000
_FEW_TAGS = 10_000

# 0.02 s for one tag; the tags of the dev pages have 80 at most.
_MOST_ATTRIBUTES = 3_000
# Of all `<html>` and `<body>` tags together: room for some 9,000 attributes.
_MOST_ROOT_CHARACTERS = 65_536
# Each `<option>` that is not closed costs as much as all before it: 36,000 more than 9 s.
_MOST_OPTIONS = 10_000
# 500,000 take a second and 100 MB; the largest dev page has 20,000.
_MOST_TAGS = 500_000
# The sum over all tags of the elements open there, 0.2 s. A page has about 15 open at a time.
_MOST_WORK = 50_000_000
# Each paragraph opens the unclosed ones of these again, which makes nodes and not only comparisons.
_FORMATTING = frozenset("b big code em font i nobr s small strike strong tt u".split())
_FORMATTING_WEIGHT = 10
# Tags that open nothing, or that the next of their kind closes.
_NEVER_DEEP = frozenset(
    "a area base body br col colgroup dd dt embed head hr html img input li link meta option "
    "optgroup p param rp rt source tbody td tfoot th thead tr track wbr".split()
)

_ATTRIBUTE = (
    r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^\s>]*+))?+"""
)
_ATTRIBUTES = rf"(?:{_ATTRIBUTE}){{0,{_MOST_ATTRIBUTES}}}+[\s/]*+(?:>|\Z)"
_COMMENT = r"<!--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>|\Z))"
# Which names these are shows in one letter, mostly: a fifth of the time of the whole.
_RAW = r"<(?=[insxtINSXT])(?:{})".format(
    "|".join(
        rf"(?i:{name})(?=[\s/>]){_ATTRIBUTES}(?:[^<]++|<(?!/(?i:{name})))*+"
        for name in "script style title textarea xmp iframe noembed noframes".split()
    )
)
_TAG = rf"</?[a-zA-Z][^\s/>]*+{_ATTRIBUTES}"
# The most frequent first.
_HARMLESS = regex(
    rf"(?:[^<]++|</[a-zA-Z][^\s/>]*+>|{_RAW}|{_TAG}|<+(?=<)|{_COMMENT}|<(?!!--|/?[a-zA-Z]))*+"
)
_PIECE = regex(rf"{_COMMENT}|{_RAW}|<(/?)([a-zA-Z][^\s/>]*+){_ATTRIBUTES}")


# What a web archive puts between two comments is no part of the page that it has kept.
INSERT, INSERTED = " INSERT -->", "archive-insert"
_INSERTED = regex(r"<!-- (BEGIN|END) [\w ]{1,40} INSERT -->")
_SHADOW = regex(r"<template(?=[^<>]*\sshadowroot(?:mode)?\s*=)[^<>]*>", re.I)
_OPTION = regex("<(?i:option)")
_ROOT = regex(rf"<(?=[hbHB])(?i:html|body)(?=[\s/])({_ATTRIBUTES})")


def parse(text: str) -> LexborHTMLParser:
    """The tree of a page. Raises SeedSkipped if building it would take longer than seconds."""
    tags = text.count("<")
    if tags > _MOST_TAGS:
        raise SeedSkipped(f"the page has over {_MOST_TAGS:,} tags")
    if len(text) > _SMALL_PAGE:
        _refuse_attributes(text)
    if tags > _FEW_TAGS:
        if len(_OPTION.findall(text)) > _MOST_OPTIONS:
            raise SeedSkipped(f"a page with over {_MOST_OPTIONS:,} options to select")
        _refuse_nesting(text)
    if INSERT in text:
        text = _INSERTED.sub(lambda mark: f"<{'/' * (mark[1] == 'END')}{INSERTED}>", text)
    if "shadowroot" in text:
        text = _with_shadows(text)
    # Bytes, because a lone surrogate in the text must not end the run.
    return LexborHTMLParser(text.encode("utf-8", "replace"))


def _with_shadows(text: str) -> str:
    """A page with what stands in the shadow roots of its elements, which readers see, as a part of it;
    the parser has no eye for templates of any kind."""
    opened = _SHADOW.sub("<div>", text)
    return opened.replace("<template", "<div hidden").replace("</template", "</div")


def _refuse_attributes(text: str) -> None:
    match = _HARMLESS.match(text)
    if match is None or match.end() < len(text):
        raise SeedSkipped(f"a tag has more than {_MOST_ATTRIBUTES} attributes")
    if sum(len(root[1]) for root in _ROOT.finditer(text)) > _MOST_ROOT_CHARACTERS:
        raise SeedSkipped("its <html> and <body> tags have too many attributes")


def _refuse_nesting(text: str) -> None:
    """Raises SeedSkipped. Counts each name for itself: an upper bound, because the end of an outer
    element closes the inner ones too."""
    opened: Counter[str] = Counter()
    depth = formatting = work = 0
    for piece in _PIECE.finditer(text):
        name = (piece[2] or "p").lower()
        if name in _NEVER_DEEP:
            continue
        step = -1 if piece[1] else 1
        if opened[name] + step >= 0:
            opened[name] += step
            depth += step
            formatting += step * (name in _FORMATTING)
        work += depth + _FORMATTING_WEIGHT * formatting
        if work > _MOST_WORK:
            raise SeedSkipped(f"the page has {depth} elements open inside one another")
