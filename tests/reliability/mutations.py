"""Makes broken pages out of whole ones: seeded, so that a page that fails can be made again."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

Mutation = Callable[[random.Random, bytes], bytes]

MOST_BYTES = 65_536
"""No mutated page is longer; size is what the hostile pages try."""

_INSERTS = (
    *(b"<p>", b"</p>", b"<div class='", b"</div>", b"<!--", b"-->", b"<script>", b"</script>"),
    *(b"<style>", b"<title>", b"</title>", b"<![CDATA[", b"]]>", b"<table><tr><td>", b"<svg><path"),
    *(b"<template>", b"<frameset>", b"<plaintext>", b"<select><option>", b"<math><mi>", b"<meta "),
    *(b'<meta property="og:title" content="', b'<meta name="author" content="\x1b]0;own\x07">'),
    *(b'<script type="application/ld+json">{"@type":["', b'"author":{"name":[[[', b'"@graph":['),
    *(b'"headline":"Ice \\ud83d",', b'"publisher":{"name":"Ice \\ude00"},'),
    *(b'<meta charset="idna">', b'<meta charset="zlib_codec">', b"<time datetime='", b"<a href='"),
    *(b"&#0;", b"&#xFFFFFFFF;", b"&#x202e;", b"&amp;" * 9, b"&lt;script&gt;", b"&NotAnEntity;"),
    *(b"\x00", b"\x1b[2J", b"\x1b]8;;http://x\x07", b"\x9b31m", b"\r", b"\x0c", b"\x7f", b"\x08"),
    *(b"\xef\xbb\xbf", b"\xff\xfe", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80"),
    *("\u202eevil\u2066".encode(), "\u2028".encode(), "\u200b".encode(), "e\u0301".encode() * 40),
    *(b"\n# ", b"\n> ", b"\n- ", b"\n```\n", b"\n|a|b|\n|-|-|\n", b"[a](http://b)", b"\n---\n"),
    *(b"\nBy Ada Berg\n", b"\n31 February 2024\n", b"\n99/99/9999\n", b"\n00:00\n", b"\nShare\n"),
    *(b"\n" * 50, b" " * 200, b"\t" * 60, b"." * 300, b"a" * 3000, b"9" * 400, "北".encode() * 500),
)
_ENCODINGS = (
    "utf-16",
    "utf-16-le",
    "utf-32",
    "latin-1",
    "cp1251",
    "koi8-r",
    "gb18030",
    "shift-jis",
)


def mutated(rng: random.Random, pages: Sequence[bytes], size: int = MOST_BYTES) -> bytes:
    """One of the pages, cut to about `size`, changed in one to six ways."""
    page = rng.choice(pages)
    if len(page) > size:
        start = rng.choice((0, 0, rng.randrange(len(page) - size)))
        page = page[start : start + size]
    for _ in range(rng.randint(1, 6)):
        if rng.random() < 0.15:
            page = _spliced(rng, page, rng.choice(pages)[:size])
        else:
            page = rng.choice(_MUTATIONS)(rng, page)
    return page[:MOST_BYTES]


def _place(rng: random.Random, page: bytes) -> int:
    return rng.randrange(len(page) + 1)


def _span(rng: random.Random, page: bytes, most: int = 2000) -> tuple[int, int]:
    start = _place(rng, page)
    return start, min(len(page), start + rng.randint(1, most))


def _flipped(rng: random.Random, page: bytes) -> bytes:
    changed = bytearray(page)
    for _ in range(rng.choice((1, 8, 200)) if page else 0):
        changed[rng.randrange(len(page))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _spliced(rng: random.Random, page: bytes, other: bytes) -> bytes:
    start, end = _span(rng, other)
    at = _place(rng, page)
    return page[:at] + other[start:end] + page[at:]


def _truncated(rng: random.Random, page: bytes) -> bytes:
    at = _place(rng, page)
    return page[:at] if rng.random() < 0.8 else page[at:]


def _cut(rng: random.Random, page: bytes) -> bytes:
    start, end = _span(rng, page)
    return page[:start] + page[end:]


def _repeated(rng: random.Random, page: bytes) -> bytes:
    start, end = _span(rng, page, rng.choice((5, 100, 2000)))
    return page[:end] + page[start:end] * rng.choice((1, 2, 30, 300)) + page[end:]


def _inserted(rng: random.Random, page: bytes) -> bytes:
    for _ in range(rng.choice((1, 3, 20))):
        at = _place(rng, page)
        page = page[:at] + rng.choice(_INSERTS) + page[at:]
    return page


def _nested(rng: random.Random, page: bytes) -> bytes:
    at, deep = _place(rng, page), rng.choice((5, 50, 600))
    return page[:at] + rng.choice((b"<div>", b"<b>", b"<table>", b"[", b"> ")) * deep + page[at:]


def _lines_shuffled(rng: random.Random, page: bytes) -> bytes:
    lines = page.split(b"\n")
    rng.shuffle(lines)
    return b"\n".join(lines)


def _unwrapped(rng: random.Random, page: bytes) -> bytes:
    return page.replace(b"\n", rng.choice((b"", b" ", b"\r", b"\r\n", b"\n\n", b"\x00\n")))


def _recoded(rng: random.Random, page: bytes) -> bytes:
    text = page.decode("utf-8", "replace")
    return text.encode(rng.choice(_ENCODINGS), "replace")


_MUTATIONS: tuple[Mutation, ...] = (
    *(_flipped, _truncated, _cut, _repeated, _inserted, _inserted, _nested, _lines_shuffled),
    *(_unwrapped, _recoded),
)
