/** What calls of libraries are for, and which options their rows may name: the types, the validator and the schema ask here. */
import table from './call-kinds.json' with { type: 'json' };

/** A word of `call-kinds.json`, which says what a call of the kind is for. */
export type CallKind = keyof typeof table;

interface Described {
  for: string;
  /** Names that a row of the kind may give to options; what is read of an option is known by these. */
  options?: string[];
  /** True for what matters only in files that are read for another reason: its packages are no telling words. */
  isCompanion?: boolean;
}

const described: Record<CallKind, Described> = table;

// The keys of an object that is typed by them.
export const callKinds = Object.keys(table) as CallKind[];

/** The names that a row of the kind may give to options. */
export function optionsOf(kind: CallKind): readonly string[] {
  return described[kind].options ?? [];
}

/** True for kinds that matter only in files which are read for another reason. */
export function isCompanion(kind: CallKind): boolean {
  return described[kind].isCompanion === true;
}
