"""Whether one paragraph says again what another one says: the differences that forbid it.

Two texts that differ in a number, a name, a negation or a direction are not copies, however much
they share; nor is the same sentence with another subject or object, nor a stock phrase ("terms
were not disclosed") that each article uses of its own matter. The thresholds were set on
`bench/dedup` and on near links read one by one in `bench/dedup/natural`; where the two disagree,
a missed copy is shown twice and a wrong one hides a statement, so the doubtful link is not made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from arcticsearch.corpus.dedupe.alignment import Difference, Place, Run, differences, shared_runs
from arcticsearch.corpus.dedupe.signature import (
    CAPITAL,
    CLASS_MASK,
    CLASS_SHIFT,
    STEM_SHIFT,
    WORD_BYTES,
    WordClass,
    Wording,
    codes,
    count,
)


class Verdict(StrEnum):
    """What became of a pair of paragraphs that share many words."""

    COPY = "copy"
    TOO_SHORT = "too short to tell"
    TABLE = "a short row of figures"
    NUMBER = "another number, unit or day"
    NAME = "another name"
    NEGATION = "one of them denies it, or only plans it"
    DIRECTION = "the opposite direction"
    STOCK = "a stock phrase"
    SUBJECT = "other nouns in the same sentence"
    REWRITTEN = "too much was changed"


# Raise it when a pair may be judged differently: links that were kept are then out of date.
# 1: the first. 2: texts are hashed by SplitMix64. 3: what follows is not kept. 4: what several gaps
# span is told of once. 5: notes are no teasers of texts without end.
RULES_VERSION = 5

# Which pairs are worth judging, here and inside one article:
COMMON = 32  # texts; a shingle that more have tells nothing, and would cost their square to look at
CONTAINED = 0.33  # of the shorter text's shingles; two edits in eleven words leave this much
TRIES = 8  # candidates judged for a text, best first: bounds the work on rows of templates

# No text is a teaser of one that has more words than LONGEST and than AT_MOST times its own: else a
# paragraph of a million words would be read again for each of many notes. (Across articles.)
LONGEST = 10_000
AT_MOST = 16

MIN_WORDS = 7  # the shortest teasers; below, a phrase
_EDITABLE = 10  # words; a shorter text must stand whole in the other one
_ROW_WORDS = 6  # a row of figures has fewer words that are no figures, or fewer than half
_ROW_LENGTH = 12  # words; from here on the figures themselves are evidence

# Evidence: the weight of what is shared is about the number of shingles that hardly any other text
# has. Of the near links on Reuters, hardly any below 1.5 were right to a reader's eye, half from
# 1.5 to 3 (those with a rarity of .4 and more), nine in ten above. One long unbroken run needs no
# rarity: a wire story's paragraph in thirty papers is common and still one text.
_WEIGHT = 3.0
_WEIGHT_PER_SWAP = 2.0
_WEIGHT_OF_RARE = 1.5
_RARE = 0.4
_RARE_SWAPPED = 0.5
_TEASER = 14  # words; up to here a text that stands whole in the other needs no rarity
_LONG_RUN = 25  # words

_WORDS_PER_SWAP = 25  # one is always allowed: an edit in a sentence of eleven words
_WORDS_PER_CHANGE = 12  # likewise
_ASIDE = 8  # words; a "not" in a whole sentence that was added does not deny the rest

_VALUE = 1 << WordClass.VALUE
_NEGATION = 1 << WordClass.NEGATION
_UP = 1 << WordClass.UP
_DOWN = 1 << WordClass.DOWN
_LIGHT = 1 << WordClass.LIGHT
_NAME = 1 << 8


def judge(copy: Wording, original: Wording, weight: float, rarity: float) -> Verdict:
    """Whether `copy` says again (a part of) what `original`, which is no shorter, says.

    `weight` and `rarity` are those of a `candidates.Candidate`; infinity and
    1 for two paragraphs of one page, where a stock phrase twice is once too many.
    """
    shorter, longer = copy.words, original.words
    size = len(shorter) // WORD_BYTES
    if size < MIN_WORDS:
        return Verdict.TOO_SHORT
    figures = count(shorter, WordClass.VALUE)
    row = size - figures < _ROW_WORDS or figures * 2 > size
    if row and (size < _ROW_LENGTH or size - figures < _ROW_WORDS // 2):
        return Verdict.TABLE
    runs = shared_runs(shorter, longer)
    if not runs:
        return Verdict.REWRITTEN
    swapped = changed = 0
    if runs[0].size < size:
        ours, theirs = codes(copy.signature), codes(original.signature)
        found = []
        for difference in differences(runs, ours, theirs):
            found.append(difference)
            verdict, swaps, changes = _weigh(difference)
            if verdict is not Verdict.COPY:
                return verdict
            swapped += swaps
            changed += changes
        if _figure_of_its_own(found, runs, ours, theirs):
            return Verdict.NUMBER
    if _is_stock(runs, size, (weight, rarity), swapped, changed):
        return Verdict.STOCK
    if swapped > 1 + size // _WORDS_PER_SWAP:
        return Verdict.SUBJECT
    if changed > _changes_allowed(size, row):
        return Verdict.REWRITTEN
    return Verdict.COPY


def _class_bit(code: int) -> int:
    return 1 << (code >> CLASS_SHIFT & CLASS_MASK)


def _kinds(differing: Sequence[int]) -> int:
    """The classes of the words, as bits; `_NAME` for a capital that is no figure or article."""
    kinds = 0
    for code in differing:
        bit = _class_bit(code)
        kinds |= bit
        if code & CAPITAL and not bit & (_LIGHT | _VALUE):
            kinds |= _NAME
    return kinds


def _weigh(difference: Difference) -> tuple[Verdict, int, int]:
    """What a difference forbids, how many words it swaps for others, and how many it changes."""
    inside = difference.place is Place.INSIDE or bool(difference.both[0])
    ours, theirs = _kinds(difference.shorter), _kinds(difference.longer)
    both = ours & theirs
    if both & _VALUE:
        return Verdict.NUMBER, 0, 0
    if both & _NAME or _exchanged(*difference.both):
        return Verdict.NAME, 0, 0
    if (ours & _UP and theirs & _DOWN) or (ours & _DOWN and theirs & _UP):
        return Verdict.DIRECTION, 0, 0
    aside = max(len(difference.shorter), len(difference.longer)) >= _ASIDE
    if inside and not aside and (ours ^ theirs) & _NEGATION:
        return Verdict.NEGATION, 0, 0
    stems = Counter(c >> STEM_SHIFT for c in difference.longer if _class_bit(c) != _LIGHT)
    own = 0
    for code in difference.shorter:
        if _class_bit(code) == _LIGHT:
            continue
        if not code & CAPITAL and stems[code >> STEM_SHIFT]:
            stems[code >> STEM_SHIFT] -= 1  # another form of the same word, or a slip in it
        else:
            own += 1
    theirs_alone = stems.total()
    if min(own, theirs_alone) > 1:
        return Verdict.SUBJECT, 0, 0  # two words for two others: another clause
    return Verdict.COPY, min(own, theirs_alone), max(own, theirs_alone if inside else 0)


def _exchanged(ours: Sequence[int], theirs: Sequence[int]) -> bool:
    """Whether names or figures changed places: "Hull beat Derby", "from 5 to 6"."""
    facts = [code | CAPITAL for code in ours if _kinds((code,)) & (_NAME | _VALUE)]
    if len(facts) < 2:
        return False
    known = set(facts)
    return facts != [code | CAPITAL for code in theirs if code | CAPITAL in known]


def _figure_of_its_own(
    found: Sequence[Difference], runs: Sequence[Run], ours: Sequence[int], theirs: Sequence[int]
) -> bool:
    """Whether the shorter text has a figure that the longer lacks, and the other way round.

    At its end the shorter one may have none at all that the longer lacks; at its start it may, as
    in a dateline ("LONDON, March 5").
    """
    known = set(theirs)
    own = {
        difference.place
        for difference in found
        for code in difference.shorter
        if _class_bit(code) == _VALUE and code not in known
    }
    if Place.INSIDE not in own:
        return Place.END in own
    moved = any(after.j < before.j for before, after in pairwise(runs))
    start = 0 if moved else max(0, runs[0].j - runs[0].i)
    end = len(theirs) if moved else runs[-1].j + len(ours) - runs[-1].i + 2
    return any(_class_bit(code) == _VALUE for code in set(theirs[start:end]) - set(ours))


def _is_stock(
    runs: Sequence[Run], size: int, evidence: tuple[float, float], swapped: int, changed: int
) -> bool:
    weight, rarity = evidence
    if max(run.size for run in runs) >= _LONG_RUN:
        return False
    rare = rarity >= (_RARE_SWAPPED if swapped else _RARE)
    if rare or (size < _TEASER and not changed):
        return weight < _WEIGHT_OF_RARE
    return weight < _WEIGHT + _WEIGHT_PER_SWAP * swapped


def _changes_allowed(size: int, row: bool) -> int:
    if size < _EDITABLE:
        return 0
    return 2 if row else 1 + size // _WORDS_PER_CHANGE
