"""The Neovim snippet in a real Neovim, headless; skipped where there is none."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

EDITORS = Path(__file__).parents[2] / "editors"
TEXT = "# Drops 🌿\n\nYou get calm 🧘 without any side effects.\n\nSide effects such as headache were reported.\n"
SCRIPT = """
package.path = "{editors}/neovim/?.lua;" .. package.path
require("checker").setup({{ cmd = {{ "{python}", "-m", "checker", "lsp" }}, settings = {{ delay = 10 }} }})
vim.cmd("filetype on")
vim.cmd("edit {file}")
local function found()
  local seen = {{}}
  for _, d in ipairs(vim.diagnostic.get(0)) do
    local line = vim.api.nvim_buf_get_lines(0, d.lnum, d.lnum + 1, false)[1]
    seen[d.code] = line:sub(d.col + 1, d.end_col)
  end
  return seen
end
vim.wait(500000, function() return found()["contradiction-side-effects"] ~= nil end, 50)
local out = {{ diagnostics = found() }}
vim.api.nvim_win_set_cursor(0, {{ 3, 30 }})
local client = vim.lsp.buf_get_clients(0)
local answers = vim.lsp.buf_request_sync(0, "textDocument/hover", vim.lsp.util.make_position_params(), 60000)
for _, answer in pairs(answers) do out.hover = answer.result.contents.value end
vim.api.nvim_buf_set_text(0, 2, 0, 2, 0, {{ "🌿 word " }})
vim.wait(500000, function() return vim.b.changedtick and found()["safety-absolute"] == "without any side effects" end, 50)
out.after = found()
local file = io.open("{out}", "w")
file:write(vim.json and vim.json.encode(out) or vim.fn.json_encode(out))
file:close()
vim.cmd("qall!")
"""


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("nvim") is None, reason="needs Neovim")
def test_neovim_shows_findings_on_their_words_and_explains_them(tmp_path):
    file, script, out = tmp_path / "a.md", tmp_path / "t.lua", tmp_path / "out.json"
    file.write_text(TEXT, encoding="utf-8")
    script.write_text(SCRIPT.format(editors=EDITORS, python=sys.executable, file=file, out=out), encoding="utf-8")
    command = ["nvim", "--headless", "-u", "NONE", "-n", "-c", f"luafile {script}"]
    subprocess.run(command, check=True, timeout=900, capture_output=True)
    seen = json.loads(out.read_text(encoding="utf-8"))
    assert seen["diagnostics"]["safety-absolute"] == "without any side effects"
    assert seen["diagnostics"]["contradiction-side-effects"] in {"without any side effects", "Side effects such as"}
    assert "Why it matters" in seen["hover"]
    assert seen["after"]["safety-absolute"] == "without any side effects"
