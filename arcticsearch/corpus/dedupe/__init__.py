"""Which paragraphs say again what others say: in one article, and across the corpus."""

from arcticsearch.corpus.dedupe.find import find_duplicates

__all__ = ["find_duplicates"]
