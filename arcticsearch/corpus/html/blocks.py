"""HTML seed → page: every visible text of the tree in exactly one block, in page order.

One walk over the nodes. A block ends where a block element starts or ends, and at an empty line
(two `<br>`); what stands inside `<script>`, `<style>` and the like is no text. Text that a style
sheet or an attribute hides is text all the same: whether it belongs to the article is not for this
step to say, and the signature of its element tells the next one.
"""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from arcticsearch.corpus.html import hints
from arcticsearch.corpus.html.parse import parse
from arcticsearch.model import Block, Page, Seed

_NO_TEXT = frozenset(
    "-comment -doctype script style template head title iframe noembed noframes object embed svg "
    "video audio canvas datalist".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark math mi mn mo "
    "mrow ms msup msub mtext nobr q rb rp rt ruby s samp semantics small span strike strong sub sup "
    "time tt u var wbr".split()
)
# What an element of these is, the plain elements inside it are as well.
_LENDS_ITS_TAG = frozenset("h1 h2 h3 h4 h5 h6 li dt dd blockquote figcaption caption pre".split())
_PLAIN = frozenset("p div".split())


class _Element:
    """An element that is open during the walk."""

    __slots__ = ("ancestors", "is_link", "node", "parent", "tag")

    def __init__(self, node, parent, tag, ancestors, is_link) -> None:
        self.node = node
        self.parent = parent
        self.tag = tag
        self.ancestors = ancestors
        self.is_link = is_link
