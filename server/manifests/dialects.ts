/** All dialects together, compiled: which rows speak of a path, and the words by which a file shows that one may. */
import compiled from '../../rules/dialects.json' with { type: 'json' };
import type { Syntax } from '../documents/document.ts';
import type { Dialect, DocumentRow, ServerField, ServerRow, SwitchRow } from './dialect.ts';
import { parseSigns, type Sign } from './signs.ts';

export interface CompiledDocument {
  row: DocumentRow;
  product: string;
  isPath(path: string): boolean;
  has: Sign[][];
  lacks: Sign[][];
}

export interface CompiledSwitch {
  row: SwitchRow;
  product: string;
  isPath(path: string): boolean;
  /** Paths of keys below which the key may stand. */
  within: readonly string[];
  value: RegExp;
  except?: RegExp;
  when: Sign[];
}

export interface Dialects {
  documents: readonly CompiledDocument[];
  /** Rows with a path first: they know more of what they speak of. */
  servers: readonly { row: ServerRow; product: string; isPath(path: string): boolean }[];
  switches: readonly CompiledSwitch[];
  fields: Record<ServerField, string[]>;
  /** Words of which a file must hold one, unless its path is named. */
  words: string[];
  /** True for a path that rows name, by more than the end of a file name. */
  isNamed(path: string): boolean;
  isWanted(syntax: Syntax): boolean;
}

let known: Dialects | undefined;

/** The dialects that ship. */
export function dialects(): Dialects {
  // The generated file was validated when it was written; its literals are wider than the types.
  return (known ??= compileDialects(compiled as unknown as Dialect[]));
}

/** Compiles dialects. */
export function compileDialects(files: readonly Dialect[]): Dialects {
  const all = <T extends { paths?: string[] }>(rows: (file: Dialect) => T[] | undefined) =>
    files.flatMap((file) =>
      (rows(file) ?? []).map((row) => ({ row, product: file.product, isPath: pathTest(row.paths) })),
    );
  const documents = all((file) => file.documents).map((each) => ({
    ...each,
    has: each.row.has.map(parseSigns),
    lacks: (each.row.lacks ?? []).map(parseSigns),
  }));
  const servers = all((file) => file.servers).sort(
    (a, b) => Number(b.row.paths !== undefined) - Number(a.row.paths !== undefined),
  );
  const switches = files.flatMap((file) => (file.switches ?? []).map((row) => toSwitch(file, row)));
  const named = [...documents, ...servers, ...switches].filter(({ row }) => row.paths !== undefined);
  const scripts = new Set(
    documents.flatMap(({ row }) => (row.has.includes('*') && !row.paths ? (row.syntaxes ?? []) : [])),
  );
  return {
    documents,
    servers,
    switches,
    fields: fieldsOf(files),
    words: wordsOf(
      documents,
      servers.map(({ row }) => row),
    ),
    isNamed: (path) => named.some(({ isPath }) => isPath(path)),
    isWanted: (syntax) => scripts.has(syntax),
  };
}

function toSwitch({ product, within = [''] }: Dialect, row: SwitchRow): CompiledSwitch {
  return {
    row,
    product,
    within,
    isPath: pathTest(row.paths),
    value: new RegExp(row.value ?? '^true$', 'u'),
    when: row.when === undefined ? [] : parseSigns(row.when),
    ...(row.except === undefined ? {} : { except: new RegExp(row.except, 'u') }),
  };
}

function fieldsOf(files: readonly Dialect[]): Record<ServerField, string[]> {
  const names: ServerField[] = [
    'name',
    'command',
    'args',
    'env',
    'headers',
    'url',
    'transport',
    'tools',
    'approve',
    'envFile',
    'cwd',
    'disabled',
  ];
  return Object.fromEntries(names.map((name) => [name, files.flatMap((file) => file.fields?.[name] ?? [])])) as Record<
    ServerField,
    string[]
  >;
}

/** One key of every alternative, the longest: it is the rarest. */
function wordsOf(documents: readonly CompiledDocument[], servers: readonly ServerRow[]): string[] {
  const words = new Set<string>();
  for (const { has } of documents) {
    for (const signs of has) {
      const keys = signs.flatMap((sign) => sign.keys).filter((key) => key !== '*');
      const longest = keys.reduce((best, key) => (key.length > best.length ? key : best), '');
      if (longest) words.add(longest);
    }
  }
  for (const { at, paths } of servers) if (at && !paths) words.add(at.split('.').at(-1) ?? at);
  return [...words].sort();
}

/** A test for the ends of paths. */
function pathTest(paths: readonly string[] | undefined): (path: string) => boolean {
  if (!paths) return () => true;
  const parts = paths.map((path) =>
    path
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('**/', '(?:.*/)?')
      .replaceAll('*', '[^/]*'),
  );
  const pattern = new RegExp(`(?:^|/)(?:${parts.join('|')})$`);
  return (path) => pattern.test(path);
}
