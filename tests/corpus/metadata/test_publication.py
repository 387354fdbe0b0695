"""The name of a publication, out of what a page declares and what its notices say."""

from __future__ import annotations

import pytest

from arcticsearch.corpus.metadata.declared import Declared
from arcticsearch.corpus.metadata.publication import find
from arcticsearch.corpus.metadata.view import view
from arcticsearch.page import Hint
from tests.corpus.metadata.test_describe import HEAD, PROSE, described


@pytest.mark.parametrize(
    ("notice", "name"),
    [
        ("© 2024 Daily Floe Ltd. All rights reserved.", "Daily Floe"),
        ("Copyright c 2011 floewire.example All Rights Reserved", "floewire.example"),
        ("Copyright Wed Apr 10 09:27:51 GMT+02 2013 Daily Floe", "Daily Floe"),
        ("© Daily Floe, a Grey Ice Company 2022 – Alle Rechte vorbehalten", "Daily Floe"),
        ("© Daily Floe 2025 desk@floe.example Address 12 Quay", "Daily Floe"),
        ("© 2020 Daily Floe unless otherwise noted", "Daily Floe"),
        ("© Daily Floe ist Teil der Eis-Gruppe", "Daily Floe"),
        ("© owned by or licensed to Daily Floe", "Daily Floe"),
        ("© Hull, Keel & Co. Ltd", "Hull, Keel"),
        ("© 版权所有 2012 冰洋日报", "冰洋日报"),
        ("© 冰洋日报版权所有", "冰洋日报"),
        ("© of logos belong to their respective owners", None),
        ("© All Intellectual Property Rights", None),
        ("© since 2010 by the sea", None),
    ],
)
def test_the_owner_in_a_copyright_line(notice: str, name: str | None) -> None:
    assert described(*PROSE, notice).source == name
    declared = described(*PROSE, hints=(Hint("meta:copyright", notice),))
    assert declared.source == name
    assert declared.provenance.source == ("meta copyright" if name else None)


@pytest.mark.parametrize(
    ("declared", "name"),
    [
        ("Daily Floe |", "Daily Floe"),
        ("https://www.floewire.example/", "floewire.example"),
        ("www.floewire.example", "floewire.example"),
        ("Daily Floe Online©", "Daily Floe Online"),
        ("The Daily Floe", "The Daily Floe"),
        (HEAD[0] + " | Daily Floe", None),
        (" | ", None),
    ],
)
def test_a_declared_site_name(declared: str, name: str | None) -> None:
    hints = (Hint("meta:og:title", HEAD[0]), Hint("meta:og:site_name", declared))
    assert described(HEAD[0], *PROSE, hints=hints).source == name
    behind = Hint("meta:application-name", "Floe Wire")
    assert described(HEAD[0], *PROSE, hints=(*hints, behind)).source == (name or "Floe Wire")


@pytest.mark.parametrize(
    ("kind", "url", "name"),
    [
        ("canonical", "https://www.floe.example/ice", "floe.example"),
        ("saved", "https://web.archive.org/web/2019/http://floe.example/ice", "floe.example"),
        ("meta:og:url", "https://dailyfloe.example/ice", "Daily Floe"),
        ("saved", "https://icebound.example/ice", "icebound.example"),
        ("saved", "about:blank", None),
        ("saved", "http://internet.e-mail", None),
        ("saved", "http://127.0.0.1/ice", None),
    ],
)
def test_without_a_name_the_host(kind: str, url: str, name: str | None) -> None:
    texts = ("She told the Daily Floe that it was ice bound.", *PROSE)
    assert described(*texts, hints=(Hint(kind, url),)).source == name
    named = (Hint(kind, url), Hint("meta:og:site_name", "Ice Wire"))
    assert described(*texts, hints=named).source == "Ice Wire"


def test_an_address_tells_where_a_title_ends() -> None:
    hints = (
        Hint("title", "The ice is out | Daily Floe"),
        Hint("saved", "http://dailyfloe.example/"),
    )
    assert described(*PROSE, hints=hints).title == "The ice is out"


def test_the_day_in_a_saved_address() -> None:
    found = described(*PROSE, hints=(Hint("saved", "http://floe.example/2024/03/05/ice"),))
    assert (found.date, found.provenance.date) == ("2024-03-05", "saved URL")


@pytest.mark.parametrize(
    ("above", "below", "name"),
    [
        ("https://www.floe.example/2024/ice?a=b", "", "floe.example"),
        ("Saved from https://www.floe.example/ice on 1 June 2024", "", "floe.example"),
        ("URL: <http://floe.example>", "", "floe.example"),
        ("", "Source: https://www.floe.example/ice", "floe.example"),
        ("", "https://www.floe.example/ice", None),
        ("More of it at https://www.floe.example/ice", "", None),
        ("https://www.floe.example/ice and more", "", None),
    ],
)
def test_the_address_that_someone_pasted(above: str, below: str, name: str | None) -> None:
    found = described(*filter(None, (above, *HEAD, *PROSE, below)))
    assert (found.source, found.title) == (name, HEAD[0])
    assert (
        described(*filter(None, (above, *HEAD, *PROSE, "© Ice Wire", below))).source == "Ice Wire"
    )


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("2024年3月15日 08:30 来源：极地观察 作者：李明", "极地观察"),
        ("稿源: 北方网", "北方网"),
        ("来源： 作者：李明", None),
        ("凡本网注明“来源：极地观察”的所有文字、图片和音视频稿件，版权均属本网所有，" * 3, None),
    ],
)
def test_a_chinese_page_says_whose_text_it_is(line: str, name: str | None) -> None:
    assert described(HEAD[0], line, *PROSE).source == name
    assert described(HEAD[0], line, *PROSE, "© Ice Wire").source == "Ice Wire"


def test_a_note_may_stand_below_the_address() -> None:
    found = described(*HEAD, *PROSE[:2], "Source: https://www.floe.example/ice", PROSE[2])
    assert found.source == "floe.example"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("www.floe.example/2024/ice.html", "floe.example"),
        ("mirrors/dailyfloe.com/ice/index.html", "dailyfloe.com"),
        ("news.floe.co.uk/ice.txt", "news.floe.co.uk"),
        ("web.archive.org/web/2019/www.floe.example/ice", "floe.example"),
        ("2024.03.05/ice.txt", None),
        ("notes.md/ice.txt", None),
        ("ice.com", None),
        ("Dr. Berg/ice.txt", None),
    ],
)
def test_a_folder_that_is_called_after_a_host(path: str, name: str | None) -> None:
    found = find(Declared(), view([], []), None, path)
    assert (found.value if found else None) == name
