// Run the packaged extension in code-server, driven by the self-test extension; Chromium only opens the page.
// Needs: CODE_SERVER (folder of npm's code-server), CHECKER (the command), and chromium at CHROMIUM.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(here);
const entry = path.join(process.env.CODE_SERVER ?? "node_modules/code-server", "out/node/entry.js");
const checker = process.env.CHECKER ?? "checker";
const port = process.env.PORT ?? "8765";
const work = fs.mkdtempSync(path.join(os.tmpdir(), "checker-vscode-"));
const [extensions, user, folder] = ["extensions", "user", "folder"].map((name) => path.join(work, name));
for (const each of [extensions, path.join(user, "User"), folder]) fs.mkdirSync(each, { recursive: true });
fs.writeFileSync(
  path.join(user, "User", "settings.json"),
  JSON.stringify({
    "checker.command": [...checker.split(" "), "lsp"],
    "workbench.startupEditor": "none",
    "security.workspace.trust.enabled": false,
    "editor.wordWrap": "on",
    "editor.minimap.enabled": false,
  }),
);
fs.writeFileSync(path.join(work, "config.yaml"), "");
fs.writeFileSync(path.join(folder, "checker.toml"), "");
fs.copyFileSync(path.join(here, "article.md"), path.join(folder, "article.md"));
const vsce = path.join(root, "node_modules/@vscode/vsce/vsce");
const selftest = path.join(work, "selftest.vsix");
const pack = ["package", "--no-dependencies", "--skip-license", "--allow-missing-repository", "-o", selftest];
execFileSync("node", [vsce, ...pack], { cwd: path.join(here, "selftest"), input: "y\n" });
const common = ["--config", path.join(work, "config.yaml"), "--extensions-dir", extensions, "--user-data-dir", user];
for (const vsix of [path.join(root, "checker.vsix"), selftest]) {
  execFileSync("node", [entry, ...common, "--install-extension", vsix], { stdio: "inherit" });
}
const result = path.join(work, "result.json");
const flags = ["--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-telemetry", "--disable-update-check"];
const server = spawn("node", [entry, ...common, ...flags, "--disable-workspace-trust", folder], {
  env: { ...process.env, CHECKER_SELFTEST: result },
  stdio: ["ignore", "pipe", "inherit"],
});
await new Promise((resolve) => server.stdout.on("data", (text) => String(text).includes("listening") && resolve()));
const args = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: args.split(" ") });
const page = await browser.newPage({ viewport: { width: 1400, height: 860 } });
try {
  await page.goto(`http://127.0.0.1:${port}/?folder=${folder}`);
  for (let turn = 0; turn < 2400 && !fs.existsSync(result); turn++) await page.waitForTimeout(500);
  await page.waitForTimeout(2500);
  await page.screenshot({ path: process.env.PICTURE ?? path.join(work, "picture.png") });
} finally {
  await browser.close();
  server.kill();
}
const seen = JSON.parse(fs.readFileSync(result, "utf8"));
console.log(JSON.stringify(seen, null, 1));
process.exit(seen.passed ? 0 : 1);
