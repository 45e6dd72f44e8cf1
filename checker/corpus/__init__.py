"""Our own annotated text: articles, claims and pairs, read from `corpus/` with offsets worked out by code."""
