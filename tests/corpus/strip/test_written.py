"""What somebody wrote is kept whole; the same text on a page of a site is not."""

from __future__ import annotations

import pytest

from arcticsearch.corpus.strip.pages import strip
from arcticsearch.corpus.text import extract
from arcticsearch.model import Reason
from arcticsearch.page import Form, Seed

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
    ],
)
def test_of_a_larger_text_that_somebody_wrote_nothing_is_removed(text: str, form: Form) -> None:
    assert len(extract(Seed("page", form, text, "")).blocks) > 30
    assert removed(text, form) == []


def test_of_figures_nothing_is_removed() -> None:
    assert removed(RESULTS, Form.TEXT) == []


def test_a_few_figures_among_menus_are_no_results() -> None:
    gone = removed(f"{MENU}\n{RESULTS}\n{FOOTER}", Form.TEXT)
    assert {"Home", "Pricing", "Sign in"} <= set(gone)


@pytest.mark.parametrize("text", [README, LECTURE, MANUAL, WRAPPED])
def test_on_a_page_of_a_site_its_menus_are_removed(text: str) -> None:
    gone = removed(f"{MENU}\n{text}\n{FOOTER}", Form.MARKDOWN)
    wanted = {line for line in (MENU + FOOTER).splitlines() if len(line.split()) < 4}
    assert wanted <= set(gone)


def test_a_page_of_which_little_goes_is_left_to_the_model() -> None:
    assert removed(OWN_PAGE, Form.TEXT) == OWN_PAGE.split("\n\n")[-3:]
