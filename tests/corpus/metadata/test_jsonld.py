"""What JSON-LD scripts say of an article."""

import pytest

from arcticsearch.corpus.metadata.jsonld import read

ARTICLE = '{"@type": "NewsArticle", "headline": "Ice --> water", "author": "Ada Byron"}'


@pytest.mark.parametrize(
    "script",
    [ARTICLE, f"{ARTICLE};", f"<!--\n{ARTICLE}\n-->", f"//<![CDATA[\n{ARTICLE}\n//]]>"],
)
def test_an_article_in_a_script_with_or_without_a_comment_around_it(script: str) -> None:
    found = read([script])
    assert (found.title, found.authors) == ("Ice --> water", ("Ada Byron",))


def test_what_is_not_json_is_passed_over() -> None:
    assert read(["{not json", "null", ARTICLE]).authors == ("Ada Byron",)
