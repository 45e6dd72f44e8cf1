// The output contract of checker, as far as the panel shows it.
import type { Range } from "vscode-languageclient";

export interface Place { quote: string; line: number; range: Range }
export interface Finding {
  rule: string;
  kind: string;
  severity: string;
  message: string;
  strength: string | null;
  span: Place;
  related: { span: Place; role: string; message: string }[];
}
export interface Missing { rule: string; state: "absent" | "present" | "unclear"; message: string; spans: Place[] }
export interface Report {
  complete: boolean;
  genre: string;
  counts: Record<string, number>;
  titles: Record<string, string>;
  reading: { number: number; question: string; state: string }[];
  notes: string[];
  article: { title: string; words: number; findings: Finding[]; missing: Missing[]; suppressed: number };
}
export interface Status { uri: string; version: number; complete: boolean; error: string; counts: Record<string, number> }
