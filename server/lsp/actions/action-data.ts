/** What a code action carries so that it can be found again, and so that nobody applies it to a newer text. */
import { z } from 'zod';
import type { Analysis } from '../analysis/analysis.ts';

/** An edit that is made when the action is chosen. */
const deferred = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixRule'), rule: z.string() }),
  z.strictObject({ kind: z.literal('fixAll') }),
  z.strictObject({ kind: z.literal('ignore'), fingerprint: z.string() }),
  z.strictObject({ kind: z.literal('turnOff'), rule: z.string() }),
]);

const shape = z.strictObject({
  /** Of the document that the action was asked for. */
  uri: z.string(),
  /** The documents that were read for it; null for a file on disk that is not open. */
  versions: z.array(z.tuple([z.string(), z.number().nullable()])),
  deferred: deferred.exactOptional(),
});

export type Deferred = z.infer<typeof deferred>;
export type ActionData = z.infer<typeof shape>;

/** The data of an action of ours; undefined for that of another server. */
export function actionData(data: unknown): ActionData | undefined {
  return shape.safeParse(data).data;
}

/** Says which versions of the files an action speaks of. */
export function versionsOf(analysis: Analysis, paths: Iterable<string>): ActionData['versions'] {
  return [...new Set(paths)].map((path) => [analysis.uri(path), analysis.version(path)]);
}

/** False when a document has another version now than when the action was computed. */
export function isCurrent(data: unknown, versionOf: (uri: string) => number | null): boolean {
  return actionData(data)?.versions.every(([uri, version]) => versionOf(uri) === version) ?? true;
}
