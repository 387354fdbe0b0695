"""HTML seed → page: every visible text of the tree in exactly one block, in page order.

One walk over the nodes. A block ends where a block element starts or ends, and at an empty line
(two `<br>`); what stands inside `<script>`, `<style>` and the like is no text. Text that a style or
an attribute hides is text all the same: whether it belongs to the article is not for this step to
say, and the signature of its element tells the next one.
"""

from __future__ import annotations

from functools import lru_cache

from selectolax.lexbor import LexborNode

from arcticsearch.corpus import front
from arcticsearch.corpus.bounds import refuse_more
from arcticsearch.corpus.html import hints
from arcticsearch.corpus.html.parse import INSERT, INSERTED, parse
from arcticsearch.page import Block, Page, Seed
from arcticsearch.regex import regex

# What to do at an element, by its tag. All other tags are block elements.
_SKIP, _INLINE, _LINK, _BREAK, _BLOCK = range(5)
_ROLES: dict[str | None, int] = {
    "br": _BREAK,
    "a": _LINK,
    None: _SKIP,
    # Nothing in these is read, and they do not end a block.
    **dict.fromkeys(
        """-comment -doctype area audio base canvas datalist embed head iframe img input link meta
        noembed noframes object param picture script source style svg template title track video
        wbr""".split(),
        _SKIP,
    ),
    **dict.fromkeys(
        """abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark math mi mn
        mo mrow ms msup msub mtext nobr q rb rp rt ruby s samp semantics small span strike strong
        sub sup time tt u var""".split(),
        _INLINE,
    ),
}
# What an element of these is, the plain elements inside it are as well.
_LENDS_ITS_TAG = {
    *("h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "blockquote", "figcaption"),
    *("caption", "pre"),
}
_PLAIN = {"p", "div"}

# Elements nested deeper count as their ancestor of this depth, so that the paths of all blocks
# together stay linear in the size of the page.
_DEEPEST = 48
_LONGEST_VALUE = 4_000  # characters of an attribute

# A block element that is open: the tag of its blocks, and their ancestors.
_Scope = tuple[str, tuple[str, ...]]

_LINE_BREAK = "\n"
_DIGITS = regex(r"\d+")
_HIDING_STYLE = regex(r"display\s*:\s*none|visibility\s*:\s*hidden")


def extract(seed: Seed) -> Page:
    """Take an HTML seed apart. Raises SeedSkipped if its page cannot be parsed within seconds, or
    holds more text than a page does."""
    # Site generators' pages begin with front matter.
    lines = seed.text.split("\n") if seed.text.startswith(front.FENCES) else ()
    above = front.read(lines)
    tree = parse("\n".join(lines[above.lines.stop :]) if above.lines else seed.text)
    blocks = _blocks(tree.root) if tree.root is not None else []
    refuse_more([block.text for block in blocks], len(blocks))
    said = (*seed.hints, *above.hints, *hints.saved_from(seed.text))
    beside = [Block(line) for at in above.lines if (line := lines[at].strip())]
    if INSERT in seed.text:
        blocks, inserted = _parted(blocks)
        beside += inserted
    return Page(seed.path, seed.form, tuple(blocks), said + hints.collect(tree), tuple(beside))


def _parted(blocks: list[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks of a page, and those that the archive which kept it has inserted."""
    own: list[Block] = []
    inserted: list[Block] = []
    shared = _DEEPEST
    for block in blocks:
        shared = min(shared, block.joined)
        if INSERTED in block.ancestors:
            inserted.append(block)
        else:
            own.append(block._replace(joined=shared))  # with the block that now stands before it
            shared = _DEEPEST
    return own, inserted


class _Text:
    """The text since the last block ended, and the blocks so far."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.pieces: list[str] = []
        self.link_pieces: list[str] = []
        self.joined = 0

    def end_block(self, scope: _Scope) -> None:
        """What was read since the last block becomes one, unless it is only space."""
        pieces = self.pieces
        text = " ".join((pieces[0] if len(pieces) == 1 else "".join(pieces)).split())
        if text:
            tag, ancestors = scope
            depth = len(ancestors)
            links = len("".join(self.link_pieces).split()) if self.link_pieces else 0
            joined = self.joined if self.joined < depth else depth
            self.blocks.append(Block(text, None, tag, links, 0, 0, ancestors, joined))
            self.joined = depth
        pieces.clear()
        self.link_pieces.clear()

    def break_line(self, scope: _Scope) -> None:
        """A second `<br>` with nothing but space after the first ends the block."""
        for piece in reversed(self.pieces):
            if piece == _LINE_BREAK:
                self.end_block(scope)
                return
            if not piece.isspace():
                break
        self.pieces.append(_LINE_BREAK)
        self.link_pieces.append(_LINE_BREAK)


def _blocks(root: LexborNode) -> list[Block]:
    """Visit all nodes without recursion: pages nest thousands deep."""
    text = _Text()
    pieces = text.pieces
    scope: _Scope = ("", ())
    in_link = False
    opened: list[tuple[LexborNode, _Scope, bool]] = []
    role_of = _ROLES.get
    node = root
    while True:
        if node.is_text_node:
            # Two of three texts are the space between elements, which no block begins with.
            if pieces or not node.is_empty_text_node:
                piece = node.text_content or ""
                pieces.append(piece)
                if in_link:
                    text.link_pieces.append(piece)
        elif (role := role_of(name := node.tag, _BLOCK)) == _BREAK:
            text.break_line(scope)
        elif role != _SKIP:
            if role == _BLOCK and pieces:
                text.end_block(scope)
            if (child := node.first_child) is not None:
                opened.append((node, scope, in_link))
                if role == _BLOCK:
                    scope = _enter(node, name or "", scope)
                elif role == _LINK:
                    in_link = True
                node = child
                continue
        while (following := node.next) is None:
            if not opened:
                text.end_block(scope)
                return text.blocks
            node, outer, in_link = opened.pop()
            if outer is not scope:
                if pieces:
                    text.end_block(scope)
                if (depth := len(outer[1])) < text.joined:
                    text.joined = depth
                scope = outer
        node = following


def _enter(node: LexborNode, name: str, outer: _Scope) -> _Scope:
    tag, ancestors = outer
    if len(ancestors) < _DEEPEST:
        attributes = node.attributes
        classes = attributes.get("class")
        if len(attributes) == (classes is not None):  # so it is with two of three
            signature = _signature(name, classes[:_LONGEST_VALUE]) if classes else name
        else:
            get = attributes.get
            telling = map(get, ("class", "id", "role", "itemprop"))
            values = [value and value[:_LONGEST_VALUE] for value in telling]
            hides = "hidden" in attributes or get("aria-hidden") == "true"
            if not hides and (style := get("style")):
                hides = _HIDING_STYLE.search(style.lower()) is not None
            signature = _signature(name, *values, hides)
        ancestors = (*ancestors, signature)
    return (tag if name in _PLAIN and tag in _LENDS_ITS_TAG else name), ancestors


@lru_cache(maxsize=1 << 16)
def _signature(
    name: str,
    classes: str | None,
    identity: str | None = None,
    role: str | None = None,
    itemprop: str | None = None,
    hides: bool = False,
) -> str:
    """Tag, classes, id and what else says what an element is for, written as a selector.

    Numbers are written as 0, so that the parts of a list have the same signature.
    """
    signature = name
    if classes:
        signature += "." + ".".join(classes.split())
    if identity:
        signature += "#" + identity
    if role:
        signature += f"[role={role}]"
    if itemprop:
        signature += f"[itemprop={itemprop}]"
    if hides:
        signature += "[hidden]"
    return _DIGITS.sub("0", signature)
