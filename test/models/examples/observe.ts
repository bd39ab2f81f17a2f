/** Which rows of the models a piece of code exercises, asked of the engine as rules ask it. */
import { readdirSync, readFileSync } from 'node:fs';
import type { RuleContext } from '../../../server/context.ts';
import { callKinds } from '../../../server/models/call-kinds.ts';
import { roleKinds, sinkKinds, sourceKinds, verifierKinds } from '../../../server/models/kinds.ts';
import type { Model, PropagatorRow, SinkKind } from '../../../server/models/model.ts';
import { parseModel } from '../../../server/models/shape.ts';
import { createSession } from '../../../server/session.ts';
import { memoryWorkspace } from '../../../server/workspace.ts';

const folder = new URL('../../../rules/models/', import.meta.url);
const sections = [
  'sources',
  'sinks',
  'verifiers',
  'roles',
  'scopes',
  'calls',
  'propagators',
  'sanitizers',
  'channels',
] as const;
export type Section = (typeof sections)[number];

export interface Row {
  /** `express.yaml sources 1`, counted from 1. */
  id: string;
  file: string;
  section: Section;
  /** What the row says: its path or name, and for a propagator both ends. */
  text: string;
  /** The kinds of places that a sanitizer alone is for. */
  for?: SinkKind[];
  /** True for a propagator of names, which carries no secret. */
  names?: true;
}

/** Rows put into the model of a file. */
export interface Added {
  file: string;
  propagators: PropagatorRow[];
}

const models = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .sort()
  .map((file) => ({ file, model: read(file) }));
const idsByRow = new Map<object, string>();
for (const { file, model } of models) {
  for (const section of sections)
    (model[section] ?? []).forEach((row, at) => idsByRow.set(row, idOf(file, section, at)));
}

/** Every row of every model file, in order. */
export const rows: Row[] = models.flatMap(({ file, model }) =>
  sections.flatMap((section) =>
    (model[section] ?? []).map((row, at) => ({
      id: idOf(file, section, at),
      file,
      section,
      text: textOf(row),
      ...('for' in row ? { for: row.for } : {}),
      ...('names' in row ? { names: row.names } : {}),
    })),
  ),
);

/** The ids of the rows that each file exercises: sources and sinks by the ends of flows, the others as rules get them. */
export function rowsExercised(texts: Record<string, string>, without: Partial<Row> = {}): Map<string, Set<string>> {
  const program = programOf(texts, (row) => row.id === without.id || !isSibling(row, without));
  const found = new Map<string, Set<string>>(Object.keys(texts).map((path) => [path, new Set()]));
  for (const { source, sink, alsoFrom } of program.flows({ from: [...sourceKinds], to: [...sinkKinds] })) {
    for (const step of [source, sink, ...alsoFrom]) found.get(sink.file)?.add(step.note);
  }
  const described = [
    ...program.verifications(...verifierKinds),
    ...roleKinds.flatMap((role) => program.functions(role)),
    ...program.calls(...callKinds),
    ...program.scopeRequests(),
  ];
  for (const { row, at } of described) found.get(at.file)?.add((row && idsByRow.get(row)) ?? '');
  return found;
}

/** True when the file exercises the row while the other rows of its section are left out: those may answer first. */
export function isExercisedAlone(row: Row, texts: Record<string, string>): boolean {
  return [...rowsExercised(texts, row).values()].some((found) => found.has(row.id));
}

/** True when the caller's token is sent as a credential in the text, with one row left out or propagators put in. */
export function isSent(text: string, { without, added }: { without?: Row; added?: Added } = {}): boolean {
  // Of the other packages no row can matter, and an automaton of few rows is made fast.
  const isNear = ({ packages }: Model): boolean =>
    packages.some((name) => name === 'globals' || text.includes(name.replace(/^node:/, '')));
  const program = programOf({ 'server.ts': text }, (row) => row.id !== without?.id, {
    ...(added ? { added } : {}),
    isNear,
  });
  return program.flows({ from: ['inbound-token'], to: ['outbound-credential'] }).some((flow) => !flow.isWhole);
}

/** True when the argument of a tool arrives at a place of the kind, with one row left out. */
export function isReached(text: string, kind: SinkKind, without?: Row): boolean {
  const program = programOf({ 'server.ts': text }, (row) => row.id !== without?.id);
  return program.flows({ from: ['tool-argument'], to: [kind] }).length > 0;
}

function isSibling(row: Row, other: Partial<Row>): boolean {
  return row.file === other.file && row.section === other.section;
}

function programOf(
  texts: Record<string, string>,
  isWanted: (row: Row) => boolean,
  { added, isNear = () => true }: { added?: Added; isNear?: (model: Model) => boolean } = {},
): RuleContext {
  const unwanted = new Set(rows.filter((row) => !isWanted(row)).map((row) => row.id));
  const changed = new Set([...unwanted].map((id) => id.split(' ')[0]));
  const list = models.flatMap(({ file, model }) => {
    if (!isNear(model)) return [];
    const cut = changed.has(file) ? leaveOut(model, unwanted) : model;
    return added?.file === file ? [{ ...cut, propagators: [...(cut.propagators ?? []), ...added.propagators] }] : [cut];
  });
  return createSession({ workspace: memoryWorkspace(texts), config: {}, models: list }).program();
}

function leaveOut(model: Model, unwanted: ReadonlySet<string>): Model {
  const isKept = (row: object): boolean => !unwanted.has(idsByRow.get(row) ?? '');
  const kept = sections.flatMap((section) => {
    const list = model[section];
    return list ? [[section, list.filter(isKept)] as const] : [];
  });
  return { ...model, ...Object.fromEntries(kept) };
}

// The note of a source or sink is what a flow shows of its row: here it is the row's id.
function read(file: string): Model {
  const { model, problems } = parseModel(readFileSync(new URL(file, folder), 'utf8'), file);
  if (!model) throw new Error(problems.map((problem) => `${file}:${problem.line}: ${problem.message}`).join('\n'));
  for (const section of ['sources', 'sinks'] as const) {
    for (const [at, row] of (model[section] ?? []).entries()) row.note = idOf(file, section, at);
  }
  return model;
}

function idOf(file: string, section: Section, at: number): string {
  return `${file} ${section} ${at + 1}`;
}

function textOf(row: object): string {
  const { path, name, from, to } = row as { path?: string; name?: string; from?: string; to?: string };
  return [path ?? name, ...(from === undefined ? [] : [from, '->', to])].join(' ');
}
