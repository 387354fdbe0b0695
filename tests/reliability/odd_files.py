"""A folder of all that is not an ordinary page: odd encodings, odd names, files that are no files."""

from __future__ import annotations

import gzip
import os
import random
import socket
import stat
from pathlib import Path

_PROSE = (
    "The ice held the ship until the thaw, and nobody on board said a word about the price that "
    "the owners would have to pay for the naïve belief that März is spring.\n\n"
    "Når isen går, går båten, sa de; und der Kapitän sagte nichts dazu, weil er schon schlief.\n"
)
_CHARSETS = (
    *("utf-8", "utf-7", "idna", "punycode", "zlib_codec", "base64", "hex", "rot13", "bz2", "uu"),
    *("unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem", "utf-16", "utf-32"),
    *("iso-8859-1", "windows-1252", "x-user-defined", "../../etc/passwd", "\\x00", "a" * 40),
    *("iso2022_jp", "hz", "utf_8_sig", "latin-1", "koi8-r", "gb2312", "big5", "shift_jis"),
)
_ENCODINGS = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"),
    *("latin-1", "cp1252", "cp437", "mac-roman", "utf-7", "cp037", "iso8859-15"),
)
_NAMES = (
    b"-rf.txt", b"--help.txt", b"new\nline.txt", b"return\r.txt", b"tab\t.txt", b" blank .txt",
    b"esc\x1b]0;own\x07.txt", b"bell\x07.txt", b"del\x7f.txt", b"c1\xc2\x9b31m.txt",
    b"latin-\xe9.txt", b"bytes-\xff\xfe.txt", b"surrogate-\xed\xa0\x80.txt", b"quote'\".txt",
    b"$(reboot).txt", b"`id`.txt", b"%s%n.txt", b"back\\slash.txt", b"*?.txt", b"..txt", b"...txt",
    "bidi\u202etxt.exe".encode(), "zero\u200bwidth.txt".encode(), "tag\U000e0041.txt".encode(),
    "e\u0301.txt".encode(), "é.txt".encode(), "冰.txt".encode(), b"con.txt", b"nul", b"~",
    b"a" * 251 + b".txt", "冰".encode() * 83 + b".txt", b"catalog.sqlite", b"1-0.segment", b"seeds",
)  # fmt: skip


def write_odd_files(folder: Path, seed: int = 1) -> None:
    """Fills a folder. What the system or the user may not make is left out."""
    rng = random.Random(seed)
    (folder / "text").mkdir(parents=True)
    _encodings(folder / "text")
    _broken(folder / "text", rng)
    _names(folder)
    _special(folder)
    _links(folder)


def _encodings(folder: Path) -> None:
    for name in _ENCODINGS:
        (folder / f"in {name}.txt").write_bytes(_PROSE.encode(name, "replace"))
    for at, name in enumerate(_CHARSETS):
        page = f"<html><head><meta charset='{name}'></head><body><p>{_PROSE}</p></body></html>"
        (folder / f"says {at}.html").write_bytes(page.encode("latin-1", "replace"))
        (folder / f"says {at} in text.txt").write_bytes(
            f"<meta charset={name}>\n{_PROSE}".encode("latin-1", "replace")
        )
    for at, mark in enumerate((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00")):
        (folder / f"mark {at}.txt").write_bytes(mark)
        (folder / f"mark {at} and utf-8.txt").write_bytes(mark * 3 + _PROSE.encode())
        (folder / f"mark {at} and an odd byte.txt").write_bytes(mark + b"abc")


def _broken(folder: Path, rng: random.Random) -> None:
    page = _PROSE.encode()
    broken = {
        "nul": b"\x00", "nuls": b"\x00" * 5000, "nul in text": page + b"\x00" + page,
        "nul late": page * 100 + b"\x00" * 5000, "ff": b"\xff" * 5000, "c1": b"\x80\x9b" * 900,
        "surrogates": b"\xed\xa0\x80\xed\xb0\x80" * 500, "overlong": b"\xc0\x80\xe0\x80\x80" * 400,
        "beyond": b"\xf5\x80\x80\x80\xfb\xff" * 400, "cut": page + "冰".encode()[:2],
        "noise": rng.randbytes(50_000), "gzip": gzip.compress(page), "blanks": b" \n\t\r\n\x0c" * 90,
        "pdf": b"%PDF-1.4\n" + rng.randbytes(900), "png": b"\x89PNG\r\n\x1a\n" + rng.randbytes(900),
        "zip": b"PK\x03\x04" + rng.randbytes(900), "elf": b"\x7fELF" + bytes(900), "one": b"a",
        "esc": b"\x1b" * 3000, "nobreak": "\u00a0\u2003\u3000".encode() * 300, "empty": b"",
        "lone mark": "\ufeff\ufeff\ufeff".encode(), "no width": "\u200b\u2060\ufeff".encode() * 99,
        "html of nothing": b"<!doctype html>", "html cut": b"<!doctype html><html><body><p>Ice <",
    }  # fmt: skip
    for name, data in broken.items():
        for suffix in (".txt", ".html", ".md", ""):
            (folder / f"{name}{suffix}").write_bytes(data)


def _names(folder: Path) -> None:
    for name in _NAMES:
        try:
            (folder / os.fsdecode(name)).write_text(_PROSE, encoding="utf-8")
        except OSError:
            continue  # this file system takes no such name
    deep = folder
    for n in range(60):
        deep /= f"deep {n}"
    deep.mkdir(parents=True)
    (deep / "page.txt").write_text(_PROSE, encoding="utf-8")
    odd = folder / os.fsdecode(b"folder \xff\x1b[2J\n")
    odd.mkdir()
    (odd / "page.txt").write_text(_PROSE, encoding="utf-8")
    (folder / ".hidden" / "in").mkdir(parents=True)
    (folder / ".hidden" / "in" / "page.txt").write_text(_PROSE, encoding="utf-8")
    (folder / "a folder.txt").mkdir()
    (folder / "large.txt").open("wb").truncate(50 * 2**20)
    (folder / "page.jpg").write_text(_PROSE, encoding="utf-8")


def _special(folder: Path) -> None:
    os.mkfifo(folder / "pipe.txt")
    listener = socket.socket(socket.AF_UNIX)
    here = Path.cwd()
    os.chdir(folder)  # a socket's path may have 100 bytes only
    try:
        listener.bind("socket.txt")
    finally:
        os.chdir(here)
        listener.close()
    for name, device in (("null.txt", (1, 3)), ("zero.txt", (1, 5)), ("random.txt", (1, 9))):
        try:
            os.mknod(folder / name, stat.S_IFCHR | 0o666, os.makedev(*device))
        except OSError:
            break  # only root may
    (folder / "unreadable.txt").write_text(_PROSE, encoding="utf-8")
    (folder / "unreadable.txt").chmod(0)
    (folder / "locked").mkdir()
    (folder / "locked" / "page.txt").write_text(_PROSE, encoding="utf-8")
    (folder / "locked").chmod(0)


def _links(folder: Path) -> None:
    outside = folder.parent / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret: " + _PROSE, encoding="utf-8")
    for name, target in (
        ("link to itself.txt", "link to itself.txt"), ("link one", "link two"),
        ("link two", "link one"), ("link to here", "."), ("link up", ".."), ("link to root", "/"),
        ("link to nothing.txt", "nothing"), ("link to a page.txt", "..txt"),
        ("link outside.txt", "../outside/secret.txt"), ("link outside", "../outside"),
        ("link to a pipe.txt", "pipe.txt"), ("link to devices.txt", "/dev/zero"),
        ("link to itself as a file", "/proc/self/fd/0"), ("link long", "x/" * 2000),
    ):  # fmt: skip
        (folder / name).symlink_to(target)
