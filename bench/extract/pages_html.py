"""The HTML pages of the bench, taken apart by the product, the gold text laid over the blocks."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from arcticsearch.corpus.html.blocks import extract
from arcticsearch.corpus.read import mended
from arcticsearch.page import Form, Page, Seed
from bench.data import fold_of, lines

SETS = ("scrapinghub", "wcxb", "daniel")
SNIPPETS = "trafilatura"  # the set that has no whole gold text, but snippets
_TOKEN = re.compile(r"\w+")
_SHINGLE = 4
_SAME = 0.5  # a block is gold if at least this share of its tokens is
_FAR = 400  # tokens of gold that are searched for a block too short for a shingle


@dataclass(frozen=True, slots=True)
class Case:
    id: str
    set: str
    fold: int
    html: str
    gold: str
    snippets: tuple[list[str], list[str]]  # that the body must have, that it must not have
    page: Page


def cases(data: Path, every: int = 1, sets: tuple[str, ...] = SETS) -> Iterator[Case]:
    """The dev pages of the sets."""
    for number, record in enumerate(lines(data / "dev" / "html.jsonl.gz")):
        if record["set"] in sets and number % every == 0:
            page = extract(Seed(record["id"], Form.HTML, mended(record["html"]), ""))
            snippets = (record.get("with", []), record.get("without", []))
            html, gold = record["html"], record["gold"] or ""
            fold = fold_of(record["url"])
            yield Case(record["id"], record["set"], fold, html, gold, snippets, page)


def gold_blocks(texts: Sequence[str], gold: str) -> list[bool]:
    """Which blocks the gold text consists of. (A perfect choice: F1 .998, .990, .981.)

    Shared runs of four tokens find the blocks. The heaviest run of them that is in the order of the
    gold text is taken first, then what is left of the gold text is given to blocks out of order, so
    that of two equal blocks the one in place wins. Shorter blocks are looked for between them.
    """
    aligned = _Alignment([_TOKEN.findall(text) for text in texts], _TOKEN.findall(gold))
    chain = aligned.in_order()
    for number in chain:
        aligned.take(number)
    for number in sorted(aligned.found.keys() - set(chain)):
        aligned.take(number)
    aligned.take_short(chain)
    return [share >= _SAME for share in aligned.share]


def gold_by_snippets(texts: Sequence[str], case: Case) -> list[bool | None]:
    """Which blocks hold a snippet of the body, which one of the rest; None: nobody knows."""
    wanted, unwanted = ([" ".join(s.split()) for s in part] for part in case.snippets)
    labels: list[bool | None] = []
    for text in texts:
        good = any(snippet in text for snippet in wanted)
        bad = any(snippet in text for snippet in unwanted)
        labels.append(good if good != bad else None)
    return labels


class _Alignment:
    def __init__(self, blocks: list[list[str]], gold: list[str]) -> None:
        self.blocks = blocks
        self.gold = gold
        self.share = [0.0] * len(blocks)
        self._at: dict[tuple[str, ...], int] = {}
        self._left: Counter[tuple[str, ...]] = Counter()
        for place, shingle in enumerate(_shingles(gold)):
            self._at.setdefault(shingle, place)
            self._left[shingle] += 1
        self.found: dict[int, tuple[int, float]] = {}  # block: (place in gold, tokens in gold)
        for number, block in enumerate(blocks):
            share, place = self._coverage(block)
            if share >= _SAME:
                self.found[number] = (place, share * len(block))

    def _coverage(self, block: list[str]) -> tuple[float, int]:
        covered = bytearray(len(block))
        place = -1
        for number, shingle in enumerate(_shingles(block)):
            if self._left[shingle] > 0:
                covered[number : number + _SHINGLE] = b"\1" * _SHINGLE
                if place < 0:
                    place = self._at[shingle] - number
        return (sum(covered) / len(block) if block else 0.0), place

    def in_order(self) -> list[int]:
        """The heaviest run of blocks whose places in the gold text increase."""
        best: dict[int, tuple[float, int | None]] = {}
        for number, (place, weight) in self.found.items():
            before = [n for n in best if self.found[n][0] < place]
            last = max(before, key=lambda n: best[n][0], default=None)
            best[number] = (weight + (best[last][0] if last is not None else 0.0), last)
        chain = []
        at: int | None = max(best, key=lambda n: best[n][0], default=None)
        while at is not None:
            chain.append(at)
            at = best[at][1]
        return chain[::-1]

    def take(self, number: int) -> None:
        """Give a block the gold text it covers, unless others have it already."""
        share, _ = self._coverage(self.blocks[number])
        if share >= _SAME:
            self.share[number] = share
            self._left.subtract(_shingles(self.blocks[number]))

    def take_short(self, chain: list[int]) -> None:
        """Blocks shorter than a shingle, where the gold text has them between two others."""
        edges = [(-1, 0, 0)]
        for number in chain:
            place = max(self.found[number][0], 0)
            edges.append((number, place, place + len(self.blocks[number])))
        edges.append((len(self.blocks), len(self.gold), len(self.gold)))
        for (last, _, start), (following, end, _) in pairwise(edges):
            between = range(last + 1, following)
            if last < 0 and following < len(self.blocks):  # before the first: backwards from it
                self._search(between[::-1], range(end, max(end - _FAR, 0) - 1, -1))
            else:
                self._search(between, range(start, min(end, start + _FAR)))

    def _search(self, numbers: Sequence[int], places: range) -> None:
        for number in numbers:
            block = self.blocks[number]
            if not 0 < len(block) < _SHINGLE:
                continue
            for at, place in enumerate(places):
                start = place if places.step > 0 else place - len(block)
                if start >= 0 and self.gold[start : start + len(block)] == block:
                    self.share[number] = 1.0
                    places = places[at + len(block) :]
                    break


def _shingles(tokens: list[str]) -> Iterator[tuple[str, ...]]:
    return zip(*(tokens[start:] for start in range(_SHINGLE)), strict=False)


def mean_f1(pairs: list[tuple[float | None, float | None]]) -> float:
    """F1 of the mean precision and the mean recall, as `score_html.py` has it."""
    sums: dict[int, list[float]] = defaultdict(list)
    for pair in pairs:
        for side, value in enumerate(pair):
            if value is not None:
                sums[side].append(value)
    precision, recall = (sum(sums[side]) / max(len(sums[side]), 1) for side in (0, 1))
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
