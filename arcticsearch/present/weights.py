"""Why a hit is where it is: what each word adds to its score, for a person."""

from __future__ import annotations

from arcticsearch.checking import TYPE_CHECKING
from arcticsearch.present.style import Style

if TYPE_CHECKING:  # a search without --explain need not wait for it
    from arcticsearch.weighing import Weights

_PLACES = {"text": "text", "title": "title", "section": "headings"}
_NO_FACTOR = 1.001
"""Scores are rounded sums; a factor that shows as 1.00 is none."""


def explained(weights: Weights, style: Style) -> list[str]:
    """A line for the score, and one for each word of the query."""
    if not weights.score:
        return ["No word of the query is weighed: hits are in order of their dates."]
    lines = [f"The score is {weights.score:.2f}:"]
    for word in weights.words:
        places = ", ".join(f"{count:,} in the {_PLACES[field]}" for field, count in word.places)
        written = style.paint(word.written, "number")
        lines.append(f"  {word.score:5.2f}  {written}  {places or 'does not stand here'}")
    if weights.factor > _NO_FACTOR:
        lines.append(f"  × {weights.factor:.2f}  for a passage that has the words together")
    return lines
