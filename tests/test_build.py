"""Freshness and the pipeline: what is re-done, and that an update equals a build from nothing."""

from __future__ import annotations

import errno
import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import NoReturn

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from arcticsearch import Collection, build, cleaning
from arcticsearch.corpus.metadata.aliases import read_aliases
from arcticsearch.errors import CorpusError, IndexBusy, IndexFolderError, SeedNotFound
from arcticsearch.freshness import Why
from arcticsearch.lock import locked
from arcticsearch.settle import reprints
from tests.conftest import Forbid, MakeCorpus
from tests.reliability.corpora import FISH, ICE, MINE, observed


def signed(author: str, text: str) -> str:
    """A page in HTML that says who wrote it."""
    return (
        f"<html><head><title>On the ice</title><meta name=author content='{author}'></head>"
        f"<body><article><h1>On the ice</h1><p>By {author}</p><p>{text}</p></article></body>"
    )


def paths(collection: Collection, query: str) -> list[str]:
    return [hit.path for hit in collection.search(query).hits]


def test_a_corpus_becomes_searchable(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus = make_corpus({"ice.txt": ICE, "sub/fish.txt": FISH})
    with Collection.open(corpus, index=tmp_path / "index") as collection:
        assert collection.state().why is Why.MISSING
        report = collection.refresh()
        assert report.added == ("ice.txt", "sub/fish.txt")
        assert (report.articles, report.reindexed) == (2, 2)
        assert collection.state().why is Why.FRESH
        assert paths(collection, "icebreaker") == ["ice.txt"]
        assert paths(collection, "treaty") == ["sub/fish.txt"]
        snippet = collection.search("icebreaker").hits[0].snippets[0]
        start, end = snippet.highlights[0]
        assert snippet.text[start:end] == "icebreaker"
        assert snippet.lines == (1, 1)


def test_only_what_changed_is_done_again(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus = make_corpus({"a.txt": ICE, "b.txt": FISH, "c.txt": MINE})
    with Collection.open(corpus, index=tmp_path / "index") as collection:
        collection.refresh()

        os.utime(corpus / "a.txt", (1, 1))  # touched, not changed
        assert collection.state().why is Why.CHANGED
        report = collection.refresh()
        assert (report.changed, report.reindexed) == ((), 0)
        assert collection.state().why is Why.FRESH

        (corpus / "b.txt").write_text(FISH + "\n" + MINE)
        (corpus / "c.txt").unlink()
        (corpus / "d.txt").write_text(MINE)
        report = collection.refresh()
        assert report.added == ("d.txt",)
        assert report.changed == ("b.txt",)
        assert report.removed == ("c.txt",)
        assert (report.reindexed, report.articles) == (2, 3)
        assert set(paths(collection, "thirty years harbour")) | {"b.txt"} == {"b.txt", "d.txt"}


def test_a_file_that_is_no_seed_for_another_reason_now(
    make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    corpus, index = make_corpus({"a.txt": ICE}), tmp_path / "index"
    (corpus / "b.txt").symlink_to("nowhere")
    with Collection.open(corpus, index=index) as collection:
        assert collection.refresh().skipped["b.txt"].startswith("a link;")
    with Collection.open(corpus, index=index, follow_links=True) as collection:
        assert collection.state().why is Why.CHANGED
        assert collection.refresh().skipped == {"b.txt": "a broken link"}
        (corpus / "b.txt").unlink()
        os.mkfifo(corpus / "b.txt")
        assert collection.refresh().changed == ("b.txt",)
        assert collection.status().skipped == {"b.txt": "not a regular file"}
        assert collection.state().why is Why.FRESH


def test_the_order_in_which_a_disk_lists_is_noted(
    make_corpus: MakeCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By an update that finds nothing to do, so that queries need not sort either."""
    corpus = make_corpus({"a.txt": ICE, "b.txt": FISH})
    names = os.listdir
    with Collection.open(corpus, index=tmp_path / "index") as collection:
        collection.refresh()
        monkeypatch.setattr(os, "listdir", lambda folder: names(folder)[::-1])
        assert collection.refresh().why is Why.FRESH
        monkeypatch.setattr("arcticsearch.look._by_path", None)
        assert collection.state().why is Why.FRESH
        assert collection.check() == []


def test_a_file_that_is_no_page_is_listed_with_its_reason(
    make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    corpus = make_corpus({"a.txt": ICE, "empty.txt": "", "README.md": "About.", ".hidden": "x"})
    (corpus / "photo.jpg").write_bytes(b"\xff\xd8")
    (corpus / "blob.txt").write_bytes(bytes(range(256)) * 20)
    os.mkfifo(corpus / "pipe.txt")
    (corpus / "link.txt").symlink_to(corpus / "a.txt")
    with Collection.open(corpus, index=tmp_path / "index") as collection:
        report = collection.refresh()
        assert report.skipped == {
            "README.md": "describes the folder",
            "blob.txt": "binary, not text",
            "empty.txt": "empty",
            "link.txt": "a link; links are followed with --follow",
            "photo.jpg": "not a page (.jpg)",
            "pipe.txt": "not a regular file",
        }
        assert set(report.unreadable) == {"blob.txt", "pipe.txt"}
        assert dict(collection.status().skipped) == dict(report.skipped)
        with pytest.raises(SeedNotFound, match="empty"):
            collection.show("empty.txt")


@pytest.mark.parametrize("target", ["nothing", "link.txt", "a.txt/b"])
def test_a_link_that_leads_nowhere_is_no_change_until_it_leads_somewhere(
    make_corpus: MakeCorpus, tmp_path: Path, target: str
) -> None:
    corpus = make_corpus({"a.txt": ICE})
    link = corpus / "link.txt"
    link.symlink_to(target)
    with Collection.open(corpus, index=tmp_path / "index", follow_links=True) as collection:
        assert collection.refresh().unreadable == {"link.txt": "a broken link"}
        assert collection.state().why is Why.FRESH
        link.unlink()
        (tmp_path / "b.txt").write_text(FISH)
        link.symlink_to(tmp_path / "b.txt")
        assert collection.refresh().changed == ("link.txt",)


@pytest.mark.parametrize("name", ["a\0b", "\ud800", "ice\udce9.txt", "", "/", "a" * 5_000])
def test_a_name_that_no_file_can_have_names_no_seed(
    make_corpus: MakeCorpus, tmp_path: Path, name: str
) -> None:
    corpus = make_corpus({"ice.txt": ICE})
    with Collection.open(corpus, index=tmp_path / "index") as collection:
        collection.refresh()
        assert collection.seed(name) == name
        for of in (collection.show, collection.copies, collection.like):
            with pytest.raises(SeedNotFound):
                of(name)


def test_what_is_skipped_again_has_not_changed(
    make_corpus: MakeCorpus, tmp_path: Path, unreadable_pages: Forbid
) -> None:
    corpus = make_corpus({"a.txt": ICE, "b.txt": FISH, "c.txt": MINE})
    with Collection.open(corpus, index=tmp_path / "index") as collection:
        collection.refresh()
        (corpus / "a.txt").write_text(ICE + FISH)
        unreadable_pages("a.txt")
        report = collection.refresh()
        assert (report.changed, report.articles) == (("a.txt",), 2)
        for _ in range(2):
            report = collection.refresh()
            assert (report.changed, set(report.unreadable)) == ((), {"a.txt"})
            assert set(collection.status().skipped) == {"a.txt"}
        unreadable_pages()
        assert collection.refresh().changed == ("a.txt",)
        assert collection.refresh().why is Why.FRESH


def test_a_copy_is_folded_and_still_found(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus = make_corpus({"a.txt": ICE, "b.txt": ICE, "c.txt": FISH + "\n" + ICE.split("\n")[0]})
    with Collection.open(corpus, index=tmp_path / "index") as collection:
        collection.refresh()
        results = collection.search("icebreaker")
        assert results.total == 3
        assert len(results.hits) == 1
        hit = results.hits[0]
        assert {hit.path, *(copy.path for copy in hit.copies)} == {"a.txt", "b.txt", "c.txt"}
        # Where an article has more to say than the copy, it stands for itself.
        assert set(paths(collection, "icebreaker treaty")) == {"c.txt"}
        assert [hit.path for hit in collection.search("path:b icebreaker").hits] == ["b.txt"]


def test_each_article_is_told_once(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus = make_corpus({
        "a.txt": ICE, "b.txt": f"{ICE}\n{FISH}", "c.txt": f"{ICE}\n{MINE}", "d.txt": ICE,
    })  # fmt: skip
    with Collection.open(corpus, index=tmp_path / "index") as collection:
        collection.refresh()
        for query in ("icebreaker", "icebreaker OR treaty OR mine", "*"):
            results = collection.search(query)
            told = [hit.path for hit in results.hits]
            told += [copy.path for hit in results.hits for copy in hit.copies]
            assert sorted(told) == ["a.txt", "b.txt", "c.txt", "d.txt"], query


def test_a_full_build_knows_nothing_of_what_is_gone(
    make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    corpus = make_corpus({"a.txt": ICE, "b.txt": ICE, "c.txt": ICE})
    with Collection.open(corpus, index=tmp_path / "index") as collection:
        collection.refresh()
        for gone in ("a.txt", "b.txt"):
            (corpus / gone).unlink()
        collection.refresh(full=True)
        assert collection.status().figures.copies == 0
        assert collection.copies("c.txt") == {}


def test_reprints_share_most_of_their_text() -> None:
    sizes = {1: 200, 2: 190, 3: 600}
    assert reprints({(2, 1): 190}, sizes) == {1: 1, 2: 1}
    assert reprints({(3, 1): 100}, sizes) == {}
    assert reprints({(2, 1): 190, (3, 2): 301}, sizes) == {1: 1, 2: 1, 3: 1}


def test_furniture_across_pages_goes_and_comes_back(
    make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    promise = "We report the north as it is, and we always have done so."
    corpus = make_corpus(
        {f"www.frost.example/{n}.txt": f"{text}\n{promise}\n" for n, text in enumerate((ICE, FISH))}
    )
    with Collection.open(corpus, index=tmp_path / "index") as collection:
        collection.refresh()
        assert paths(collection, '"report the north"') == []
        removed = collection.show("www.frost.example/0.txt").removed
        assert promise in [part.text for part in removed]
        (corpus / "www.frost.example" / "1.txt").unlink()
        assert collection.refresh().reindexed == 1
        assert paths(collection, '"report the north"') == ["www.frost.example/0.txt"]


def test_the_corpus_may_name_its_sources(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    page = '<html><head><meta property="og:site_name" content="{}"></head><body><p>{}</p></body>'
    corpus = make_corpus(
        {"a.html": page.format("Frost Daily", ICE), "b.html": page.format("FD Online", FISH)}
    )
    with Collection.open(corpus, index=tmp_path / "index") as collection:
        collection.refresh()
        sources = collection.search("*").facets["source"]
        assert sorted(sources) == [("FD Online", 1), ("Frost Daily", 1)]
        (corpus / "sources.toml").write_text('"Frost Daily" = ["FD Online"]')
        collection.refresh()
        assert collection.search("*").facets["source"] == [("Frost Daily", 2)]
        (corpus / "sources.toml").write_text('"Frost" = ["FD Online", "Frost Daily"]')
        report = collection.refresh()
        assert (report.changed, report.skipped) == (("sources.toml",), {})
        assert collection.search("*").facets["source"] == [("Frost", 2)]
        (corpus / "sources.toml").write_text("Frost Daily =")
        assert "cannot be read as names" in collection.refresh().skipped["sources.toml"]
        assert "cannot be read as names" in collection.status().skipped["sources.toml"]
        assert len(collection.search("*").facets["source"]) == 2


def test_names_of_sources_that_are_no_utf_8_are_said_so(
    make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    corpus = make_corpus({"a.txt": ICE})
    (corpus / "sources.toml").write_bytes(b'"S\xf8r" = []')
    with Collection.open(corpus, index=tmp_path / "index") as collection:
        why = collection.refresh().skipped["sources.toml"]
    assert why == "cannot be read as names of sources: it is not UTF-8"


@pytest.mark.parametrize("deep", ["a = " + "[" * 5_000, "a = " + "{b = " * 5_000])
def test_names_of_sources_nested_too_deeply_stop_no_run(
    make_corpus: MakeCorpus, tmp_path: Path, deep: str
) -> None:
    corpus = make_corpus({"a.txt": ICE, "sources.toml": deep})
    with Collection.open(corpus, index=tmp_path / "index") as collection:
        report = collection.refresh()
        assert report.articles == 1
        assert "cannot be read as names of sources" in report.skipped["sources.toml"]


def test_names_of_sources_that_take_too_long_stop_no_run(
    make_corpus: MakeCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_for_ever(corpus: Path, *, follow: bool) -> NoReturn:
        while True:
            pass

    monkeypatch.setattr(build, "read_aliases", read_for_ever)
    monkeypatch.setattr(cleaning, "SECONDS", 0.2)
    with Collection.open(make_corpus({"a.txt": ICE}), index=tmp_path / "index") as collection:
        report = collection.refresh()
        assert report.articles == 1
        assert "takes longer" in report.skipped["sources.toml"]


@pytest.mark.parametrize("make", [os.mkfifo, os.mkdir])
def test_a_pipe_or_folder_called_like_the_names_of_sources_is_not_waited_for(
    tmp_path: Path, make: Callable[[Path], None]
) -> None:
    make(tmp_path / "sources.toml")
    found: list[dict[str, str]] = []
    reader = Thread(target=lambda: found.append(read_aliases(tmp_path)), daemon=True)
    reader.start()
    reader.join(timeout=10)
    assert found == [{}]


def test_names_of_sources_behind_a_link_are_read_where_links_are_followed(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (tmp_path / "names.toml").write_text('"Frost Daily" = ["FD"]')
    (corpus / "sources.toml").symlink_to(tmp_path / "names.toml")
    assert read_aliases(corpus) == {}
    assert read_aliases(corpus, follow=True) == {"FD": "Frost Daily"}


def test_names_of_sources_that_cannot_be_read_now_are_read_later(
    make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    page = '<html><head><meta property="og:site_name" content="{}"></head><body><p>{}</p></body>'
    corpus = make_corpus({
        "a.html": page.format("Frost Daily", ICE), "b.html": page.format("FD Online", FISH),
        "sources.toml": '"Frost Daily" = ["FD Online"]',
    })  # fmt: skip

    def failing(code: int) -> Callable[[object], None]:
        def fail(_: object) -> None:
            raise OSError(code, os.strerror(code))

        return fail

    with Collection.open(corpus, index=tmp_path / "index") as collection:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("arcticsearch.corpus.metadata.aliases.content", failing(errno.EIO))
            report = collection.refresh()
            assert report.skipped == {"sources.toml": "cannot be read: Input/output error"}
            assert len(collection.search("*").facets["source"]) == 2
        collection.refresh()
        assert collection.search("*").facets["source"] == [("Frost Daily", 2)]
        with pytest.MonkeyPatch.context() as patch:  # no handle is left: no fault of the file's
            patch.setattr("arcticsearch.corpus.metadata.aliases.content", failing(errno.EMFILE))
            with pytest.raises(OSError, match="Too many open files"):
                collection.refresh(full=True)
        assert collection.search("*").facets["source"] == [("Frost Daily", 2)]


@pytest.mark.parametrize(
    "name", ["Ice" + " (ab)" * 5_000, "Half a ship \ud83d"], ids=["long", "half"]
)
@pytest.mark.parametrize("field", ["publisher", "author", "headline", "articleSection"])
def test_no_name_that_a_page_declares_stops_a_run(
    make_corpus: MakeCorpus, tmp_path: Path, field: str, name: str
) -> None:
    linked = json.dumps({"@type": "NewsArticle", field: name})
    script = f'<script type="application/ld+json">{linked}</script>'
    corpus = make_corpus({"a.html": f"<!doctype html>{script}<p>{ICE}</p>", "b.txt": FISH})
    with Collection.open(corpus, index=tmp_path / "index") as collection:
        report = collection.refresh()
        assert (report.articles, report.skipped) == (2, {})


def test_an_author_has_one_name_while_somebody_spells_it_out(
    make_corpus: MakeCorpus, tmp_path: Path
) -> None:
    corpus = make_corpus({"a.html": signed("Ana Núñez", ICE), "b.html": signed("ANA NUNEZ", FISH)})
    with Collection.open(corpus, index=tmp_path / "index") as collection:
        collection.refresh()
        assert collection.search("*").facets["author"] == [("Ana Núñez", 2)]
        assert collection.show("b.html").metadata.author == ("Ana Núñez",)
        (corpus / "a.html").unlink()
        collection.refresh()
        assert collection.search("*").facets["author"] == [("Ana Nunez", 1)]


@pytest.mark.parametrize("damage", ["catalog", "engine", "recipe", "truncated"])
def test_a_damaged_index_is_made_again(
    make_corpus: MakeCorpus, tmp_path: Path, damage: str
) -> None:
    corpus, index = make_corpus({"a.txt": ICE}), tmp_path / "index"
    with Collection.open(corpus, index=index) as collection:
        collection.refresh()
    catalog = index / "catalog.sqlite"
    if damage == "catalog":
        catalog.write_bytes(b"not a database at all" * 100)
    elif damage == "truncated":
        catalog.write_bytes(catalog.read_bytes()[:5000])
    elif damage == "recipe":
        with sqlite3.connect(catalog) as db:
            db.execute("UPDATE meta SET value = CAST('0' AS BLOB) WHERE key = 'recipe'")
        db.close()
    else:
        for segment in index.glob("*.segment"):
            segment.unlink()
    with Collection.open(corpus, index=index) as collection:
        told = {"engine": Why.DAMAGED, "recipe": Why.OTHER_VERSION}
        assert collection.state().why is told.get(damage, Why.CATALOG_DAMAGED)
        collection.refresh()
        assert paths(collection, "icebreaker") == ["a.txt"]
        assert collection.check() == []


def test_a_flipped_bit_is_found(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    with Collection.open(make_corpus({"a.txt": ICE}), index=tmp_path / "index") as collection:
        collection.refresh()
        assert collection.check() == []
        (segment,) = (tmp_path / "index").glob("*.segment")
        data = bytearray(segment.read_bytes())
        written = [at for at, byte in enumerate(data) if byte]  # the rest is padding
        data[written[len(written) // 2]] ^= 1
        segment.write_bytes(data)
    with Collection.open(tmp_path / "seeds", index=tmp_path / "index") as collection:
        assert collection.check() != []
        collection.refresh(full=True)
        assert collection.check() == []


def test_a_folder_that_is_no_index_is_left_alone(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus, index = make_corpus({"a.txt": ICE}), tmp_path / "photos"
    index.mkdir()
    (index / "holiday.jpg").write_bytes(b"x")
    with (
        Collection.open(corpus, index=index) as collection,
        pytest.raises(IndexFolderError, match=r"holiday\.jpg"),
    ):
        collection.refresh()
    assert [entry.name for entry in index.iterdir()] == ["holiday.jpg"]


def test_a_lock_held_is_said_and_damages_nothing(make_corpus: MakeCorpus, tmp_path: Path) -> None:
    corpus, index = make_corpus({"a.txt": ICE}), tmp_path / "index"
    with Collection.open(corpus, index=index) as collection:
        collection.refresh()
        (corpus / "b.txt").write_text(FISH)
        with locked(index), pytest.raises(IndexBusy, match=str(os.getpid())):
            collection.refresh()
        assert paths(collection, "icebreaker") == ["a.txt"]
        assert collection.refresh().added == ("b.txt",)


def test_a_failed_update_leaves_the_old_state(
    make_corpus: MakeCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, index = make_corpus({"a.txt": ICE}), tmp_path / "index"
    with Collection.open(corpus, index=index) as collection:
        collection.refresh()
        (corpus / "a.txt").write_text(FISH)

        def interrupt(*_: object) -> set[int]:
            raise KeyboardInterrupt

        monkeypatch.setattr("arcticsearch.settle.settle", interrupt)
        with pytest.raises(KeyboardInterrupt):
            collection.refresh()
        assert paths(collection, "icebreaker") == ["a.txt"]
        monkeypatch.undo()
        collection.refresh()
        assert paths(collection, "treaty") == ["a.txt"]


def test_an_interrupt_while_sqlite_counts_a_row_is_one(
    make_corpus: MakeCorpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = make_corpus({"a.txt": ICE})
    with Collection.open(corpus, index=tmp_path / "index") as collection:
        collection.refresh()
        (corpus / "a.txt").write_text(FISH)

        def interrupt(_: object) -> int:
            raise KeyboardInterrupt

        monkeypatch.setattr("arcticsearch.tally._checksum", interrupt)
        with pytest.raises(KeyboardInterrupt):
            collection.refresh()
        monkeypatch.undo()
        assert paths(collection, "icebreaker") == ["a.txt"]
        collection.refresh()
        assert paths(collection, "treaty") == ["a.txt"]
        assert collection.check() == []


def test_no_corpus_is_said(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="does not exist"):
        Collection.open(tmp_path / "nowhere")
    (tmp_path / "file").write_text("x")
    with pytest.raises(CorpusError, match="not a folder"):
        Collection.open(tmp_path / "file")


# Incremental equals full

TEXTS = (ICE, FISH, MINE, ICE + "\n" + FISH, MINE + "\n" + ICE, FISH.upper(), "", "short\n")
TEXTS += (signed("Ana Núñez", MINE), signed("ANA NUNEZ", FISH))
NAMES = ("a.txt", "b.txt", "c/d.txt", "e.md", "f.html", "g.html")
QUERIES = (
    "icebreaker",
    "harbour OR treaty",
    '"the whole of"',
    "*",
    "path:a",
    "no:date",
    "mine ice",
)
edits = st.lists(
    st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from((None, *TEXTS))), max_size=3),
    min_size=1,
    max_size=4,
)


@given(edits)
@example([[("a.txt", ICE), ("b.txt", ICE)], [("a.txt", None)]])
@example([[("a.txt", ICE), ("b.txt", ICE)], [("b.txt", None)]])
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_an_update_equals_a_build_from_nothing(
    steps: list[list[tuple[str, str | None]]],
) -> None:
    with TemporaryDirectory() as name:
        corpus, stamp = Path(name) / "seeds", 1_000_000_000
        corpus.mkdir()
        with Collection.open(corpus, index=Path(name) / "one") as collection:
            for step in steps:
                for path, text in step:
                    file = corpus / path
                    file.parent.mkdir(exist_ok=True)
                    stamp += 1
                    if text is None:
                        file.unlink(missing_ok=True)
                    else:
                        file.write_text(text)
                        os.utime(file, (stamp, stamp))
                collection.refresh()
            with Collection.open(corpus, index=Path(name) / "two") as fresh:
                fresh.refresh()
                assert observed(collection, QUERIES) == observed(fresh, QUERIES)
