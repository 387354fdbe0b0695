"""Chooses the paragraphs that show best why an article was found, and cuts them to size.

Who searches tells where the matches are; nothing here knows how they were found. All lengths and
spans are in characters (code points) of the paragraph's text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from arcticsearch.graphemes import boundary_after, boundary_before
from arcticsearch.model import Kind, Paragraph, Snippet
from arcticsearch.regex import regex

Span = tuple[int, int]
Match = tuple[int, int, int]
"""The span of a match, and the number of the query's leaf that matched; a phrase is one match."""

MOST = 3
"""Snippets of an article."""

LENGTH = 300
"""Characters of a snippet at most, but for SLACK."""

# A paragraph that is hardly too long is shown whole: a cut would save a line and cost its end.
SLACK = 1.2

# No end are the stop of an abbreviation or a number of one or two letters or digits ("Dr. Hahn",
# "3. Mai"), and what goes on in small letters ("approx. ten").
_SENTENCE_START = regex(
    r"(?<=[.!?…])(?<!\b\w\.)(?<!\b\w\w\.)[\"'”’»)\]]*\s+(?=\S)|(?<=[。！？])(?=\S)"
)


def snippets(
    paragraphs: Sequence[Paragraph], matches: Sequence[Sequence[Match]]
) -> tuple[Snippet, ...]:
    """At most MOST snippets, the best first; `matches[i]` are those in `paragraphs[i]`.

    Each next one is the paragraph with most leaves of the query that were not shown yet, then with
    most leaves, then prose before headings, then most matches, then the earlier. A long one comes
    again for leaves that stand elsewhere in it. If nothing matches (the query was found in a
    field), the first prose paragraph stands for the article, or the first of a list where there is
    no prose.
    """
    found = []
    for paragraph, spans in zip(paragraphs, matches, strict=True):
        inside = _inside(paragraph.text, spans)
        if inside:
            found.append((paragraph, inside, _densest(inside)))
    if not found:
        text = [paragraph for paragraph in paragraphs if paragraph.kind is not Kind.HEADING]
        prose = [paragraph for paragraph in text if paragraph.kind is Kind.PARAGRAPH] or text
        return tuple(_cut(first, [], *_edges(first.text, [])) for first in prose[:1])
    chosen: list[Snippet] = []
    shown: set[int] = set()
    while found and len(chosen) < MOST:
        best = max(range(len(found)), key=lambda n: _worth(found[n][0], found[n][2], shown))
        paragraph, inside, window = found[best]
        found = [other for other in found if other[0].text != paragraph.text]
        start, end = _edges(paragraph.text, window)
        shown.update(leaf for first, last, leaf in inside if first < end and last > start)
        chosen.append(_cut(paragraph, inside, start, end))
        if left := [match for match in inside if match[2] not in shown]:
            found.append((paragraph, inside, _densest(left)))
    return tuple(chosen)


def highlights(text: str, matches: Iterable[tuple[int, ...]]) -> tuple[Span, ...]:
    """The spans of `text` to highlight: in order, apart, and never a part of a character.

    Spans that overlap or touch become one, as the bigrams of Chinese and Japanese do. What lies
    outside the text is ignored.

    >>> highlights("sea ice", [(4, 7, 0), (0, 5, 1), (6, 99, 0)])
    ((0, 7),)
    """
    merged: list[Span] = []
    for start, end, *_ in sorted(matches):
        start, end = max(start, 0), min(end, len(text))
        if start >= end:
            continue
        start, end = boundary_before(text, start), boundary_after(text, end)
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _inside(text: str, matches: Iterable[Match]) -> list[Match]:
    clipped = ((max(start, 0), min(end, len(text)), leaf) for start, end, leaf in matches)
    return sorted(match for match in clipped if match[0] < match[1])


def _densest(matches: list[Match]) -> list[Match]:
    """The neighbours within LENGTH that match most leaves, then most often; at least one."""
    best, best_worth = matches[:1], (1, 1)
    first = 0
    seen: Counter[int] = Counter()
    leaves = 0
    for last, (_, end, leaf) in enumerate(matches):
        leaves += not seen[leaf]
        seen[leaf] += 1
        while first < last and end - matches[first][0] > LENGTH:
            seen[matches[first][2]] -= 1
            leaves -= not seen[matches[first][2]]
            first += 1
        if (leaves, last - first + 1) > best_worth:
            best, best_worth = matches[first : last + 1], (leaves, last - first + 1)
    return best


def _worth(paragraph: Paragraph, window: list[Match], shown: set[int]) -> tuple[int, ...]:
    leaves = {leaf for _, _, leaf in window}
    return len(leaves - shown), len(leaves), paragraph.kind is not Kind.HEADING, len(window)


def _cut(paragraph: Paragraph, matches: list[Match], start: int, end: int) -> Snippet:
    text = paragraph.text
    inside = [(max(first, start), min(last, end)) for first, last, _ in matches]
    return Snippet(
        text[start:end],
        tuple((first - start, last - start) for first, last in highlights(text, inside)),
        paragraph.section,
        paragraph.lines,
        (start > 0, end < len(text)),
    )


def _edges(text: str, window: list[Match]) -> Span:
    """Where to cut what is too long: at sentences if they fit around the window, else at words, else
    anywhere."""
    if len(text) <= LENGTH * SLACK:
        return 0, len(text)
    first = window[0][0] if window else 0
    last = min(max((match[1] for match in window), default=0), first + LENGTH)
    ends = (match.end() for match in _SENTENCE_START.finditer(text))
    sentences = [0, *(end for end in ends if not text[end].islower())]
    start = _start(text, first, last, sentences)
    end = min(start + LENGTH, len(text))
    if end < len(text):
        # A sentence's end that leaves half the room empty is worth less than the words.
        enough = max(last, start + LENGTH // 2)
        fitting = [place for place in sentences if enough <= place <= end]
        blank = _last_blank(text, last, end)
        end = fitting[-1] if fitting else blank or boundary_before(text, end)
    while start < first and text[start].isspace():
        start += 1
    while end > max(last, start) and text[end - 1].isspace():
        end -= 1
    start = boundary_before(text, start)
    return start, boundary_after(text, max(end, start + 1))


def _start(text: str, first: int, last: int, sentences: list[int]) -> int:
    """Near the end of the text the snippet begins earlier, so that it is as long as elsewhere."""
    latest = max(0, len(text) - LENGTH)
    fitting = [place for place in sentences if last - LENGTH <= place <= first]
    if fitting:
        earlier = [place for place in fitting if place >= latest]
        return earlier[0] if earlier else fitting[-1]
    wanted = min(first - (LENGTH - (last - first)) // 2, latest)
    wanted = min(max(wanted, 0), first)
    for place in range(wanted, first):
        if text[place].isspace():
            return place + 1
    return boundary_before(text, wanted)


def _last_blank(text: str, first: int, last: int) -> int:
    """The last white space in `text[first : last + 1]`; 0 if there is none."""
    return next((place for place in range(last, first - 1, -1) if text[place].isspace()), 0)
