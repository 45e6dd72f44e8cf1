"""Engines that judge batches of posts: each takes batches and yields their rows, in any order.

An engine is a module with `run(batches, config, workers, scratch) -> Iterator[Judged]`.
"""
