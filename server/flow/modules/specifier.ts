/** What the text of an import alone says: a path, a built-in module, a package, or a name that the project must explain. */
import { builtinModules } from 'node:module';

export type Specifier =
  | { kind: 'relative'; path: string }
  | { kind: 'builtin'; name: string }
  /** Named in a way that leaves no choice: `npm:hono@4`, `https://esm.sh/hono@4`, `cloudflare:workers`. */
  | { kind: 'package'; name: string; subpath: string }
  | { kind: 'bare'; text: string }
  | { kind: 'unknown' };

const builtins = new Set(builtinModules);
const packageName = /^(?:@[A-Za-z0-9_-][\w.-]*\/)?[A-Za-z0-9_-][\w.-]*$/;

/** Sorts a specifier by its form; a query such as `?raw` is dropped. */
export function readSpecifier(written: string): Specifier {
  const query = written.indexOf('?', 1);
  const text = query < 0 ? written : written.slice(0, query);
  if (/^\.\.?(\/|$)/.test(text)) return generated(text) ?? { kind: 'relative', path: text };
  const scheme = /^([a-z][a-z0-9+.-]*):(.*)$/.exec(text);
  if (!scheme) return text === '' || text.startsWith('/') ? { kind: 'unknown' } : { kind: 'bare', text };
  const [, name = '', rest = ''] = scheme;
  if (name === 'node') return { kind: 'builtin', name: text };
  if (name === 'npm' || name === 'jsr') return versioned(rest.replace(/^\//, ''));
  if (name === 'astro') return { kind: 'package', name, subpath: rest };
  if (name === 'cloudflare' || name === 'bun') return { kind: 'package', name: text, subpath: '' };
  if (name === 'https' || name === 'http') return fromUrl(rest);
  return { kind: 'unknown' };
}

/** The built-in module of that name with its `node:` prefix, or undefined. */
export function builtin(text: string): string | undefined {
  return builtins.has(text) && !text.startsWith('_') ? `node:${text}` : undefined;
}

/** Splits `@scope/name/sub/path`; undefined when it does not begin with a possible npm name. */
export function splitPackage(text: string): { name: string; subpath: string } | undefined {
  const parts = text.split('/');
  const name = parts.slice(0, text.startsWith('@') ? 2 : 1).join('/');
  if (!packageName.test(name)) return undefined;
  return { name, subpath: text.slice(name.length + 1).replace(/\/$/, '') };
}

// The types of a route, which its framework writes beside it when it runs: `./$types`, `./+types/home`.
function generated(path: string): Specifier | undefined {
  const name = /\/\$types(?:\.[jt]s)?$/.test(path)
    ? '@sveltejs/kit'
    : /\/\+types\//.test(path)
      ? 'react-router'
      : undefined;
  return name === undefined ? undefined : { kind: 'package', name, subpath: '' };
}

function versioned(text: string): Specifier {
  const match = /^((?:@[^/@]+\/)?[^/@]+)(?:@[^/]*)?(\/.*)?$/.exec(text);
  const split = match && splitPackage((match[1] ?? '') + (match[2] ?? ''));
  return split ? { kind: 'package', ...split } : { kind: 'unknown' };
}

// Hosts that serve npm packages under their names; what stands before the name is theirs.
const hosts: Record<string, RegExp> = {
  'esm.sh': /^(?:(?:v\d+|stable|npm|jsr)\/)?\*?(?!gh\/|pr\/)/,
  'esm.run': /^/,
  'unpkg.com': /^/,
  'cdn.jsdelivr.net': /^npm\//,
  'cdn.skypack.dev': /^(?!-\/|pin\/)/,
  'ga.jspm.io': /^npm:/,
};

function fromUrl(rest: string): Specifier {
  const [, host = '', path = ''] = /^\/\/([^/]+)\/(.*)$/.exec(rest) ?? [];
  const lead = hosts[host]?.exec(path);
  return lead ? versioned(path.slice(lead[0].length)) : { kind: 'unknown' };
}
