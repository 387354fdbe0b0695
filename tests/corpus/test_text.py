"""Lines become blocks: each line with text is in one, and Markdown leaves the text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.corpus import markdown
from arcticsearch.corpus.bounds import MAX_BLOCKS, MAX_CHARACTERS
from arcticsearch.corpus.text import extract
from arcticsearch.errors import SeedSkipped
from arcticsearch.page import Block, Form, Seed


def blocks(text: str, form: Form = Form.TEXT) -> tuple[Block, ...]:
    return extract(Seed("page.txt", form, text, "")).blocks


lines = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "",
                "  ",
                "---",
                "title: x",
                "URL: http://y",
                "* x",
                "# Head",
                "```",
                "> said",
                "- URL: http://y",
                "![x](y)",
                "- a ([b](c))",
                "a | b | c",
                "word " * 14,
            ]
        ),
        st.text(alphabet="ab .*_[]()`#>|\t\f\u2028\x85é中", max_size=90),
    ),
    max_size=30,
)


@given(lines, st.sampled_from(["\n", "\r\n", "\r"]))
def test_every_line_with_text_is_in_exactly_one_block(content: list[str], end: str) -> None:
    page = extract(Seed("page.txt", Form.TEXT, end.join(content), ""))
    found = sorted((*page.front, *page.blocks), key=lambda block: block.lines or (0, 0))
    covered = [n for b in found if b.lines for n in range(b.lines[0], b.lines[1] + 1)]
    assert covered == sorted(set(covered))
    with_text = {n for n, line in enumerate(content, start=1) if line.strip()}
    assert with_text <= set(covered)
    starts = {b.lines[0] for b in found if b.lines}
    assert starts <= with_text
    assert all(b.text.strip() for b in found)


def test_only_line_feeds_and_carriage_returns_end_a_line() -> None:
    found = blocks("one\ftwo\u2028three\x85four\nfive\r\nsix\rseven")
    assert [b.lines for b in found] == [(1, 1), (2, 2), (3, 3), (4, 4)]


def test_gap_and_indent() -> None:
    first, second, third = blocks("a\n\n\n    b\n\tc")
    assert (first.gap, second.gap, third.gap) == (0, 2, 0)
    assert (first.indent, second.indent, third.indent) == (0, 4, 4)


@pytest.mark.parametrize(
    ("line", "tag", "text", "link_words"),
    [
        ("Plain prose stays as it is.", "", "Plain prose stays as it is.", 0),
        ("## Ice in *spring* ##", "h2", "Ice in spring", 0),
        ("# The sound {#sound .lead}", "h1", "The sound", 0),
        ('By [Ada](/a){rel="author"} {a} f(x){.5}\\', "", "By Ada {a} f(x){.5}", 1),
        ("See [[Ice|the ice]] of [[Kola]] [[3]](#c)", "", "See the ice of Kola [[3]](#c)", 3),
        ("* a [red fox](http://x.org/a_b_(c)) ran", "li", "a red fox ran", 2),
        ("  • bullet", "li", "bullet", 0),
        ("3. a number stays", "li", "3. a number stays", 0),
        ("> **said** she", "blockquote", "said she", 0),
        ("[![a map](m.png)](/maps)", "", "a map", 2),
        ("see <https://x.org/y>.", "", "see https://x.org/y.", 1),
        ("| one | two |", "td", "| one | two |", 0),
        ("one\ttwo", "td", "one two", 0),
        ("snake_case and 2*3*4 stay", "", "snake_case and 2*3*4 stay", 0),
        ("1 \\* 2", "", "1 * 2", 0),
        ("* * *", "li", "* * *", 0),
        ("–", "", "–", 0),
        ("> * ## deep", "h2", "deep", 0),
        ("* > 3. a number said", "blockquote", "3. a number said", 0),
        ("> * 3. a number listed", "li", "3. a number listed", 0),
        ("#1 in the charts", "", "#1 in the charts", 0),
        ("**open bold", "", "open bold", 0),
        (
            "The ==ice *road*== is open[^1] and a == b == c",
            "",
            "The ice road is open and a == b == c",
            0,
        ),
        ("The chart ![[ice map.png|300]] of ![[the sound]]", "", "The chart of the sound", 0),
        ("> [!quote]- Ada Berg", "blockquote", "Ada Berg", 0),
        ("> [!quote]", "blockquote", "[!quote]", 0),
        ("[^1]: Ice report", "", "[^1]: Ice report", 0),
        ("The ice ([the map](/m))", "", "The ice (the map)", 2),
    ],
)
def test_markdown(line: str, tag: str, text: str, link_words: int) -> None:
    (block,) = blocks(line)
    assert (block.tag, block.text, block.link_words) == (tag, text, link_words)


def test_where_a_line_was_marked_is_no_text() -> None:
    mark = "- The ice{} ([Location {}](https://marks.example/{}))"
    found = blocks("\n".join([*(mark.format(n, n, n) for n in range(3)), "(([x](y)))"]))
    assert [b.text for b in found] == ["The ice0", "The ice1", "The ice2", "((x))"]
    assert not any(b.link_words for b in found[:3])


def test_a_fence_keeps_its_lines_as_they_are() -> None:
    found = blocks("```\n# not *a* heading\n```\n# a heading")
    assert [b.tag for b in found] == ["pre", "pre", "pre", "h1"]
    assert found[1].text == "# not *a* heading"


def test_a_fence_that_nothing_closes_opens_no_code() -> None:
    found = blocks("~~~~__\n# a heading\n* an item")
    assert [b.tag for b in found] == ["", "h1", "li"]


def wrap(text: str, width: int) -> str:
    rows = [""]
    for word in text.split():
        if rows[-1] and len(rows[-1]) + 1 + len(word) > width:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    return "\n".join(rows)


PARAGRAPHS = [
    "The harbour froze early that year, and the ferries that carried flour to the outer islands "
    "stayed in port until the icebreaker came round from the east in the second week of March.",
    "Nobody on the quay had seen such a winter, though the pilot's grandfather used to tell of one "
    "in which people drove to market across the sound with horses and came home after dark.",
]


@pytest.mark.parametrize("width", [60, 72, 78])
def test_hard_wrapped_lines_are_one_block(width: int) -> None:
    found = blocks("\n\n".join(wrap(p, width) for p in PARAGRAPHS) + "\n* Home\n* About us")
    assert [b.text for b in found] == [*PARAGRAPHS, "Home", "About us"]
    assert found[0].lines == (1, wrap(PARAGRAPHS[0], width).count("\n") + 1)


def test_lines_that_were_not_wrapped_stay_apart() -> None:
    text = "\n".join([*PARAGRAPHS, "A line that is rather long but not very long, at that, friend"])
    assert len(blocks(text)) == 3


def test_what_is_too_large_for_a_page_is_refused_with_the_reason() -> None:
    with pytest.raises(SeedSkipped, match=r"^over .* characters"):
        blocks("x" * (MAX_CHARACTERS + 1))
    with pytest.raises(SeedSkipped, match=r"^over .* lines"):
        blocks("x\n" * (MAX_BLOCKS + 1))


@pytest.mark.parametrize(
    "piece", ["[", "[a](", "*a ", "_", "<http:", "`a", "[x](((", "\\", "> ", "**a"]
)
def test_time_grows_with_the_page_not_faster(piece: str) -> None:
    def cpu(size: int) -> float:
        start = time.process_time()
        markdown.read([(piece * (size // len(piece))).strip()])
        return time.process_time() - start

    # A quadratic search would take minutes here.
    assert cpu(1_000_000) < 5


def test_blank_pages_have_no_blocks() -> None:
    assert blocks("") == blocks("\n \r\n\t") == ()


def test_the_numbers_of_links_in_a_text_browsers_dump() -> None:
    page = "* [1]Home\n\nThe ice[4] closed [2]the sound.\n\n1. https://floe.example/\n2. {}"
    texts = [block.text for block in blocks(page.format("https://floe.example/sound"))]
    assert texts[:2] == ["Home", "The ice[4] closed the sound."]
    texts = [block.text for block in blocks(page.format("The second note."))]
    assert texts[:2] == ["[1]Home", "The ice[4] closed [2]the sound."]


def test_a_line_does_not_go_on_behind_a_header() -> None:
    wrapped = "The ice closed the sound in the night, and two ships that had been waiting\n" * 9
    page = f"The pilot said that none of the ships in the sound would leave before it is\n{{}}{wrapped}"
    assert len(blocks(page.format(""))) == 1
    assert [block.lines for block in blocks(page.format("URL: http://a\nTitle: Ice\n"))] == [
        (1, 1),
        (4, 12),
    ]
