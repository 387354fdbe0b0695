"""The command line as a real process: what it prints where, and its exit statuses."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from sysconfig import get_path
from typing import NoReturn

import pytest

from arcticsearch import cli, places
from arcticsearch.errors import IndexFolderError
from tests.samples import SEEDS

ROOT = Path(__file__).parents[1]


class Run:
    """Runs the command in a folder of its own, with its index there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(
        self, *argv: str, corpus: Path | None = SEEDS, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        options = ["--corpus", str(corpus)] if corpus else []
        return self.typed(*options, "--index", "index", *argv, **environment)

    def typed(
        self, *argv: str, folder: str = "", **environment: str
    ) -> subprocess.CompletedProcess[str]:
        """As people type it, without options in front, in a `folder` of this one."""
        clean = {name: value for name, value in os.environ.items() if name[:6] != "ARCTIC"}
        return subprocess.run(
            [sys.executable, "-m", "arcticsearch", *argv],
            cwd=self.folder / folder,
            env={**clean, "PYTHONPATH": str(ROOT), "COLUMNS": "100", **environment},
            capture_output=True,
            text=True,
            timeout=120,
            stdin=subprocess.DEVNULL,
        )


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """One index of the sample seeds for all tests that only read; a copy of them lies beside it."""
    run = Run(tmp_path_factory.mktemp("cli"))
    shutil.copytree(SEEDS, run.folder / "seeds")
    assert run("index").returncode == 0
    return run


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path)


def test_a_hit_is_printed_and_is_status_0(shared: Run) -> None:
    done = shared("icebreaker")
    assert (done.returncode, done.stderr) == (0, "")
    assert "icebreaker" in done.stdout
    assert "source " in done.stdout
    assert "\x1b" not in done.stdout


def test_nothing_found_is_status_1(shared: Run) -> None:
    done = shared("zeppelin")
    assert (done.returncode, done.stderr) == (1, "")
    assert "Nothing found" in done.stdout


def test_colour_only_when_asked_or_on_a_terminal(shared: Run) -> None:
    assert "\x1b[1;31mIcebreaker" in shared("--color", "always", "icebreaker").stdout
    assert "\x1b" not in shared("--color", "auto", "icebreaker").stdout


def test_json_has_the_shape_that_programs_read(shared: Run) -> None:
    answer = json.loads(shared("--json", "icebreaker", "-n", "3").stdout)
    assert list(answer) == ["query", "read_as", "notes", "total", "took_ms", "facets", "hits"]
    assert (answer["query"], answer["read_as"]) == ("icebreaker", "icebreaker")
    assert len(answer["hits"]) == 3 <= answer["total"]
    assert sum(count for _, count in answer["facets"]["source"]) == answer["total"]
    hit = answer["hits"][0]
    assert list(hit) == [
        "path", "title", "source", "date", "author", "category", "score", "snippets", "copies",
    ]  # fmt: skip
    for snippet in hit["snippets"]:
        assert list(snippet) == ["section", "text", "highlights", "lines"]
        for start, end in snippet["highlights"]:
            assert snippet["text"][start:end].lower().startswith("icebreak")


def test_jsonl_is_a_hit_a_line(shared: Run) -> None:
    lines = shared("--jsonl", "icebreaker", "-n", "3").stdout.splitlines()
    assert [json.loads(line)["path"] for line in lines] == [
        hit["path"] for hit in json.loads(shared("--json", "icebreaker", "-n", "3").stdout)["hits"]
    ]


def test_pages_follow_one_another(shared: Run) -> None:
    def paths(*options: str) -> list[str]:
        return [hit["path"] for hit in json.loads(shared("--json", *options, "ice").stdout)["hits"]]

    assert paths("-n", "2") + paths("-n", "2", "--page", "2") == paths("-n", "4")


def test_by_date_the_newest_comes_first(shared: Run) -> None:
    def dates(*options: str) -> list[str]:
        hits = json.loads(shared("--json", *options, "has:date ice").stdout)["hits"]
        return [hit["date"] for hit in hits]

    newest = dates("--sort", "date")
    assert len(set(newest)) > 2
    assert newest == dates("--sort", "new") == sorted(newest, reverse=True)
    assert dates("--sort", "old") == sorted(newest)


def test_a_score_is_explained(shared: Run) -> None:
    printed = shared("--explain", "icebreaker", "finland", "-n", "1").stdout
    assert "The score is " in printed
    assert "icebreaker  " in printed
    answer = json.loads(shared("--explain", "--json", "icebreaker", "finland").stdout)
    lines = shared("--explain", "--jsonl", "icebreaker", "finland").stdout.splitlines()
    assert [json.loads(line) for line in lines] == answer["hits"]
    for hit in answer["hits"]:
        told = hit["explain"]
        parts = sum(word["score"] for word in told["words"])
        assert told["score"] == pytest.approx(hit["score"], abs=1e-3)
        assert told["score"] == pytest.approx(told["factor"] * parts, abs=1e-3)
        assert [word["word"] for word in told["words"]] == ["icebreaker", "finland"]
        assert all(sum(word["places"].values()) for word in told["words"])


def test_years_are_bars_and_one_year_is_told_by_month(shared: Run) -> None:
    (years,) = [line for line in shared("ice").stdout.splitlines() if line.startswith("date ")]
    assert "█" in years
    shown = [int(value[:4]) for value in years.split("  ")[-1].split(" · ") if value[:2] == "20"]
    assert len(shown) > 2
    assert shown == sorted(shown, reverse=True)
    year = str(shown[0])
    facets = json.loads(shared("--json", f"ice date:{year}").stdout)["facets"]
    assert list(facets)[1:3] == ["date", "month"]
    assert {month[:4] for month, _ in facets["month"]} == {year}
    assert sum(count for _, count in facets["month"]) == dict(facets["date"])[year]
    assert "month" not in json.loads(shared("--json", "ice date:2020..").stdout)["facets"]


def test_a_word_to_leave_out_is_no_option(shared: Run) -> None:
    answer = json.loads(shared("icebreaker", "-norway", "--json").stdout)
    assert "norway" in answer["read_as"]
    assert answer["total"] < json.loads(shared("icebreaker", "--json").stdout)["total"]


def test_as_people_type_it(shared: Run, tmp_path: Path) -> None:
    """Nothing is said of folders, and options stand where they occur to one."""
    answer = json.loads(shared.typed("icebreaker", "-n", "1", "finland", "--json").stdout)
    assert (answer["query"], len(answer["hits"])) == ("icebreaker finland", 1)
    status = shared.typed("--corpus=seeds", "--follow", "--jobs", "1", "status")
    assert re.match(r"corpus     /\S+/seeds\n", status.stdout)
    everything = shared.typed("icebreaker").stdout
    assert everything.startswith("7 articles")
    assert shared.typed("icebreaker", folder="seeds").stdout == everything
    elsewhere = Run(tmp_path).typed("icebreaker", ARCTICSEARCH_CORPUS=str(shared.folder / "seeds"))
    assert elsewhere.stdout == everything


def test_a_query_that_looks_like_a_command(shared: Run) -> None:
    assert json.loads(shared("search", "--json", "--", "index").stdout)["query"] == "index"


def test_show_accounts_for_every_line(shared: Run) -> None:
    for seed in sorted(SEEDS.glob("*.txt")) + sorted(SEEDS.glob("*-*.md")):
        shown = json.loads(shared("show", seed.name, "--removed", "--json").stdout)
        assert list(shown) == [
            "path", "title", "source", "date", "author", "category", "language", "provenance",
            "paragraphs", "removed",
        ]  # fmt: skip
        places: dict[int, int] = {}
        for part in shown["paragraphs"] + shown["removed"]:
            first, last = part["lines"]
            for line in range(first, last + 1):
                places[line] = places.get(line, 0) + 1
        lines = seed.read_text(encoding="utf-8").split("\n")
        for number, line in enumerate(lines, 1):
            if line.strip():
                assert places.get(number) == 1, (seed.name, number, line)


def test_show_for_a_person(shared: Run) -> None:
    seed = "longline-journal-central-arctic-fishery.html"
    shown = shared("show", seed)
    assert "The ocean that ten governments agreed not to fish" in shown.stdout
    assert "2021-06-25" in shown.stdout
    removed = shared("show", seed, "--removed")
    assert removed.returncode == 0
    assert "metadata" in removed.stdout
    missing = shared("show", "nothing.txt")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "There is no seed nothing.txt" in missing.stderr


def test_index_says_what_changed(run: Run, tmp_path: Path) -> None:
    corpus = tmp_path / "pages"
    corpus.mkdir()
    (corpus / "a.txt").write_text("Ice is thinner than it was when the station was built here.\n")
    assert run("index", corpus=corpus).stdout == "Built the index: 1 article.\n"
    assert run("index", corpus=corpus).stdout == "The index is up to date: 1 article.\n"
    (corpus / "a.txt").write_text("Fish are fewer than they were when the station was built.\n")
    changed = run("index", corpus=corpus).stdout
    assert changed == "1 seed changed. The index holds 1 article.\n"
    assert run("index", "--full", corpus=corpus).stdout == "Built the index anew: 1 article.\n"
    (corpus / "a.txt").unlink()
    removed = run("index", corpus=corpus).stdout
    assert removed == "1 seed removed. The index holds 0 articles.\n"


def test_a_stale_index_is_brought_up_to_date_first(run: Run, tmp_path: Path) -> None:
    corpus = tmp_path / "pages"
    corpus.mkdir()
    file = corpus / "a.txt"
    file.write_text("The walrus is thinner than it was when the station was built here.\n")
    assert run("walrus", corpus=corpus).returncode == 0
    file.write_text("The narwhal is thinner than it was when the station was built here.\n")
    assert run("walrus", corpus=corpus).returncode == 1
    assert run("narwhal", corpus=corpus).returncode == 0


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (("--colour",), "See `arcticsearch --help`"),
        (("-n", "0", "ice"), "is not a number from 1"),
        (("--facets", "colour", "ice"), "There is no facet colour"),
        (("show",), "arcticsearch show --help"),
        ((), "The shell needs a terminal"),
    ],
)
def test_wrong_use_is_said_in_a_sentence(shared: Run, argv: tuple[str, ...], said: str) -> None:
    done = shared(*argv)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("what", ["cache", "data"])
def test_no_folder_is_made_up_for_want_of_a_home(
    what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # as where HOME is not set
    for name in ("XDG_CACHE_HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(IndexFolderError, match="Set HOME"):
        places.user_folder(what)


def test_bad_places_are_said_in_a_sentence(run: Run, tmp_path: Path) -> None:
    missing = run("ice", corpus=tmp_path / "nowhere")
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "does not exist" in missing.stderr

    empty = tmp_path / "empty"
    empty.mkdir()
    assert run("ice", corpus=empty).returncode == 1

    status = run("--index", "nowhere/../index", "status", corpus=tmp_path / "no" / ".." / "empty")
    assert status.stdout.startswith(f"corpus     {empty}\nindex      {tmp_path / 'index'} (")

    other = tmp_path / "index"
    for entry in other.iterdir():
        entry.unlink() if entry.is_file() else None
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "holiday.jpg").write_bytes(b"x")
    foreign = run("--index", "photos", "ice", corpus=empty)
    assert foreign.returncode == 2
    assert "holiday.jpg" in foreign.stderr
    assert (tmp_path / "photos" / "holiday.jpg").exists()

    nothing = run("ice", corpus=None)
    assert nothing.returncode == 2
    assert "no corpus here" in nothing.stderr


def test_bad_seeds_are_said_and_the_rest_is_indexed(run: Run, tmp_path: Path) -> None:
    corpus = tmp_path / "pages"
    corpus.mkdir()
    (corpus / "good.txt").write_text("The walrus is thinner than it was when this was built.\n")
    (corpus / "binary.txt").write_bytes(bytes(range(256)) * 100)
    german = "Die Bären jagen später im Jahr als früher üblich."
    (corpus / "latin.txt").write_bytes(german.encode("latin-1"))
    done = run("index", corpus=corpus)
    assert done.returncode == 2
    assert "Skipped binary.txt: binary, not text." in done.stderr
    assert "2 articles" in done.stdout
    assert run("walrus", corpus=corpus).returncode == 0
    assert run("Bären", corpus=corpus).returncode == 0
    status = json.loads(run("status", "--json", corpus=corpus).stdout)
    assert status["skipped"] == [{"path": "binary.txt", "reason": "binary, not text"}]
    assert status["seeds"] == status["articles"] + 1 == 3


def test_check_finds_and_mends(run: Run) -> None:
    assert run("index").returncode == 0
    assert "sound" in run("check").stdout
    catalog = run.folder / "index" / "catalog.sqlite"
    catalog.write_bytes(b"x" * 10_000)
    mended = run("check")
    assert "damaged" in mended.stderr
    assert "Mended" in mended.stdout
    assert "sound" in run("check").stdout


def test_an_export_holds_every_article_and_replaces_nothing(shared: Run, tmp_path: Path) -> None:
    lines = [json.loads(line) for line in shared("export").stdout.splitlines()]
    assert [line["path"] for line in lines] == sorted(line["path"] for line in lines)
    assert len(lines) == len(list(SEEDS.iterdir())) - 1  # README.md is no seed
    one = json.loads(shared("show", lines[0]["path"], "--json").stdout)
    assert one == lines[0]
    out = tmp_path / "out"
    assert shared("export", "--text", str(out)).returncode == 0
    assert len(list(out.iterdir())) == len(lines)
    again = shared("export", "--text", str(out))
    assert again.returncode == 2
    assert "there already" in again.stderr


def test_no_byte_of_a_page_reaches_the_terminal_as_a_command(run: Run, tmp_path: Path) -> None:
    corpus = tmp_path / "pages"
    corpus.mkdir()
    evil = "\x1b]0;owned\x07 \x9b31m \u202eesrever\u202c zero\u200bwidth \x08\x7f"
    (corpus / "evil.txt").write_text(
        f"Walrus {evil}\n\nThe walrus {evil} is thinner than it was when this was built, they say.\n",
        encoding="utf-8",
    )
    (corpus / "name\x1b[2J.txt").write_text("The walrus is thinner than it was in the old days.\n")
    for argv in (
        ("walrus",), ("--json", "walrus"), ("show", "evil.txt"), ("status",), ("index", "--full"),
        ("show", "evil.txt", "--removed"), ("show", "name\x1b[2J.txt"), ("show", evil), (evil,),
    ):  # fmt: skip
        done = run(*argv, corpus=corpus)
        for text in (done.stdout, done.stderr):
            bad = [char for char in text if char < " " and char != "\n"]
            bad += [char for char in text if char in "\x7f\x9b\u202e\u202c\u200b"]
            assert bad == [], argv
        assert "Traceback" not in done.stderr


def test_a_reader_who_leaves_is_no_error(shared: Run) -> None:
    command = f"{sys.executable} -m arcticsearch --corpus {SEEDS} --index index export | head -c 10"
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command], cwd=shared.folder, capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize(
    ("command", "status", "out"),
    [
        ("icebreaker >&-", 0, ""),
        ("export >&-", 0, ""),
        ("show nothing 2>&-", 2, ""),  # nor is it said among the answers
        ("show nothing 2>/dev/full", 2, ""),
        ("icebreaker --json >/dev/full", 2, ""),
        ("check <&-", 0, "The index is sound.\n"),
    ],
)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such file here")
def test_a_stream_that_is_closed_or_full(shared: Run, command: str, status: int, out: str) -> None:
    command = f"{sys.executable} -m arcticsearch --corpus {SEEDS} --index index {command}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=shared.folder, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (status, out)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize(
    "command",
    [
        "--help", "--version", "export --help", "icebreaker", "icebreaker --json", "zeppelin",
        "index", "status", "status --json", "check", "export", "like PAGE", "show PAGE",
    ],
)  # fmt: skip
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such file here")
def test_what_cannot_be_printed_is_said(shared: Run, command: str, unbuffered: str) -> None:
    where = f"--corpus {SEEDS} --index index"
    command = command.replace("PAGE", min(path.name for path in SEEDS.glob("*.html")))
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m arcticsearch {where} {command} >/dev/full"],
        cwd=shared.folder, capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": unbuffered},
    )  # fmt: skip
    said = "arcticsearch: The disk or a file failed: No space left on device.\n"
    assert (done.returncode, done.stderr) == (2, said)


@pytest.mark.parametrize(
    ("raised", "said"),
    [
        (MemoryError(), "arcticsearch: There is not enough memory.\n"),
        (RuntimeError("a bug"), None),
    ],
)  # fmt: skip
def test_nothing_that_fails_looks_like_nothing_found(raised: Exception, said: str | None) -> None:
    program = (
        "from arcticsearch import __main__, places\n"
        "def fail(_): raise " + repr(raised) + "\n"
        "places.find_corpus = fail\n"
        "__main__.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "icebreaker"], capture_output=True, text=True, timeout=60,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == said or "RuntimeError: a bug" in done.stderr


def test_what_fails_is_said_where_nothing_more_can_be_loaded(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: object) -> NoReturn:
        raise OSError(errno.EMFILE, "Too many open files")

    monkeypatch.setattr(places, "find_corpus", fail)
    monkeypatch.setitem(sys.modules, "sqlite3", None)
    assert cli.run(["icebreaker"]) == cli.ERROR
    said = "arcticsearch: The disk or a file failed: Too many open files.\n"
    assert capsys.readouterr().err == said


NEVER = {"prompt_toolkit", "asyncio", "selectolax", "importlib.metadata", "charset_normalizer"} | {
    "argparse", "arcticsearch.corpus.strip.pages", "dataclasses", "numpy", "shutil", "whoosh",
}  # fmt: skip
ONLY_TO_BUILD = {"arcticsearch.build", "arcticsearch.page", "pathlib", "typing"}


@pytest.mark.parametrize(
    ("command", "never"),
    [("icebreaker", {*NEVER, *ONLY_TO_BUILD}), ("index", {*NEVER, "arcticsearch.settle"})],
)
def test_what_finds_no_change_loads_only_what_it_needs(
    shared: Run, command: str, never: set[str]
) -> None:
    program = (
        "import sys; from arcticsearch.cli import run; run(sys.argv[1:]);"
        "print(*sorted(sys.modules), file=sys.stderr)"
    )
    loaded = _loaded(shared.folder, program, command)
    assert "arcticsearch.collection" in loaded
    assert not loaded & never


def test_a_look_at_the_files_waits_for_nothing(shared: Run) -> None:
    program = (
        "import os, sys; fork = os.fork;"
        "os.fork = lambda: print(*sorted(sys.modules), file=sys.stderr) or fork();"
        "from arcticsearch.__main__ import main; main()"
    )
    loaded = _loaded(shared.folder, program, "icebreaker")
    assert "arcticsearch.look" in loaded
    assert not loaded & {"typing", "collections", "contextlib", "enum", "re", "pathlib", "sqlite3"}


def _loaded(folder: Path, program: str, command: str) -> set[str]:
    """The modules that a program says on stderr, without what an installation loads at its start."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", program, "--corpus", str(SEEDS), "--index", "index", command],
        cwd=folder, capture_output=True, text=True, timeout=60, check=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), get_path("platlib")))},
    )  # fmt: skip
    return set(done.stderr.split())


def test_help_has_an_example_for_each_command(shared: Run) -> None:
    assert "examples:" in shared("--help").stdout
    for command in ("search", "index", "show", "like", "status", "check", "export"):
        done = shared(command, "--help")
        assert done.returncode == 0
        assert f"arcticsearch {command}" in done.stdout.partition("example")[2]
