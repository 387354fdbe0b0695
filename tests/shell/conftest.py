"""A small corpus whose articles are written out, so that no test here depends on extraction."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from arcticsearch.collection import Collection
from arcticsearch.model import Article, Kind, Metadata, Paragraph, Reason
from arcticsearch.page import Removed, Seed
from arcticsearch.present.style import Style
from arcticsearch.shell.saved import Saved
from arcticsearch.shell.session import Session
from tests.inventing import invent

SHARED = "A harbour that is closed by ice for half of the year still has to pay its pilots."
PAGES: dict[str, dict[str, Any]] = {
    "floe.txt": {
        "title": "The floe and the fairway", "source": "Floe Review", "date": "2024-03-05",
        "author": ["Ada Berg"], "category": ["Shipping"],
        "text": ["# Convoys", "An icebreaker leads the convoy through the fairway.", SHARED,
                 "Behind her the channel closes within the hour, and whoever is late must wait."],
    },
    "yards.txt": {
        "title": "Yards wait for orders", "source": "Floe Review", "date": "2024-06",
        "author": ["Ada Berg", "Jon Sund"],
        "text": ["No icebreaker has been ordered in Finland this year, and no tug."],
    },
    "pilots.txt": {
        "title": "Pilots in winter", "source": "Harbour Post", "date": "2025-01-20",
        "author": ["Mia Lund"],
        "text": ["# Pay", SHARED, "The icebreaker is late again, the pilots of Finland say.",
                 "They are paid by the ship, and in February there are few ships to be paid by."],
    },
    "tariff.txt": {
        "title": "What an icebreaker costs", "source": "Harbour Post", "date": "2019-11-02",
        "text": ["# Fees", "Each icebreaker is paid for by the mile.", "Opinion is divided."],
        "removed": ["Share this story", "Follow us"],
    },
    "undated.txt": {
        "title": "Notes on seals", "text": ["A seal sleeps on the ice and minds no ship."],
    },
}  # fmt: skip


def article(seed: Seed) -> Article:
    """The article that a seed of this corpus spells out."""
    page = json.loads(seed.text)
    paragraphs: list[Paragraph] = []
    section = None
    for n, text in enumerate(page["text"]):
        heading = text.startswith("# ")
        text = text.removeprefix("# ")
        kind = Kind.HEADING if heading else Kind.PARAGRAPH
        paragraphs.append(Paragraph(n, kind, text, None if heading else section, (n + 1, n + 1)))
        section = text if heading else section
    removed = tuple(
        Removed(text, Reason.SHARE, (at, at)) for at, text in enumerate(page.get("removed", ()), 9)
    )
    metadata = Metadata(
        page.get("title"), page.get("source"), page.get("date"), tuple(page.get("author", ())),
        tuple(page.get("category", ())), "en",
    )  # fmt: skip
    return Article(seed.path, metadata, tuple(paragraphs), removed)


def add(corpus: Path, name: str, **page: Any) -> None:
    """A seed more."""
    (corpus / name).write_text(json.dumps(page), encoding="utf-8")


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of pages; an index of it reads them as `article` does."""
    invent(monkeypatch, article)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("INPUTRC", str(tmp_path / "none"))
    folder = tmp_path / "seeds"
    folder.mkdir()
    for name, page in PAGES.items():
        add(folder, name, **page)
    return folder


@pytest.fixture
def collection(corpus: Path, tmp_path: Path) -> Collection:
    """The corpus, indexed."""
    opened = Collection.open(corpus, index=tmp_path / "index")
    opened.refresh()
    return opened


@pytest.fixture
def session(collection: Collection, tmp_path: Path) -> Session:
    """A session on a plain terminal of 100 columns."""
    return Session(collection, Style(width=100), Saved(tmp_path / "data", collection.corpus))
