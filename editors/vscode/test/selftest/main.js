// Asserts through the editor's own API and writes what it saw; it runs inside the extension host.
const assert = require("node:assert");
const fs = require("node:fs");
const path = require("node:path");
const vscode = require("vscode");

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function until(what, ask) {
  for (let turn = 0; turn < 2000; turn++) {
    const found = await ask();
    if (found) return found;
    await pause(200);
  }
  throw new Error(`waited in vain for ${what}`);
}

const codeOf = (diagnostic) => diagnostic.code?.value ?? diagnostic.code;

async function check(seen) {
  const folder = vscode.workspace.workspaceFolders[0].uri;
  const uri = vscode.Uri.joinPath(folder, "article.md");
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  const all = () => vscode.languages.getDiagnostics(uri);
  const of = (rule) => all().find((diagnostic) => codeOf(diagnostic) === rule);

  const clash = await until("a contradiction", () => of("contradiction-side-effects"));
  seen.diagnostics = all().map((d) => `${codeOf(d)}: ${document.getText(d.range)}`);
  assert.equal(document.getText(clash.range), "without any side effects");
  assert.equal(document.getText(clash.relatedInformation[0].location.range), "Side effects such as");
  assert.equal(all().filter((d) => codeOf(d) === "contradiction-side-effects").length, 1, "shown once");
  assert.ok(String(of("safety-absolute").code.target).includes("safety-absolute"));

  const hovers = await vscode.commands.executeCommand("vscode.executeHoverProvider", uri, clash.range.start);
  seen.hover = hovers.flatMap((h) => h.contents.map((c) => c.value)).join("\n").slice(0, 400);
  assert.match(hovers.flatMap((h) => h.contents.map((c) => c.value)).join("\n"), /Why it matters/);

  const lenses = await vscode.commands.executeCommand("vscode.executeCodeLensProvider", uri);
  seen.lenses = lenses.map((lens) => lens.command?.title);
  assert.ok(seen.lenses.some((title) => title?.startsWith("checker:")));

  const range = of("hype-breakthrough").range;
  const actions = await until("a fix", async () => {
    const found = await vscode.commands.executeCommand("vscode.executeCodeActionProvider", uri, range);
    return found.some((action) => action.edit && action.isPreferred) && found;
  });
  seen.actions = actions.map((action) => action.title);
  await vscode.workspace.applyEdit(actions.find((action) => action.isPreferred).edit);
  await until("the fix to clear its finding", () => !of("hype-breakthrough"));

  await editor.edit((edit) => edit.insert(new vscode.Position(2, 0), "👩‍⚕️ "));
  await until("ranges after an edit", () => {
    const now = of("safety-absolute");
    return now && document.getText(now.range) === "without any side effects";
  });

  await editor.edit((edit) => edit.delete(new vscode.Range(2, 0, 2, "👩‍⚕️ ".length)));
  await until("ranges after another", () => {
    const now = of("safety-absolute");
    return now && now.range.start.character === 32 && document.getText(now.range) === "without any side effects";
  });

  await document.save();
  const target = of("safety-absolute");
  const accept = (await vscode.commands.executeCommand("vscode.executeCodeActionProvider", uri, target.range)).find(
    (action) => action.command?.command === "checker.accept" && action.command.arguments[0].rule === "safety-absolute",
  );
  await vscode.commands.executeCommand("checker.accept", { ...accept.command.arguments[0], reason: "Self-test" });
  await until("the accepted finding to go", () => !of("safety-absolute"));
  seen.ledger = fs.readFileSync(path.join(folder.fsPath, ".checker", "accepted.toml"), "utf8");
  assert.match(seen.ledger, /reason = "Self-test"/);

  await vscode.commands.executeCommand("checker.showPanel");
  await until("the panel", () =>
    vscode.window.tabGroups.all.some((group) => group.tabs.some((tab) => tab.label === "Report card")),
  );
}

exports.activate = async () => {
  const seen = {};
  try {
    await check(seen);
    seen.passed = true;
  } catch (error) {
    seen.error = String(error.stack ?? error);
  }
  fs.writeFileSync(process.env.CHECKER_SELFTEST, JSON.stringify(seen, null, 1));
};
