"""The Emacs snippet in a real Emacs with eglot, in batch; skipped where there is none."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EDITORS = Path(__file__).parents[2] / "editors"
TEXT = "# Drops 🌿\n\nYou get calm 🧘 without any side effects.\n\nSide effects such as headache were reported.\n"
SCRIPT = """
(require 'package) (package-initialize)
(load "{editors}/emacs/checker.el")
(require 'json)
(setq checker-command '("{python}" "-m" "checker" "lsp") checker-settings '(:delay 10)
      eglot-sync-connect 600 eglot-connect-timeout 600)
(find-file "{file}")
(text-mode)
(setq checker-seen nil)
(defun checker-collect ()
  (let (seen)
    (dolist (one (flymake-diagnostics))
      (push (cons (flymake-diagnostic-text one)
                  (buffer-substring-no-properties (flymake-diagnostic-beg one) (flymake-diagnostic-end one)))
            seen))
    seen))
(eglot checker-modes (cons 'transient "{folder}") 'eglot-lsp-server (checker--contact) "plaintext")
(let ((turns 0))
  (while (and (< turns 5000) (< (length (checker-collect)) 2))
    (setq turns (1+ turns))
    (accept-process-output nil 0.1)
    (flymake-start)))
(with-temp-file "{out}" (insert (json-encode (with-current-buffer (get-file-buffer "{file}") (checker-collect)))))
(kill-emacs 0)
"""


def has_eglot():
    if shutil.which("emacs") is None:
        return False
    probe = "(progn (require 'package) (package-initialize) (require 'eglot))"
    return subprocess.run(["emacs", "--batch", "--eval", probe], capture_output=True, check=False).returncode == 0


@pytest.mark.slow
def test_emacs_shows_findings_on_their_words(tmp_path):
    if not has_eglot():
        pytest.skip("needs Emacs with eglot")
    file, script, out = tmp_path / "a.txt", tmp_path / "t.el", tmp_path / "out.json"
    file.write_text(TEXT, encoding="utf-8")
    text = SCRIPT.format(editors=EDITORS, python=sys.executable, file=file, out=out, folder=tmp_path)
    script.write_text(text, encoding="utf-8")
    done = subprocess.run(["emacs", "--batch", "-l", str(script)], check=False, timeout=900, capture_output=True)
    assert out.exists(), done.stderr.decode("utf-8", "replace")[-2000:]
    seen = json.loads(out.read_text(encoding="utf-8"))
    assert "without any side effects" in seen.values()
    assert any("without any side effects" in message for message in seen)
