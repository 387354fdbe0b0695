"""The deduplicators that are compared: paragraphs in, the id of each copy → its original's id out.

The peers are used as their documentation shows, at the thresholds that served them best on dev.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence

Paragraphs = Sequence[tuple[int, str]]
Links = dict[int, int]

PERMUTATIONS = 128


def tokens(text: str) -> list[str]:
    return re.findall(r"\w+", unicodedata.normalize("NFKC", text).lower())


def shingles(text: str) -> set[str]:
    words = tokens(text)
    return {" ".join(words[n : n + 3]) for n in range(max(1, len(words) - 2))}


def normalised_hash(paragraphs: Paragraphs) -> Links:
    heads: dict[str, int] = {}
    found = {}
    for number, text in paragraphs:
        head = heads.setdefault(" ".join(tokens(text)), number)
        if head != number:
            found[number] = head
    return found


def rensa(paragraphs: Paragraphs, threshold: float = 0.7) -> Links:
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=threshold, num_perm=PERMUTATIONS, num_bands=16)
    sketches = {}
    found = {}
    for number, text in paragraphs:
        sketch = RMinHash(num_perm=PERMUTATIONS, seed=1)
        sketch.update(list(shingles(text)))
        near = [(sketches[n].jaccard(sketch), -n) for n in index.query(sketch)]
        if near and max(near)[0] >= threshold:
            found[number] = -max(near)[1]
        sketches[number] = sketch
        index.insert(number, sketch)
    return found


def datasketch(paragraphs: Paragraphs, threshold: float = 0.5) -> Links:
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
    sketches = {}
    found = {}
    for number, text in paragraphs:
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([shingle.encode() for shingle in shingles(text)])
        near = [(sketches[n].jaccard(sketch), -n) for n in index.query(sketch)]
        if near and max(near)[0] >= threshold:
            found[number] = -max(near)[1]
        sketches[number] = sketch
        index.insert(number, sketch)
    return found


def arcticsearch(paragraphs: Paragraphs) -> Links:
    from arcticsearch.corpus.dedupe.find import find_duplicates

    return find_duplicates(paragraphs)


METHODS: dict[str, Callable[[Paragraphs], Links]] = {
    "normalised hash": normalised_hash,
    "rensa MinHash-LSH .7": rensa,
    "datasketch MinHash-LSH .5": datasketch,
    "arcticsearch": arcticsearch,
}
IMPORTS = {
    "rensa MinHash-LSH .7": ("rensa",),
    "datasketch MinHash-LSH .5": ("datasketch",),
    "arcticsearch": ("numpy", "arcticsearch.corpus.dedupe.find"),
}
