"""Whoosh's own searcher finds the same in the flat files as in an index that it wrote itself."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from whoosh import fields, index, qparser, query, scoring, sorting, spelling

from arcticsearch.analysis import stem, tokens
from arcticsearch.engine.flat.store import FlatStore
from arcticsearch.engine.flat.whoosh_index import FlatIndex, WordAnalyzer
from arcticsearch.engine.protocol import Document
from tests.engine.generate import WORDS, document

# Whoosh's text has no gaps between passages, so each article is left with its first.
DOCUMENTS = [
    Document(each.id, each.path, "", each.source, each.date, (), (), "en", (), each.passages[:1])
    for each in (document(random.Random(number), number) for number in range(1, 200))
    if each.language == "en"
]


def searchers(folder: Path) -> list[Any]:
    """One over Whoosh's files, one over ours, which have deletions and two segments."""
    store = FlatStore()
    (folder / "flat").mkdir()
    half = len(DOCUMENTS) // 2
    manifest = store.write(folder / "flat", DOCUMENTS[: half + 5], [], None)
    manifest = store.write(folder / "flat", DOCUMENTS[half:], [], manifest)
    (folder / "stock").mkdir()
    text = fields.TEXT(WordAnalyzer("en"))
    form = fields.TEXT(WordAnalyzer(None, written=True), phrase=False)
    made = fields.Schema(id=fields.STORED, text=text, form_text=form, source=fields.STORED)
    stock = index.create_in(str(folder / "stock"), made)
    writer = stock.writer()
    for each in DOCUMENTS:
        whole = " ".join(passage.text for passage in each.passages[:1])
        writer.add_document(id=each.id, text=whole, form_text=whole + " ")
    writer.commit()
    flat = FlatIndex(folder / "flat", manifest, "en")
    return [opened.searcher(weighting=scoring.Frequency()) for opened in (stock, flat)]


def questions() -> list[query.Query]:
    rng = random.Random(2)
    found: list[query.Query] = []
    for _ in range(60):
        words = [word for text in rng.sample(WORDS["en"], 3) for word, _, _ in tokens(text)]
        terms = [query.Term("text", stem(word, "en")) for word in words]
        found += [
            terms[0], query.And(terms[:2]), query.Or(terms),
            query.And([terms[0], query.Not(terms[1])]),
            query.Phrase("text", [term.text for term in terms[:2]], slop=rng.randint(1, 4)),
            query.Prefix("form_text", words[0][:3]), query.Wildcard("form_text", f"{words[0][0]}*s"),
            query.FuzzyTerm("form_text", words[0] + "x"), query.Every(),
        ]  # fmt: skip
    return found


def test_same_answers(tmp_path: Path) -> None:
    stock, flat = searchers(tmp_path)
    for asked in questions():
        answers = []
        for searcher in (stock, flat):
            found = searcher.search(asked, limit=None)
            # Words as written have no frequencies in the flat files.
            scored = not any(name.startswith("form_") for name, _ in asked.iter_all_terms())
            scored = scored and not isinstance(asked, query.MultiTerm)
            answers.append(
                sorted((hit["id"], round(hit.score, 6) if scored else 1.0) for hit in found)
            )
        assert answers[0] == answers[1], asked


def test_what_else_whoosh_does(tmp_path: Path) -> None:
    stock, flat = searchers(tmp_path)
    assert set(stock.lexicon("text")) == set(flat.lexicon("text"))
    assert stock.doc_count() == flat.doc_count() == len(DOCUMENTS)
    assert flat.doc_frequency("text", "ice") == stock.doc_frequency("text", "ice")
    asked = qparser.QueryParser("text", flat.schema).parse("icebreakers AND ships")
    assert len(flat.search(asked)) == len(stock.search(asked)) > 0
    grouped = flat.search(query.Every(), groupedby=sorting.FieldFacet("source"))
    assert sum(map(len, grouped.groups("source").values())) == len(DOCUMENTS)
    ordered = flat.search(query.Every(), sortedby=sorting.FieldFacet("date"), limit=None)
    dates = [hit["date"] or "" for hit in ordered]
    assert dates == sorted(dates)
    assert "ice" in spelling.ReaderCorrector(flat.reader(), "form_text", None).suggest("icce")
    assert flat.search(query.Every()).estimated_length() == len(DOCUMENTS)
