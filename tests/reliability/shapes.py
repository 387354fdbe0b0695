"""Hostile pages that can be made as large as one likes: what doubles its size may double its cost.

Each shape aims at a place where work can grow with the square of a page, or faster: a parser's
stack, a pattern that looks ahead, a comparison of everything with everything.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import count

Shape = Callable[[int], bytes]

_PROSE = "The ice held the ship until the thaw, and nobody said a word about the price of it. "


def _repeat(unit: str, before: str = "", after: str = "") -> Shape:
    """The unit as often as it takes to fill a size."""
    return lambda size: (before + unit * (size // len(unit.encode())) + after).encode()


def _numbered(unit: str, before: str = "", after: str = "") -> Shape:
    """The same with a number in each unit ("{}" in it), so that no two are alike."""

    def make(size: int) -> bytes:
        parts, room = [], size
        for n in count():
            parts.append(unit.replace("{}", str(n)))
            room -= len(parts[-1].encode())
            if room <= 0:
                return "".join((before, *parts, after)).encode()
        raise AssertionError

    return make


def _one_beginning(size: int) -> bytes:
    """Two paragraphs that go on differently after the third part."""
    count = size // 24
    same = " ".join(f"ice{n}" for n in range(count))
    rest = (" ".join(f"{word}{n}" for n in range(2 * count)) for word in ("ship", "port"))
    return "\n\n".join(f"{same} {each}" for each in rest).encode()


def _another_order(size: int) -> bytes:
    """The sentences of a paragraph, and shuffled in a second one."""
    sentences = [" ".join(f"ice{n}x{word}" for word in range(8)) for n in range(size // 160)]
    shuffled = random.Random(1).sample(sentences, len(sentences))
    return "\n\n".join((" ".join(sentences), " ".join(shuffled))).encode()


_HTML = "<!DOCTYPE html><html><head><title>Ice</title></head><body>"
_BODY = f"<p>{_PROSE}</p>"

TEXT: dict[str, Shape] = {
    "comments": _repeat("<!-- ice -->\n"),
    "one letter": _repeat("a"),
    "one line of words": _repeat(_PROSE),
    "one line of other words": _numbered("word{} "),
    "lines of one letter": _repeat("a\n"),
    "a million lines": _numbered("line {}\n"),
    "blank lines": _repeat("\n", _PROSE, _PROSE),
    "blanks": _repeat(" ", _PROSE, _PROSE),
    "lines of blanks": _repeat(" \t \n", _PROSE, _PROSE),
    "carriage returns": _repeat("ice\r"),
    "form feeds": _repeat("ice\f"),
    "separators": _repeat("ice\u2028ice\u0085"),
    "paragraphs": _numbered(_PROSE * 4 + "{}\n\n"),
    "one beginning": _one_beginning,
    "another order": _another_order,
    "the same paragraph": _repeat(_PROSE * 4 + "\n\n"),
    "wrapped lines": _numbered("The ice held the ship until the thaw and nobody said {}\n"),
    "dates": _numbered("12 March 20{}, 2024-03-12 10:30\n"),
    "digits": _repeat("0123456789"),
    "numbers": _repeat("12 3/4 2024-05 "),
    "titles before a name": _repeat("korrespondent-", "Ice\n\nBy ", "7_ Berg\n\n" + _PROSE),
    "bylines": _numbered("By Ada Berg{} and Jon Sund\n"),
    "names": _repeat("By Ada Berg and Jon Sund, Mia Lund and "),
    "capitals": _repeat("ICE AND SNOW "),
    "title case lines": _numbered("The Ice and the Ship {}\n"),
    "links": _numbered("https://a.example/{}?q=1 "),
    "mail": _repeat("a@b.example "),
    "at signs": _repeat("@"),
    "dots": _repeat("."),
    "dashes": _repeat("- "),
    "pipes": _repeat(" | "),
    "bullets": _numbered("- item {}\n"),
    "share": _repeat("Share\nTweet\nEmail\n"),
    "quotes": _repeat('"“'),
    "brackets": _repeat("[(<"),
    "accents": _repeat("e\u0301\u0301\u0301"),
    "accents on one letter": _repeat("\u0301", "e"),
    "accents out of order": _repeat("\u0301\u0316", "e"),
    "cjk": _repeat("北极航道冰"),
    "emoji": _repeat("👩\u200d👩\u200d👧"),
    "no width": _repeat("\u200b\u200c"),
    "bidi": _repeat("\u202eice\u2066"),
    "tags": _repeat("\U000e0041\U000e0042"),
    "ligatures": _repeat("\ufdfa"),  # each becomes eighteen letters when it is normalised
    "escapes": _repeat("\x1b[31m\x9b1m"),
    "arabic": _repeat("الجليد والسفينة "),
    "german": _repeat("Donaudampfschifffahrtsgesellschaft"),
    "notices": _repeat("Copyright 2024 all rights reserved. Subscribe to our newsletter.\n"),
}

MARKDOWN: dict[str, Shape] = {
    "md headings": _numbered("# Heading {}\n\n"),
    "md quotes": _repeat("> ", "# Ice\n\n"),
    "md nested lists": lambda size: (
        "# Ice\n\n" + "".join(f"{' ' * (n % 2000)}- ice\n" for n in range(size // 1000))
    ).encode(),
    "md links": _numbered("[ice](https://a.example/{}) "),
    "md open links": _repeat("[a](", "# Ice\n\n> x\n"),
    "md open brackets": _repeat("[", "# Ice\n\n> x\n"),
    "md images": _repeat("![", "# Ice\n\n> x\n"),
    "md stars": _repeat("*a **b ", "# Ice\n\n> x\n"),
    "md underscores": _repeat("_", "# Ice\n\n> x\n"),
    "md backticks": _repeat("`", "# Ice\n\n> x\n"),
    "md open fence": _repeat("code\n", "# Ice\n\n```\n"),
    "md tables": _repeat("|a|b|\n", "# Ice\n\n|a|b|\n|-|-|\n"),
    "md wide table": _repeat("|a", "# Ice\n\n"),
    "md rules": _repeat("---\n", "# Ice\n\n> x\n"),
    "md html": _repeat("<b>", "# Ice\n\n> x\n"),
    "md toml keys": _repeat("a.", "+++\n", "b = 1\n+++\n# Ice\n\n> x\n"),
    "md toml digits": _repeat("f", "+++\ntitle = 0x", "\n+++\n# Ice\n\n> x\n"),
    "md front matter": _numbered("key{}: value\n", "---\n", "---\n# Ice\n\n> x\n"),
}

_MAIL = "From: Ada <a@b.example>\nMIME-Version: 1.0\n"

MAIL: dict[str, Shape] = {
    "mail nested parts": _numbered(
        "Content-Type: multipart/mixed; boundary=b{}\n\n--b{}\n", _MAIL, "\nIce.\n"
    ),
    "mail in mail": _repeat(
        "Content-Type: message/rfc822\n\n", _MAIL, "Content-Type: text/html\n\nIce"
    ),
    "mail parts": _repeat(
        "--b\nContent-Type: text/html\n\nIce.\n",
        _MAIL + "Content-Type: multipart/mixed; boundary=b\n\n",
    ),
    "mail header": _numbered("X-{}: y\n", _MAIL + "Content-Type: text/html\n", "\nIce."),
    "mail subject": _repeat(
        " =?utf-8?q?ice?=\n", _MAIL + "Content-Type: text/html\nSubject: Ice\n", "\nIce."
    ),
    "mail parameters": _numbered(";\n a*{}=b", _MAIL + "Content-Type: text/html", "\nX: y\n\nIce."),
    "mail quotes": _repeat('; "', _MAIL + "Content-Type: text/html", "\nX: y\n\nIce."),
}

HTML: dict[str, Shape] = {
    **{
        f"html nested {tag}": _repeat(f"<{tag}>", _HTML, _BODY)
        for tag in (
            "div", "b", "a", "i class=x", "p", "ul><li", "table", "table><tr><td", "blockquote",
            "font", "svg", "template", "select", "button", "section", "h1", "form", "noscript",
            "span", "dl><dd", "iframe", "object", "math><mtext", "details", "figure", "nav",
        )
    },
    "html paragraphs": _numbered(f"<p>{_PROSE * 3}{{}}</p>", _HTML),
    "html the same paragraph": _repeat(f"<p>{_PROSE * 3}</p>", _HTML),
    "html open paragraphs": _repeat("<p>ice", _HTML),
    "html empty divs": _repeat("<div></div>", _HTML, _BODY),
    "html breaks": _repeat("ice<br>", _HTML),
    "html links": _numbered("<a href='/{}'>ice {}</a> ", _HTML),
    "html link list": _numbered("<li><a href='/{}'>The ice of {}</a></li>", _HTML + "<ul>"),
    "html one text": _repeat(_PROSE, _HTML),
    "html one word": _repeat("a", _HTML),
    "html attributes": _numbered(" a{}=1", _HTML + "<div", ">" + _BODY),
    "html body attributes": _numbered("<body a{}=1>", _HTML, _BODY),
    "html html attributes": _numbered("<html a{}=1>", _HTML, _BODY),
    "html a long attribute": _repeat("x", _HTML + "<div class='", "'>" + _BODY),
    "html classes": _numbered("c{} ", _HTML + "<div class='", "'>" + _BODY),
    "html classes many": _numbered("<p class='a{} b c d'>The ice {}</p>", _HTML),
    "html adoption": _repeat("<b><p>x</b>", _HTML),
    "html adoption deep": _repeat("<a><b><i><p>x</a>", _HTML),
    "html foster": _repeat("<table>x", _HTML),
    "html foster text": _repeat("x<tr>", _HTML + "<table>"),
    "html cells": _repeat("<td>ice", _HTML + "<table><tr>"),
    "html rows": _numbered("<tr><td>ice {}</td><td>snow</td></tr>", _HTML + "<table>"),
    "html options": _repeat("<option>ice", _HTML + "<select>"),
    "html entities": _repeat("&amp;&lt;&#x202e;", _HTML),
    "html accents out of order": _repeat("&#x301;&#x316;", _HTML + "<p>e"),
    "html bad entities": _repeat("&amp&ampamp;&#xffffffff;&x", _HTML),
    "html less-thans": _repeat("<", _HTML),
    "html ends": _repeat("</p>", _HTML),
    "html end slashes": _repeat("</", _HTML),
    "html open comment": _repeat("x-- ", _HTML + "<!--"),
    "html comments": _repeat("<!---->", "<!DOCTYPE html>", _HTML + _BODY),
    "html comment starts": _repeat("<!--", "", _HTML),
    "html doctypes": _repeat("<?xml >", "", _HTML + _BODY),
    "html leading blanks": _repeat(" ", "", _HTML + _BODY),
    "html cdata": _repeat("<![CDATA[", _HTML + "<svg>"),
    "html script": _repeat("if (a < b) { c('<p>') } ", _HTML + "<script>", "</script>" + _BODY),
    "html open script": _repeat("<!--<script>", _HTML + "<script>"),
    "html scripts": _repeat("<script>x</script>", _HTML, _BODY),
    "html empty scripts in a heading": _repeat(
        "<script></script>", _HTML + "<h1>Ice {", "</h1>" + _BODY
    ),
    "html styles in a heading": _numbered(
        "<style>a{x:{}}</style>", _HTML + "<h1>Ice ", "</h1>" + _BODY
    ),
    "html style": _repeat("a{}", _HTML + "<style>", "</style>" + _BODY),
    "html json-ld": _numbered(
        '{"@type":"Article","author":{"name":"Ada {}"}},',
        _HTML + '<script type="application/ld+json">[',
        '{}]</script>' + _BODY,
    ),
    "html json-ld open": _repeat("[", _HTML + '<script type="application/ld+json">', "</script>"),
    "html json-ld acronyms": _repeat(
        " (ab)",
        _HTML + '<script type="application/ld+json">{"@type":"Article","publisher":{"name":"Ice',
        '"}}</script>' + _BODY,
    ),
    "html json-ld people": _numbered(
        '"Ada Berg{}",',
        _HTML + '<script type="application/ld+json">{"@type":"Article","author":[',
        '"Jon"]}</script>' + _BODY,
    ),
    "html json-ld nested": _repeat('{"author":', _HTML + '<script type="application/ld+json">'),
    "html json-ld digits": _repeat(
        "9", _HTML + '<script type="application/ld+json">{"datePublished":', "}</script>" + _BODY
    ),
    "html json-lds": _numbered(
        '<script type="application/ld+json">{"headline":"Ice {}","author":"Ada B"}</script>',
        _HTML, _BODY,
    ),
    "html metas": _numbered('<meta property="og:title" content="Ice {}">', "<!DOCTYPE html><head>"),
    "html authors": _numbered('<meta name="author" content="Ada {}">', "<!DOCTYPE html><head>"),
    "html dates": _numbered('<time datetime="2024-01-{}">1 May 2024</time>', _HTML),
    "html title": _repeat("Ice | ", "<!DOCTYPE html><title>", "</title>" + _BODY),
    "html titles": _repeat("<title>Ice</title>", "<!DOCTYPE html>", _BODY),
    "html headings": _numbered("<h2>The ice {}</h2><p>Ice.</p>", _HTML),
    "html bylines": _numbered("<p class=byline>By Ada Berg {}</p>", _HTML),
    "html itemscopes": _repeat("<div itemscope itemprop=author>", _HTML, _BODY),
    "html rel author": _numbered("<a rel=author>Ada Berg {}</a>", _HTML, _BODY),
    "html pre": _repeat("ice\n", _HTML + "<pre>"),
    "html nul": _repeat("ice&#0;", _HTML),
    "html framesets": _repeat("<frameset>", "<!DOCTYPE html><html>"),
    "html plaintext": _repeat("<p>ice", _HTML + "<plaintext>"),
    "html custom tags": _numbered("<x-{}>ice", _HTML),
    "html captions": _numbered("<figure><figcaption>Ice {}</figcaption></figure>", _HTML),
    "html images": _numbered("<img src='{}' alt='The ice {}'>", _HTML, _BODY),
}  # fmt: skip

SHAPES: dict[str, Shape] = {**TEXT, **MARKDOWN, **MAIL, **HTML}

SUFFIX = {
    **dict.fromkeys(TEXT, ".txt"),
    **dict.fromkeys(MARKDOWN, ".md"),
    **dict.fromkeys(MAIL, ".eml"),
}
"""The suffix that a shape's file has; HTML's is ".html"."""


def file_name(shape: str) -> str:
    """A file name for a shape."""
    return "".join(c if c.isalnum() else "-" for c in shape) + SUFFIX.get(shape, ".html")
