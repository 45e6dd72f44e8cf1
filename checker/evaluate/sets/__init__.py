"""The sets that `checker evaluate` knows: each module has `measure(part, engine) -> Table`."""
