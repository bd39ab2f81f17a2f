/** All dialects together, compiled: which rows speak of a path, and the words by which a file shows that one may. */
import compiled from '../../rules/dialects.json' with { type: 'json' };
import type { Syntax } from '../documents/document.ts';
import type {
  AdvisoryRow,
  AgentRow,
  Dialect,
  DocumentKind,
  DocumentRow,
  LooseningRow,
  ServerField,
  ServerRow,
  SwitchRow,
} from './dialect.ts';
import { parseSigns, type Sign } from './signs.ts';
import { type FindStart, startOf } from './workflows/agent-starts.ts';

export interface CompiledDocument {
  row: DocumentRow;
  product: string;
  /** For Python: whether it holds there, and how keys are written. */
  python?: 'camel' | 'same';
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
  to?: RegExp;
  when: Sign[];
  beside: Sign[];
}

export interface CompiledLoosening {
  input: string;
  value: RegExp;
  effect: string;
}

export interface CompiledAgent {
  row: AgentRow;
  product: string;
  isAction(action: string): boolean;
  start?: FindStart;
  opens: CompiledLoosening[];
  loosens: CompiledLoosening[];
  allows: { input: string; value: RegExp }[];
  /** The rows that judge an item of such a list. */
  allowed: readonly CompiledSwitch[];
}

export interface Dialects {
  documents: readonly CompiledDocument[];
  /** Rows with the most precise path first: they know more of what they speak of. */
  servers: readonly { row: ServerRow; product: string; isPath(path: string): boolean }[];
  switches: readonly CompiledSwitch[];
  /** The rows that judge an item of `permissions.allow`, and of lists that say the same. */
  allowed: readonly CompiledSwitch[];
  agents: readonly CompiledAgent[];
  advisories: readonly AdvisoryRow[];
  fields: Record<ServerField, string[]>;
  /** Patterns that stand alone: no letter or digit goes on before or behind. */
  credentials: readonly { what: string; pattern: RegExp }[];
  /** Words of which a file must hold one, unless its path is named. */
  words: string[];
  /** Families of the permissions of Microsoft Graph with the paths that they open. */
  families: readonly { scope: string; paths: RegExp }[];
  /** Words of source files that are read as documents. */
  codeWords: string[];
  /** Words of programs of Python that are read. */
  pythonWords: string[];
  /** True for a path that rows name, by more than the end of a file name. */
  isNamed(path: string): boolean;
  isWanted(syntax: Syntax): boolean;
  /** True for prose that agents read as their instructions. */
  isInstructions(path: string): boolean;
}

// What programs of every kind call their settings: only what stands in the file says whose it is.
const ofAnybody = /^(?:config|settings)\.\w+$/;

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
  const pythonOf = (product: string, kind: DocumentKind): CompiledDocument['python'] => {
    const row = files.find((file) => file.product === product)?.python;
    return row?.kinds?.includes(kind) ? (row.isCamel ? 'camel' : 'same') : undefined;
  };
  const documents = all((file) => file.documents).map((each) => ({
    ...each,
    python: pythonOf(each.product, each.row.kind),
    has: each.row.has.map(parseSigns),
    lacks: (each.row.lacks ?? []).map(parseSigns),
  }));
  const servers = all((file) => file.servers).sort((a, b) => precision(b.row.paths) - precision(a.row.paths));
  const switches = files.flatMap((file) => (file.switches ?? []).map((row) => toSwitch(file, row)));
  const allowed = switches.filter(
    ({ row: { kind, key, on, as } }) => kind === 'bypass' && key === allowedKey && on === 'items' && as === undefined,
  );
  const isOfProduct = pathTest(
    [...documents, ...servers, ...switches]
      .flatMap(({ row }) => row.paths ?? [])
      .filter((path) => !ofAnybody.test(path)),
  );
  const isInstructions = pathTest(files.flatMap((file) => file.instructions ?? []));
  const scripts = new Set(
    documents.flatMap(({ row }) => (row.has.includes('*') && !row.paths ? (row.syntaxes ?? []) : [])),
  );
  return {
    documents,
    servers,
    switches,
    allowed,
    advisories: files.flatMap((file) => file.advisories ?? []),
    agents: files.flatMap((file) => (file.agents ?? []).map((row) => toAgent(file, row, allowed))),
    fields: fieldsOf(files),
    credentials: files.flatMap((file) =>
      (file.credentials ?? []).map(({ what, pattern }) => ({
        what,
        pattern: new RegExp(`(?<![A-Za-z0-9_-])(?:${pattern})(?![A-Za-z0-9])`, 'gu'),
      })),
    ),
    words: wordsOf(
      documents,
      servers.map(({ row }) => row),
    ),
    families: files.flatMap(({ families = [] }) =>
      families.map(({ scope, paths }) => ({ scope, paths: new RegExp(paths, 'iu') })),
    ),
    codeWords: files.flatMap(({ code }) => code ?? []),
    pythonWords: files.flatMap(({ python }) => python?.words ?? []),
    isNamed: (path) => isInstructions(path) || isOfProduct(path),
    isInstructions,
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
    beside: row.beside === undefined ? [] : parseSigns(row.beside),
    ...(row.except === undefined ? {} : { except: new RegExp(row.except, 'u') }),
    ...(row.to === undefined ? {} : { to: new RegExp(row.to, 'u') }),
  };
}

const allowedKey = 'permissions.allow';

function toAgent({ product }: Dialect, row: AgentRow, allowed: readonly CompiledSwitch[]): CompiledAgent {
  const action = row.action?.replace(/[.+^${}()|[\]\\?]/g, '\\$&').replaceAll('*', '.*');
  const whole = action === undefined ? undefined : new RegExp(`^${action}$`, 'i');
  const start = startOf(row);
  const compiled = (rows: LooseningRow[] = []): CompiledLoosening[] =>
    rows.map((each) => ({ ...each, value: new RegExp(each.value, 'mu') }));
  return {
    row,
    product,
    isAction: (name) => whole?.test(name) === true,
    ...(start ? { start } : {}),
    opens: compiled(row.opens),
    loosens: compiled(row.loosens),
    allows: (row.allows ?? []).map(({ input, value }) => ({ input, value: new RegExp(value, 'gmu') })),
    allowed,
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
  for (const { row, has } of documents) {
    // Programs have words of their own.
    if (row.syntaxes?.every((syntax) => syntax === 'python')) continue;
    for (const word of row.words ?? []) words.add(word);
    for (const signs of row.words ? [] : has) {
      const keys = signs.flatMap((sign) => sign.keys).filter((key) => key !== '*');
      const longest = keys.reduce((best, key) => (key.length > best.length ? key : best), '');
      if (longest) words.add(longest);
    }
  }
  for (const { at, paths, calls, words: own } of servers)
    if (at !== '' && !paths && !calls) for (const word of own ?? [at.split('.').at(-1) ?? at]) words.add(word);
  return [...words].sort();
}

/** How much paths say: a whole path more than a name, a name more than a part of one, and that more than nothing. */
function precision(paths: readonly string[] | undefined): number {
  if (!paths) return 0;
  return Math.max(
    ...paths.map((path) => path.length + (path.includes('*') ? 0 : 1000) + (path.includes('/') ? 100 : 0)),
  );
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
