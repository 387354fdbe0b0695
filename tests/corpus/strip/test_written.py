"""What somebody wrote is kept whole; the same text on a page of a site is not."""

from __future__ import annotations

import time

import numpy as np
import pytest

from arcticsearch.corpus.strip import lexicon, written
from arcticsearch.corpus.strip.body_text import words
from arcticsearch.corpus.strip.pages import strip
from arcticsearch.corpus.text import extract
from arcticsearch.model import Reason
from arcticsearch.page import Block, Form, Seed

README = """\
# tidemark

Prints the tides of a harbour in a terminal. It needs no network: the tables of
the last two years come with it.

## Install

```sh
pip install tidemark
tidemark --version
```

## Use

```console
$ tidemark leith
low   04:12  0.9 m
high  10:31  5.2 m
low   16:40  1.1 m
```

Options:

- `--days N`: so many days, one if nobody says
- `--utc`: times in UTC
- `--json`: one object a tide, for programs

From Python:

```python
from tidemark import tides

for tide in tides("leith", days=2):
    print(tide.time, tide.height)
```

## Harbours

| name   | tables    | since |
|--------|-----------|-------|
| leith  | 2 years   | 0.1   |
| oban   | 2 years   | 0.2   |
| wick   | 1 year    | 0.4   |

A harbour that is missing can be added:

1. put its table into `tables/`, one line a tide
2. add its name to `harbours.toml`
3. run `make check`, which compares the table with the moon

## Known gaps

- heights are those of a calm day
- before 1990 the times may be off by ten minutes
- no tables for rivers
"""

LECTURE = """\
# Lecture 7: Hash tables

## Recap

- A dictionary maps keys to values
- Balanced trees give us the order for nothing
- Can we do better if we give up the order?

## Direct addressing

Suppose the keys are small integers. Then an array indexed by the key is all we need.

- To insert takes constant time
- To delete, too
- The array is as large as the universe of keys, which is the problem

## Hash functions

A hash function maps the universe to a small range of slots. Two keys in one slot collide.

| Method         | Formula                   | Remark            |
|----------------|---------------------------|-------------------|
| Division       | h(k) = k mod m            | m is a prime      |
| Multiplication | h(k) = floor(m(kA mod 1)) | A is irrational   |

## Collisions

### Chaining

1. Compute the slot
2. Walk along the list
3. Compare the keys

The expected length of a list is the load of the table.

### Probing

- Linear probing: clusters
- Quadratic probing: a second kind of clusters
- Double hashing: as good as random, or nearly so

## Homework

1. Show how long a failed search with linear probing takes
2. Implement double hashing in a language of your own
3. Think about what it is that makes a bad hash function bad

## Questions from the last time

**Why primes?** Because patterns in the keys then do not line up with the slots.

**What about deletions?** Mark the slot as deleted. Too many marks, and the table is built anew.
"""

RESULTS = """\
FROSTLINE FISHERIES 3RD QTR

Shr 31 cts vs 26 cts
Net 1,858,000 vs 1,388,000
Sales 27.1 mln vs 18.7 mln
Nine mths
Shr 88 cts vs 71 cts
Net 5,120,000 vs 4,006,000
Sales 80.2 mln vs 55.9 mln
"""

MANUAL = """\
WETTER(1)                  Handbuch                  WETTER(1)

BEZEICHNUNG
       wetter - gibt die Messwerte einer Station aus

AUFRUF
       wetter [-t] [-n ANZAHL] STATION

BESCHREIBUNG
       Liest die Messwerte einer STATION aus der Datei /var/lib/wetter und
       gibt je Stunde eine Zeile aus. Ohne Angabe sind es die letzten zwölf
       Stunden.

       -t     nur die Temperatur

       -n ANZAHL
              so viele Stunden

       -f, --feld=FELD
              ein anderes Feld; möglich sind
              wind, druck, feuchte

AUSGABE
       Die Felder stehen in dieser Folge:

              zeit  temperatur  wind  druck

       Fehlt ein Wert, steht dort ein Strich.

STATUS
       0      alles gelesen

       1      die Station ist unbekannt

       2      die Datei fehlt oder ist beschädigt

UMGEBUNG
       WETTER_DATEI
              eine andere Datei

       WETTER_EINHEIT
              c oder f

BEISPIELE
       wetter -t -n 3 brocken
              die letzten drei Temperaturen vom Brocken

       wetter --feld=wind arkona | sort -k2
              nach der Stärke des Windes geordnet
"""

WRAPPED = """\
Ledger of the boat house
========================

How the ledger is kept, for whoever takes over from me. Nothing here is law, but
things went wrong each time that somebody did otherwise.

Files
-----

ledger.csv
    one line a payment: day, who, how much, what for
keys.txt
    who has a key
    (and who had one and has not given it back)
old/
    a folder a year

Each spring
-----------

* copy ledger.csv to old/
* begin an empty one, with the same first line
* ask everybody for the fee
    * members pay 40
    * guests pay 5 a day

What the columns mean
---------------------

==========  =======================
day         2021-05-30, never 30/5
who         as in keys.txt
how much    in cents; paid out is negative
what for    fee, key, repair, party
==========  =======================

Sums
----

To see what is left::

    awk -F, '{ sum += $3 } END { print sum / 100 }' ledger.csv

If that is not what is in the tin:

1. count the tin again
2. look for a line without a sign
3. ask Jonas

Keys
----

- seven in all
- one is with the harbour master
- a new one costs 12, and takes two weeks
"""

MINUTES = """\
# Protokoll der Redaktionssitzung, 14. März

Anwesend: Berg, Çelik, Hoffmann (bis 11:30), Nowak
Entschuldigt: Lindner

## TOP 1: Hafen

- Akteneinsicht beantragt, Frist läuft am 2.4. ab
- Gespräch mit dem Hafenkapitän am Dienstag
- Çelik hat die Frachtlisten 2019–2022, es fehlen
  - Februar 2020
  - alles nach Oktober 2021
- Nowak fragt beim Zoll nach

Offen: Wer zahlt die Übersetzung aus dem Finnischen? Angebot 840 €.

## TOP 2: Heft 5

| Thema | wer | Länge | Stand |
|---|---|---|---|
| Eisbrecher | Berg | 4 S. | läuft |
| Wohnungsbau Nord | Çelik | 2 S. | Idee |
| Fähren | Nowak | 2 S. | wartet auf Zahlen |

## TOP 3: Termine

1. Redaktionsschluss 6.4.
2. Druck 11.4.
3. Lesung 20.4., 19 Uhr

## TOP 4: Verschiedenes

Kaffeekasse leer. Drucker im 2. Stock kaputt.
"""

CHANGES = """\
# Changelog

## 2.4.0 (2021-06-02)

- New: tides for rivers
- New: output as JSON
- Fixed: crash on an empty table
- Translations updated: Danish, Finnish, Greek and Polish

## 2.3.2 (2021-03-11)

- Fixed: Oban
- Docs

## 2.3.0 (2021-02-20)

- New: Wick, Stornoway, Lerwick
- New: comments in tables
- Changed: times in UTC
- Removed: the old names
- Translations updated: Danish, Finnish, Greek and Polish

## 2.2.0 (2020-10-01)

- New: moon phases
- Changed: faster start
- Fixed: typo in help

## 2.0.0 (2020-01-05)

- Changed: all table files
- Removed: the names before these
- Security: safe loading
- Translations updated: Danish, Finnish, Greek and Polish

## 1.0.0 (2019-09-29)

- First release
"""

COUNTS = """\
# Ferry, my counts

## March

| day | due   | left  | late |
|-----|-------|-------|------|
| 1   | 07:00 | 07:02 | 2    |
| 2   | 07:00 | 07:00 | 0    |
| 3   | 07:00 | 07:19 | 19   |
| 4   | 07:00 | –     | all  |

## April

| day | due   | left  | late |
|-----|-------|-------|------|
| 1   | 07:00 | 07:00 | 0    |
| 2   | 07:00 | 07:03 | 3    |
| 3   | 07:00 | 07:44 | 44   |

## Remarks

- Clock: phone
- Fog on the 3rd
- Company says 97 % on time
- Counted from the pier
"""

NOTES = """\
Muistiinpanoja, Kemi

ti
- juna myöhässä
- satama kiinni klo 16

ke
- Otso laiturissa
- päällikkö: Lehtonen
- haastattelu 35 min
- jään paksuus 62 cm
- miehistö 21

to
- Sampo, turisteja
- kuvat 120-188
- Niemi ei vastannut

puhelut
Väylävirasto
Niemi (x3)
toimitus

kysymykset
paljonko avustuksia?
kuka päättää?
entä Ruotsi?

jutun runko
1. aamu laiturilla
2. luvut
3. Lehtonen
4. raha
"""

LOG = """\
MEETING LOG  tenants  2020-04-18
================================

18:02 <ada> hello
18:02 <jo> hi all
18:03 <ada> agenda: rent, heating, lawyer
18:04 <jo> rent first
18:05 <ada> letter went out on the 3rd, no answer
18:05 <mel> flat 12 got one
18:06 <ada> what does it say?
18:06 <mel> "under review"
18:08 <ada> ACTION: mel scans it
18:09 <jo> heating
18:09 <ada> off since thursday
18:10 <mel> 14 degrees in mine
18:11 <ada> council has a form
18:12 <mel> needs three names
18:13 <jo> lawyer?
18:14 <ada> free on tuesday, 20 min
18:16 <ada> ACTION: ada writes a page
18:18 <jo> bye
"""

SPEC = """\
Tide feed, the format
=====================

1.0  Files
----------
1.1  Names
LEITH-2020.TID
OBAN-2020.TID
1.2  Order
Harbour, Year
2.0  Records
------------
2.1  Height
Four digits, centimetres
2.2  Time
Four digits, UTC
2.3  Mark
High, Low
3.0  Errors
-----------
3.1  Missing
Height 9999
3.2  Doubtful
Mark Q
"""

MENU = """\
Skip to content
Home
Products
Solutions
Docs
Pricing
Blog
Sign in
Sign up
Search
Overview
Getting Started
"""

FOOTER = """\
Was this page helpful?
Yes
No
Share on Facebook
Related articles
Release Notes
About Us
Careers
Contact
Privacy Policy
Terms of Service
Cookie Settings
Follow Us
© 2024 Tidemark Inc. All rights reserved.
"""


OWN_PAGE = "\n\n".join(
    [
        "On reading tide tables",
        *(
            f"In the year {year} the tables were printed on the grey paper that you know, and the "
            "harbour master wrote the heights of the spring tides into the margin with a pencil."
            for year in range(1901, 1941)
        ),
        "home = /",
        "feed = /atom.xml",
        "written with vim; served by a box under my desk",
    ]
)


def removed(text: str, form: Form) -> list[str]:
    page = extract(Seed("page", form, text, ""))
    return [
        block.text
        for block, label in zip(page.blocks, strip(page), strict=True)
        if isinstance(label, Reason)
    ]


@pytest.mark.parametrize(
    ("text", "form"),
    [
        pytest.param(README, Form.MARKDOWN, id="code, lists and tables in Markdown"),
        pytest.param(LECTURE, Form.MARKDOWN, id="no word of furniture"),
        pytest.param(MANUAL, Form.TEXT, id="headings over what is set in, in German"),
        pytest.param(WRAPPED, Form.TEXT, id="underlined headings"),
        pytest.param(RESULTS, Form.TEXT, id="figures"),
        pytest.param(MINUTES, Form.MARKDOWN, id="minutes"),
        pytest.param(CHANGES, Form.MARKDOWN, id="a list under each date, one line in several"),
        pytest.param(COUNTS, Form.MARKDOWN, id="hardly more than tables"),
        pytest.param(NOTES, Form.TEXT, id="no sentence, in Finnish"),
        pytest.param(LOG, Form.TEXT, id="what was said"),
        pytest.param(SPEC, Form.TEXT, id="numbers of sections and lines that are drawn"),
    ],
)
def test_of_a_text_that_somebody_wrote_nothing_is_removed(text: str, form: Form) -> None:
    assert removed(text, form) == []


def test_a_few_figures_among_menus_are_no_results() -> None:
    gone = removed(f"{MENU}\n{RESULTS}\n{FOOTER}", Form.TEXT)
    assert {"Home", "Pricing", "Sign in"} <= set(gone)


@pytest.mark.parametrize("text", [README, LECTURE, MANUAL, WRAPPED, MINUTES, CHANGES, LOG])
def test_on_a_page_of_a_site_its_menus_are_removed(text: str) -> None:
    gone = removed(f"{MENU}\n{text}\n{FOOTER}", Form.MARKDOWN)
    wanted = {line for line in (MENU + FOOTER).splitlines() if len(line.split()) < 4}
    assert wanted <= set(gone)


def test_a_page_of_which_little_goes_is_left_to_the_model() -> None:
    assert removed(OWN_PAGE, Form.TEXT) == OWN_PAGE.split("\n\n")[-3:]


EVEN = [Block("Seven boats lay along the old pier", gap=1)] * 10
NAMES = (
    "Share this on Facebook with your friends",
    "Subscribe to our newsletter with your email",
    "We use cookies, accept all cookies here",
    "Leave a comment, reply to other comments",
    "Related stories, read more about it here",
    "Copyright, privacy policy, all rights reserved, terms",
)


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        pytest.param([], True, id="nothing of a site"),
        pytest.param([Block("Weather")] * 11, False, id="menus"),
        pytest.param([Block("Ice | Weather | Tides | Ports")] * 3, False, id="menus in one line"),
        pytest.param([Block("Ice | open water | in port | at sea")] * 6, True, id="small letters"),
        pytest.param([Block("Weather", tag="h2")] * 11, True, id="headings"),
        pytest.param([Block("Ice"), Block("-" * 9)] * 12, True, id="underlined headings"),
        pytest.param(
            [Block("Ice"), EVEN[0]._replace(indent=4)] * 12, True, id="headings of what is set in"
        ),
        pytest.param([Block("| Day | Ice | Wind | Sea")] * 3, True, id="rows of a table"),
        pytest.param([*map(Block, NAMES)], False, id="words that every site uses"),
        pytest.param([Block("[](https://example.org/a/picture)")] * 2, False, id="bare links"),
        pytest.param([EVEN[0]._replace(gap=4)] * 3, False, id="many blank lines"),
        pytest.param([Block(f"{EVEN[0].text} " * 30)], False, id="one long paragraph"),
    ],
)
def test_what_tells_a_site(more: list[Block], wanted: bool) -> None:
    half = len(more) // 2
    blocks = [*more[:half], *EVEN, *more[half:]]
    counts = np.array([words(block.text) for block in blocks])
    classes = lexicon.read([block.text for block in blocks]).counts
    assert written.is_written(blocks, [False] * len(blocks), counts, classes) is wanted


def test_an_article_stands_out_from_what_is_removed() -> None:
    blocks = [*EVEN, *[Block(" ".join([block.text] * 6)) for block in EVEN]]
    counts = np.array([words(block.text) for block in blocks])
    classes = np.zeros((len(blocks), len(lexicon.CLASSES)), dtype=np.intp)
    assert not written.is_written(blocks, [False] * 10 + [True] * 10, counts, classes)
    assert written.is_written(blocks, [False, True] * 10, counts, classes)


def test_an_article_among_others_is_one_stretch() -> None:
    story = Block("and read more about the boats here")
    blocks = [*[story] * 60, *EVEN, *EVEN, *EVEN, *[story] * 60]
    counts = np.array([words(block.text) for block in blocks])
    classes = lexicon.read([block.text for block in blocks]).counts
    stretch = [False] * 60 + [True] * 30 + [False] * 60
    assert not written.is_written(blocks, stretch, counts, classes)
    assert written.is_written(blocks, [False, False, False, False, True] * 30, counts, classes)
    assert written.is_written(blocks[30:-30], stretch[30:-30], counts[30:-30], classes[30:-30])


@pytest.mark.parametrize(
    ("block", "wanted"),
    [
        (Block("and lowers the boat"), True),
        (Block("The boat is lowered."), True),
        (Block("Who lowers the boat?"), True),
        (Block("Boat = Lower(Rope)"), True),
        (Block("Lower The Boat", tag="pre"), True),
        (Block("2.4 Boats"), True),
        (Block("~~~~~~"), True),
        (Block("| Boat | Rope |"), True),
        (Block("| Boats |"), False),
        (Block("| | |"), False),
        (Block("How the boat was lowered"), False),
        (Block("24 boats"), False),
    ],
)
def test_what_reads_on(block: Block, wanted: bool) -> None:
    assert written._reads_on(block) is wanted


@pytest.mark.parametrize("text", ["|" + "a" * 10**6, "\xa0" * 10**6, "|a" * 10**6], ids=len)
def test_a_long_line_is_judged_in_time(text: str) -> None:
    start = time.process_time()
    written._reads_on(Block(text))
    written._entries_of(Block(text))
    assert time.process_time() - start < 5
