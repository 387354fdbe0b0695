"""The dev pages with their gold metadata, taken apart by the product, for the runners here."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from arcticsearch.corpus import text, trees
from arcticsearch.corpus.html import blocks
from arcticsearch.corpus.metadata.dates import find_dates
from arcticsearch.corpus.metadata.language import detect
from arcticsearch.corpus.metadata.names import split_authors
from arcticsearch.corpus.strip.pages import strip
from arcticsearch.errors import SeedSkipped
from arcticsearch.model import Label
from arcticsearch.page import Form, Page, Seed
from bench.data import FOLDS, SHARED, fold_of, lines, text_seed

DATA = SHARED / "extract"
SHOWN = ("headline", "dateline", "byline")
MODELS = (*SHOWN, "published", "authors")
HTML_STRIPPER = ("html_first", "html_second")


@dataclass(frozen=True, eq=False)
class Case:
    """A page, its labels by a stripper that never saw its site, and its gold metadata."""

    page: Page
    labels: tuple[Label, ...]
    gold: dict[str, Any]
    set: str
    fold: int
    visible: frozenset[str]


def read_models(folder: Path | None, fold: int, names: tuple[str, ...]) -> dict[str, trees.Trees]:
    """The models of a fold, as any of the trainers writes them; none without a folder."""
    if folder is None:
        return {}
    paths = {name: folder / str(fold) / f"{name}.json" for name in names}
    if not all(path.exists() for path in paths.values()):  # as train_html.py writes them
        paths = {name: folder / f"{name}_{fold}.json" for name in names}
    return {name: trees.Trees(json.loads(path.read_text())) for name, path in paths.items()}


def use_models(own: dict[str, trees.Trees]) -> None:
    """Lets the product load these models in place of its own."""
    product = trees.load
    trees.load = lambda name: own[name] if name in own else product(name)  # type: ignore


def html_cases(data: Path, strip_folds: Path | None) -> list[Case]:
    """The HTML pages that have gold metadata. `strip_folds` as bench/extract/train_html writes."""
    html = {row["id"]: row["html"] for row in lines(data / "dev" / "html.jsonl.gz")}
    rows = list(lines(data / "dev" / "meta.jsonl.gz"))
    cases = []
    load = trees.load
    for fold in range(FOLDS):
        use_models(read_models(strip_folds, fold, HTML_STRIPPER))
        for row in rows:
            if fold_of(row["url"]) == fold:
                source = row["html"] or html[row["id"]]
                try:
                    page = blocks.extract(Seed(row["id"], Form.HTML, source, ""))
                except SeedSkipped:
                    page = Page(row["id"], Form.HTML, ())
                labels = strip(page) if page.blocks else ()
                cases.append(Case(page, labels, row["meta"], row["set"], fold, frozenset()))
        trees.load = load
    return cases


def text_cases(data: Path, strip_folds: Path | None) -> list[Case]:
    """The text pages that have gold metadata."""
    gold = {row["id"]: row for row in lines(data / "dev" / "meta.jsonl.gz")}
    rows = [row for row in lines(data / "dev" / "text.jsonl.gz") if row["id"] in gold]
    cases = []
    load = trees.load
    for fold in range(FOLDS):
        use_models(read_models(strip_folds, fold, ("text", "text_alone")))
        for row in rows:
            if fold_of(row["url"]) == fold:
                page = text.extract(text_seed(row))
                meta = gold[row["id"]]["meta"]
                cases.append(Case(page, strip(page), meta, row["set"], fold, visible(page, meta)))
        trees.load = load
    return cases


def visible(page: Page, gold: dict[str, Any]) -> frozenset[str]:
    """The fields whose gold value stands in the text: a date in any wording, a name as words.

    A date that the product cannot read would be missed here too: of the dev pages, a search for the
    day, the month's name or number and the year in one line finds no further one.
    """
    text = "\n".join(block.text for block in page.blocks)
    words = f" {words_of(text)} "
    found = set()
    if day(gold):
        dates = {
            d.iso
            for line in text.split("\n")
            for o in ("dmy", "mdy")
            for d in find_dates(line, o, detect(text))
        }
        if day(gold) in dates:
            found.add("date")
    names = authors(gold)
    if names and all(f" {words_of(name)} " in words for name in names):
        found.add("author")
    if (title := gold.get("title")) and f" {words_of(title)} " in words:
        found.add("title")
    return frozenset(found)


def words_of(text: str) -> str:
    """Only its words, lower case, as score_meta.py compares them."""
    return " ".join(re.findall(r"\w+", text.lower()))


def day(gold: dict[str, Any]) -> str | None:
    """The gold date, if it is known to the day."""
    value = gold.get("date")
    return value[:10] if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\d", value) else None


def authors(gold: dict[str, Any]) -> frozenset[str]:
    """The gold authors as the product writes names: without titles and affiliations."""
    value = gold.get("author") or []
    values = value if isinstance(value, list) else [value]
    return frozenset(name.casefold() for one in values for name in split_authors(one))
