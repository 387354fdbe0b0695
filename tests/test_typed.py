"""What people type in a folder with seeds in it, and what it is taken for."""

from __future__ import annotations

import argparse
import errno
import io
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from arcticsearch import cli
from arcticsearch.engine.flat import file
from tests.samples import SEEDS

SEED = "longline-journal-central-arctic-fishery.html"

Typed = Callable[..., tuple[int, str, str]]
"""Arguments → the exit status, and what was printed to stdout and stderr."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("typed")
    shutil.copytree(SEEDS, where / "seeds")
    assert cli.run(["index", "--corpus", os.fspath(where / "seeds"), "--jobs", "1"]) == cli.FOUND
    return where


@pytest.fixture
def typed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Typed:
    def run(*argv: str) -> tuple[int, str, str]:
        capsys.readouterr()
        status = cli.run(argv)
        return status, *capsys.readouterr()

    monkeypatch.delenv("ARCTICSEARCH_CORPUS", raising=False)
    monkeypatch.chdir(folder)
    return run


def answered(typed: Typed, *argv: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(typed(*argv, "--json")[1])
    del answer["took_ms"]
    return answer


@pytest.mark.parametrize(
    "words", [("source:Longline Journal",), ("fishing", "source:Longline Journal")]
)
def test_the_quotes_that_the_shell_ate_are_put_back(typed: Typed, words: tuple[str, ...]) -> None:
    answer = answered(typed, *words)
    assert [hit["source"] for hit in answer["hits"]] == ["Longline Journal"]
    assert answer["query"] == " ".join(words)
    assert answer["read_as"].endswith('source:"Longline Journal"')


def test_they_are_put_back_around_what_is_left_out(typed: Typed) -> None:
    answer = answered(typed, "icebreaker", "-source:Longline Journal")
    assert answer["total"] == answered(typed, "icebreaker")["total"] - 1
    alone = answered(typed, "-source:Longline Journal")
    assert alone["total"] == answered(typed, "*")["total"] - 1


@pytest.mark.parametrize(
    "query",
    [
        "author:oddvik icebreaker", "-author:oddvik icebreaker", "sort:new icebreaker",
        "-source:courier icebreaker sort:new", "NATO: what changed in the north",
        "no:date icebreaker", "date:2024 icebreaker",
    ],
)  # fmt: skip
def test_a_query_in_one_argument_is_asked_as_it_stands(typed: Typed, query: str) -> None:
    answer = answered(typed, query)
    assert answer == answered(typed, *query.split())
    assert answer["query"] == query


def test_what_is_left_out_is_left_out(typed: Typed) -> None:
    by = [hit["author"] for hit in answered(typed, "-author:oddvik icebreaker")["hits"]]
    assert ["Anneli Suvanto-Reed"] in by
    assert ["Maren Oddvik"] not in by


def test_months_are_a_facet_too(typed: Typed) -> None:
    facets = answered(typed, "ice", "--facets", "month,source")["facets"]
    assert list(facets) == ["month", "source"]
    assert "2024-11" in dict(facets["month"])
    picked = answered(typed, "ice date:2024", "--facets", "month")["facets"]
    assert picked == {"month": [pair for pair in facets["month"] if pair[0].startswith("2024")]}
    picked = answered(typed, "ice date:2024", "--facets", "month,date")["facets"]
    assert list(picked) == ["month", "date"]


def test_behind_the_last_page_one_is_told_how_many_there_are(typed: Typed) -> None:
    status, said, _ = typed("icebreaker", "-n", "3", "--page", "4")
    assert (status, said.splitlines()[:4]) == (1, ["7 articles", "", "There are 3 pages.", ""])
    # What is folded stands on no page of its own.
    assert "There is 1 page." in typed('"mended in July"', "-n", "1", "--page", "2")[1]
    assert "page" not in typed('"mended in July"', "-n", "1")[1]
    assert "page" not in typed("zeppelin", "--page", "2")[1]
    assert (
        "pages"
        not in typed("icebreaker", "-n", "3", "--page", "4", "--facets", "none", "--json")[1]
    )


@pytest.mark.parametrize(
    "named",
    [
        "{}:199", "./{}", "./{}:3", "seeds/{}", "seeds/{}:3", "./seeds/../seeds/{}",
        "{here}/seeds/{}", "{here}/seeds/{}:3", "linked/{}",
    ],
)  # fmt: skip
def test_a_place_as_it_was_printed_or_completed_names_its_seed(
    typed: Typed, folder: Path, named: str
) -> None:
    if named.startswith("linked") and not (folder / "linked").exists():
        (folder / "linked").symlink_to("seeds")
    name = named.format(SEED, here=folder)
    assert typed("show", name) == typed("show", SEED)
    assert typed("like", name) == typed("like", SEED)


def test_a_seed_is_named_by_how_it_alone_begins(typed: Typed, folder: Path) -> None:
    assert typed("show", SEED[:6]) == typed("show", SEED)
    both = typed("show", "p")
    assert both[0] == 2 and "Several seeds begin so, such as permafrost-" in both[2]


def test_a_seed_is_named_by_its_name_without_its_folder(typed: Typed, folder: Path) -> None:
    (folder / "seeds" / "clips").mkdir()
    note = folder / "seeds" / "clips" / "What’s next? %_.txt"
    note.write_text("The pilot waited for the ice to close the sound.\n")
    assert typed("show", note.name)[0] == 0
    assert typed("show", "What’s") == typed("show", f"clips/{note.name}")
    assert typed("show", "_.txt")[0] == 2


def test_what_names_no_seed_is_said_as_it_was_typed(typed: Typed) -> None:
    for name in (f"other/{SEED}:3", "../elsewhere.txt", "seeds", "/", "", ":3"):
        status, _, said = typed("show", name)
        assert (status, said.partition(". ")[0]) == (2, f"arcticsearch: There is no seed {name}")
    assert "README.md was skipped: describes" in typed("show", "./seeds/README.md:1")[2]


def test_a_seed_may_be_called_like_a_place(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = tmp_path / "seeds"
    (corpus / "seeds").mkdir(parents=True)
    for name, animal in (("a.txt", "walrus"), ("a.txt:3", "narwhal"), ("seeds/a.txt", "beluga")):
        (corpus / name).write_text(f"The {animal} is thinner than when the station was built.\n")
    monkeypatch.chdir(tmp_path)
    for name, animal in (
        ("a.txt", "walrus"), ("a.txt:3", "narwhal"), ("a.txt:4", "walrus"),
        ("seeds/a.txt", "beluga"), ("seeds/a.txt:3", "narwhal"), ("./seeds/seeds/a.txt", "beluga"),
    ):  # fmt: skip
        assert animal in typed("show", name)[1], name


def test_a_disk_that_fails_says_what_that_leaves(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "seeds").mkdir()
    seed = tmp_path / "seeds" / "a.txt"

    def fails(*_: object) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    for searchable in (False, True):
        seed.write_text(f"The walrus is thinner than before: {searchable}, they say here.\n")
        with monkeypatch.context() as patch:
            patch.setattr(file, "_write", fails)
            status, _, said = typed("index", "--jobs", "1")
        assert status == 2
        assert "The disk or a file failed: Input/output error" in said
        assert ("What was searchable before still is." in said) == searchable
        assert typed("index", "--jobs", "1")[0] == 0

    monkeypatch.setattr("arcticsearch.export.as_text", fails)
    status, _, said = typed("export", "--text", "out")
    assert (status, said) == (
        2, "arcticsearch: The disk or a file failed: Input/output error.\n"
    )  # fmt: skip


def test_a_name_that_is_no_utf_8_can_be_asked_for(typed: Typed, folder: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    (folder / "seeds" / name).write_text("The café on the quay was closed for the winter.\n")
    assert typed("index")[0] == cli.ERROR
    for asked in (name, f"seeds/{name}"):
        status, _, said = typed("show", asked)
        assert (status, "caf\\xe9.txt was skipped: its name is not valid UTF-8." in said) == (
            2,
            True,
        )
    assert "There is no seed" in typed("like", os.fsdecode(b"\xff"))[2]
    (folder / "seeds" / name).unlink()
    typed("index")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("own", "used"), [(None, "-R -FX"), ("-i -M", "-R -i -M")])
def test_a_pager_shows_colours_whatever_its_reader_has_set(
    monkeypatch: pytest.MonkeyPatch, own: str | None, used: str
) -> None:
    paged: list[str | None] = []
    monkeypatch.setattr("pydoc.pager", lambda _: paged.append(os.environ.get("LESS")))
    monkeypatch.setenv("LESS", own or "")
    if own is None:
        monkeypatch.delenv("LESS")
    for stream in ("sys.stdin", "sys.stdout"):
        monkeypatch.setattr(stream, Terminal())
    cli._print(["a line"] * 1_000, argparse.Namespace(no_pager=False))
    assert paged == [used]
