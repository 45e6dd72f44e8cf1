"""What runs before a text is published: the hooks and the action's script."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from checker.cli import main

ROOT = Path(__file__).parents[2]
ACTION = ROOT / ".github" / "actions" / "checker"


def test_every_hook_runs_a_command_that_exists(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    subprocess.run(["git", "init", "-q"], check=True)
    (tmp_path / "a.md").write_text("It is completely safe for your children.\n")
    subprocess.run(["git", "add", "."], check=True)
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "a"], check=True)
    hooks = {h["id"]: h["entry"].split()[1:] for h in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    assert main([*hooks["checker-review"], "a.md"]) == 1
    assert main([*hooks["checker-diff"], "a.md"]) == 0
    assert "completely safe" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
def test_the_action_annotates_writes_sarif_and_finds_lost_caveats(tmp_path):
    action = yaml.safe_load((ACTION / "action.yml").read_text())
    assert action["runs"]["using"] == "composite"
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    (bin_ / "checker").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m checker "$@"\n')
    (bin_ / "checker").chmod(0o755)
    work = tmp_path / "work"
    work.mkdir()

    def git(*words):
        subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *words], check=True, cwd=work)

    git("init", "-q")
    (work / "a.md").write_text("The drops may cause headache. They may help some people.\n")
    git("add", ".")
    git("commit", "-qm", "a")
    (work / "a.md").write_text("The drops are completely safe. They help people.\n")
    defaults = {
        "PATHS": ".",
        "SARIF": "checker.sarif",
        "FAIL_ON": "info",
        "COMPARE": "HEAD",
        "BASE": "",
        "FAIL_ON_LOSS": "",
    }
    env = {**os.environ, **defaults, "PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        ["bash", str(ACTION / "run.sh")], cwd=work, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert "::error file=" in done.stdout
    assert "Caveat lost (harm)" in done.stdout
    assert '"2.1.0"' in (work / "checker.sarif").read_text()
