"""Which paragraphs say again what others say: in one article, and across the corpus."""
