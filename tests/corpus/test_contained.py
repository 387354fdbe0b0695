"""Pages inside mails and web archives, and what these say of them."""

from __future__ import annotations

import plistlib
from email.message import EmailMessage
from pathlib import Path

import pytest

from arcticsearch import Collection
from arcticsearch.corpus.contained import page_in
from arcticsearch.corpus.read import read
from arcticsearch.errors import SeedSkipped
from arcticsearch.page import Form, Hint

_SAVED = """From: <Saved by a browser>
Snapshot-Content-Location: https://floe.example/ice
Date: Sat, 1 Jun 2024 10:11:12 +0200
Subject: Ice closes the sound
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html"; boundary="--edge"

----edge
Content-Type: image/png
Content-Transfer-Encoding: base64

aWNl
----edge
Content-Type: text/html; charset={charset}
Content-Transfer-Encoding: quoted-printable

<html><title>Ice closes the sound</title><p>Ships waited at Troms=F8 and =
in the sound.</p></html>
----edge--
"""


@pytest.mark.parametrize("charset", ["iso-8859-1", "zlib", "nonsense", '"utf-8\0"'])
def test_a_page_saved_as_a_single_file(tmp_path: Path, charset: str) -> None:
    (tmp_path / "a.mhtml").write_bytes(
        _SAVED.format(charset=charset).replace("\n", "\r\n").encode()
    )
    seed = read(tmp_path, "a.mhtml")
    assert seed.form is Form.HTML
    assert "at Tromsø and in the sound." in seed.text
    assert "aWNl" not in seed.text
    assert seed.hints == (Hint("saved", "https://floe.example/ice"),)


@pytest.mark.parametrize(
    ("declared", "meant", "said"),
    [
        ("iso-8859-1", "cp1252", "The “ice” closed it."),
        ("us-ascii", "cp1252", "The ice – it closed."),
        ("gb2312", "gb18030", "朱镕基"),  # whose middle character came later
        ("shift_jis", "cp932", "①北極"),
        ("utf-7", "utf-7", "Tromsø"),
    ],
)
def test_a_charset_means_what_it_means_on_pages(declared: str, meant: str, said: str) -> None:
    mail = f"From: a@b.example\nSubject: Ice\nContent-Type: text/html; charset={declared}\n\n"
    page = page_in(mail.encode() + said.encode(meant)).data
    assert page.decode() == said


PROSE = "The pilot waited in the sound off Tromsø, because the ice had closed it in the night. " * 3


def _mail(html: str = "", text: str = "") -> EmailMessage:
    mail = EmailMessage()
    mail["Received"] = "by mail.example; " + "x" * 400
    mail["From"] = "Anna Berg <anna@floe.example>"
    mail["Subject"] = "Ice closes the sound off Tromsø"
    mail["Date"] = "Tue, 05 Mar 2024 06:00:12 +0100"
    if text:
        mail.set_content(text, cte="quoted-printable")
    if html and text:
        mail.add_alternative(html, subtype="html", cte="base64")
    elif html:
        mail.set_content(html, subtype="html", cte="base64")
    return mail


@pytest.mark.parametrize(
    "mail",
    [
        _mail(f"<html><p>{PROSE}</p></html>"),
        _mail(f"<html><p>{PROSE}</p></html>", "Read it in a browser."),
        _mail(text=PROSE),
    ],
    ids=["html", "both", "text"],
)
@pytest.mark.parametrize("envelope", [b"", b"From anna@floe.example Tue Mar  5 06:00:12 2024\n"])
def test_a_mail(tmp_path: Path, mail: EmailMessage, envelope: bytes) -> None:
    mail.add_attachment("<p>Another page</p>", subtype="html", filename="b.html")
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.eml").write_bytes(envelope + mail.as_bytes())
    with Collection.open(seeds) as collection:
        collection.refresh()
        article = collection.show("a.eml")
    found = article.metadata
    assert found.title == "Ice closes the sound off Tromsø"
    assert (found.date, found.author) == ("2024-03-05", ("Anna Berg",))
    assert [part.text for part in article.paragraphs] == [PROSE.strip()]


def test_a_text_has_its_lines_where_they_stand(tmp_path: Path) -> None:
    mail = "From: a@b.example\nSubject: Ice\nContent-Type: text/html\n\n"
    plain = mail.replace("html", "plain") + "Transfer: none\n\nIce.\n"
    assert page_in(plain.encode()).data == plain.encode()


@pytest.mark.parametrize("kind", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_a_web_archive(tmp_path: Path, kind: plistlib.PlistFormat) -> None:
    page = "<html><p>The pilot waited off Tromsø.</p></html>"
    main = {
        "WebResourceData": page.encode("latin-1"),
        "WebResourceTextEncodingName": "iso-8859-1",
        "WebResourceURL": "https://floe.example/ice",
    }
    data = plistlib.dumps({"WebMainResource": main, "WebSubresources": []}, fmt=kind)
    (tmp_path / "a.webarchive").write_bytes(data)
    seed = read(tmp_path, "a.webarchive")
    assert (seed.form, seed.text) == (Form.HTML, page)
    assert seed.hints == (Hint("saved", "https://floe.example/ice"),)
    with pytest.raises(SeedSkipped, match="damaged"):
        page_in(data[:-40])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (_SAVED.format(charset="utf-8").replace("text/html", "image/gif"), "a mail without text"),
        ("From a@b Tue Mar  5 06:00:12 2024\nTo: c@d\n\nIce.\n\n" * 2, "a mailbox of several"),
    ],
)
def test_where_there_is_no_page(data: str, reason: str) -> None:
    with pytest.raises(SeedSkipped, match=reason):
        page_in(data.encode())


def test_a_text_that_looks_a_little_like_a_mail() -> None:
    for text in (b"Note: ice\nContent: text\n\nIce", b"From here on 10:30 all is ice\nNote: ice\n"):
        assert page_in(text).data == text


@pytest.mark.parametrize("charset", ["nonsense", "utf-8\xff", "", "x" * 99])
def test_a_header_in_no_encoding(charset: str) -> None:
    mail = f"From: a@b.example\nSubject: =?{charset}?q?Ice?=\nContent-Type: text/html\n\n<p>Ice"
    assert page_in(mail.encode()).data == b"<p>Ice"


@pytest.mark.parametrize(
    "name", ["WebResourceData", "WebResourceURL", "WebResourceTextEncodingName"]
)
def test_a_list_in_a_web_archive_is_not_written_out(name: str) -> None:
    many: list[object] = ["ice"]
    for _ in range(4):  # with a few more it fills any memory
        many = [many] * 10
    main = {"WebResourceData": b"<p>Ice", "WebResourceURL": "https://a.example", name: many}
    data = plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY)
    with pytest.raises(SeedSkipped, match="without a page"):
        page_in(data)


@pytest.mark.parametrize("parts", [150, 250])
def test_parts_in_parts(parts: int) -> None:
    """As deep as Python goes is another depth in each process."""
    nested = "".join(
        f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(parts)
    )
    mail = f"From: a@b.example\n{nested}Content-Type: text/html\n\n<p>Ice".encode()
    if parts < 200:
        assert page_in(mail).data == b"<p>Ice"
    else:
        with pytest.raises(SeedSkipped, match="a mail of over 200 others"):
            page_in(mail)


def test_a_header_that_the_standard_library_stumbles_on() -> None:
    mail = b"From: a@b.example\nContent-Type: text/html; a*0=b; a*=c\n\n<p>Ice"
    with pytest.raises(SeedSkipped, match="a mail that is damaged"):
        page_in(mail)


@pytest.mark.parametrize(
    "more", ['; "' * 90_000 + "\n\n", "\n\n" + "\nContent-Type: text/html\n" * 10_001]
)
def test_more_than_a_mail_has(more: str) -> None:
    with pytest.raises(SeedSkipped, match="than a mail has"):
        page_in(f"From: a@b.example\nContent-Type: text/html{more}<p>Ice".encode())
