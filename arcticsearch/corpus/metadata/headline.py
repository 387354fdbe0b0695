"""The headline: which block of a page is the article's title.

Small boosted trees (data/headline.json, trained by bench/meta/train.py) judge the blocks around
the start of the body by their length, place, repetition and the words they share with the body.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from itertools import chain

from arcticsearch.corpus.metadata.asking import Asking, Question
from arcticsearch.corpus.metadata.view import View, content_words
from arcticsearch.model import Kind
from arcticsearch.page import HEADINGS
from arcticsearch.regex import regex

# 98% of the dev pages' headlines stand this many blocks before or after the body's first.
_BEFORE, _AFTER = 60, 12
# What follows two paragraphs of prose is a heading inside the article.
_PROSE_BEFORE, _PROSE_WORDS = 1, 30
_LONGEST, _MOST_WORDS, _LONGEST_WORD = 300, 40, 20
# List items and single words are menus: 16 of the dev pages' 786 headlines, 9,895 other blocks.
_LEAST_WORDS = 2
# Words. A longer text that ends in a full stop is prose, on a page that has no headline too.
_SENTENCE, _SENTENCE_ON_TOP = 8, 20
# So much longer is the paragraph that a title stands over; two of like length are two paragraphs.
_TEXT_PER_TITLE = 3
_TWO_SENTENCES = regex(r"[^\W\d_]{3}\. +[A-ZÀ-ÞА-Я]")
_CLOSING = "\"'”’»)"
# A Chinese or Japanese word, which no blank ends, has about two characters.
_UNSPACED, _LETTERS_OF_A_WORD = regex("[\u3040-\u30ff\u3400-\u9fff]"), 2
_LETTER = regex(r"[^\W\d_]")

_BARE, _TITLE_WORDS = 5, 3  # blocks above and below a text without menus; in what begins it
# Not "|", behind which the name of a site stands.
_WAY = regex(r"\s[»›>/:]\s*$")
_SOON, _FAR = 4, 9  # blocks: where a date or a byline follows, and where none does
_SEPARATORS = frozenset("|•·»›/")
# What is looked for first lets most lines pass.
_SIGNED = regex(
    r"(?=[abdpv])(?:by|von|par|por|di|da|author|autor|posted|published)\b", re.IGNORECASE
)

# What is said of a picture or of the article: who took it; when it was written, how long reading takes.
_NO_TITLE = regex(
    r"\W*(?:(?:photo(?:graph)?|image|picture|foto|bild|illustration)s?\s*(?:[:©]|(?:by|von|credits?|courtesy)\b)|"
    r"(?:est(?:imated|\.)\s)?reading time\b|lesezeit\b|\d+ min(?:ute)?s? read\b|"
    r"(?:written|posted|published|updated|created|erstellt|veröffentlicht|aktualisiert)\s*(?::|(?:on|am)\b)|"
    r"this article is (?:more|over)\b|\{\{)",
    re.IGNORECASE,
)


def find(page: View) -> Asking[int | None]:
    """The index of the block likeliest to be the headline; None if no block could be."""
    places = candidates(page)
    if not places:
        return None
    if len(places) == 1 or (places[0] == 0 and _is_bare(page, places)):
        return places[0]
    odds = yield Question("headline", measure(page, places))
    ranked = sorted(range(len(places)), key=odds.__getitem__, reverse=True)
    fit = (at for at in ranked if not _NO_TITLE.match(page.texts[places[at]]))
    return _without_trail(page, places, places[next(fit, ranked[0])])


def _without_trail(page: View, places: Sequence[int], found: int) -> int:
    """The title by itself, where what was found is the way to it ("Home » Bread » Olive bread")."""
    text = page.blocks[found].text
    for i in places:
        title = page.blocks[i].text
        if text.endswith(title) and _WAY.search(text.removesuffix(title)):
            return i
    return found


def candidates(page: View) -> list[int]:
    """The blocks that could be the headline, by their length and place."""
    low = max(0, page.first - _BEFORE)
    high = page.first
    prose = 0
    while high < min(len(page.blocks), page.first + _AFTER) and prose <= _PROSE_BEFORE:
        prose += page.words[high] >= _PROSE_WORDS and page.kept[high]
        high += 1
    return [
        i
        for i in range(low, high)
        if page.words[i] <= _MOST_WORDS
        and 2 <= len(page.texts[i]) <= _LONGEST
        and page.blocks[i].tag != "li"
        and (page.words[i] >= _LEAST_WORDS or _may_be_one_word(page, i))
        and not _is_sentence(page, i)
        and "://" not in page.texts[i]
        and _LETTER.search(page.texts[i])
    ]


def _is_bare(page: View, places: Sequence[int]) -> bool:
    """Whether a page of text has no menus: it begins with its title, whatever follows. A menu in one
    line has cells, and it is not what the byline stands under."""
    top = page.blocks[0]
    if top.lines is None or any(page.blocks[i].tag in HEADINGS for i in places):
        return False
    if top.tag == "td" or _separators(top.text) > 1 or _is_signed_below(page, places):
        return False
    furniture = max(page.first, len(page.blocks) - 1 - page.last)
    return page.words[0] >= _TITLE_WORDS and furniture <= _BARE


def _is_signed_below(page: View, places: Sequence[int]) -> bool:
    """Whether a byline or a date stands right under another line than the page's first."""
    about = [bool(page.dated(i) or _SIGNED.match(page.texts[i])) for i in range(page.first)]
    return any(not about[i] and about[i + 1] for i in places if 0 < i < page.first - 1)


def _may_be_one_word(page: View, i: int) -> bool:
    """A heading, the page's first block, or a title in a script without spaces."""
    return i == 0 or page.blocks[i].tag in HEADINGS or len(page.blocks[i].text) > _LONGEST_WORD


def _is_sentence(page: View, i: int) -> bool:
    """Whether a block is a whole sentence of prose. At the top of a page a title may look like one,
    and what is set off over a page's only paragraph is its title at any length."""
    if i == 0 and _over_a_paragraph(page):
        return False
    most = _SENTENCE_ON_TOP if i == 0 else _SENTENCE
    text = page.blocks[i].text
    end = text.rstrip().rstrip(_CLOSING)[-3:]
    if not end.endswith((".", "。")) or end.startswith(".."):
        return False
    words = page.words[i]
    return (
        words > most
        or _TWO_SENTENCES.search(text) is not None
        or len(_UNSPACED.findall(text)) // _LETTERS_OF_A_WORD > most
    )


def _over_a_paragraph(page: View) -> bool:
    return (
        len(page.blocks) == 2
        and page.blocks[1].gap > 0
        and page.words[1] >= _TEXT_PER_TITLE * page.words[0]
    )


def measure(page: View, places: Sequence[int]) -> list[dict[str, float]]:
    """The evidence for each candidate, by name."""
    if not places:
        return []
    near = range(places[0], min(len(page.blocks), places[-1] + 5))
    dated = {i for i in near if page.dated(i)}
    signed = {i for i in near if _SIGNED.match(page.texts[i])}
    contents = [content_words(page.texts[i]) for i in places]
    uses = page.uses(set(chain.from_iterable(contents)))
    rows = [_evidence(page, i, content, uses) for i, content in zip(places, contents, strict=True)]
    most_shared = max(row["shared"] for row in rows) or 1
    lengths = [row["characters"] for row in rows]
    longest = max(lengths)
    to_date, to_byline = _ahead(dated), _ahead(signed)
    best_level = min(row["level"] for row in rows)
    first_h1 = next((i for i in places if page.blocks[i].tag == "h1"), -1)
    folded = [
        short or text.casefold()
        for short, text in zip(page.folded[: places[-1] + 1], page.texts, strict=False)
    ]
    opening = "\n".join(folded)
    for number, (i, row) in enumerate(zip(places, rows, strict=True)):
        row["quoted"] = min(opening.count(folded[i]), 9)
        row["level_rank"] = row["level"] - best_level
        row["local_rank"] = row["characters"] / max(lengths[max(0, number - 3) : number + 4])
        row["shared_rank"] = row["shared"] / most_shared
        row["length_rank"] = row["characters"] / longest
        row["dated"], row["date_after"] = i in dated, to_date.get(i, _FAR)
        row["byline_after"] = to_byline.get(i, _FAR)
        row["first_h1"] = i == first_h1
    return rows


def _evidence(
    page: View, i: int, content: Sequence[str], uses: Mapping[str, int]
) -> dict[str, float]:
    """`content` are the words that mean something, `uses` how often the body uses each."""
    block = page.blocks[i]
    text = block.text
    words = text.split()
    counts = [uses[word] for word in content if word in uses]
    shared = len(counts)
    return {
        **_around(page, i),
        "words": len(words),
        "characters": len(text),
        "level": float(HEADINGS.get(block.tag, 7)),
        "linked": block.link_words / len(words) if words else 0,
        "gap": min(block.gap, 5),
        "indent": min(block.indent, 20),
        "distance": page.first - i,
        "from_top": i,
        "copies": page.copies[page.folded[i]],
        "shared": shared,
        "shared_often": len([count for count in counts if count > 2]),
        "shared_most": max(counts, default=0),
        "shared_part": shared / len(content) if content else 0,
        "end": "?!.:,…".find(text[-1]) + 1,
        "capitals": len([word for word in words if word[0].isupper()]) / len(words),
        "separators": _separators(text),
        "kept": page.kept[i] + (page.labels[i] is Kind.HEADING),
    }


def _separators(text: str) -> int:
    return 0 if _SEPARATORS.isdisjoint(text) else sum(map(text.count, _SEPARATORS))


def _ahead(places: Set[int]) -> dict[int, int]:
    """The blocks that one of some follows soon, and how many blocks behind the first does."""
    return {i - ahead: ahead for ahead in range(_SOON, 0, -1) for i in places}


def _around(page: View, i: int) -> dict[str, float]:
    """The evidence of the neighbours: prose or a byline follows a headline, a menu precedes it."""
    blocks, words = page.blocks, page.words
    before, after = words[max(0, i - 4) : i], words[i + 1 : i + 5]
    return {
        "words_before": before[-1] if before else 0,
        "words_after": after[0] if after else 0,
        "mean_before": sum(before) / 4,
        "mean_after": sum(after) / 4,
        "gap_after": min(blocks[i + 1].gap, 5) if i + 1 < len(blocks) else 5,
        "kept_before": sum(page.kept[max(0, i - 4) : i]),
        "kept_after": sum(page.kept[i + 1 : i + 5]),
    }
