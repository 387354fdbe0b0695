"""Score the product's stripper on the HTML pages of the bench, its peers beside it.

    python bench/extract/run_html.py --folds DIR [--data ../shared/bench/extract] [--every N]
                                     [--peers] [--save DIR]

Runs the product's own reader, extract and strip, a few pages at a time as it does, each with the
models that have not seen its domain (`train_html.py --folds DIR` writes them; without --folds the
product's models, which have), and prints the tables of `score_html.py` and the CPU time a page, all
on the same pages in the same run.
Needs tld; with --peers trafilatura, readability-lxml, resiliparse and jusText, none of which the
product uses.
"""

from __future__ import annotations

import argparse
import gc
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from pages_html import SETS, Case, cases

from arcticsearch.cleaning import cycles_seldom_sought
from arcticsearch.corpus import trees
from arcticsearch.corpus.html.blocks import extract
from arcticsearch.corpus.read import mended
from arcticsearch.corpus.strip import body_html, reasons
from arcticsearch.corpus.strip.doubled import repeated
from arcticsearch.model import Kind
from arcticsearch.page import Form, Page, Seed
from bench.data import FOLDS, SHARED

System = Callable[[Sequence[Case]], list[str]]
_TOGETHER = 14  # pages; those of dev have 12,000 characters of text and 250 blocks in the mean


class Ours:
    """The product's steps up to the labels, with the models of the page's fold."""

    def __init__(self, folds: Path | None) -> None:
        self.seconds = {"extract, with hints": 0.0, "decide": 0.0, "label": 0.0}
        self._models: list[body_html.Models | None] = [None] * FOLDS
        if folds is not None:
            self._models = [
                body_html.Models(
                    *(
                        trees.Trees(json.loads((folds / f"{name}_{fold}.json").read_text("utf-8")))
                        for name in ("html_first", "html_second")
                    )
                )
                for fold in range(FOLDS)
            ]

    def __call__(self, group: Sequence[Case]) -> list[str]:
        """The texts of some pages of one fold."""
        times = [time.process_time()]
        pages = [extract(Seed(case.id, Form.HTML, mended(case.html), "")) for case in group]
        full = [page for page in pages if page.blocks]
        times.append(time.process_time())
        decisions = [*body_html.kept(full, self._models[group[0].fold])] if full else []
        times.append(time.process_time())
        found = map(_text, full, decisions)
        texts = [next(found) if page.blocks else "" for page in pages]
        times.append(time.process_time())
        for step, (start, end) in zip(self.seconds, pairwise(times), strict=True):
            self.seconds[step] += end - start
        return texts


def _text(page: Page, kept: Sequence[bool]) -> str:
    lower = [block.text.lower() for block in page.blocks]
    decided = reasons.Decided(page.blocks, lower, kept, repeated(lower, kept))
    (labels,) = reasons.label([decided])
    pairs = zip(page.blocks, labels, strict=True)
    return "\n".join(block.text for block, label in pairs if isinstance(label, Kind))


def one_by_one(strip: Callable[[Case], str]) -> System:
    return lambda group: [_tried(strip, case) for case in group]


def _tried(strip: Callable[[Case], str], case: Case) -> str:
    try:
        return strip(case)
    except (ValueError, TypeError, AttributeError, SyntaxError) as error:
        print(f"failed on {case.id}: {error!r}", file=sys.stderr)
        return ""


def groups(pages: list[Case]) -> Iterator[list[Case]]:
    """A few pages of one fold at a time: as many as the product strips together."""
    for fold in range(FOLDS):
        of_fold = [case for case in pages if case.fold == fold]
        for start in range(0, len(of_fold), _TOGETHER):
            yield of_fold[start : start + _TOGETHER]


def peers() -> dict[str, System]:
    import justext
    import lxml.html
    import readability
    import trafilatura
    from resiliparse.extract.html2text import extract_plain_text

    def by_readability(case: Case) -> str:
        summary = readability.Document(case.html).summary()
        return str(lxml.html.fromstring(summary).text_content())

    def by_justext(case: Case) -> str:
        stop_words = frozenset().union(*(justext.get_stoplist(name) for name in _LANGUAGES))
        paragraphs = justext.justext(case.html, stop_words)
        return "\n".join(p.text for p in paragraphs if not p.is_boilerplate)

    strippers: dict[str, Callable[[Case], str]] = {
        "trafilatura": lambda case: trafilatura.extract(case.html, include_comments=False) or "",
        "readability-lxml": by_readability,
        "resiliparse": lambda case: extract_plain_text(case.html, main_content=True),
        "jusText": by_justext,
    }
    return {name: one_by_one(strip) for name, strip in strippers.items()}


_LANGUAGES = ("English", "Greek", "Polish", "Russian")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--folds", type=Path)
    parser.add_argument("--data", type=Path, default=SHARED / "extract")
    parser.add_argument("--every", type=int, default=1, help="use each Nth page")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--save", type=Path, help="write what each system printed to this folder")
    arguments = parser.parse_args()
    product = Ours(arguments.folds)
    systems: dict[str, System] = {"arcticsearch": product}
    if arguments.peers:
        systems |= peers()
    pages = list(cases(arguments.data, arguments.every))
    for system in systems.values():  # imports and models are not the pages' time
        system(pages[:1])
    gc.freeze()  # nor is the search for garbage among all the pages
    with cycles_seldom_sought():  # as the product cleans; the peers gain by it, too
        product.seconds = dict.fromkeys(product.seconds, 0.0)
        seconds, printed = _run(systems, pages)
    _report(arguments.data, printed, seconds, len(pages))
    for step, spent in product.seconds.items():
        print(f"    {step:20}{1000 * spent / len(pages):5.2f} ms of arcticsearch's")
    if arguments.save:
        arguments.save.mkdir(parents=True, exist_ok=True)
        for name, texts in printed.items():
            (arguments.save / f"{name}.json").write_text(json.dumps(texts), "utf-8")


def _run(
    systems: dict[str, System], pages: list[Case]
) -> tuple[dict[str, float], dict[str, dict[str, str]]]:
    """The seconds that each system took, and what it printed of each page."""
    seconds = dict.fromkeys(systems, 0.0)
    printed: dict[str, dict[str, str]] = {name: {} for name in systems}
    for group in groups(pages):  # all systems in turn, so that a busy machine is unfair to none
        for name, system in systems.items():
            start = time.process_time()
            texts = system(group)
            seconds[name] += time.process_time() - start
            printed[name] |= {case.id: text for case, text in zip(group, texts, strict=True)}
    return seconds, printed


def _report(
    data: Path, printed: dict[str, dict[str, str]], seconds: dict[str, float], count: int
) -> None:
    sys.path.insert(0, str(data))
    import score_html  # the bench's own scorer

    for corpus in SETS:
        print(corpus)
        for name, texts in printed.items():
            scores = score_html.run(texts, corpus, "dev")
            print(f"  {name:18}" + "  ".join(f"{k} {v:.3f}" for k, v in scores.items()))
    print(f"CPU, {count} pages")
    for name, spent in seconds.items():
        ratio = seconds.get("trafilatura", spent) / spent
        print(
            f"  {name:18}{1000 * spent / count:7.2f} ms a page  {ratio:5.1f} × trafilatura's speed"
        )


if __name__ == "__main__":
    main()
