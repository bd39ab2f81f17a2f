/** What rules ask of manifests, by questions that can be asked again, and digests of the answers. */
import { hash } from 'node:crypto';
import type { Manifests } from './manifest.ts';

/** A question as text; undefined for one that only its own arguments tell. */
export type AskedQuestion = string | undefined;

/** An answer without what stands in the documents: which places, in which files. */
export interface AnswerDigest {
  /** Undefined where the answer holds what cannot be compared. */
  digest: string | undefined;
  files: ReadonlySet<string>;
}

// They say nothing that their arguments, the documents in which these stand, and lockfiles do not say.
const ofArguments = new Set(['pinned', 'tighten', 'refer', 'secretsIn']);
const trees = new Set(['map', 'list', 'text', 'number', 'boolean', 'null', 'call', 'expression']);

/** The manifests, which tell of each question. */
export function notingManifests(manifests: Manifests, note: (question: AskedQuestion) => void): Manifests {
  const cloud = noting(manifests.cloud, 'cloud.', note);
  return noting({ ...manifests, cloud }, '', note);
}

function noting<T extends object>(target: T, prefix: string, note: (question: AskedQuestion) => void): T {
  return new Proxy(target, {
    get(of, name, receiver): unknown {
      const value: unknown = Reflect.get(of, name, receiver);
      if (typeof name !== 'string' || typeof value !== 'function' || ofArguments.has(name)) return value;
      return (...args: unknown[]): unknown => {
        note(questionOf(`${prefix}${name}`, args));
        return Reflect.apply(value, of, args);
      };
    },
  });
}

type Argument = string | [source: string, flags: string];

function questionOf(name: string, args: readonly unknown[]): AskedQuestion {
  const plain = args.flatMap((arg): Argument[] =>
    typeof arg === 'string' ? [arg] : arg instanceof RegExp ? [[arg.source, arg.flags]] : [],
  );
  return plain.length === args.length ? JSON.stringify([name, ...plain]) : undefined;
}

/** The answer to a question of `notingManifests`, digested. */
export function answerNow(manifests: Manifests, question: string): AnswerDigest {
  const [name, ...args] = JSON.parse(question) as [string, ...Argument[]];
  const own: object = name.startsWith('cloud.') ? manifests.cloud : manifests;
  const ask: unknown = Reflect.get(own, name.replace('cloud.', ''));
  if (typeof ask !== 'function') return { digest: undefined, files: new Set() };
  const given = args.map((arg) => (typeof arg === 'string' ? arg : new RegExp(...arg)));
  const files = new Set<string>();
  const told: string[] = [];
  const isPlain = tell(Reflect.apply(ask, own, given), { told, files, open: [] });
  return { digest: isPlain ? hash('sha256', told.join('\0')) : undefined, files };
}

interface Telling {
  told: string[];
  files: Set<string>;
  /** The objects in which the value stands, from the outermost. */
  open: object[];
}

/** Writes down a value; false where it holds what cannot be compared. */
function tell(value: unknown, telling: Telling): boolean {
  const { told, files, open } = telling;
  if (typeof value === 'function' || typeof value === 'symbol') return false;
  if (typeof value !== 'object' || value === null) {
    told.push(typeof value === 'string' ? `'${value}` : String(value));
    return true;
  }
  if (value instanceof RegExp) {
    told.push(String(value));
    return true;
  }
  const { file, kind, start, end, roots }: Partial<Record<string, unknown>> = { ...value };
  if (typeof file === 'string') files.add(file);
  // What stands in a document the text of the document says.
  const isTree = typeof file === 'string' && typeof kind === 'string' && trees.has(kind);
  if (isTree || (typeof file === 'string' && Array.isArray(roots))) {
    told.push(`${file}:${String(start)}:${String(end)}:${String(kind)}`);
    return true;
  }
  // A job knows the workflow that it is of.
  const around = open.indexOf(value);
  if (around >= 0) {
    told.push(`^${around}`);
    return true;
  }
  open.push(value);
  const isPlain =
    value instanceof Map || value instanceof Set
      ? tell([...value], telling)
      : Object.entries(value).every(([key, each]) => {
          told.push(`.${key}`);
          return tell(each, telling);
        });
  open.pop();
  told.push(';');
  return isPlain;
}
