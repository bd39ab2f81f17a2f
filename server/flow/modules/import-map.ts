/** Import maps of Deno projects: `imports` of deno.json, or of the file that its `importMap` names. */
import { type JsonObject, parseObject, toObject, toText } from './json.ts';
import { join, parentOf, upwards, within } from './paths.ts';

export interface ImportMaps {
  /** What a map makes of a bare specifier, and the directory that the result is relative to. */
  lookup(dir: string, specifier: string): { dir: string; target: string } | undefined;
}

/** Reads the maps when a file below one asks. */
export function createImportMaps(input: { files: string[]; read(path: string): string | undefined }): ImportMaps {
  const known = new Set(input.files);
  const maps = new Map<string, { dir: string; imports: JsonObject } | undefined>();

  function load(path: string): { dir: string; imports: JsonObject } | undefined {
    const json = parseObject(input.read(path));
    const named = toText(json?.['importMap']);
    const mapPath = named === undefined ? undefined : join(parentOf(path), named);
    const map = mapPath === undefined ? json : parseObject(input.read(mapPath));
    const imports = toObject(map?.['imports']);
    return imports && { dir: parentOf(mapPath ?? path), imports };
  }

  return {
    lookup(dir, specifier) {
      if (known.size === 0) return undefined;
      for (const at of upwards(dir)) {
        const path = ['deno.json', 'deno.jsonc'].map((name) => within(at, name)).find((name) => known.has(name));
        if (path === undefined) continue;
        if (!maps.has(path)) maps.set(path, load(path));
        const map = maps.get(path);
        const target = map && mapped(map.imports, specifier);
        if (map && target !== undefined && target !== specifier) return { dir: map.dir, target };
      }
      return undefined;
    },
  };
}

function mapped(imports: JsonObject, specifier: string): string | undefined {
  const exact = toText(imports[specifier]);
  if (exact !== undefined) return exact;
  const prefixes = Object.keys(imports).filter((key) => key.endsWith('/') && specifier.startsWith(key));
  const prefix = prefixes.sort((a, b) => b.length - a.length)[0];
  const target = prefix === undefined ? undefined : toText(imports[prefix]);
  if (target !== undefined && prefix !== undefined) return target + specifier.slice(prefix.length);
  // Deno lets a package that stands in the map be asked for a subpath: `hono/jwt` through "hono": "npm:hono@4".
  const base = Object.keys(imports).find(
    (key) => specifier.startsWith(`${key}/`) && /^(?:npm|jsr):/.test(toText(imports[key]) ?? ''),
  );
  return base === undefined ? undefined : `${toText(imports[base]) ?? ''}${specifier.slice(base.length)}`;
}
