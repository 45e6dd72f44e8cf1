"""Audit a whole archive: read it as a stream, judge every post once, and tell its owner what to decide.

sources -> (aside, duplicates) -> judged shards -> finished tables -> report, cards, conflicts, manifest. `run.audit`
knows the order; the commands of `checker audit` are its front door.
"""
