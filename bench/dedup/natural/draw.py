"""Draw near links from natural news, to be read by a person, and count the verdicts given.

    python -m bench.dedup.natural.draw reuters --size 60 --seed 1 [--show]
    python -m bench.dedup.natural.draw --count

A link is written as article and paragraph numbers only, both from 0: the article's line in
articles/SET.jsonl.gz, and the place of the paragraph in its text, split at blank lines. `--show`
prints the two texts with their differences marked, for the reader. A verdict is "right" if the
copy says the same again (small edits, or cut from the other) and nothing that differs is a fact.
"""

from __future__ import annotations

import argparse
import difflib
import json
import random
import re
from collections import Counter
from pathlib import Path

from arcticsearch.corpus.dedupe.find import find_duplicates
from arcticsearch.corpus.dedupe.signature import signature, words
from bench.data import SHARED, lines

HERE = Path(__file__).parent
PARAGRAPHS = 1 << 12  # ids are article * PARAGRAPHS + paragraph; no article has more


def paragraphs(data: Path, name: str) -> dict[int, str]:
    return {
        article * PARAGRAPHS + n: text
        for article, row in enumerate(lines(data / "articles" / f"{name}.jsonl.gz"))
        for n, text in enumerate(row["text"].split("\n\n"))
    }


def near_links(texts: dict[int, str]) -> list[tuple[int, int]]:
    """The links between paragraphs whose words differ, in the order of the copies."""
    return sorted(
        (copy, original)
        for copy, original in find_duplicates(texts.items()).items()
        if words(signature(texts[copy])) != words(signature(texts[original]))
    )


def marked(copy: str, original: str) -> str:
    """The copy with what it lacks in {+ +} and what only it has in [- -], long additions cut."""
    ours, theirs = copy.split(), original.split()
    bare = [[re.sub(r"\W", "", word).lower() for word in side] for side in (ours, theirs)]
    shown = []
    for change, a, b, c, d in difflib.SequenceMatcher(None, *bare, autojunk=False).get_opcodes():
        if change == "equal":
            shown += ours[a:b]
            continue
        added = theirs[c:d] if d - c <= 24 else [*theirs[c : c + 12], "…", *theirs[d - 12 : d]]
        shown.append(f"[-{' '.join(ours[a:b])}-]{{+{' '.join(added)}+}}")
    return " ".join(shown)


def draw(data: Path, name: str, size: int, seed: int, show: bool) -> None:
    texts = paragraphs(data, name)
    links = near_links(texts)
    drawn = random.Random(seed).sample(links, min(size, len(links)))
    for copy, original in sorted(drawn):
        places = [list(divmod(number, PARAGRAPHS)) for number in (copy, original)]
        link = {"set": name, "seed": seed, "copy": places[0], "original": places[1]}
        print(json.dumps(link))
        if show:
            print("    " + marked(texts[copy], texts[original]))
    print(f"# {len(links)} near links among {len(texts)} paragraphs")


def count() -> None:
    for path in sorted(HERE.glob("*.jsonl")):
        verdicts = Counter(json.loads(line)["verdict"] for line in path.open(encoding="utf-8"))
        share = verdicts["right"] / verdicts.total()
        print(f"{path.name}: {verdicts['right']} of {verdicts.total()} right, {share:.1%}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("set", nargs="?", choices=("reuters", "bbc"))
    parser.add_argument("--data", type=Path, default=SHARED)
    parser.add_argument("--size", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--count", action="store_true")
    asked = parser.parse_args()
    if asked.count or not asked.set:
        count()
    else:
        draw(asked.data, asked.set, asked.size, asked.seed, asked.show)


if __name__ == "__main__":
    main()
