-- checker in Neovim. Works from 0.7; from 0.11 on, vim.lsp.enable("checker") with the same table does too.
--   require("checker").setup()                      -- with this file as lua/checker.lua
--   require("checker").setup({ cmd = { "/home/me/.venv/bin/checker", "lsp" }, settings = { minConfidence = 0.5 } })
local M = {}

local filetypes = { "markdown", "text", "html" }
local languages = { text = "plaintext" }

local function root(file)
  for folder in vim.fs and vim.fs.parents(file) or function() end do
    for _, name in ipairs({ "checker.toml", ".checker", ".git" }) do
      if vim.loop.fs_stat(folder .. "/" .. name) then
        return folder
      end
    end
  end
  return vim.fn.fnamemodify(file, ":h")
end

local function start(options, buffer)
  local file = vim.api.nvim_buf_get_name(buffer)
  local folder = root(file ~= "" and file or vim.fn.getcwd() .. "/x")
  M.clients = M.clients or {}
  if not M.clients[folder] then
    M.clients[folder] = vim.lsp.start_client({
      name = "checker",
      cmd = options.cmd or { "checker", "lsp" },
      root_dir = folder,
      workspace_folders = { { uri = vim.uri_from_fname(folder), name = folder } },
      init_options = { checker = options.settings or {} },
      settings = { checker = options.settings or {} },
      get_language_id = function(_, filetype)
        return languages[filetype] or filetype
      end,
      handlers = options.handlers,
      on_exit = function()
        M.clients[folder] = nil
      end,
    })
  end
  vim.lsp.buf_attach_client(buffer, M.clients[folder])
end

function M.setup(options)
  options = options or {}
  vim.api.nvim_create_autocmd("FileType", {
    pattern = options.filetypes or filetypes,
    callback = function(event)
      start(options, event.buf)
    end,
  })
  vim.api.nvim_create_user_command("CheckerReport", function()
    vim.lsp.buf.execute_command({ command = "checker.openReport", arguments = { { uri = vim.uri_from_bufnr(0) } } })
  end, { desc = "Open checker's report of this text" })
  vim.api.nvim_create_user_command("CheckerWorkspace", function()
    vim.lsp.buf.execute_command({ command = "checker.reviewWorkspace", arguments = { vim.empty_dict() } })
  end, { desc = "Review every text of the workspace" })
end

return M
