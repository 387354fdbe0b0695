"""argv → arguments, as every shell hands them over."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from arcticsearch import arguments
from arcticsearch.arguments import parse
from arcticsearch.options import OPTIONS, UsageError
from arcticsearch.query.fields import FACETS


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("icebreaker -n 2 finland", "icebreaker finland"),
        ("icebreaker finland -n 2", "icebreaker finland"),
        ("-n2 icebreaker --copies finland", "icebreaker finland"),
        ("search icebreaker -n 2 finland", "icebreaker finland"),
        ("--sort=new icebreaker -n=2 finland --json", "icebreaker finland"),
        ("icebreaker -norway -n 2 --facets source", "icebreaker -norway"),
        ("-norway --facets source -n 2 icebreaker -hull", "-norway icebreaker -hull"),
        ("ice -2024 -n 2 -source:x=y -", "ice -2024 -source:x=y -"),
        ("-n 2 --no-pager -- --json -n status", "--json -n status"),
        ("ice -n 2 -- ice -- --copies", "ice ice -- --copies"),
        ("search -n 2 -- index --full", "index --full"),
        ("-n 2 icebreaker status", "icebreaker status"),
        ("-icebreaker -n 2 status", "-icebreaker status"),
        ("ice -n 2 ice -ice -n 2 ice", "ice ice -ice ice"),
    ],
)
def test_words_stand_anywhere(line: str, words: str) -> None:
    found = parse(line.split())
    assert (found.command, found.query, found.n) == ("search", words.split(), 2)


def test_words_keep_their_blanks_and_look_like_no_option() -> None:
    words = ["--copies of the treaty", "-a b", "", "---", "-“a b”"]
    assert parse(["--color", "never", *words]).query == words


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("status", "status"), ("--corpus=pages status", "status"), ("--follow status", "status"),
        ("--jobs 1 index", "index"), ("--jobs=1 --corpus pages --index=x index --full", "index"),
        ("--full --jobs 1 index", "index"), ("--removed show x.txt", "show"),
        ("-n 2 --facets source like x.txt", "like"), ("-n2 like x.txt", "like"),
        ("--corpus status --index check export --text out", "export"), ("-n 2 search ice", "search"),
        ("--corpus index", "shell"), ("--index check status", "status"), ("-- status", "search"),
        ("-n 2 -- status", "search"), ("--text out export", "export"), ("", "shell"),
        ("search", "shell"),
    ],
)  # fmt: skip
def test_the_command_is_the_first_word(line: str, command: str) -> None:
    assert parse(line.split()).command == command


def test_a_command_keeps_the_options_before_it() -> None:
    found = parse(["--corpus", "status", "--jobs=3", "status", "--json"])
    assert (found.corpus, found.jobs, found.json) == ("status", 3, True)
    found = parse(["--corpus=a", "export", "--jobs", "2", "--text", "out"])
    assert (found.corpus, found.jobs, found.text) == ("a", 2, "out")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "ice --colour never",
            "Unrecognized arguments: --colour. Did you mean --color? See `arcticsearch --help`.",
        ),
        ("ice --limit 3", "Unrecognized arguments: --limit. See `arcticsearch --help`."),
        ("show a --remove", "Did you mean --removed? See"),
        ("ice --facet_limit 3", "arguments: --facet_limit."), ("ice --x=3", "arguments: --x=3."),
        ("ice -n", "Argument -n: expected one argument."), ("ice -n 2x", "'2x' is not a number"),
        (f"ice -n {'9' * 5000}", "is not a number from 1"),
        ("ice -n -- snow", "Argument -n: expected one argument."), ("ice --json=1", "--json"),
        ("status -v", "Unrecognized arguments: -v. See `arcticsearch status --help`."),
        ("status -n 2", "Unrecognized arguments: -n 2."), ("show", "required: SEED"),
        ("--text out ice export", "Unrecognized arguments: --text."), ("like a b", "arguments: b."),
        ("ice --facets source,colour", "There is no facet colour. The facets are source, date,"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_said_by_its_name(line: str, said: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse(line.split())
    assert said in str(raised.value)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("status quo", "status quo"), ("index fund -n 2", "index fund"),
        ("like a hurricane", "like a hurricane"), ("--jobs 1 check engine", "check engine"),
        ("status quo's", """status 'quo'"'"'s'"""), ("status -v", None), ("status -n 2", None),
        ("show", None), ("ice --colour never", None),
    ],
)  # fmt: skip
def test_words_that_begin_with_a_command_can_be_searched_for(line: str, words: str | None) -> None:
    with pytest.raises(UsageError) as raised:
        parse(line.split())
    offered = str(raised.value).partition("`arcticsearch search -- ")[2]
    assert offered == (f"{words}`." if words else "")


@pytest.mark.parametrize(
    ("names", "chosen"),
    [("source, date", ("source", "date")), ("none", ()), ("", ()), ("month", ("month",))],
)
def test_facets_are_named_with_commas_or_none(names: str, chosen: tuple[str, ...]) -> None:
    assert parse(["ice", "--facets", names]).facets == chosen
    assert parse(["ice"]).facets == FACETS


@pytest.mark.parametrize(
    "line", [["--corpus", "", "ice"], ["--index=", "ice"], ["export", "--text", ""]]
)
def test_an_empty_name_is_refused(line: list[str]) -> None:
    with pytest.raises(UsageError, match="name is empty"):
        parse(line)


def test_a_seed_may_begin_with_a_dash() -> None:
    found = parse(["show", "-dash.txt:3", "--removed"])
    assert (found.command, found.seed, found.removed) == ("show", "-dash.txt:3", True)
    found = parse(["like", "-n", "2", "-dash.txt"])
    assert (found.command, found.seed, found.n) == ("like", "-dash.txt", 2)
    with pytest.raises(UsageError, match="Unrecognized arguments: -x"):
        parse(["show", "page.txt", "-x"])


def test_facets_have_the_names_that_a_query_has() -> None:
    assert parse(["--facets", "from, By,month", "ice"]).facets == ("source", "author", "month")


LINES = st.lists(
    st.sampled_from([*OPTIONS, *sorted({name for known in OPTIONS.values() for name in known})])
    | st.sampled_from(
        "ice -norway -n5 --page=2 --sort=new --color=x --json=1 -1 0 2 new a,b".split()
    )
    | st.sampled_from(["source,month", "status quo", "--", "-", "", "--facets=", "--corpus=a b"]),
    max_size=6,
)


@given(LINES)
@example(["index", "--"])
def test_what_is_read_without_argparse_is_what_argparse_reads(line: list[str]) -> None:
    def told() -> dict[str, object] | str:
        try:
            return vars(parse(line))
        except UsageError as error:
            return str(error)

    quickly = told()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(arguments, "_read", lambda *_: None)
        assert quickly == told()


def test_an_answer_has_one_shape() -> None:
    with pytest.raises(UsageError, match="not allowed with"):
        parse(["ice", "--json", "--jsonl"])
