"""Bytes become the text that their author wrote."""

from __future__ import annotations

from pathlib import Path

import pytest

from arcticsearch.corpus.mending import mended
from arcticsearch.corpus.read import decode, form_of, read
from arcticsearch.errors import SeedSkipped
from arcticsearch.page import Form

NORTH = "Das Eis bei Tromsø: “früh”, sagt Åse: ледокол, 氷"


def test_utf8_that_a_scraper_took_for_latin_1_is_mended() -> None:
    assert decode(NORTH.encode().decode("latin-1").encode()) == NORTH


@pytest.mark.parametrize("sound", [NORTH, "Tromsø “früh”", "café", "Â© Åse", "", "ice"])
def test_sound_text_stays(sound: str) -> None:
    assert decode(sound.encode()) == sound
    assert mended(sound) == sound


def test_what_a_scraper_put_together_from_sound_and_misread_text() -> None:
    sound = "‘früh’ — für Åse: ледокол"
    assert mended(f"• Лёд • {sound.encode().decode('latin-1')} •") == f"• Лёд • {sound} •"
    sound = "‘früh’ — für Åse"  # not every byte stands for a character in Windows-1252
    assert mended(f"Лёд. {sound.encode().decode('cp1252')}") == f"Лёд. {sound}"


def test_one_who_writes_of_misread_text_is_left_alone() -> None:
    assert mended("Лёд: an ü that is shown as Ã¼ was UTF-8") == (
        "Лёд: an ü that is shown as Ã¼ was UTF-8"
    )


@pytest.mark.parametrize(
    ("codec", "declared", "text"),
    [
        ("cp1252", "windows-1252", "“Ice”, said Åse. " + "The pilot waited. " * 99),
        ("cp1252", "iso-8859-1", "“Ice”, said Åse. " + "The pilot waited. " * 99),
        ("cp1252", "utf-8", "“Ice”, said Åse. " + "The pilot waited. " * 99),
        ("cp1252", "", "“Ice”, said Åse. " + "The pilot waited. " * 99),
        ("cp1251", "windows-1251", "“Лёд”, said his neighbour. " + "The pilot waited. " * 99),
        ("gb18030", "gb2312", "冰\U00020000"),
        (
            "cp1252",
            "",
            "Le brise-glace a quitté le port à l'aube, où trois bateaux étaient déjà bloqués par la "
            "glace. Les pêcheurs, très inquiets, attendent d'être remorqués.",
        ),
        ("cp1252", "", "El señor Núñez salió al amanecer, cuando el hielo ya cerraba la bahía."),
        (
            "cp1250",
            "",
            "Lodołamacz opuścił port o świcie, gdy trzy statki utknęły już w lodzie. Rybacy mają "
            "nadzieję, że pogoda się poprawi. Burmistrz mówi, że nigdy czegoś takiego nie widział.",
        ),
    ],
)
def test_what_was_written_before_utf8(codec: str, declared: str, text: str) -> None:
    meta = f'<meta content="text/html; charset={declared}">' if declared else ""
    assert decode(meta.encode() + text.encode(codec)) == meta + text


def test_an_xml_declaration_names_the_encoding() -> None:
    page = '<?xml version="1.0" encoding="iso-8859-2"?>\n<p>Łódź'
    assert decode(page.encode("iso-8859-2")) == page


def test_utf8_with_slips_is_utf8() -> None:
    page = NORTH + "The pilot waited. " * 99
    assert decode(page.encode() + b"\x93") == page + "\ufffd"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "<?xml version='1.0'?>\n<!-- made -->\n<rss version='2.0'><channel>",
            "not a page (XML: rss)",
        ),
        ("<feed xmlns='http://www.w3.org/2005/Atom'>", "not a page (XML: feed)"),
        ("<?xml version='1.0'?>\n<!DOCTYPE plist SYSTEM 'a'>\n<plist>", "not a page (XML: plist)"),
        ("<!DOCTYPE en-export SYSTEM 'a'><en-export><note>", "a collection of notes (Evernote)"),
        ("WARC/1.0\r\nWARC-Type: response\r\n", "a web archive of many pages (WARC)"),
        ('\n{"id": 7, "title": {"rendered": "Ice in the sound"}}\n', "not a page (JSON)"),
    ],
)
def test_what_is_no_page(tmp_path: Path, text: str, reason: str) -> None:
    (tmp_path / "a.html").write_text(text)
    with pytest.raises(SeedSkipped) as skipped:
        read(tmp_path, "a.html")
    assert str(skipped.value).startswith(reason)


def test_data_that_is_kept_as_a_text_is_a_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text('["Ice", "in the sound"]')
    assert read(tmp_path, "a.txt").form is Form.TEXT


def test_a_scrapers_nuls_are_blanks() -> None:
    page = "Menu\n" + "\0" * 22 + "\n" + NORTH * 9
    assert decode(page.encode()) == page.replace("\0", " ")
    for binary in (page.encode("latin-1", "ignore"), (page + "\0" * 90).encode()[-4096:]):
        with pytest.raises(SeedSkipped, match="binary"):
            decode(binary)


_ROWS = "<p>Ice closed the sound on Monday, and two ships waited for the pilot.</p>\n" * 12
_PLAIN = "Ice closed the sound on Monday, and two ships waited for the pilot.\n\n" * 40


@pytest.mark.parametrize(
    ("text", "path", "form"),
    [
        (f"<!-- made by a shop -->\n<meta charset=utf-8>\n{_ROWS}", "a.html", Form.HTML),
        (f"<!-- made by a shop --><script>{'f();' * 9_000}</script>{_ROWS}", "a", Form.HTML),
        (f"<style>{'p{}' * 30_000}</style>{_ROWS}", "a.html", Form.HTML),
        (f"<div><b>{_PLAIN}</b>", "a.html", Form.HTML),
        (f"<meta charset=utf-8>{_ROWS}", "a.txt", Form.HTML),
        (_ROWS, "a.txt", Form.HTML),
        (f"{_PLAIN}<p>\n", "a.txt", Form.TEXT),
        (f'<img src="/dot.gif">\n{_PLAIN}', "a.txt", Form.TEXT),
        (_PLAIN + "Write <a href=x> and </a> about it. " * 6, "a.txt", Form.TEXT),
        (_PLAIN, "a.html", Form.TEXT),
        ("a < b, <ABC> and <XYZ> fell.\n" * 9, "a.txt", Form.TEXT),
    ],
)
def test_what_a_page_is_its_tags_tell(text: str, path: str, form: Form) -> None:
    assert form_of(text, path) is form


def test_a_page_that_is_large_by_its_pictures(tmp_path: Path) -> None:
    picture = "<img src='data:image/jpeg;base64," + "aWNl" * 2**22 + "'>"
    (tmp_path / "a.html").write_text(f"<!doctype html>{picture}<p>Ice</p>")
    assert read(tmp_path, "a.html").text == "<!doctype html><img src='data:,'><p>Ice</p>"
    (tmp_path / "b.html").write_text("<!doctype html>" + "<p>Ice</p>" * 2**21)
    with pytest.raises(SeedSkipped, match="larger than 16 MiB without its pictures"):
        read(tmp_path, "b.html")
