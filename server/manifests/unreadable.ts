/** Manifests that cannot be read whole, at the first place where that shows. */
import type { Document } from '../documents/document.ts';
import { hasHoles } from '../documents/template-holes.ts';
import type { Place } from '../finding.ts';
import { secretsIn } from './credentials.ts';
import type { Dialects } from './dialects.ts';
import type { Unreadable } from './manifest.ts';

/** What is wrong with a document that `isManifest` says to be one: of other files broken syntax is no concern of ours. */
export function unreadableAt(
  document: Document,
  isManifest: (document: Document) => boolean,
  text: (file: string) => string,
  dialects: Dialects,
): Unreadable[] {
  const { file } = document;
  const [problem] = document.problems;
  // Where the reader gave up, nobody can say what the file would have been.
  if (!problem || !(problem.isEnd || isManifest(document))) return [];
  const written = text(file);
  // What Helm or Jinja fill is no YAML and no Dockerfile yet.
  if ((document.syntax === 'yaml' || document.syntax === 'dockerfile') && hasHoles(written)) return [];
  const at = { file, start: problem.start, end: problem.end };
  return [{ document, at, message: problem.message, masks: secretsBeside(at, written, dialects) }];
}

const assigned = /(["']?)([\w.-]+)\1\s*[:=]\s*["']?([^\s"',;}]+)/g;
const long = /[\w+/=-]{20,}/g;

/** Credentials in the lines of the place, which reports show: nobody else finds those in what could not be read. */
function secretsBeside({ file, start, end }: Place, text: string, dialects: Dialects): Place[] {
  const from = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const to = end + (/^[^\r\n]*/.exec(text.slice(end))?.[0].length ?? 0);
  const lines = text.slice(from, to);
  const found = secretsIn(lines, dialects);
  for (const match of lines.matchAll(assigned)) {
    const [whole, , name = '', value = ''] = match;
    const behind = match.index + whole.length - value.length;
    for (const secret of secretsIn(value, dialects, { name, kind: 'variable' }))
      found.push({ ...secret, from: behind + secret.from, to: behind + secret.to });
  }
  const spans = [
    ...found.map((secret) => ({ start: secret.from, end: secret.to })),
    // A key that was broken over lines has no name any more.
    ...Array.from(lines.matchAll(long)).map(({ 0: run, index }) => ({ start: index, end: index + run.length })),
  ];
  return spans.map((span) => ({ file, start: from + span.start, end: from + span.end }));
}
