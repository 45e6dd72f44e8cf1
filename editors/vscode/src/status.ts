// The status bar: counts of the text in front, and what the server is doing.
import * as vscode from "vscode";
import type { Status } from "./types";

const ORDER = ["critical", "high", "medium", "low", "info"];

export class StatusBar implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("checker", vscode.StatusBarAlignment.Right, 90);
  private readonly known = new Map<string, Status>();
  private trouble = "";

  constructor() {
    this.item.name = "checker";
    this.item.command = "checker.showPanel";
  }

  take(status: Status): void {
    this.known.set(status.uri, status);
    this.show();
  }

  fail(trouble: string): void {
    this.trouble = trouble;
    this.show();
  }

  show(): void {
    const document = vscode.window.activeTextEditor?.document;
    const status = document && this.known.get(document.uri.toString());
    if (this.trouble) {
      this.item.text = "$(warning) checker";
      this.item.tooltip = this.trouble;
      this.item.command = "checker.showLog";
      this.item.show();
      return;
    }
    this.item.command = "checker.showPanel";
    if (!status) return this.item.hide();
    const counts = ORDER.filter((severity) => status.counts[severity]);
    const total = counts.reduce((sum, severity) => sum + status.counts[severity], 0);
    this.item.text = `${status.complete || status.error ? "$(checklist)" : "$(sync~spin)"} ${total}`;
    this.item.tooltip =
      status.error || counts.map((severity) => `${status.counts[severity]} ${severity}`).join(", ") || "Nothing found";
    this.item.show();
  }

  dispose(): void {
    this.item.dispose();
  }
}
