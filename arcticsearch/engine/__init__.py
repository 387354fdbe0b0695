"""Turns queries into ranked articles. Whoosh lives here and nowhere else."""
