/** What the specifications demand, as rules/statements.yaml carries it. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const statement = z.strictObject({
  id: z.string().regex(/^[a-z\d]+-\d+$/),
  strength: z.enum(['MUST', 'MUST NOT', 'SHOULD', 'SHOULD NOT', 'BP', 'TENET']),
  text: z.string().min(1),
  /** How much of it can be seen in code and manifests. */
  check: z.enum(['fully', 'partly', 'never']),
  /** Why it cannot be seen, or why no rule is meant to cover it. */
  reason: z.string().min(1).optional(),
  /** Who else can look at it. */
  instead: z.string().min(1).optional(),
});
const sources = z.record(
  z.string(),
  z.strictObject({ source: z.string(), url: z.url(), statements: z.array(statement) }),
);

export type Statement = z.infer<typeof statement>;
export type StatementSource = z.infer<typeof sources>[string];

const file = 'rules/statements.yaml';

/** The statements by their source; throws when the file has another shape or says an id twice. */
export function statementSources(): StatementSource[] {
  const read = sources.safeParse(parse(readFileSync(file, 'utf8')));
  if (!read.success) throw new Error(`${file}: ${z.prettifyError(read.error)}`);
  const found = Object.values(read.data);
  const seen = new Set<string>();
  for (const { id } of found.flatMap(({ statements }) => statements)) {
    if (seen.has(id)) throw new Error(`${file}: ${id} stands there twice`);
    seen.add(id);
  }
  return found;
}
