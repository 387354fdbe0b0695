"""Searches and hits kept in files."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from arcticsearch.shell import keeping
from arcticsearch.shell.commands import read
from arcticsearch.shell.handlers import run
from arcticsearch.shell.keeping import FileThere, write_whole
from arcticsearch.shell.saved import FILE, Saved, SavedUnreadable, Search
from arcticsearch.shell.session import Session


def do(session: Session, line: str) -> str:
    return "\n".join(run(session, read(line)).lines)


@pytest.mark.parametrize("kind", keeping.FORMATS)
def test_every_format_holds_every_hit_and_names_the_query_where_it_can(
    session: Session, tmp_path: Path, kind: str
) -> None:
    do(session, "icebreaker")
    file = tmp_path / f"hits.{kind}"
    assert do(session, f":export {kind} {file}") == f"Wrote 4 hits to {file}."
    text = file.read_text(encoding="utf-8")
    head, rest = text.split("\n", 1)
    assert ("icebreaker" in head) is (kind != "csv")
    for hit in ("floe.txt", "yards.txt", "pilots.txt", "tariff.txt"):
        assert hit in rest


def test_csv_and_jsonl_can_be_read_again(session: Session, tmp_path: Path) -> None:
    do(session, "icebreaker")
    do(session, f":export csv {tmp_path / 'hits.csv'}")
    do(session, f":export jsonl {tmp_path / 'hits.jsonl'}")
    with (tmp_path / "hits.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    objects = [json.loads(line) for line in (tmp_path / "hits.jsonl").open(encoding="utf-8")]
    assert [row["path"] for row in rows] == [hit["path"] for hit in objects[1:]]
    assert objects[0]["query"] == "icebreaker"


def test_nothing_is_written_over_unasked(session: Session, tmp_path: Path) -> None:
    do(session, "icebreaker")
    file = tmp_path / "notes.md"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(FileThere, match="replaces it"):
        do(session, f":export md {file}")
    assert file.read_text(encoding="utf-8") == "mine"
    do(session, f":export! md {file}")
    assert "icebreaker" in file.read_text(encoding="utf-8")


def test_nothing_is_written_into_the_corpus(
    session: Session, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do(session, "icebreaker")
    before = sorted(corpus.iterdir())
    monkeypatch.chdir(corpus)
    for line in (f":export csv {corpus}/hits.csv", ":export md hits.md", ":export! csv floe.txt"):
        with pytest.raises(FileThere, match="lies in the corpus"):
            do(session, line)
    assert sorted(corpus.iterdir()) == before


def test_a_file_that_appears_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("theirs", encoding="utf-8")
    with pytest.raises(FileThere):
        write_whole(file, "ours", replace=False)
    assert file.read_text(encoding="utf-8") == "theirs"
    assert list(tmp_path.iterdir()) == [file]


def test_a_write_that_fails_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UnicodeEncodeError):
        write_whole(tmp_path / "x.csv", "\ud800", replace=False)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_exported_is_said(session: Session, tmp_path: Path) -> None:
    do(session, "icebreaker")
    assert "There is no format pdf" in do(session, ":export pdf x")
    with pytest.raises(FileThere, match="is no folder"):
        do(session, f":export csv {tmp_path / 'none' / 'x.csv'}")
    for command in (":export", ":export!"):
        with pytest.raises(FileThere, match=r"is a folder\. Name a file\."):
            do(session, f"{command} csv {tmp_path}")


def test_searches_are_kept_by_corpus(tmp_path: Path) -> None:
    here, there = (Saved(tmp_path, tmp_path / name) for name in ("here", "there"))
    here.put("ice", Search("sea ice", "2024-01-01T10:00", ("a.txt",)))
    there.put("ice", Search("snow", "2024-01-02T10:00"))
    assert here.all() == {"ice": Search("sea ice", "2024-01-01T10:00", ("a.txt",))}
    assert there.all()["ice"].query == "snow"


@pytest.mark.parametrize("text", ["", "[]", "{", '{"/x": {"ice": {"query": "a"}}}', "7"])
def test_a_file_that_cannot_be_read_is_left_as_it_is(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    saved = Saved(tmp_path, tmp_path)
    with pytest.raises(SavedUnreadable):
        saved.all()
    with pytest.raises(SavedUnreadable):
        saved.put("ice", Search("ice", ""))
    assert (tmp_path / FILE).read_text(encoding="utf-8") == text


def test_a_home_folder_that_is_nobodys_is_said(session: Session) -> None:
    do(session, "icebreaker")
    with pytest.raises(FileThere, match="~nobody-at-all"):
        do(session, ":export csv ~nobody-at-all/x.csv")
