"""Strip the text pages of the dev set with the product's own functions, and score the result.

    python bench/extract/train_text.py --rendered build/rendered.jsonl.gz --folds build/folds
    python bench/extract/run_text.py --folds build/folds [--data ../shared/bench/extract]

Each page is stripped with the models that have seen no page of its registered domain. Prints the
tables of score_text.py for ours and the gain of cross-page evidence on daniel; with --peers, those
of the peers and the speed against trafilatura on the HTML of the same pages, in CPU time.
Needs tld; with --peers trafilatura and justext.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parents[2]))

from arcticsearch.cleaning import cycles_seldom_sought
from arcticsearch.corpus import text, trees
from arcticsearch.corpus.strip import furniture
from arcticsearch.corpus.strip.pages import strip, strip_all
from arcticsearch.model import Kind
from bench.data import FOLDS, SHARED, fold_of, lines, text_seed

ROUNDS = 3
TOGETHER = 15
"""Pages that are stripped at a time: as many as cleaning takes together of such pages."""

Case = dict[str, Any]
Kept = list[str]


def ours(case: Case) -> Kept:
    page = text.extract(text_seed(case))
    labels = strip(page)
    return [b.text for b, lab in zip(page.blocks, labels, strict=True) if isinstance(lab, Kind)]


def keep_all(case: Case) -> Kept:
    return [line for line in case["text"].split("\n") if line.strip()]


def ten_words(case: Case) -> Kept:
    return [line for line in keep_all(case) if len(line.split()) >= 10]


def justext_rules(case: Case) -> Kept:
    """jusText's two passes over the lines, each a paragraph without tags."""
    import justext

    stop = frozenset().union(
        *(justext.get_stoplist(name) for name in ("English", "Greek", "Polish", "Russian"))
    )
    paragraphs = []
    for line in keep_all(case):
        paragraph = justext.core.Paragraph(justext.core.PathInfo())
        paragraph.append_text(line.strip())
        paragraphs.append(paragraph)
    justext.core.classify_paragraphs(paragraphs, stop)
    justext.core.revise_paragraph_classification(paragraphs)
    return [one.text for one in paragraphs if not one.is_boilerplate]


def stripped(pages: list[Case], folds: Path) -> Iterator[tuple[Case, Kept]]:
    for fold in range(FOLDS):
        trees.DATA = folds / str(fold)
        trees.load.cache_clear()
        for case in pages:
            if fold_of(case["url"]) == fold:
                yield case, ours(case)


def across_pages(found: list[tuple[Case, Kept]]) -> list[tuple[Case, Kept]]:
    """The same without what stands on several pages of one host."""
    pages = [
        (number, urlsplit(case["url"]).netloc.removeprefix("www."), list(enumerate(kept)))
        for number, (case, kept) in enumerate(found)
    ]
    gone = furniture.find_furniture(pages)
    return [
        (case, [line for n, line in enumerate(kept) if (number, n) not in gone])
        for number, (case, kept) in enumerate(found)
    ]


def tables(score: Any, title: str, found: list[tuple[Case, Kept]]) -> None:
    rows = [score.score_case(case, "\n".join(kept)) for case, kept in found]
    print(f"\n{title}")
    score.show(score.report(rows))
    score.show(score.report([row for row in rows if "l" in row], "style"))


def speed(pages: list[Case], data: Path) -> None:
    """CPU seconds for the same pages: trafilatura on their HTML, ours on their text."""
    import trafilatura

    html = {page["id"]: page["html"] for page in lines(data / "dev" / "html.jsonl.gz")}
    both = [case for case in pages if case["id"] in html][::4]

    groups = [both[first : first + TOGETHER] for first in range(0, len(both), TOGETHER)]

    def cpu(run: Callable[[list[Case]], object], some: list[Case]) -> float:
        start = time.process_time()
        run(some)
        return 1000 * (time.process_time() - start) / len(both)

    def mine(some: list[Case]) -> None:
        strip_all([text.extract(text_seed(case)) for case in some])

    def theirs(some: list[Case]) -> None:
        for case in some:
            trafilatura.extract(html[case["id"]])

    # By turns, and the best of each: other work on the machine slows down either.
    with cycles_seldom_sought():  # as the product does
        rounds = [[(cpu(mine, some), cpu(theirs, some)) for some in groups] for _ in range(ROUNDS)]
    best = [
        [min(times) for times in zip(*turns, strict=True)] for turns in zip(*rounds, strict=True)
    ]
    ours, peer = (sum(side) for side in zip(*best, strict=True))
    print(f"\nCPU a page, {len(both)} pages, best of {ROUNDS} rounds: ours {ours:.2f} ms", end="")
    print(f", trafilatura {peer:.2f} ms, {peer / ours:.1f} times as fast")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=SHARED / "extract")
    parser.add_argument("--folds", type=Path, required=True)
    parser.add_argument("--peers", action="store_true", help="score the peers, too")
    options = parser.parse_args()
    sys.path.insert(0, str(options.data))
    import score_text

    pages = list(lines(options.data / "dev" / "text.jsonl.gz"))
    found = list(stripped(pages, options.folds))
    tables(score_text, "arcticsearch", found)
    daniel = [(case, kept) for case, kept in found if case["set"] == "daniel"]
    tables(score_text, "arcticsearch, daniel with its pages by host", across_pages(daniel))
    if not options.peers:
        return
    speed(pages, options.data)
    for peer in (keep_all, ten_words, justext_rules):
        tables(score_text, peer.__name__, [(case, peer(case)) for case in pages])


if __name__ == "__main__":
    main()
