"""Every visible text of a page stands in exactly one block, with its tag, links and ancestors."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.corpus.html.blocks import extract
from arcticsearch.page import Block, Form, Hint, Page, Seed


def page_of(html: str) -> Page:
    return extract(Seed("page.html", Form.HTML, html, "digest"))


def blocks_of(html: str) -> list[Block]:
    return list(page_of(html).blocks)


def texts_of(html: str) -> list[str]:
    return [block.text for block in page_of(html).blocks]


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<p>One.</p><p>Two.</p>", ["One.", "Two."]),
        ("<p>One<p>Two", ["One", "Two"]),
        ("before<p>inside</p>after", ["before", "inside", "after"]),
        ("<p>a <b>bold</b>, an <i>i</i>talic<span> word</span></p>", ["a bold, an italic word"]),
        ("<p>\n  spaced \t out\u00a0text\u2028here </p>", ["spaced out text here"]),
        ("<p>a line<br>and its second</p>", ["a line and its second"]),
        ("<p>a paragraph<br><br>another<br> <br>third", ["a paragraph", "another", "third"]),
        ("<p>a<br><!-- no text --><br>b", ["a", "b"]),
        ("<p>one<script>var a = '<p>no</p>'</script> two<style>p{}</style></p>", ["one two"]),
        ("<p>shown</p><template><p>not yet</p></template>", ["shown"]),
        ("<p>icon <svg><title>Icon</title><text>svg</text></svg>text</p>", ["icon text"]),
        ("<head><title>The title</title></head><body>text", ["text"]),
        ("<p hidden>hidden text</p>", ["hidden text"]),
        ("<noscript><p>Without scripts.</p></noscript>", ["Without scripts."]),
        ("<ul><li>one<ul><li>inner</ul>rest<li>two</ul>", ["one", "inner", "rest", "two"]),
        ("<table><tr><th>a<td>b<tr><td>c</table>", ["a", "b", "c"]),
        ("<a href=x><div>block in a link</div></a>tail", ["block in a link", "tail"]),
        ("<p>5 &lt; 6 &amp; x&#8217;s", ["5 < 6 & x’s"]),
        ("<button>Go</button><select><option>A<option>B</select>", ["Go", "A", "B"]),
        ("</p></div>only closings", ["only closings"]),
        ("<p>text</p></body></html>after the end", ["text", "after the end"]),
        ("", []),
        ("<p> \n </p><br><br><hr>", []),
        ("&nbsp;<p>&nbsp;<br> &nbsp;a<br>&nbsp;<br>&nbsp;b", ["a", "b"]),
    ],
)
def test_texts(html: str, texts: list[str]) -> None:
    assert texts_of(html) == texts


@pytest.mark.parametrize(
    ("html", "tag"),
    [
        ("<p>x", "p"),
        ("<div><span>x</span></div>", "div"),
        ("<h2>x</h2>", "h2"),
        ("<h2><div>x</div></h2>", "h2"),
        ("<li>x", "li"),
        ("<ul><li><p>x</p></ul>", "li"),
        ("<li><article><p>x", "p"),
        ("<blockquote><p>x", "blockquote"),
        ("<figure><figcaption><p>x", "figcaption"),
        ("<pre><code>x</code></pre>", "pre"),
        ("<table><td>x</table>", "td"),
        ("<table><td><p>x</table>", "p"),
        ("<table><caption>x</table>", "caption"),
        ("<dl><dt>x</dl>", "dt"),
    ],
)
def test_tag_is_what_the_text_is(html: str, tag: str) -> None:
    assert [block.tag for block in blocks_of(html)] == [tag]


def test_link_words_are_counted_inside_links_only() -> None:
    html = "<p>See <a href=x>the <b>whole</b> report</a> of it.</p><a href=y><p>All</p></a><p>No"
    assert [block.link_words for block in blocks_of(html)] == [3, 1, 0]


def test_ancestors_are_signatures_outermost_first() -> None:
    html = '<div class="story  main" id=post-123 role=main><p itemprop=text style="display: none">x'
    assert blocks_of(html)[0].ancestors == (
        "html",
        "body",
        "div.story.main#post-0[role=main]",
        "p[itemprop=text][hidden]",
    )


def test_joined_counts_the_very_elements_shared_with_the_block_before() -> None:
    html = "<div><p>a</p><p>b</p></div><div>c<p>d</p>e</div>"
    # html and body, then: nothing before · the first div · no div · the second div, twice
    assert [block.joined for block in blocks_of(html)] == [0, 3, 2, 3, 3]


def test_deep_nesting_keeps_text_and_bounds_paths() -> None:
    blocks = blocks_of("<div>x" * 2_000)
    assert "".join(block.text for block in blocks) == "x" * 2_000
    assert max(len(block.ancestors) for block in blocks) < 100


def test_linear_in_the_size_of_the_page() -> None:
    start = time.process_time()
    assert len(texts_of("word " * 400_000)) == 1
    assert len(texts_of("<p>x</p>" * 30_000)) == 30_000
    assert len(texts_of("<p>" + "a<br>" * 100_000)) == 1
    assert len(texts_of("<p>" + " <br> " * 100_000 + "x")) == 1
    assert time.process_time() - start < 10


_PIECES = st.sampled_from(
    "<p> </p> <div> </div> <li> <ul> </ul> <b> </b> <a> </a> <br> <br><br> <td> <table> "
    "</table> <h2> </h2> <!--c--> <hr> <span> </span> <blockquote> <pre> </pre> <tr>".split()
)


@given(st.lists(_PIECES | st.integers(100, 999).map(" w{} ".format), max_size=40))
def test_every_word_once_and_in_order(pieces: list[str]) -> None:
    html = "<body>" + "".join(pieces)
    words = [piece.strip() for piece in pieces if piece.startswith(" w")]
    found = " ".join(texts_of(html)).split()
    # Text beside the cells of a table is moved before it by the parser, as browsers do.
    assert sorted(found) == sorted(words)
    if "<table>" not in pieces:
        assert found == words
    for block in page_of(html).blocks:
        assert 0 <= block.link_words <= len(block.text.split())
        assert 0 <= block.joined <= len(block.ancestors)


def test_front_matter_above_a_page() -> None:
    page = extract(Seed("a.html", Form.HTML, "---\r\ntitle: Ice\r\n---\r\n<p>It stayed.</p>", ""))
    assert [block.text for block in page.blocks] == ["It stayed."]
    assert [block.text for block in page.front] == ["---", "title: Ice", "---"]
    assert page.hints == (Hint("front:title", "Ice"),)


def test_what_stands_in_a_shadow_root_is_read() -> None:
    page = extract(
        Seed(
            "a.html",
            Form.HTML,
            "<p>Ice</p><x-app><template shadowrootmode=open><p>closed</p><template><p>copy</p>"
            "</template></template></x-app><p>the sound.</p>",
            "",
        )
    )
    assert [block.text for block in page.blocks] == ["Ice", "closed", "copy", "the sound."]
    assert "[hidden]" in page.blocks[2].ancestors[-2]
    other = extract(Seed("a.html", Form.HTML, "<template><p>copy</p></template><p>Ice</p>", ""))
    assert [block.text for block in other.blocks] == ["Ice"]


def test_what_an_archive_inserts_is_no_part_of_the_page() -> None:
    bar = "<!-- BEGIN ARCHIVE TOOLBAR INSERT --><div>9 captures</div><!-- END ARCHIVE TOOLBAR INSERT -->"
    page = extract(Seed("a.html", Form.HTML, f"<body>{bar}<div><p>Ice</p></div></body>", ""))
    plain = extract(Seed("a.html", Form.HTML, "<body><div><p>Ice</p></div></body>", ""))
    assert page.blocks == plain.blocks
    assert [block.text for block in page.front] == ["9 captures"]
