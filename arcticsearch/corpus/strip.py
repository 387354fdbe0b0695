"""Decide for every block of a page: kept, as what; or removed, why.

First which blocks are body (body_text, body_html), then what stands in the page twice (repeats),
then each decision gets its name (reasons).
"""

from __future__ import annotations

from arcticsearch.corpus import body_text, reasons
from arcticsearch.corpus.repeats import repeated
from arcticsearch.model import Form, Label, Page


def strip(page: Page) -> tuple[Label, ...]:
    """One label a block: a Kind if it is kept, a Reason if it is removed."""
    if page.form is Form.HTML:
        from arcticsearch.corpus import body_html

        kept = body_html.kept(page)
    else:
        kept = body_text.kept(page)
    return reasons.label(page, kept, repeated(page.blocks, kept))
