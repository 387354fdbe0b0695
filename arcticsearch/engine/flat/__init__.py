"""The fast engine: immutable files of flat arrays, read by mmap (`store` is the way in)."""
