"""Random but repeatable articles and queries, small enough that everything collides."""

from __future__ import annotations

import random

from arcticsearch.engine.protocol import Document, Passage
from arcticsearch.query.tree import (
    Among,
    And,
    AtLeast,
    DateRange,
    Everything,
    Exact,
    Fuzzy,
    Has,
    InSection,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Wildcard,
    Word,
)

WORDS = {
    "en": "ice ices iced icing icebreaker icebreakers ship ships shipping shipped sea arctic the of "
    "route routes port ports convoy convoys die dies sailing sailed north northern's 24 3.5".split(),
    "de": "eis eises schiff schiffe schiffen see die der und hafen häfen route routen eisbrecher "
    "Tromsø nördlich nördliche 24".split(),
    "ru": "лёд льды ледокол ледоколы ледокола порт порты море моря северный северного путь".split(),
    "zh": "北极航道 北极 航道 破冰船 港口 冰".split(),
    None: "ice route port Covid-19 US-Russia C++ état ships".split(),
}
SOURCES = ["Polar Post", "Küstenblatt", "Северный вестник", None]
AUTHORS = ["Ada Frost", "Bo Ships", "Jörg Häfen", "Ada Berg"]
CATEGORIES = ["Shipping", "Ports", "Ice & Sea", "Routes"]
HEADINGS = ["The northern routes", "Ports of the north", "Schiffe und Häfen", "Ледоколы", "Ice"]
DATES = ["2024", "2024-02", "2024-02-29", "2024-12-31", "2023-07-01", "2023-07", "1999", None]


def sentence(rng: random.Random, language: str | None, longest: int = 14) -> str:
    words = rng.choices(WORDS[language], k=rng.randint(0, longest))
    return "".join(word + rng.choice([" ", " ", " ", ", ", ". ", "\n"]) for word in words)


def document(rng: random.Random, number: int) -> Document:
    language = rng.choice(list(WORDS))
    headings = rng.sample(HEADINGS, rng.randint(0, 2))
    passages = tuple(
        Passage(2 * n, rng.choice([None, *headings]), sentence(rng, language))
        for n in range(rng.randint(0, 4))
    )
    return Document(
        number, f"{rng.choice(['a', 'b'])}/{rng.choice(WORDS['en'])}-{number}.txt",
        sentence(rng, language, 4), rng.choice(SOURCES), rng.choice(DATES),
        tuple(rng.sample(AUTHORS, rng.randint(0, 2))),
        tuple(rng.sample(CATEGORIES, rng.randint(0, 2))), language, tuple(headings), passages,
    )  # fmt: skip


def query(rng: random.Random, depth: int = 2) -> Node:
    if depth and rng.random() < 0.5:
        parts = tuple(query(rng, depth - 1) for _ in range(rng.randint(1, 3)))
        match rng.randrange(7):
            case 0 | 1 | 2:
                return And(parts)
            case 3:
                return Or(parts)
            case 4:
                return AtLeast(rng.randint(1, len(parts)), parts)
            case 5:
                return And((*parts, Not(query(rng, depth - 1))))
        heading = text_leaf(rng, "section")
        return InSection(heading, _positive(rng))
    return leaf(rng)


def _positive(rng: random.Random) -> Node:
    parts = tuple(text_leaf(rng, rng.choice([None, "text"])) for _ in range(rng.randint(1, 2)))
    return rng.choice([parts[0], And(parts), Or(parts), AtLeast(1, parts)])


def leaf(rng: random.Random) -> Node:
    fields = ["source", "author", "section", "category", "language", "path"]
    match rng.randrange(12):
        case 0:
            field = rng.choice(fields)
            values = [*SOURCES[:3], *AUTHORS, *CATEGORIES, *HEADINGS, "en", "de", "nowhere"]
            return Exact(field, rng.choice(values))
        case 1:
            days = ["2023-07-01", "2024-01-01", "2024-03-01", "2025-01-01", "2024-02-29", None]
            return DateRange(rng.choice(days), rng.choice(days))
        case 2:
            return Has(rng.choice([*fields, "date", "title"]))
        case 3:
            return rng.choice([Everything(), Among(frozenset(rng.sample(range(1, 80), 20)))])
        case 4:
            words = [*"Ada Frost ships Häfen sea 3 txt en de ice".split(), "Ada Berg", "b/ice"]
            return rng.choice([Word, Phrase])(rng.choice(words), field=rng.choice(fields))
    return text_leaf(rng, rng.choice([None, None, None, "text", "title", "section"]))


def text_leaf(rng: random.Random, field: str | None) -> Node:
    words = [word for known in WORDS.values() for word in known]
    word = rng.choice(words)
    match rng.randrange(8):
        case 0 | 1 | 2:
            return Word(word, field)
        case 3:
            return Phrase(" ".join([word, rng.choice(words)]), rng.randint(0, 4), field)
        case 4:
            language = rng.choice(list(WORDS))
            return Phrase(" ".join(rng.choices(WORDS[language], k=3)), rng.randint(0, 9), field)
        case 5:
            return Prefix(word[: rng.randint(0, 4)], field)
        case 6:
            at = rng.randrange(len(word))
            return Wildcard(word[:at] + rng.choice(["*", "?", "*?", "??"]) + word[at + 1 :], field)
    at = rng.randrange(len(word))
    return Fuzzy(word[:at] + rng.choice(["", "x", "ex"]) + word[at + 1 :], rng.randint(1, 2), field)
