"""What its users would string together for a folder of HTML pages: strip, drop copies, index.

    python bench/build/chain.py CORPUS INDEX

trafilatura's extract, datasketch's MinHash and LSH over paragraphs as its documentation shows,
tantivy with its English stemmer. One process, as each of the three is used.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import tantivy
import trafilatura
from datasketch import MinHash, MinHashLSH

PERMUTATIONS = 128
THRESHOLD = 0.5


def unseen(paragraphs: list[str], lsh: MinHashLSH, name: str) -> list[str]:
    """Those that are no copies of a paragraph met before."""
    kept = []
    for number, paragraph in enumerate(paragraphs):
        words = re.findall(r"\w+", paragraph.lower())
        shingles = {" ".join(words[n : n + 3]) for n in range(max(1, len(words) - 2))}
        sketch = MinHash(num_perm=PERMUTATIONS)
        sketch.update_batch([shingle.encode() for shingle in shingles])
        if not lsh.query(sketch):
            lsh.insert(f"{name}:{number}", sketch)
            kept.append(paragraph)
    return kept


def main() -> None:
    corpus, index = map(Path, sys.argv[1:])
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("path", stored=True, tokenizer_name="raw")
    schema.add_text_field("title", stored=True, tokenizer_name="en_stem")
    schema.add_text_field("text", stored=True, tokenizer_name="en_stem")
    index.mkdir(parents=True)
    writer = tantivy.Index(schema.build(), str(index)).writer()
    lsh = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    for page in sorted(corpus.iterdir()):
        found = trafilatura.bare_extraction(page.read_text("utf-8", "replace"), with_metadata=True)
        if found is None:
            continue
        paragraphs = unseen((found.text or "").split("\n"), lsh, page.name)
        writer.add_document(
            tantivy.Document(path=page.name, title=found.title or "", text="\n".join(paragraphs))
        )
    writer.commit()
    writer.wait_merging_threads()


if __name__ == "__main__":
    main()
