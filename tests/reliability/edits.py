"""Random edits of a small corpus that has what updates get wrong: reprints, teasers, furniture.

Every edit leaves a trace in a file's size or time; one that leaves none cannot be seen, which
docs/reliability.md says.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from itertools import count
from pathlib import Path
from unittest.mock import patch

from arcticsearch import Collection, settle
from arcticsearch.corpus.dedupe import duplicates

_PARAGRAPHS = (
    "The icebreaker left the harbour at dawn, and nobody on the quay thought that she would be "
    "back before the end of the winter.",
    "Her crew had packed for half a year, because the ice that season was thicker than anything "
    "that the older hands of the fleet remembered.",
    "A fishery without fishers is still a fishery, said the minister, and signed a treaty that "
    "closes the whole of the central ocean for sixteen years.",
    "The mine needs a road, the road needs a harbour, and the harbour needs a reason to be built "
    "that will still be there in thirty years.",
    "Pilots are paid by the ship, and in February there are few ships to be paid by, so most of "
    "them keep a boat of their own for the cod.",
    "Isbryteren gikk ut fra havna før soloppgang, og ingen på kaia trodde at den ville være "
    "tilbake før vinteren var over for godt.",
    "Der Eisbrecher verließ den Hafen im Morgengrauen, und niemand am Kai glaubte, dass er vor "
    "dem Ende des Winters zurück sein würde.",
    "北极航道的冰比往年更厚，船员们准备了半年的补给，没有人知道他们什么时候回来。",
)
_FURNITURE = (
    "We report the north as it is, and we always have done so for our readers.",
    "Sign up and have the winter in your inbox every Monday before the sun is up.",
    "Frost Daily is published by the Frost Foundation in Tromsø since the year 1996.",
)
_SOURCES = ("Frost Daily", "FROST DAILY", "Frost Daily Online", "Harbour Post", "Floe Review")
_AUTHORS = ("Ada Berg", "Jon Sund", "Mia Lund")
_NAMES = (
    *("a.txt", "b.txt", "c/d.txt", "e.md", "f.html", "g", "www.frost.example/1.html"),
    *("www.frost.example/2.html", "www.frost.example/news/3.txt", "-n.txt", "new\nline.txt"),
    *("photo.jpg", "README.md", "é.txt", "c/e/f.htm", "c/e/f_files/g.txt", "c/e/f_files/h.html"),
)
_ALIASES = (
    '"Frost Daily" = ["Frost Daily Online", "FROST DAILY"]',
    '"Harbour" = ["Harbour Post"]',
    "Frost Daily =",
    "",
)
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-32", "latin-1", "cp1252", "gb18030")

QUERIES = (
    *("*", "icebreaker", "harbour OR treaty", '"the whole of"', "path:a", "no:date", "mine ice"),
    *("has:author", "date:2024", "source:frost", '"report the north"', "eisbrecher", "pilots -cod"),
    *('"isbryteren gikk"~3', "harb*", "hafbour~", "北极", "section:ice winter", "lang:de"),
    *("sort:new winter", "sort:old the", "title:winter", "by:berg harbour", "zzzz"),
)


def page(rng: random.Random, name: str) -> str:
    """A page for a file of this name: some paragraphs, sometimes cut or changed, some furniture."""
    texts = rng.sample(_PARAGRAPHS, rng.randint(0, 4))
    for at, text in enumerate(texts):
        match rng.randrange(8):
            case 0:
                texts[at] = text[: rng.randrange(60, 120)].rsplit(" ", 1)[0] + " …"
            case 1:
                texts[at] = text.replace("the ", "that ", 1)
            case 2:
                texts[at] = f"{text} {rng.choice(_PARAGRAPHS)}"
            case 3:
                texts[at] = text.upper()
    texts += rng.sample(_FURNITURE, rng.choice((0, 0, 1, 2)))
    title = f"Winter and ice {rng.randrange(3)}"
    date = rng.choice(("2024-03-05", "2023-11-02", "2019-06-30", ""))
    author = rng.choice((*_AUTHORS, ""))
    if name.endswith(("html", "htm")):
        source = rng.choice(_SOURCES)
        metas = f'<meta property="og:site_name" content="{source}">'
        metas += f'<meta name="author" content="{author}">' if author else ""
        metas += f'<meta property="article:published_time" content="{date}">' if date else ""
        body = "".join(f"<p>{text}</p>" for text in texts)
        return f"<!doctype html><title>{title}</title>{metas}<h1>{title}</h1>{body}"
    head = [title, *([f"By {author}"] if author else []), *([date] if date else [])]
    return "\n\n".join([*head, "Ice", *texts]) + "\n"


class Editor:
    """Edits the files of a folder at random; each change gets a time of its own."""

    def __init__(self, rng: random.Random, folder: Path) -> None:
        self._rng = rng
        self._folder = folder
        self._stamps = count(1_000_000_000)
        folder.mkdir(parents=True, exist_ok=True)

    def edit(self) -> str:
        """One edit; says which."""
        edits: tuple[Callable[[], None], ...] = (
            *(self.add, self.add, self.add, self.change, self.delete, self.rename, self.touch),
            *(self.swap, self.recode, self.copy, self.name_sources, self.empty, self.link),
            *(self.rename_folder, self.break_bytes),
        )
        chosen = self._rng.choice(edits)
        chosen()
        return chosen.__name__

    def _files(self) -> list[Path]:
        return sorted(path for path in self._folder.rglob("*") if path.is_file())

    def _some(self) -> Path | None:
        files = self._files()
        return self._rng.choice(files) if files else None

    def _write(self, path: Path, data: bytes) -> None:
        for above in path.relative_to(self._folder).parents:  # a file may stand where a folder goes
            if (self._folder / above).is_file():
                (self._folder / above).unlink()
        if path.is_dir():
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        path.write_bytes(data)
        self._stamp(path)

    def _stamp(self, path: Path) -> None:
        stamp = next(self._stamps)
        os.utime(path, (stamp, stamp), follow_symlinks=False)

    def add(self) -> None:
        name = self._rng.choice(_NAMES)
        self._write(self._folder / name, page(self._rng, name).encode())

    def change(self) -> None:
        if file := self._some():
            self._write(file, page(self._rng, file.name).encode())

    def delete(self) -> None:
        if file := self._some():
            file.unlink()

    def rename(self) -> None:
        if file := self._some():
            target = self._folder / self._rng.choice(_NAMES)
            data = file.read_bytes()
            file.unlink()
            self._write(target, data)

    def touch(self) -> None:
        if file := self._some():
            self._stamp(file)

    def swap(self) -> None:
        one, other = self._some(), self._some()
        if one and other:
            data = one.read_bytes(), other.read_bytes()
            self._write(one, data[1])
            self._write(other, data[0])

    def copy(self) -> None:
        if file := self._some():
            self._write(self._folder / self._rng.choice(_NAMES), file.read_bytes())

    def recode(self) -> None:
        if file := self._some():
            text = file.read_bytes().decode("utf-8", "replace")
            self._write(file, text.encode(self._rng.choice(_ENCODINGS), "replace"))

    def name_sources(self) -> None:
        self._write(self._folder / "sources.toml", self._rng.choice(_ALIASES).encode())

    def empty(self) -> None:
        if file := self._some():
            self._write(file, b"")

    def break_bytes(self) -> None:
        if file := self._some():
            self._write(file, self._rng.randbytes(64) + b"\x00" * 64)

    def link(self) -> None:
        path = self._folder / "link.txt"
        if file := self._some():
            path.unlink(missing_ok=True)
            path.symlink_to(file)

    def rename_folder(self) -> None:
        folders = [path for path in self._folder.iterdir() if path.is_dir()]
        if folders:
            target = self._folder / self._rng.choice(("c", "moved", "www.harbour.example"))
            if not target.exists():
                self._rng.choice(sorted(folders)).rename(target)


def observed(collection: Collection) -> dict[str, object]:
    """Everything that a user could see of an index, without times."""
    seen: dict[str, object] = {}
    for query in QUERIES:
        found = collection.search(query, limit=50)
        seen[f"search {query}"] = (
            found.read_as, found.notes, found.total, dict(found.facets), found.hits,
        )  # fmt: skip
    for article in collection.articles():
        seen[f"show {article.path}"] = article
        seen[f"copies {article.path}"] = collection.copies(article.path)
        seen[f"like {article.path}"] = collection.like(article.path)
    status = collection.status()
    seen["status"] = (status.state, status.figures, dict(status.skipped))
    seen["words"] = collection.words("", 1000)
    return seen


def compare(rng: random.Random, folder: Path, *, steps: int = 5) -> tuple[list[str], list[str]]:
    """One sequence of edits, up to five before each update. Returns what was done, and what then differs
    between the updated index and one built from nothing: empty when they are equal.

    Corpora are so small that each update would judge all texts again and pack the deduplicator's
    state; half of them seldom do.
    """
    corpus = folder / "seeds"
    editor = Editor(rng, corpus)
    done: list[str] = []
    for _ in range(rng.randint(0, 10)):
        editor.add()
    pack, few = rng.choice(((settle.PACK, duplicates._FEW), (1, 0)))
    seldom = patch.multiple(settle, PACK=pack), patch.multiple(duplicates, _FEW=few)
    with seldom[0], seldom[1], Collection.open(corpus, index=folder / "updated") as collection:
        collection.refresh()
        for _ in range(rng.randint(1, steps)):
            done += [editor.edit() for _ in range(rng.randint(1, 5))]
            collection.refresh()
            done.append("refresh")
        with Collection.open(corpus, index=folder / "fresh") as fresh:
            fresh.refresh()
            updated, anew = observed(collection), observed(fresh)
    keys = dict.fromkeys([*updated, *anew])
    return done, [key for key in keys if updated.get(key) != anew.get(key)]
