/** Values as an edit writes them, and trees as plain values, to compare what an edit should say with what it says. */
import type { Document, MapTree, Tree } from '../document.ts';

/** What an edit can write. */
export type Data = string | number | boolean | null | Data[] | { [key: string]: Data };

/** The tree without its places; labels and calls stand under names that no key has. */
export function toData(tree: Tree): Data {
  switch (tree.kind) {
    case 'map': {
      const names = namesOf(tree);
      return Object.fromEntries(tree.entries.map(({ value }, index) => [names[index], toData(value)]));
    }
    case 'list':
      return tree.items.map(toData);
    case 'text':
    case 'number':
    case 'boolean':
      return tree.value;
    case 'null':
      return null;
    case 'call':
      return { [`\0${tree.name}`]: tree.args.map(toData) };
    case 'expression':
      return { '\0source': tree.source.replace(/\s+/g, ' '), '\0parts': tree.parts.map(toData) };
  }
}

/** The names of a map's entries in `toData`, each once. */
export function namesOf({ entries }: MapTree): string[] {
  const seen = new Map<string, number>();
  return entries.map(({ key, labels = [] }) => {
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    // Keys that are numbers would come before all others.
    const own = /^\d+$/.test(key) ? `\0${key}` : key;
    return [own, ...labels.map((label) => label.value), ...repeated(before)].join('\0');
  });
}

const repeated = (before: number): string[] => (before > 0 ? [`\0${before}`] : []);

/** The map without an entry; those of the same key behind it are counted anew. */
export function withoutEntry(map: { [key: string]: Data }, index: number): { [key: string]: Data } {
  const seen = new Map<string, number>();
  return Object.fromEntries(
    Object.entries(map)
      .filter((_, at) => at !== index)
      .map(([name, value]) => {
        const bare = name.replace(/\0\0\d+$/, '');
        const [key = ''] = /^\0?[^\0]*/.exec(bare) ?? [];
        const before = seen.get(key) ?? 0;
        seen.set(key, before + 1);
        return [[bare, ...repeated(before)].join('\0'), value] as const;
      }),
  );
}

/** Writes a value in the syntax of the document; undefined where that syntax cannot hold it. */
export function written(document: Document, value: Data, quote: '"' | "'" = '"'): string | undefined {
  if (typeof value === 'string') return quoted(document, value, quote);
  if (typeof value !== 'object' || value === null) {
    if (value === null) return document.syntax === 'toml' ? undefined : 'null';
    return String(value);
  }
  if (document.syntax === 'env' || document.syntax === 'dockerfile') return undefined;
  if (Array.isArray(value)) {
    const items = value.map((item) => written(document, item, quote));
    return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
  }
  const between = document.syntax === 'toml' || document.syntax === 'hcl' ? ' = ' : ': ';
  const pairs = Object.entries(value).map(([key, inner]) => {
    const text = written(document, inner, quote);
    return text === undefined ? undefined : `${writtenKey(document, key)}${between}${text}`;
  });
  if (pairs.includes(undefined)) return undefined;
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

/** A key as the syntax of the document wants it. */
export function writtenKey({ syntax }: Document, key: string): string {
  if (syntax === 'json') return JSON.stringify(key);
  return /^[A-Za-z_][\w-]*$/.test(key) ? key : syntax === 'bicep' ? `'${key}'` : JSON.stringify(key);
}

function quoted({ syntax }: Document, value: string, quote: '"' | "'"): string | undefined {
  switch (syntax) {
    case 'json':
      return JSON.stringify(value);
    case 'yaml':
    case 'markdown':
      // A word that means nothing else needs no quotes.
      if (/^[A-Za-z][\w-]*$/.test(value) && !/^(?:true|false|null|yes|no|on|off|[yn])$/i.test(value)) return value;
      return quote === "'" && !/[\n\\]/.test(value) ? `'${value.replaceAll("'", "''")}'` : JSON.stringify(value);
    case 'toml':
      return quote === "'" && !/['\n]/.test(value) ? `'${value}'` : JSON.stringify(value);
    case 'hcl':
      return /\$\{|%\{/.test(value) ? undefined : JSON.stringify(value);
    case 'bicep':
      return /\$\{|\n/.test(value) ? undefined : `'${value.replace(/[\\']/g, '\\$&')}'`;
    case 'env':
      return /^[\w./:@${}-]*$/.test(value) ? value : JSON.stringify(value);
    case 'requirements':
      return value;
    case 'dockerfile':
      return /^[\w./:@${}-]*$/.test(value) ? value : /["\\\n]/.test(value) ? undefined : `"${value}"`;
    case 'code':
    case 'python':
      return undefined;
  }
}
