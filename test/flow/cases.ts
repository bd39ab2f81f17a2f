/** Cases of the flow engine: comments at the end of a line say which role the line plays in a finding. */
import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Finding } from '../../server/finding.ts';
import { lintFiles } from '../harness/lint-files.ts';

/** Texts by path, or the text of `server.ts` alone. */
export type Files = string | Record<string, string>;

/**
 * A flow and its negative twin. In `flow`, `// report` marks the line of a finding, `// source` and `// sink` the ends
 * of its path where they are other lines, `// step` a line on the way. In `twin` nothing is marked: nobody speaks.
 */
export interface FlowCase {
  title: string;
  flow: Files;
  twin: Files;
}

/** The beginning of an Express server. */
export const app = `import express from 'express';\nconst app = express();\n`;

/** A call that sends the value of an expression as credential to another service. */
export const send = (token: string): string =>
  `fetch('https://ci.example.com/builds', { headers: { Authorization: ${token} } })`;

/** A module that sends what it is given; its sink is marked. */
export const client = `export const load = (token: string) => ${send('token')}; // sink\n`;

/** A route of an Express server with the given body; `header` is what the caller presented. */
export const route = (body: string): string => `${app}app.get('/', async (req, res) => {
  const header = req.headers.authorization ?? ''; // source
  ${body}
});\n`;

/** A server that hands the caller's header to \`load\` of \`./client\`; its lines are marked. */
export const server = `${app}import { load } from './client';\napp.get('/', (req) => load(req.headers.authorization)); // source report\n`;

const marksAtEnd = / \/\/ (?:source|report|sink|step)(?: (?:source|report|sink|step))*$/gm;

/** The texts without their marks, for a twin that is made from the flow. */
export function unmarked<T extends Files>(files: T): T;
export function unmarked(files: Files): Files {
  if (typeof files === 'string') return files.replaceAll(marksAtEnd, '');
  return Object.fromEntries(Object.entries(files).map(([file, text]) => [file, text.replaceAll(marksAtEnd, '')]));
}

/** A case whose twin may have been copied from the flow with its marks. */
export function form(title: string, flow: Files, twin: Files): FlowCase {
  return { title, flow, twin: unmarked(twin) };
}

/** Registers both sides of every case: what must be found, with its places, and what must stay silent. */
export function flowCases(title: string, cases: FlowCase[]): void {
  describe(title, () => {
    for (const { title, flow, twin } of cases) {
      it(title, () => assertFlow(flow));
      it(`${title}: its twin is silent`, () => {
        assert.deepEqual(marks(named(twin), 'report'), [], 'a twin has no marks');
        assertFlow(twin);
      });
    }
  });
}

/** Holds the findings of token passthrough against the marked lines. */
export function assertFlow(files: Files): void {
  const texts = named(files);
  const found = lintFiles(texts).filter((finding) => finding.rule === 'token-passthrough');
  const lines = (places: { file: string; start: number }[]): string[] =>
    [...new Set(places.map(({ file, start }) => lineOf(texts, file, start)))].sort();
  const report = marks(texts, 'report');
  const ends = (mark: string): string[] =>
    marks(texts, mark).length > 0 && report.length > 0 ? marks(texts, mark) : report;
  assert.deepEqual(
    {
      report: found.map(({ at }) => lineOf(texts, at.file, at.start)).sort(),
      source: lines(found.flatMap(({ path }) => path.slice(0, 1))),
      sink: lines(found.flatMap(({ path }) => path.slice(-1))),
    },
    { report, source: ends('source'), sink: ends('sink') },
  );
  const walked = new Set(found.flatMap(({ path }) => path.map((step) => lineOf(texts, step.file, step.start))));
  for (const step of marks(texts, 'step'))
    assert.ok(walked.has(step), `the path passes ${step}: ${[...walked].join(', ')}`);
  for (const finding of found) assertWellFormed(finding, texts);
}

function assertWellFormed({ path, confidence }: Finding, texts: Record<string, string>): void {
  assert.ok(path.length >= 1, 'a flow has a path');
  assert.equal(confidence, 'high');
  for (const step of path) {
    assert.ok(step.start < step.end && step.end <= (texts[step.file]?.length ?? 0), `${step.file} holds the step`);
    assert.notEqual(step.note, '');
  }
}

function named(files: Files): Record<string, string> {
  return typeof files === 'string' ? { 'server.ts': files } : files;
}

/** `file:line`, 1-based. */
function lineOf(texts: Record<string, string>, file: string, offset: number): string {
  return `${file}:${(texts[file] ?? '').slice(0, offset).split('\n').length}`;
}

function marks(texts: Record<string, string>, mark: string): string[] {
  return Object.entries(texts)
    .flatMap(([file, text]) =>
      text.split('\n').flatMap((line, index) => {
        const words = /\/\/ ((?:(?:source|report|sink|step) ?)+)$/.exec(line)?.[1]?.trim().split(' ') ?? [];
        return words.includes(mark) ? [`${file}:${index + 1}`] : [];
      }),
    )
    .sort();
}
