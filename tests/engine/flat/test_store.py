"""A change adds files and leaves the old index as it was; what is left over is swept away."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from arcticsearch.engine.flat import file, writing
from arcticsearch.engine.flat.manifest import decode
from arcticsearch.engine.flat.segment import Segment, open_segment
from arcticsearch.engine.flat.store import FlatStore
from arcticsearch.engine.protocol import Document, Match, Passage
from arcticsearch.errors import IndexDamaged
from arcticsearch.query.tree import Everything, InSection, Node, Prefix, Word
from arcticsearch.values import replace
from tests.engine.generate import document

STORE = FlatStore()
DOCUMENTS = [document(random.Random(number), number) for number in range(1, 40)]
QUESTIONS: list[Node] = [Everything(), Word("ice"), Word("schiffe"), Prefix("ро")]


def answers(folder: Path, manifest: bytes) -> list[tuple[Match, ...]]:
    engine = STORE.open(folder, manifest)
    return [engine.search(question, {}, limit=100).page for question in QUESTIONS]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_the_old_index_still_answers(tmp_path: Path) -> None:
    old = STORE.write(tmp_path, DOCUMENTS[:20], [], None)
    before, files = answers(tmp_path, old), {p: p.read_bytes() for p in tmp_path.iterdir()}
    new = STORE.write(tmp_path, DOCUMENTS[10:30], [1, 2, 3], old)
    assert answers(tmp_path, old) == before != answers(tmp_path, new)
    assert all(path.read_bytes() == content for path, content in files.items())
    STORE.sweep(tmp_path, new)
    assert names(tmp_path) == decode(new).names()
    STORE.sweep(tmp_path, None)
    assert not names(tmp_path)


def test_updates_end_where_a_single_build_does(tmp_path: Path) -> None:
    """Many small changes: merging, and segments that lose all their articles."""
    rng, live = random.Random(3), dict[int, Document]()
    manifest = None
    for turn in range(60):
        changed = rng.sample(DOCUMENTS, rng.randint(0, 3))
        removed = rng.sample(range(1, 40), rng.randint(0, 2))
        changed = [each for each in changed if each.id not in removed]
        live.update((each.id, each) for each in changed)
        for number in removed:
            live.pop(number, None)
        manifest = STORE.write(tmp_path, changed, removed, manifest)
        if turn % 12 == 0:
            single = tmp_path / f"single{turn}"
            single.mkdir()
            expected = answers(single, STORE.write(single, live.values(), [], None))
            assert answers(tmp_path, manifest) == expected
        STORE.sweep(tmp_path, manifest)
        assert len(decode(manifest).segments) < 2 * writing.TIER
    assert decode(manifest).generation == 60


@pytest.mark.parametrize("vector", [False, True])
def test_a_pattern_stands_for_no_word_that_is_deleted(tmp_path: Path, vector: bool) -> None:
    """Below a heading it stands for stems: of "shippen" here, and no longer of "shipping"."""
    passages = (Passage(1, "Ports", "Two ships."), Passage(2, None, "They shippen."))
    left = replace(DOCUMENTS[0], id=1, language="en", passages=passages, headings=("Ports",))
    gone = replace(left, id=2, passages=(Passage(1, None, "Shipping."),))
    asked = InSection(Word("ports"), Prefix("shipp"))
    manifest = STORE.write(tmp_path, [left, gone], [], None)
    assert STORE.open(tmp_path, manifest, vector=vector).search(asked, {}).total == 1
    manifest = STORE.write(tmp_path, [], [2], manifest)
    assert STORE.open(tmp_path, manifest, vector=vector).search(asked, {}).total == 0


@pytest.mark.parametrize(("limit", "most"), [("FULL_ARTICLES", 3), ("FULL_TEXT", 200)])
def test_segments_are_closed_when_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    """And stay so: there is memory for one of them, not for TIER."""
    whole = STORE.write(tmp_path, DOCUMENTS, [], None)
    monkeypatch.setattr(writing, limit, most)
    monkeypatch.setattr(writing, "FULL_WORDS", 20)
    built = list[int]()
    build = writing._Writing.build
    monkeypatch.setattr(
        writing._Writing, "build",
        lambda self, articles, old: built.append(len(old)) or build(self, articles, old),
    )  # fmt: skip
    parts = STORE.write(tmp_path, iter(DOCUMENTS), [], None)
    assert built == [0] * len(decode(parts).segments)
    assert len(built) > writing.TIER
    assert answers(tmp_path, parts) == answers(tmp_path, whole)


def test_no_merge_makes_a_segment_that_is_too_large(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One article at a time, so that all but the first segments come from merges."""
    whole = STORE.write(tmp_path, DOCUMENTS, [], None)
    monkeypatch.setattr(writing, "FULL_WORDS", 200)
    manifest = None
    for each in DOCUMENTS:
        manifest = STORE.write(tmp_path, [each], [], manifest)
    assert manifest is not None
    sizes = [sum(entry.words.values()) for entry in decode(manifest).segments]
    assert max(sizes) <= 200
    assert sum(size <= 100 for size in sizes) < 2 * writing.TIER
    assert answers(tmp_path, manifest) == answers(tmp_path, whole)


def test_full_segments_lose_what_is_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "FULL_ARTICLES", 20)
    manifest = STORE.write(tmp_path, DOCUMENTS, [], None)
    manifest = STORE.write(tmp_path, [], range(5, 18), manifest)
    assert [(e.articles, e.deleted) for e in decode(manifest).segments] == [(19, 0), (7, 0)]


def test_what_a_merge_has_opened_is_closed_when_the_disk_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    manifest = None
    for number in range(writing.TIER - 1):
        manifest = STORE.write(tmp_path, DOCUMENTS[number : number + 1], [], manifest)
    opened, closed, build = Counter[str](), Counter[str](), writing._Writing.build

    def opening(folder: Path, name: str, deletions: str | None) -> Segment:
        opened[name] += 1
        return open_segment(folder, name, deletions)

    def failing(*arguments: Any) -> None:
        if arguments[-1]:  # segments to be merged
            raise OSError(28, "No space left on device")
        build(*arguments)

    monkeypatch.setattr(writing, "open_segment", opening)
    monkeypatch.setattr(Segment, "close", lambda segment: closed.update([segment.name]))
    monkeypatch.setattr(writing._Writing, "build", failing)
    with pytest.raises(OSError, match="No space"):
        STORE.write(tmp_path, DOCUMENTS[10:11], [], manifest)
    assert opened == closed
    assert opened.total() == 2 * writing.TIER - 1


def test_a_file_left_by_a_run_that_was_cut_off_is_not_taken_for_ours(tmp_path: Path) -> None:
    (tmp_path / "1-0.segment").write_bytes(b"half a file")
    manifest = STORE.write(tmp_path, DOCUMENTS, [], None)
    assert decode(manifest).names() == {"1-1.segment"}
    assert answers(tmp_path, manifest)


@pytest.mark.parametrize("manifest", [b"", b"{}", b"[]", b'{"engine": "stock"}', b"\xff"])
def test_a_manifest_that_is_none(tmp_path: Path, manifest: bytes) -> None:
    with pytest.raises(IndexDamaged):
        STORE.open(tmp_path, manifest)


def test_another_version_is_named_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = STORE.write(tmp_path, DOCUMENTS, [], None)
    monkeypatch.setattr("arcticsearch.analysis.VERSION", 99)
    with pytest.raises(file.OtherVersion):
        STORE.open(tmp_path, manifest)


def test_a_missing_or_damaged_file(tmp_path: Path) -> None:
    first = STORE.write(tmp_path, DOCUMENTS, [], None)
    manifest = STORE.write(tmp_path, [], [3], first)
    for path in list(tmp_path.iterdir()):
        content = path.read_bytes()
        path.write_bytes(content[:64] + bytes([content[64] ^ 1]) + content[65:])
        with pytest.raises(IndexDamaged):
            STORE.open(tmp_path, manifest).verify()
        path.unlink()
        with pytest.raises(IndexDamaged):
            STORE.open(tmp_path, manifest)
        path.write_bytes(content)
    STORE.open(tmp_path, manifest).verify()


def test_a_full_disk_leaves_what_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest = STORE.write(tmp_path, DOCUMENTS[:20], [], None)
    before, files = answers(tmp_path, manifest), names(tmp_path)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch, pytest.raises(OSError, match="No space"):
        patch.setattr("os.fsync", full)
        STORE.write(tmp_path, DOCUMENTS[20:], [1], manifest)
    assert names(tmp_path) == files
    assert answers(tmp_path, manifest) == before
