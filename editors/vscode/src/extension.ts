// The extension: starts the language server, and adds what the protocol has no words for.
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions, State } from "vscode-languageclient/node";
import { command, installInto, offerToInstall } from "./find";
import { Panel } from "./panel";
import { StatusBar } from "./status";
import type { Status } from "./types";

let client: LanguageClient | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const log = vscode.window.createOutputChannel("checker");
  const bar = new StatusBar();
  const panel = new Panel(context, () => client);
  const restart = async () => {
    await stop();
    await start(log, bar, panel);
  };
  context.subscriptions.push(
    log,
    bar,
    panel,
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      bar.show();
      if (editor) void panel.follow(editor.document.uri.toString());
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      const restarting = ["checker.command", "checker.enable", "checker.languages"];
      if (restarting.some((name) => change.affectsConfiguration(name))) void restart();
    }),
    vscode.commands.registerCommand("checker.showPanel", () => panel.open()),
    vscode.commands.registerCommand("checker.reviewAll", reviewAll),
    vscode.commands.registerCommand("checker.saveReport", saveReport),
    vscode.commands.registerCommand("checker.restart", restart),
    vscode.commands.registerCommand("checker.install", installInto),
    vscode.commands.registerCommand("checker.showLog", () => log.show()),
  );
  await start(log, bar, panel);
}

export async function deactivate(): Promise<void> {
  await stop();
}

async function stop(): Promise<void> {
  const old = client;
  client = undefined;
  if (old && old.state !== State.Stopped) await old.stop().catch(() => undefined);
}

async function start(log: vscode.OutputChannel, bar: StatusBar, panel: Panel): Promise<void> {
  const settings = vscode.workspace.getConfiguration("checker");
  if (!settings.get<boolean>("enable", true)) return;
  const found = command();
  if (!found) {
    bar.fail("checker is not installed");
    await offerToInstall();
    return;
  }
  bar.fail("");
  const server: ServerOptions = { command: found[0], args: found.slice(1) };
  const languages = settings.get<string[]>("languages", []);
  const options: LanguageClientOptions = {
    documentSelector: languages.flatMap((language) => [
      { scheme: "file", language },
      { scheme: "untitled", language },
    ]),
    outputChannel: log,
    initializationOptions: { status: true, checker: settings },
    synchronize: { configurationSection: "checker" },
    middleware: {
      executeCommand: async (name, args, next) => {
        if (name === "checker.accept") return accept(args, next);
        if (name === "checker.openReport") return panel.open(vscode.Uri.parse(args[0].uri));
        return next(name, args);
      },
    },
  };
  client = new LanguageClient("checker", "checker", server, options);
  client.onNotification("checker/status", (status: Status) => {
    const uri = client?.protocol2CodeConverter.asUri(status.uri).toString() ?? status.uri;
    bar.take({ ...status, uri });
    if (status.complete) void panel.follow(uri);
  });
  try {
    await client.start();
  } catch (error) {
    log.appendLine(String(error));
    bar.fail(`checker could not be started: ${found.join(" ")}`);
  }
}

type Next = (name: string, args: unknown[]) => vscode.ProviderResult<unknown>;

async function accept(args: { reason?: string }[], next: Next): Promise<unknown> {
  const reason = args[0].reason ?? (await vscode.window.showInputBox({
    title: "Accept this finding",
    prompt: "Why may it stay? The reason is kept in .checker/accepted.toml, for editor, command line and CI.",
    validateInput: (text) => (text.trim() ? undefined : "A reason is needed."),
  }));
  return reason ? next("checker.accept", [{ ...args[0], reason }]) : undefined;
}

async function reviewAll(): Promise<void> {
  const told = await run<{ files: number; findings: number; errors: string[] }>("checker.reviewWorkspace", {});
  if (!told) return;
  const unread = told.errors.length ? `, ${told.errors.length} could not be read` : "";
  void vscode.window.showInformationMessage(`${told.findings} findings in ${told.files} texts${unread}`);
}

async function saveReport(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!document) return;
  const formats = { html: ["html"], markdown: ["md"], json: ["json"], sarif: ["sarif"] };
  const format = await vscode.window.showQuickPick(Object.keys(formats), { title: "Format of the report" });
  if (!format) return;
  const filters = { [format]: formats[format as keyof typeof formats] };
  const target = await vscode.window.showSaveDialog({ filters });
  if (!target) return;
  const uri = client?.code2ProtocolConverter.asUri(document.uri) ?? "";
  const written = await run<{ file?: string }>("checker.exportReport", { uri, format, output: target.fsPath });
  if (written?.file) void vscode.window.showInformationMessage(`Report written to ${written.file}`);
}

async function run<T>(name: string, argument: object): Promise<T | undefined> {
  return client?.sendRequest<T>("workspace/executeCommand", { command: name, arguments: [argument] });
}
