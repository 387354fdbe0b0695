"""Render the HTML pages of the dev set as scraped-looking text, labelled line by line.

More to learn from than the given text pages, which stay what is scored.

    python bench/extract/render.py [--data ../shared/bench/extract] [--out build/rendered.jsonl.gz]

Five styles, as in the given pages: resiliparse, inscriptis, html2text without and with hard wraps,
and what a browser copies. A line is body if the gold text holds it at its place.
Needs: resiliparse, inscriptis, html2text, lxml.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import html2text
import inscriptis
import lxml.html
from resiliparse.extract.html2text import extract_plain_text

sys.path.insert(0, str(Path(__file__).parents[2]))

from bench.data import SHARED, lines

_WORD = re.compile(r"\w+")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_BREAKS_TWICE = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "pre", "table"}
_BREAKS = _BREAKS_TWICE | {
    *("div", "section", "article", "header", "footer", "nav", "aside", "main", "li", "tr", "br"),
    *("form", "figure", "figcaption", "dl", "dt", "dd", "address", "hr", "fieldset", "option"),
    *("details", "summary"),
}
_UNSEEN = {"script", "style", "noscript", "template", "head", "svg", "iframe", "select", "textarea"}


def render(html: str, style: str, rng: random.Random) -> str:
    """The page as `style` prints it. Links and pictures stay in some Markdown pages only."""
    if style == "rtext":
        return str(extract_plain_text(html, preserve_formatting=True, form_fields=True))
    if style == "inscr":
        return inscriptis.get_text(html)
    if style == "copyall":
        return _as_copied(html)
    writer = html2text.HTML2Text()
    writer.body_width = 78 if style == "wrap" else 0
    writer.ignore_links = rng.random() < (0.8 if style == "wrap" else 0.5)
    writer.ignore_images = rng.random() < 0.9
    return str(writer.handle(html))


def _as_copied(html: str) -> str:
    """What selecting a whole page in a browser and copying it gives, roughly."""
    pieces: list[str] = []

    def visit(element: Any) -> None:
        tag = element.tag if isinstance(element.tag, str) else None
        if tag is not None and tag not in _UNSEEN:
            around = "\n\n" if tag in _BREAKS_TWICE else "\n" if tag in _BREAKS else ""
            pieces.append("\t" if tag in ("td", "th") else around)
            pieces.append(re.sub(r"\s+", " ", element.text or ""))
            for child in element:
                visit(child)
            pieces.append(around)
        pieces.append(re.sub(r"\s+", " ", element.tail or ""))

    visit(lxml.html.document_fromstring(_DECLARATION.sub("", html)))
    lines = re.sub(r" *\n *", "\n", "".join(pieces))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def label(text: str, gold: str, title: str | None) -> str:
    """One letter a line: 1 body, 0 not, 2 does not count (empty, or the title)."""
    lines = [_WORD.findall(line) for line in text.split("\n")]
    words = _WORD.findall(gold)
    place: dict[tuple[str, ...], int] = {}
    for at in range(len(words) - 3, -1, -1):
        place[tuple(words[at : at + 4])] = at
    heading = [word.lower() for word in _WORD.findall(title or "")]
    labels = ["2" if not w or [x.lower() for x in w] == heading else "0" for w in lines]
    long: list[tuple[int, int, int]] = []  # line, first and last place in gold
    for number, line in enumerate(lines):
        if labels[number] == "2" or len(line) < 4:
            continue
        hits = [place.get(tuple(line[i : i + 4])) for i in range(len(line) - 3)]
        found = [hit for hit in hits if hit is not None]
        if len(found) >= 0.6 * len(hits):
            labels[number] = "1"
            long.append((number, min(found), max(found) + 4))
    _label_short(lines, labels, long, words)
    return "".join(labels)


def _label_short(
    lines: list[list[str]], labels: list[str], long: list[tuple[int, int, int]], words: list[str]
) -> None:
    """A short line is body if the gold has it between the long lines around it."""
    edges = [(-1, 0, 0), *long, (len(lines), len(words), len(words))]
    for (above, _, start), (below, end, _) in pairwise(edges):
        if above < 0:
            start = max(0, end - 60)
        if below == len(lines):
            end = min(len(words), start + 60)
        window = f" {' '.join(words[start:end])} " if start < end <= start + 400 else ""
        for number in range(above + 1, below):
            line = f" {' '.join(lines[number])} "
            if labels[number] == "0" and len(lines[number]) < 4 and (at := window.find(line)) >= 0:
                labels[number] = "1"
                window = window[at + len(line) - 1 :]


def rendered(data: Path, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Every gold page in every style."""
    for page in lines(data / "dev" / "html.jsonl.gz"):
        if not page.get("gold"):
            continue
        rng = random.Random(f"{seed}{page['id']}")
        for style in ("rtext", "inscr", "md", "wrap", "copyall"):
            try:
                text = render(page["html"], style, rng)
            except Exception as error:  # noqa: BLE001 (a converter may fail on any page)
                print(f"{page['id']} {style}: {error!r}")
                continue
            text = re.sub(r"\r\n?", "\n", text)
            marks = label(text, page["gold"], page.get("title"))
            kept = {key: page.get(key) for key in ("id", "set", "url", "title", "gold")}
            yield {**kept, "style": style, "text": text, "lines": marks}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=SHARED / "extract")
    parser.add_argument("--out", type=Path, default=Path("build/rendered.jsonl.gz"))
    options = parser.parse_args()
    options.out.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(options.out, "wt", encoding="utf-8", compresslevel=3) as out:
        for page in rendered(options.data):
            out.write(json.dumps(page, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
