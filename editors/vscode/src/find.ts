// How the language server is started: the setting, the workspace's virtual environment, the path.
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";

const EXECUTABLE = process.platform === "win32" ? path.join("Scripts", "checker.exe") : path.join("bin", "checker");

export function command(): string[] | undefined {
  const given = vscode.workspace.getConfiguration("checker").get<string[]>("command", []);
  if (given.length) return given;
  // A workspace that is not trusted does not choose what is run.
  const folders = vscode.workspace.isTrusted ? (vscode.workspace.workspaceFolders ?? []) : [];
  for (const folder of folders) {
    for (const name of [".venv", "venv"]) {
      const file = path.join(folder.uri.fsPath, name, EXECUTABLE);
      if (fs.existsSync(file)) return [file, "lsp"];
    }
  }
  const onPath = (process.env.PATH ?? "")
    .split(path.delimiter)
    .filter(Boolean)
    .map((folder) => path.join(folder, path.basename(EXECUTABLE)))
    .find((file) => fs.existsSync(file));
  return onPath ? [onPath, "lsp"] : undefined;
}

export async function offerToInstall(): Promise<void> {
  const install = "Install into .venv";
  const choose = "Choose the command…";
  const answer = await vscode.window.showWarningMessage(
    "checker is not found on this machine. It runs offline; installing it takes about a minute.",
    install,
    choose,
  );
  if (answer === install) installInto();
  if (answer === choose) await vscode.commands.executeCommand("workbench.action.openSettings", "checker.command");
}

export function installInto(): void {
  const python = process.platform === "win32" ? "py -3" : "python3";
  const pip = process.platform === "win32" ? ".venv\\Scripts\\pip" : ".venv/bin/pip";
  const terminal = vscode.window.createTerminal("Install checker");
  terminal.show();
  terminal.sendText(`${python} -m venv .venv && ${pip} install "checker[lsp]"`);
  void vscode.window.showInformationMessage(
    "When the installation in the terminal is done, run “checker: Restart Language Server”.",
  );
}
