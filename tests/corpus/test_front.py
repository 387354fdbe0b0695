"""What stands above a text to say what it is, in the ways in which tools and people write it."""

from __future__ import annotations

import time

import pytest

from arcticsearch.corpus import front

CLIPPED = """---
title: "Ice: \\"closed\\" till May"
source: https://floe.example/2024/03/05/ice
author:
  - "[[Ada Berg]]"
  - '[[people/Jon Sund|Jon Sund]]'
published: 2024-03-05
created: 2024-06-01
completed?: no
description: >
  The sound is closed,
  and nobody knows why.
tags: [ "ice, sea", north ]  # by hand
---

The pilot waited."""

NESTED = """---
layout: post
title: Ice closes
  the sound
date: 2024-03-05 10:00:00 +0100
author:
  - name: Ada Berg
    email: ada@floe.example
image:
  alt: "Ice: 2001"
# categories: none
categories:
- Coast
...
The pilot waited."""

TOML = """+++
title = 'Ice closes'
date = 2024-03-05T07:00:00+02:00
authors = ["Ada Berg", "Jon Sund"]
description = '''
Closed.
'''
[cover]
title = "A boat"
+++
The pilot waited."""

LABELS = """Title: Ice closes
URL: https://floe.example/ice
Accessed: 1 June 2024

The pilot waited."""

NOTES = """# Ice closes

**Author:** Ada Berg
**URL:** https://floe.example/ice

The pilot waited."""

HIGHLIGHTS = """# Ice closes

![cover](https://img.example/a.png)

## Metadata
- Author: [[Ada Berg]]
- Full Title: Ice closes
- Kind: #articles
- URL: https://floe.example/ice
- The mayor: nobody waits

The pilot waited."""

OUTLINE = """title:: Ice closes
author:: [[Ada Berg]]
url:: https://floe.example/ice

- The pilot waited."""

ORG = """#+TITLE: Ice closes
#+DATE: <2024-03-05 Tue>
:URL: https://floe.example/ice

The pilot waited."""

MAIL = """From: "Floe Daily" <news@floe.example>
Subject: Ice closes
  the sound
To: reader@mail.example
Date: Tue, 5 Mar 2024 06:00:12 +0100

The pilot waited."""


@pytest.mark.parametrize(
    ("text", "lines", "said"),
    [
        (
            CLIPPED,
            range(14),
            [
                *('title Ice: "closed" till May', "url https://floe.example/2024/03/05/ice"),
                *("author Ada Berg", "author Jon Sund", "date 2024-03-05"),
                *("tags ice, sea", "tags north"),
            ],
        ),
        (
            NESTED,
            range(14),
            [
                *("title Ice closes the sound", "date 2024-03-05 10:00:00 +0100"),
                *("author Ada Berg", "category Coast"),
            ],
        ),
        (
            TOML,
            range(10),
            [
                *("title Ice closes", "date 2024-03-05 07:00:00+02:00"),
                *("author Ada Berg", "author Jon Sund"),
            ],
        ),
        (LABELS, range(3), ["title Ice closes", "url https://floe.example/ice"]),
        (NOTES, range(2, 4), ["author Ada Berg", "url https://floe.example/ice"]),
        (
            HIGHLIGHTS,
            range(2, 9),
            ["author Ada Berg", "title Ice closes", "url https://floe.example/ice"],
        ),
        (
            OUTLINE,
            range(3),
            ["title Ice closes", "author Ada Berg", "url https://floe.example/ice"],
        ),
        (
            ORG,
            range(3),
            ["title Ice closes", "date <2024-03-05 Tue>", "url https://floe.example/ice"],
        ),
        (
            MAIL,
            range(5),
            [
                'from "Floe Daily" <news@floe.example>',
                *("title Ice closes the sound", "date Tue, 5 Mar 2024 06:00:12 +0100"),
            ],
        ),
    ],
)
def test_what_tools_write(text: str, lines: range, said: list[str]) -> None:
    found = front.read(text.split("\n"))
    assert found.lines == lines
    assert [f"{hint.kind.removeprefix('front:')} {hint.value}" for hint in found.hints] == said


@pytest.mark.parametrize(
    "text",
    [
        "---\nThe pilot waited.\n---\nThe ice: it stayed.",
        "---\nThe pilot said: we wait.\nThe mayor said: so do we.\n---\nIt stayed.",
        "---\ntitle: Ice\nThe pilot waited.",
        "---\n- ice\n- snow\n---\nIt stayed.",
        "+++\nThe pilot waited.\n+++\n",
        "Ice closes the sound\nAuthor: Ada Berg\nDate: 5 March 2024\n\nThe pilot waited.",
        "Title: Ice closes\n\nThe pilot waited.",
        "The pilot said: we wait.\nThe mayor said: so do we.",
        "",
        "\n\n",
        "---",
    ],
)
def test_what_is_text(text: str) -> None:
    assert front.read(text.split("\n")) == front.NONE


@pytest.mark.parametrize(
    "line",
    [
        "tags: [" + '",' * 4_000 + "]",
        "tags: [" + "a," * 4_000 + "]",
        "title:" + " " * 9_000 + "x",
        "title: " + "[[" * 4_000,
        "title: x" + " #" * 4_000,
        "x" * 9_000 + ":",
    ],
)
def test_no_line_holds_it_up(line: str) -> None:
    began = time.process_time()
    for header in ("---\n{}\n---\nIce.", "{}\n\nIce."):
        said = front.read(header.format("\n".join([line] * 190)).split("\n")).hints
        assert len(said) <= 400
        assert all(len(hint.value) <= 500 for hint in said)
    assert front.read(["+++", "a = " + "[" * 9_000, "+++"]) == front.NONE
    assert time.process_time() - began < 1.5


@pytest.mark.parametrize(
    "lines",
    [
        ["date = 0x" + "f" * 9_000],
        ["a = " + "9" * 5_000],
        ["a." * 4_900 + "b = 1", "b." * 4_900 + "a = 1"],  # each key would take 100 MB
        ["a = " + "[" * 101 + "]" * 101],
    ],
)
def test_toml_that_nobody_writes_is_text(lines: list[str]) -> None:
    assert front.read(["+++", "title = 'Ice'", *lines, "+++", "Ice."]) == front.NONE
