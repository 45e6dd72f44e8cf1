"""`checker rules`: list the rules, explain one, or run a rule pack's own examples."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from checker import resources
from checker.commands.review import add_selection, configured
from checker.errors import ConfigError

if TYPE_CHECKING:
    import argparse

    from checker.rule import Rule


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the subcommand and its options."""
    parser = subparsers.add_parser("rules", help="list or explain rules, test a rule pack", description=__doc__)
    parser.add_argument("what", nargs="*", metavar="ID", help="a rule id; or: test [DIR]")
    add_selection(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """List all rules, explain the named ones, or test a folder's examples."""
    if args.what[:1] == ["test"]:
        return _test([Path(folder) for folder in args.what[1:]] or [resources.path("rules/overstatement")])
    from checker.pipeline import Engine

    rules = Engine(configured(args)).rules
    for id_ in args.what:
        if id_ not in rules:
            raise ConfigError(f"no rule {id_!r}; `checker rules` lists them")
    from checker import measured
    from checker.rulebook import explained, listed

    found = measured.load()
    known = {id_: f"\n{found[id_].in_words()}\n" for id_ in args.what if id_ in found}
    texts = [explained(rules[id_]) + known.get(id_, "") for id_ in args.what]
    sys.stdout.write("\n".join(texts) if args.what else listed(rules))
    return 0


def _test(folders: list[Path]) -> int:
    from checker.examples import failures
    from checker.parse import pipeline
    from checker.rule import load_rules
    from checker.ruleset import RuleSet

    wrong = count = 0
    for folder in folders:
        rules: dict[str, Rule] = dict(load_rules(folder))
        found = list(failures(RuleSet(load_rules(folder), pipeline())))
        wrong += len(found)
        count += sum(len(rule.flag) + len(rule.keep) for rule in rules.values())
        sys.stdout.writelines(f"{failure}\n" for failure in found)
    sys.stdout.write(f"{count} examples, {wrong} wrong\n")
    return 1 if wrong else 0
