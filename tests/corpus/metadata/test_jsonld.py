"""What JSON-LD scripts say of an article."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcticsearch.corpus.metadata.jsonld import read

ARTICLE = '{"@type": "NewsArticle", "headline": "Ice --> water", "author": "Ada Byron"}'


@pytest.mark.parametrize(
    "script", [ARTICLE, f"{ARTICLE};", f"<!--\n{ARTICLE}\n-->", f"//<![CDATA[\n{ARTICLE}\n//]]>"]
)
def test_an_article_in_a_script_with_or_without_a_comment_around_it(script: str) -> None:
    found = read([script])
    assert (found.title, found.authors) == ("Ice --> water", ("Ada Byron",))


def test_half_of_a_character_that_a_cut_has_left_goes() -> None:
    found = read(
        ['{"@type": "NewsArticle", "headline": "Ice \\ud83d", "author": "Ada \\ude00Byron"}']
    )
    assert (found.title, found.authors) == ("Ice", ("Ada Byron",))
    whole = read(['{"@type": "NewsArticle", "headline": "Ice \\ud83d\\udea2"}'])
    assert whole.title == "Ice 🚢"


def test_what_is_not_json_is_passed_over() -> None:
    assert read(["{not json", "null", ARTICLE]).authors == ("Ada Byron",)


def test_names_nested_deeper_than_python_recurses_are_passed_over(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names: list[object] = ["Ada Byron"]
    for _ in range(5_000):
        names = [names]
    # From 3.12 on, Python's own parser gets as far down as this.
    article = {"@type": "NewsArticle", "headline": "Ice", "author": names}
    monkeypatch.setattr("json.loads", lambda *_, **__: article)
    found = read([ARTICLE])
    assert (found.title, found.authors) == ("Ice", ())


KEYS = "@graph @id name headline author publisher datePublished articleSection itemListElement item"
TYPES = st.sampled_from(["NewsArticle", "WebPage", "WebSite", "BreadcrumbList", "Person"])
VALUES = st.recursive(
    st.sampled_from(["Ada Byron", "#p", "\ud83d"]) | st.text() | st.none() | st.integers(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.fixed_dictionaries({"@type": TYPES}, optional=dict.fromkeys(KEYS.split(), inner))
    ),
    max_leaves=20,
)


@given(VALUES)
def test_whatever_json_a_page_holds_what_is_read_is_text(value: object) -> None:
    found = read([json.dumps(value)])
    texts = [found.title, found.date, found.modified, found.source]
    for text in (*texts, *found.authors, *found.sections, *found.breadcrumbs):
        assert text is None or len(text.encode()) < 4 * 500


def test_how_deep_json_may_be_is_the_same_wherever_it_is_read() -> None:
    page = '{{"@type": "Article", "headline": "Ice", "about": "[{{", "x": {}1{}}}'
    assert read([page.format("[" * 150, "]" * 150)]).title == "Ice"
    assert read([page.format('["]", ' * 250, "]" * 250)]).title is None
