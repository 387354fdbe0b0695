"""The evidence that an HTML page declares, in page order and bounded."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from arcticsearch.corpus.html.hints import collect, saved_from
from arcticsearch.page import Hint


def hints(html: str) -> list[tuple[str, str]]:
    return [(hint.kind, hint.value) for hint in collect(LexborHTMLParser(html))]


def test_what_is_gathered_and_in_which_order() -> None:
    page = """<html lang="en-GB"><head><title>Ice</title>
      <meta property="og:title" content="Ice  opens"><meta name="viewport" content="x">
      <meta name="description" content="The ice is out.">
      <link rel="canonical" href="https://floe.example/2024/05/06/ice">
      <script type="application/ld+json">{"a": 1}</script></head>
      <body><h1>Ice opens</h1><p class="byline">By Anna Lind</p>
      <time datetime="2024-05-06">yesterday</time>
      <span itemprop="author">Anna</span><a rel="author" href="#">Anna L.</a></body></html>"""
    assert hints(page) == [
        ("lang", "en-GB"),
        ("title", "Ice"),
        ("meta:og:title", "Ice opens"),
        ("meta:description", "The ice is out."),
        ("canonical", "https://floe.example/2024/05/06/ice"),
        ("json-ld", '{"a": 1}'),
        ("h1", "Ice opens"),
        ("class:author", "By Anna Lind"),
        ("time", "2024-05-06"),
        ("itemprop:author", "Anna"),
        ("rel:author", "Anna L."),
    ]


def test_what_stands_beside_the_article_is_marked() -> None:
    page = '<div class="related-stories"><time datetime="2020-01-02">x</time></div>'
    assert hints(page) == [("aside:time", "2020-01-02")]


def test_number_and_length_are_bounded() -> None:
    many = "<time datetime='2020-01-02'>x</time>" * 2_000
    assert len(hints(many)) == 400
    for page in (f"<h1>{'ice ' * 9_000}</h1>", f"<html lang='{'e' * 9_000}'>"):
        assert len(hints(page)[0][1]) <= 500


def test_code_is_no_text() -> None:
    style, script = "<style>.a{color:red}</style>", "<script>f({})</script>"
    assert hints(f"<h1>{style}Ice {script}opens</h1>") == [("h1", "Ice opens")]
    empty = "<script src=a.js></script>" * 40  # no text that could be taken out
    assert hints(f"<h1>{empty}Ice {style}opens{empty}</h1>") == [("h1", "Ice opens")]
    assert hints(f"<h1>Ice {{opens}}{empty}</h1>") == [("h1", "Ice {opens}")]


def test_a_page_without_anything() -> None:
    assert collect(LexborHTMLParser("")) == ()
    assert all(isinstance(hint, Hint) for hint in collect(LexborHTMLParser("<p>x")))


def test_an_element_that_tells_in_several_ways_is_read_once() -> None:
    html = '<h1 class="date" itemprop="headline">Rain</h1><time class="date" itemprop="d">May'
    assert hints(html) == [
        ("h1", "Rain"),
        ("itemprop:headline", "Rain"),
        ("time", "May"),
        ("itemprop:d", "May"),
    ]


@pytest.mark.parametrize(
    "name",
    "author PostAuthor byline autor auteur writer-box verfasser date Date published posted datum "
    "fecha timestamp meta publish-date pub_posted-on".split(),
)
def test_a_class_tells_by_a_word_in_it(name: str) -> None:
    kinds = [kind for kind, _ in hints(f'<p class="x {name}">May 6</p>')]
    assert kinds
    assert set(kinds) <= {"class:author", "class:date"}


@pytest.mark.parametrize("attribute", ["class=AUTHOR", "class=DATE", "id=author", "class=abouts"])
def test_no_other_case_no_other_attribute_and_no_mere_piece_tells(attribute: str) -> None:
    assert hints(f"<p {attribute}>May 6</p>") == []


def test_a_style_inside_a_heading_is_no_title() -> None:
    heading = "<h1><style>.a{color:red}</style>Ice <b>breaks</b></h1>"
    assert Hint("h1", "Ice breaks") in collect(LexborHTMLParser(heading))


@pytest.mark.parametrize(
    "comment",
    [
        "<!-- saved from url=(0024)https://floe.example/ice -->",
        "<!--\n Page saved with SingleFile \n url: https://floe.example/ice \n saved date: Sat -->",
        "<!-- Saved from https://floe.example/ice at 2024-06-01T10:11:12Z using a tool -->",
    ],
)
def test_a_comment_says_from_where_a_page_was_saved(comment: str) -> None:
    found = saved_from(f"<!doctype html>\n<!-- https://tool.example -->{comment}<html>")
    assert [*found] == [Hint("saved", "https://floe.example/ice")]


def test_a_mirror_leaves_out_how_it_asked() -> None:
    found = saved_from("<head><!-- Mirrored from floe.example/ice by a Copier/3.x, Sat, 01 Jun -->")
    assert [*found] == [Hint("saved", "http://floe.example/ice")]


def test_other_comments_say_nothing() -> None:
    assert not [*saved_from("<!-- lives saved: see --> <a href='https://floe.example/'>")]
