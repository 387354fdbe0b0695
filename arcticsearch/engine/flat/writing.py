"""A change to an index: which files it adds, and which segments it makes one of.

New articles make new segments, and a deletion makes a new list of what is deleted in an old one;
files in force are never touched.
"""

from __future__ import annotations

import gc
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from itertools import accumulate, chain, compress, count, islice
from pathlib import Path

from arcticsearch.engine.flat import file
from arcticsearch.engine.flat.build_small import SmallBuild
from arcticsearch.engine.flat.manifest import Entry, Manifest, decode
from arcticsearch.engine.flat.segment import Segment, open_segment
from arcticsearch.engine.protocol import Document
from arcticsearch.query.tree import TEXT_FIELDS
from arcticsearch.values import replace

SMALL = 1000
"""Articles up to which a segment is built without numpy, whose import takes as long."""

FULL_ARTICLES = 65_536
FULL_TEXT = 32_000_000
"""Articles, and bytes of their text in UTF-8 (a Chinese letter is a word, and has three), at which a
segment is closed: row numbers then fit two bytes, and a build takes some 350 MB, 65 bytes a word.
(19,043 Reuters articles have 16 million letters, 2.6 million words.)"""

FULL_WORDS = 4_000_000
"""Words of the largest segment that merging makes: it takes as much memory as a build, 85 bytes a
word."""

TIER = 8
"""Segments of similar size (a factor of TIER) are merged when there are as many as this; so there
are never many, and an article is rewritten only a few times. One that is more than half full is not
merged again."""


def write(
    folder: Path, upserts: Iterable[Document], deletions: Iterable[int], manifest: bytes | None
) -> bytes:
    """See `protocol.Store.write`."""
    old = decode(manifest)
    generation = old.generation + 1
    with _opened(folder, old.segments) as segments:
        writing = _Writing(folder, generation)
        gone = set(deletions)
        for batch in _batches(upserts, gone):
            writing.build(batch, ())
        kept = [
            writing.delete(entry, segment, gone)
            for entry, segment in zip(old.segments, segments, strict=True)
        ]
    left = [entry for entry in kept if entry.articles]
    entries = _merged(writing, folder, [*left, *writing.entries])
    _sync(folder)
    return Manifest(generation, tuple(entries)).encode()


@contextmanager
def _opened(folder: Path, entries: Iterable[Entry]) -> Iterator[list[Segment]]:
    with ExitStack() as stack:
        yield [
            stack.enter_context(closing(open_segment(folder, entry.name, entry.deletions)))
            for entry in entries
        ]


def _batches(upserts: Iterable[Document], gone: set[int]) -> Iterator[Iterator[Document]]:
    """The articles in groups of a segment each. Their numbers are added to `gone`."""
    waiting = iter(upserts)

    def group(first: Document) -> Iterator[Document]:
        size = 0
        for articles, document in enumerate(chain([first], waiting), 1):
            gone.add(document.id)
            yield document
            size += sum(
                len(passage.text.encode("utf-8", "replace")) for passage in document.passages
            )
            if size > FULL_TEXT or articles == FULL_ARTICLES:
                return

    for first in waiting:
        yield group(first)


class _Writing:
    """The files that one change adds."""

    def __init__(self, folder: Path, generation: int) -> None:
        self._folder, self._generation = folder, generation
        self.entries: list[Entry] = []

    def build(self, documents: Iterator[Document], segments: Sequence[Segment]) -> None:
        few = list(islice(documents, SMALL))
        articles = len(few) + sum(len(segment) - len(segment.deleted) for segment in segments)
        if articles < SMALL:
            build: SmallBuild | LargeBuild = SmallBuild()
        else:
            from arcticsearch.engine.flat.build_large import LargeBuild

            build = LargeBuild()
        with _uncollected():
            for segment in segments:
                build.add_segment(segment)
            for document in chain(few, documents):
                build.add(document)
            name = self._write(f"{self._generation}", ".segment", build.arrays())
        self.entries.append(_entry(Segment(self._folder / name)))

    def delete(self, entry: Entry, segment: Segment, gone: set[int]) -> Entry:
        """The entry without some articles, by their catalog numbers."""
        rows = [
            row
            for row, number in enumerate(segment.ids)
            if number in gone and row not in segment.deleted
        ]
        if not rows:
            return entry
        languages = Counter(entry.languages)
        languages.subtract(segment.language(row) or "" for row in rows)
        words = {
            name: entry.words[name] - sum(map(segment.lengths(name).__getitem__, rows))
            for name in TEXT_FIELDS
        }
        deleted = sorted({*segment.deleted, *rows})
        name = self._write(
            f"{entry.name.partition('.')[0]}.{self._generation}", ".deleted",
            {"rows": file.pack(deleted)},
        )  # fmt: skip
        return replace(
            entry, articles=entry.articles - len(rows), words=words, languages=dict(+languages),
            deletions=name, deleted=len(deleted),
        )  # fmt: skip

    def _write(self, stem: str, suffix: str, arrays: Mapping[str, file.Buffer]) -> str:
        """Writes a file by a name that none has: one may be left from a run that was cut off."""
        for attempt in count():
            name = f"{stem}-{attempt}{suffix}"
            try:
                file.write(self._folder / name, arrays)
            except FileExistsError:
                continue
            return name
        raise AssertionError


@contextmanager
def _uncollected() -> Iterator[None]:
    """A build makes no cycles, but so many tuples that looking for some takes a tenth of it."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _entry(segment: Segment) -> Entry:
    words = {name: sum(segment.lengths(name)) for name in TEXT_FIELDS}
    known = segment.values("language")
    languages = Counter(known.ordinals)
    counted = {known[ordinal]: articles for ordinal, articles in languages.items()}
    unknown = len(segment) - sum(counted.values())
    if unknown:
        counted[""] = unknown
    return Entry(segment.name, len(segment), words, counted)


def _merged(writing: _Writing, folder: Path, entries: list[Entry]) -> list[Entry]:
    """Segments half deleted are redone, and those of a crowded tier become one."""
    while True:
        wasted = [entry for entry in entries if entry.deleted > entry.articles]
        chosen = wasted[:1] or _crowded(entries)
        if not chosen:
            return entries
        with _opened(folder, chosen) as segments:
            writing.build(iter(()), segments)
        entries = [entry for entry in entries if entry not in chosen] + writing.entries[-1:]


def _crowded(entries: Sequence[Entry]) -> list[Entry]:
    """Of a tier with TIER segments or more as many as make one that is not too large; or none. Where
    not all of them do, what they make is more than half full."""
    tiers: dict[int, list[Entry]] = {}
    for entry in entries:
        if 2 * entry.articles <= FULL_ARTICLES and 2 * _words(entry) <= FULL_WORDS:
            tiers.setdefault(_tier(entry.articles), []).append(entry)
    crowded = next((tiers[tier] for tier in sorted(tiers) if len(tiers[tier]) >= TIER), [])
    crowded.sort(key=_words)
    articles = accumulate(entry.articles for entry in crowded)
    words = accumulate(map(_words, crowded))
    fit = [a <= FULL_ARTICLES and w <= FULL_WORDS for a, w in zip(articles, words, strict=True)]
    return list(compress(crowded, fit))


def _words(entry: Entry) -> int:
    return sum(entry.words.values())


def _tier(articles: int) -> int:
    return (articles.bit_length() - 1) // (TIER.bit_length() - 1)


def _sync(folder: Path) -> None:
    """Makes the new names last; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
