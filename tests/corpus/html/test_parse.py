"""Pages built to hurt the parser are done or refused within seconds."""

import time

import pytest

from arcticsearch.corpus.html.parse import parse
from arcticsearch.errors import SeedSkipped

_SECONDS = 10.0  # each takes under 4 on a slow machine; what is quadratic takes minutes

_REFUSED = {
    "nested tags": "<div>" * 100_000 + "deep",
    "nested tags, closed": "<div>" * 100_000 + "deep" + "</div>" * 100_000,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">text",
    "attributes that look like the end of a tag": "<p "
    + " ".join(f'a{n}=">"' for n in range(50_000))
    + ">text",
    "attributes after a script that never ends a quote": '<script>if (a<b && "\'")</script><p '
    + " ".join(f"a{n}" for n in range(50_000))
    + ">text",
    "formatting that every paragraph opens again": "".join(
        f"<font size={n}><p>text" for n in range(50_000)
    ),
    "attributes of many bodies": "".join(f"<bODy a{n}=1>" for n in range(50_000)),
    "tags": "<a" * 1_000_000,
}

_DONE = {
    "50 MB in one line": "word " * 10_000_000,
    "unclosed comments": "<!--" * 500_000,
    "unclosed tags": "<a" * 500_000,
    "unclosed quote": "<p>text<a href='" + "x " * 1_000_000,
    "scripts in scripts": "<script>" * 500_000,
    "a script of 10 MB": "<script>" + "if(a<b){c='<div>'};" * 200_000 + "</script><p>text",
    "signs of less": "<" * 500_000,
    "signs of equality": "<p " + "=" * 1_000_000,
    "many short paragraphs": "<p>x</p>" * 200_000,
    "list items that nobody closes": "<li>x" * 200_000,
    "closings of nothing": "</i>x" * 200_000,
    "ampersands": "&am" * 1_000_000,
}


@pytest.mark.parametrize("name", _REFUSED)
def test_refused_with_a_reason(name: str) -> None:
    start = time.process_time()
    with pytest.raises(SeedSkipped, match=r"(too many|[0-9,]+) (attributes|elements|tags)"):
        parse(_REFUSED[name])
    assert time.process_time() - start < _SECONDS


@pytest.mark.parametrize("name", _DONE)
def test_done_within_seconds(name: str) -> None:
    start = time.process_time()
    assert parse(_DONE[name]).root is not None
    assert time.process_time() - start < _SECONDS


def test_a_large_page_of_the_wild_is_not_refused() -> None:
    row = '<tr class="row" data-n=1><td><p>one<br>two<td><b>x</b><!-- a < b --><img src=a.png>'
    sloppy = "<div><span>never closed<p>text" * 500
    page = "<html><body><table>" + row * 20_000 + "</table>" + sloppy
    assert parse(page).css_first("td") is not None


def test_as_many_attributes_as_a_page_may_have() -> None:
    tag = "<p " + " ".join(f"a{n}={n}" for n in range(3_000)) + ">"
    assert len(parse(tag + "x" * 200_000).css_first("p").attributes) == 3_000


def test_a_lone_surrogate_is_replaced() -> None:
    assert parse("<p>a\ud800b").css_first("p").text() == "a?b"


@pytest.mark.parametrize("text", ["", " ", "no tags", "<", "<!doctype html>", "\0"])
def test_anything_is_a_page(text: str) -> None:
    assert parse(text).root is not None
