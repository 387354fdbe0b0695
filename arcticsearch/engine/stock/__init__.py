"""The engine on stock Whoosh: plain and slow, the oracle of the fast one (`store` is the way in)."""
