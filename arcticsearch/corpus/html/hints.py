"""Stub; the metadata helper's branch has the real one."""

from __future__ import annotations

from selectolax.lexbor import LexborHTMLParser

from arcticsearch.model import Hint


def collect(tree: LexborHTMLParser) -> tuple[Hint, ...]:
    return ()
