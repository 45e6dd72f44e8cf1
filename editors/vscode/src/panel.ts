// The side panel: the report card and the pairs. All text goes in as data; a click goes to its place.
import * as vscode from "vscode";
import type { LanguageClient } from "vscode-languageclient/node";
import type { Finding, Missing, Place, Report } from "./types";

const STATES = { absent: "needs work", unclear: "unclear", present: "fine" } as const;

export class Panel implements vscode.Disposable {
  private view: vscode.WebviewPanel | undefined;
  private shown: vscode.Uri | undefined;
  private turn = 0;

  constructor(
    private readonly context: vscode.ExtensionContext,
    private readonly client: () => LanguageClient | undefined,
  ) {}

  async open(uri?: vscode.Uri): Promise<void> {
    this.shown = uri ?? vscode.window.activeTextEditor?.document.uri ?? this.shown;
    if (!this.view) {
      const media = vscode.Uri.joinPath(this.context.extensionUri, "media");
      this.view = vscode.window.createWebviewPanel(
        "checker.panel",
        "Report card",
        { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
        { enableScripts: true, localResourceRoots: [media], retainContextWhenHidden: false },
      );
      this.view.onDidDispose(() => (this.view = undefined));
      this.view.webview.onDidReceiveMessage((at: vscode.Range) => void this.goTo(at));
    }
    await this.refresh();
  }

  async follow(uri: string): Promise<void> {
    if (this.view && this.shown?.toString() === uri) await this.refresh();
  }

  private async refresh(): Promise<void> {
    const turn = ++this.turn;
    const report = this.shown && (await ask(this.client(), this.shown));
    if (this.view && turn === this.turn) this.view.webview.html = page(this.view.webview, this.context, report);
  }

  private async goTo(at: { start: vscode.Position; end: vscode.Position }): Promise<void> {
    if (!this.shown) return;
    const range = new vscode.Range(at.start.line, at.start.character, at.end.line, at.end.character);
    const column = vscode.window.visibleTextEditors.find((e) => e.document.uri.toString() === this.shown?.toString());
    await vscode.window.showTextDocument(this.shown, { selection: range, viewColumn: column?.viewColumn });
  }

  dispose(): void {
    this.view?.dispose();
  }
}

export async function ask(client: LanguageClient | undefined, uri: vscode.Uri): Promise<Report | undefined> {
  const answer = await client?.sendRequest<Report | { error: string }>("workspace/executeCommand", {
    command: "checker.report",
    arguments: [{ uri: client.code2ProtocolConverter.asUri(uri) }],
  });
  return answer && !("error" in answer) ? answer : undefined;
}

function page(view: vscode.Webview, context: vscode.ExtensionContext, report: Report | undefined): string {
  const nonce = Math.random().toString(36).slice(2) + Math.random().toString(36).slice(2);
  const style = view.asWebviewUri(vscode.Uri.joinPath(context.extensionUri, "media", "panel.css"));
  const policy = `default-src 'none'; style-src ${view.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}"><link rel="stylesheet" href="${style}"></head><body>
${report ? body(report) : "<p>Open a text to see its report card.</p>"}
<script nonce="${nonce}">const vscode = acquireVsCodeApi();
document.body.addEventListener("click", (event) => {
  const at = event.target.closest("[data-at]");
  if (at) vscode.postMessage(JSON.parse(at.dataset.at));
});</script></body></html>`;
}

function body(report: Report): string {
  const counts = Object.entries(report.counts).filter(([, number]) => number);
  const pairs = report.article.findings.filter((finding) => finding.related.some((r) => r.role === "contradicts"));
  const others = report.article.findings.filter((finding) => !pairs.includes(finding));
  const order = ["absent", "unclear", "present"];
  const card = [...report.article.missing].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  return [
    `<h1>${safe(report.article.title || "Untitled")}</h1>`,
    `<p class="facts">${report.article.words} words · read as ${safe(report.genre)} · ${report.article.suppressed} accepted</p>`,
    `<p>${counts.map(([name, n]) => `<span class="chip ${safe(name)}">${n} ${safe(name)}</span>`).join(" ") || "Nothing found."}</p>`,
    section("What does not fit together", pairs.map((finding) => pair(report, finding))),
    section("What the article says and does not say", card.map(line)),
    section("Findings", others.map((finding) => entry(report, finding))),
    section("Remarks", report.notes.map((note) => `<li>${safe(note)}</li>`)),
  ].join("\n");
}

function section(title: string, rows: string[]): string {
  return rows.length ? `<h2>${title}</h2><ul>${rows.join("")}</ul>` : "";
}

function pair(report: Report, finding: Finding): string {
  const counters = finding.related.filter((related) => related.role === "contradicts");
  const ends = [finding.span, ...counters.map((related) => related.span)].map((place) => `<li>${link(place)}</li>`);
  return `<li class="pair ${safe(finding.severity)}"><b>${safe(report.titles[finding.rule] ?? finding.rule)}</b>
<ul>${ends.join("")}</ul></li>`;
}

function line(missing: Missing): string {
  const where = missing.spans.map((place) => link(place)).join(", ");
  return `<li class="${missing.state}"><span class="state">${STATES[missing.state]}</span> ${safe(missing.message)} ${where}</li>`;
}

function entry(report: Report, finding: Finding): string {
  return `<li class="${safe(finding.severity)}">${safe(report.titles[finding.rule] ?? finding.rule)}: ${link(finding.span)}</li>`;
}

function link(place: Place): string {
  return `<button data-at="${safe(JSON.stringify(place.range))}">“${safe(place.quote)}”, line ${place.line}</button>`;
}

function safe(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
