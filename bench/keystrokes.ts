/** From a keystroke to the diagnostics, over stdio, and what an editor asks meanwhile. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { CancellationToken, CancellationTokenSource, type DocumentDiagnosticReport } from 'vscode-languageserver/node';
import { URI } from 'vscode-uri';
import { type LanguageServer, residentMb, startLanguageServer } from './language-server.ts';

export type EditKind = 'typing a name' | 'adding an import' | 'breaking syntax' | 'mending syntax';

/** Milliseconds, ascending, and megabytes. */
export interface Keystrokes {
  /** From the start of the server to the first diagnostics, of a workspace that nobody has looked at. */
  first: number;
  /** The same of a workspace that did not change since an earlier server looked at it. */
  again: number;
  /** The same of one in which another file that is read changed since, and at last the opened one, too. */
  changed: { other: number; own: number };
  /** From an edit to the diagnostics of the state after it. */
  times: number[];
  byKind: ReadonlyMap<EditKind, readonly number[]>;
  /** From a cancellation to the answer of what was cancelled. */
  cancels: number[];
  /** Of a hover that is asked for while the lint of an edit runs. */
  hovers: number[];
  /** What the server holds at rest, after the first tenth of the edits and after the last. */
  megabytes: { early: number; late: number };
}

const typed = (text: string): [string, EditKind][] => text.split('').map((letter) => [letter, 'typing a name']);
// What an editor sends while somebody works at the end of a file; then all of it goes again, and the file keeps its length.
const script: [string, EditKind][] = [
  ["import { load3 } from './area0/part3.js';\n", 'adding an import'],
  ...typed('load3'),
  ['(', 'breaking syntax'],
  ["'id')", 'mending syntax'],
  [';\n', 'typing a name'],
  ['export function later() {', 'breaking syntax'],
  ['}\n', 'mending syntax'],
];
// One edit in so many is asked about twice: once to be cancelled, once with a hover meanwhile.
const askEvery = 10;
// The server looks at the whole, tidies up when nobody has asked anything for five seconds, and gives the rest back after five more.
const restMs = 25_000;

export interface EditedFiles {
  /** The file that is edited, relative to the root. */
  path: string;
  /** Another one, which the linter reads. */
  other: string;
}

/** Edits a file of the workspace so many times, waiting for the diagnostics of every edit. */
export async function measureKeystrokes(
  root: string,
  { path, other }: EditedFiles,
  edits: number,
): Promise<Keystrokes> {
  const uri = URI.file(join(root, path)).toString();
  const text = readFileSync(join(root, path), 'utf8');
  const end = text.split('\n').length - 1;
  const { server, ms: first } = await firstDiagnostics(root, uri, text);
  // It keeps its answer then.
  await setTimeout(restMs);
  const all: { kind: EditKind; ms: number }[] = [];
  const cancels: number[] = [];
  const hovers: number[] = [];
  const memory = async (): Promise<number> => {
    await setTimeout(restMs);
    return residentMb(server.process.pid ?? 0);
  };
  let early = Number.NaN;
  let version = 1;
  let added = '';
  for (let edit = 0; edit < edits; edit++) {
    const [inserted, kind] = script[edit % script.length] ?? ['', 'typing a name'];
    const from = edit % script.length === 0 ? '' : added;
    const range = { start: placeAfter(end, from), end: placeAfter(end, added) };
    added = from + inserted;
    const started = performance.now();
    await server.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: ++version },
      contentChanges: [{ range, text: inserted }],
    });
    if (edit % askEvery === askEvery - 1) {
      cancels.push(await cancelled(server, uri));
      hovers.push(await hovered(server, uri));
      await pull(server, uri);
    } else {
      await pull(server, uri);
      all.push({ kind, ms: performance.now() - started });
    }
    if (edit === Math.floor(edits / 10)) early = await memory();
  }
  const late = await memory();
  await server.end();
  const again = async (now = text): Promise<number> => {
    const next = await firstDiagnostics(root, uri, now);
    await next.server.end();
    return next.ms;
  };
  const unchanged = await again();
  const kept = readFileSync(join(root, other));
  appendFileSync(join(root, other), '// changed\n');
  const afterOther = await again();
  appendFileSync(join(root, path), '// changed\n');
  const afterOwn = await again(`${text}// changed\n`);
  // The workspace of a later run is this one.
  writeFileSync(join(root, other), kept);
  writeFileSync(join(root, path), text);
  const sorted = (values: number[]): number[] => values.sort((a, b) => a - b);
  const kinds = [...new Set(all.map(({ kind }) => kind))];
  const of = (wanted: EditKind): number[] => all.flatMap(({ kind, ms }) => (kind === wanted ? [ms] : []));
  return {
    first,
    again: unchanged,
    changed: { other: afterOther, own: afterOwn },
    times: sorted(all.map(({ ms }) => ms)),
    byKind: new Map(kinds.map((kind) => [kind, sorted(of(kind))])),
    cancels: sorted(cancels),
    hovers: sorted(hovers),
    megabytes: { early, late },
  };
}

async function firstDiagnostics(
  root: string,
  uri: string,
  text: string,
): Promise<{ server: LanguageServer; ms: number }> {
  const began = performance.now();
  const server = await startLanguageServer(root);
  await server.open(uri, text);
  await pull(server, uri);
  return { server, ms: performance.now() - began };
}

function placeAfter(line: number, text: string): { line: number; character: number } {
  const lines = text.split('\n');
  return { line: line + lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

async function pull({ connection }: LanguageServer, uri: string, token = CancellationToken.None): Promise<void> {
  const asked = { textDocument: { uri } };
  const report: DocumentDiagnosticReport = await connection.sendRequest('textDocument/diagnostic', asked, token);
  if (report.kind === 'full' && report.items.length === 0) throw new Error(`${uri} lost its finding`);
}

async function cancelled(server: LanguageServer, uri: string): Promise<number> {
  const source = new CancellationTokenSource();
  const asked = pull(server, uri, source.token).catch(() => undefined);
  // The server has begun when it answers what was asked after it.
  await server.connection.sendRequest('textDocument/hover', {
    textDocument: { uri },
    position: { line: 0, character: 0 },
  });
  const started = performance.now();
  source.cancel();
  await asked;
  return performance.now() - started;
}

async function hovered(server: LanguageServer, uri: string): Promise<number> {
  const running = pull(server, uri);
  const started = performance.now();
  await server.connection.sendRequest('textDocument/hover', {
    textDocument: { uri },
    position: { line: 0, character: 0 },
  });
  const took = performance.now() - started;
  await running;
  return took;
}
