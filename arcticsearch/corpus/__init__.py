"""A seed in, an article out: one step a file, no effects but reading the seed."""
