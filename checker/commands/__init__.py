"""The subcommands of `checker`: one module each, with `add(subparsers)` and `run(args) -> int`."""
