"""A corpus that attacks the terminal from every place, and what counts as having reached it."""

from __future__ import annotations

import os
import re
from pathlib import Path

ATTACKS = {
    "colour": "\x1b[95;5mown",
    "cursor": "\x1b[13;37Hown\x1b[2J\x1b[?1337h",
    "title": "\x1b]0;own\x07\x1b]2;own\x1b\\",
    "link": "\x1b]8;;http://own.example\x1b\\own\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;b3du\x07",
    "device": '\x1bP$q"p\x1b\\\x1b[6n\x1b[c\x1bc',
    "c1": "\x9b95mown\x9d0;own\x9c\x90own\x9c\x85",
    "bell": "\x07own",
    "back": "own\x08\x08\x08\x7f\x7f",
    "return": "own\rOWN\x0b\x0c",
    "nul": "own\x0e\x0f\x11\x13\x1a",
    "bidi": "\u202eown\u202c\u2066own\u2069\u200fown\u061c",
    "no width": "o\u200bw\u200cn\u200d\u2060\ufeff\u00ad",
    "tags": "own\U000e0041\U000e0042\U000e007f",
    "selectors": "own\ufe0f\U000e0100\u180e\u034f\u3164\uffa0",
    "separators": "own\u2028own\u2029\ufff9own\ufffb",
}
EVIL = "".join(ATTACKS.values())

_OWN_STYLES = re.compile(r"\x1b\[(?:1;31|1|2|3|36|0)m|\r(?=(?:Upda|Buil)[a-z]+ the index: )")
_NEVER = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def raw_controls(output: bytes, own: re.Pattern[str] = _OWN_STYLES) -> list[str]:
    """What reached the terminal besides text, line ends, tabs and the program's own sequences; each
    with the text around it."""
    text = re.sub("\r+\n", "\n", output.decode("utf-8", "surrogateescape"))
    text = own.sub("", text)
    found = [text[max(0, m.start() - 30) : m.end() + 10] for m in _NEVER.finditer(text)]
    return found + [repr(c) for c in set(re.findall("[\ud800-\udfff]", text))]


def write_evil_corpus(folder: Path) -> None:
    """Pages with every attack in text, title, author, section, category, source and file name."""
    folder.mkdir(parents=True)
    for at, (name, attack) in enumerate(ATTACKS.items()):
        number = f"{at:02}"
        prose = (
            f"The walrus number {number} came {attack} alongside and looked at the ship for a "
            "long while, and then it went down without a sound and was not seen again by anybody."
        )
        in_html = attack.replace("\x00", "").replace('"', "&quot;")
        (folder / f"{name}.html").write_text(
            f'<!doctype html><title>Walrus {in_html} page</title>'
            f'<meta property="og:site_name" content="Floe {in_html}">'
            f'<meta property="og:title" content="Walrus {in_html} {number}">'
            f'<meta name="author" content="Ada {in_html} Berg">'
            f'<meta property="article:section" content="Seals {in_html}">'
            f'<meta property="article:published_time" content="2024-03-{at + 1:02}">'
            f"<h1>Walrus {in_html} {number}</h1><h2>Section {in_html}</h2><p>{prose}</p>"
            f"<p>Nobody knew the walrus {in_html} when it came back the year after that.</p>"
            f'<ul class="share"><li>Share {in_html}</li></ul>',
            encoding="utf-8", errors="surrogateescape",
        )  # fmt: skip
        (folder / f"{name}.txt").write_text(
            f"Walrus {attack} news\n\nBy Ada {attack} Berg\n\n2 May 2023\n\n# Part {attack}\n\n"
            f"{prose} Again.\n\nShare {attack}\n",
            encoding="utf-8",
        )
        evil_name = os.fsencode(f"walrus {attack.replace('/', ';')} {number}")[:200] + b".txt"
        (folder / os.fsdecode(evil_name)).write_text(f"{prose}\n", encoding="utf-8")
        (folder / os.fsdecode(evil_name.replace(b".txt", b".bin"))).write_bytes(b"\x00" * 99)
    (folder / os.fsdecode(b"latin-\xe9\x9b31m.txt")).write_text("The walrus.\n", encoding="utf-8")
