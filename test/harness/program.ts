/** The program that rules ask, of files that stand in memory, with the models as their YAML says. */
import { readdirSync, readFileSync } from 'node:fs';
import type { RuleContext } from '../../server/context.ts';
import { parseModel } from '../../server/models/shape.ts';
import { createSession } from '../../server/session.ts';
import { memoryWorkspace } from '../../server/workspace.ts';

const folder = new URL('../../rules/models/', import.meta.url);
/** The models as their YAML says. */
export const models = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .flatMap((name) => parseModel(readFileSync(new URL(name, folder), 'utf8'), name).model ?? []);

/** What rules may ask of the files. */
export function programOf(files: Record<string, string>): RuleContext {
  return createSession({ workspace: memoryWorkspace(files), config: {}, models }).program();
}
