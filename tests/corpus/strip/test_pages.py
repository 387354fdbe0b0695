"""Golden pages, one a kind of failure, and the rules that need no model."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arcticsearch.corpus.strip import body_text, lexicon, reasons
from arcticsearch.corpus.strip.body_text import decode
from arcticsearch.corpus.strip.pages import strip, with_longest
from arcticsearch.corpus.text import extract
from arcticsearch.model import Kind, Label, Reason
from arcticsearch.page import Block, Form, Seed

PAGES = sorted((Path(__file__).parents[2] / "pages").glob("*.txt"))


def stripped(text: str) -> list[tuple[tuple[int, int], Label]]:
    page = extract(Seed("page.txt", Form.TEXT, text, ""))
    return [(b.lines or (0, 0), label) for b, label in zip(page.blocks, strip(page), strict=True)]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_golden_page(path: Path) -> None:
    """A line of a golden page is a mark, perhaps a label, a bar, and the line of the page.

    + it must be kept, - removed, = removed as repeated in the page, ? either will do.
    """
    marks, lines = zip(
        *(line.split("|", 1) for line in path.read_text("utf-8").splitlines()), strict=True
    )
    wrong = []
    for (first, last), label in stripped("\n".join(lines)):
        for number in range(first, last + 1):
            mark, _, wanted = marks[number - 1].partition(" ")
            right = {
                "+": isinstance(label, Kind),
                "-": isinstance(label, Reason) and label is not Reason.REPEATED_IN_PAGE,
                "=": label is Reason.REPEATED_IN_PAGE,
                "?": True,
            }[mark]
            if not right or (wanted and label.value != wanted):
                wrong.append(f"{mark} {wanted or '…'} is {label.value}: {lines[number - 1][:60]}")
    assert not wrong, "\n".join(wrong)


@settings(max_examples=50)
@given(st.lists(st.text(max_size=80), max_size=20))
def test_every_block_of_any_page_gets_one_label(lines: list[str]) -> None:
    page = extract(Seed("page.txt", Form.TEXT, "\n".join(lines), ""))
    assert len(strip(page)) == len(page.blocks)


_LINES = (
    "Home", "Share on Facebook", "Related stories", "Comments", "All rights reserved", "By Ada Berg",
    "The floes drift with the wind and the water.", "Subscribe to our newsletter", "北极 订阅",
)  # fmt: skip


@given(st.lists(st.sampled_from(_LINES), max_size=20), st.lists(st.booleans(), min_size=20))
def test_reasons_are_the_same_whether_the_words_were_looked_up_before(
    lines: list[str], kept: list[bool]
) -> None:
    page = extract(Seed("page.txt", Form.TEXT, "\n".join(lines), ""))
    count = len(page.blocks)
    lower = [block.text.lower() for block in page.blocks]
    classes = lexicon.read([block.text for block in page.blocks]).counts
    decided = reasons.Decided(page.blocks, lower, kept[:count], [False] * count)
    assert [*reasons.label([decided], classes)] == [*reasons.label([decided])]


def test_a_removed_line_has_the_reason_that_its_own_words_give() -> None:
    lines = ["Photo: terms of use apply", "By Ada Berg", "Share on Facebook", "Ice and open water"]
    alone = [_reasons_of([line]) for line in lines]
    assert alone == [[Reason.LEGAL], [Reason.METADATA], [Reason.SHARE], [Reason.NAVIGATION]]
    assert _reasons_of(lines) == [reason for (reason,) in alone]


def _reasons_of(lines: list[str]) -> list[Label]:
    """The labels of a page of these lines, of which none is kept, between two others."""
    one, two = (_decided(lines) for lines in (["Subscribe", "Kept."], lines))
    _, labels, _ = reasons.label([one, two, one])
    return list(labels)


def _decided(lines: list[str]) -> reasons.Decided:
    blocks = [Block(line, tag="li") for line in lines]
    lower = [line.lower() for line in lines]
    nothing = [False] * len(lines)
    return reasons.Decided(blocks, lower, [line == "Kept." for line in lines], nothing)


def test_no_label_without_blocks() -> None:
    assert stripped("\n \n") == []


def test_decode_bridges_a_small_doubt_and_not_a_large_one() -> None:
    assert decode([10.0, -1.0, 10.0]) == [True, True, True]
    assert decode([10.0, -6.0, 10.0]) == [True, False, True]
    assert decode([]) == []


@pytest.mark.parametrize(
    "text",
    ["a" * 2_000_000, "word " * 400_000, "ab\n" * 30_000, ("x. " * 90 + "\n") * 5_000],
    ids=["one word", "one line", "many lines", "the same line"],
)
def test_a_hostile_page_is_done_within_seconds(text: str) -> None:
    start = time.process_time()
    stripped(text)
    assert time.process_time() - start < 20


def test_a_title_over_one_paragraph_does_not_stand_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(body_text, "kept", lambda *pages: [(True, False)])
    page = "On the drift of floes\n\n" + "The floes drift with the wind and the water. " * 3
    assert [label for _, label in stripped(page)] == [Kind.HEADING, Kind.PARAGRAPH]


@pytest.mark.parametrize(
    ("lengths", "kept", "wanted"),
    [
        ([4, 30], [True, False], [True, True]),
        ([4, 9], [True, False], [True, False]),  # the longest is no prose
        ([31, 30], [True, False], [True, False]),  # most is kept
        ([4, 12, 30], [True, True, False], [True, True, True]),
    ],
)
def test_the_longest_of_a_note_is_kept(
    lengths: list[int], kept: list[bool], wanted: list[bool]
) -> None:
    blocks = [Block(" ".join(["word"] * length)) for length in lengths]
    assert list(with_longest(blocks, kept)) == wanted


SENTENCE = (
    "The floes drift with the wind and with the water, as they have done for as long as we know."
)

NOTE = """\
# Sauerteig für Anfänger

Der Ansatz braucht fünf Tage. Füttere ihn täglich mit Mehl und mit Wasser; in der Wärme gärt er am
besten.

## Zutaten

| Zutat | Menge |
|---|---|
| Roggenmehl | 500 g |

## Häufige Fehler

1. Der Teig ist zu kalt.
2. Das Brot wird zu früh angeschnitten.
"""


def test_of_a_note_that_somebody_wrote_nothing_is_removed() -> None:
    page = extract(Seed("note.md", Form.MARKDOWN, NOTE, ""))
    assert [label for label in strip(page) if isinstance(label, Reason)] == []


def test_of_a_small_page_of_a_site_the_furniture_is_removed() -> None:
    menu = "Home | Contact us | About | Search | Sign in to your account"
    foot = "Share this | Subscribe to the newsletter | Privacy policy | Terms of use"
    labels = [label for _, label in stripped("\n\n".join([menu, SENTENCE, foot]))]
    assert isinstance(labels[0], Reason)
    assert isinstance(labels[-1], Reason)
