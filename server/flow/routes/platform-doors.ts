/** Doors that a platform opens by the name of an export: `export async function POST(request)`, `export default { fetch }`. */
import type { Definitions } from '../resolve/definitions.ts';
import { type Fn, fnNode, functionAt, type Graph, type LoadedFile, type Node, nodeOf } from '../graph.ts';

const platformNames = /^(GET|POST|DELETE|PUT|PATCH|ALL|fetch|default|handler|onRequest\w*)$/;
// Where a default export is a component or a class as often as not.
const functionsOnly = /(?:^|\/)(?:api|functions|netlify|lambda)\//;

/** Answers whether the platform calls a function, and nobody before it, and which functions of a file it calls. */
export function createPlatformDoors(graph: Graph, definitions: Definitions) {
  function fetchOf(made: Node): Node[] {
    const value = graph.value(made);
    const own = value.kind === 'object' ? value.properties.filter(({ name }) => name === 'fetch') : [];
    return own.flatMap((property) => definitions.of(graph.sibling(made, property.value)));
  }

  function isPlatformDoor(fn: Fn): boolean {
    return fn.file.facts.exports.some((e) => {
      if (e.kind !== 'value' || !platformNames.test(e.name)) return false;
      const made = definitions.of(nodeOf(fn.file, e.value));
      return (
        made.includes(fnNode(fn)) || (e.name === 'default' && made.some((one) => fetchOf(one).includes(fnNode(fn))))
      );
    });
  }

  function opened(file: LoadedFile): Fn[] {
    const nodes = file.facts.exports.flatMap((e) => {
      if (e.kind !== 'value' || !platformNames.test(e.name)) return [];
      const made = definitions.of(nodeOf(file, e.value));
      const isHandler = e.name !== 'default' || functionsOnly.test(file.path);
      return [...(isHandler ? made : []), ...(e.name === 'default' ? made.flatMap(fetchOf) : [])];
    });
    return [...new Set(nodes)].flatMap((node) => {
      const value = graph.value(node);
      const fn = value.kind === 'function' ? functionAt(graph.fileOf(node), value.fn) : undefined;
      return fn ?? [];
    });
  }

  // Next runs it before every route that it matches.
  function isBehindMiddleware(path: string): boolean {
    const dir = graph.resolver.packageOf(path)?.dir ?? '';
    const prefix = dir === '' ? '' : `${dir}/`;
    return ['', 'src/'].some((part) =>
      ['middleware', 'proxy'].some((name) =>
        ['ts', 'js', 'mjs'].some((end) => graph.file(`${prefix}${part}${name}.${end}`) !== undefined),
      ),
    );
  }

  /** The functions by which a file answers at the path at which it lies: `app/(site)/oauth/[id]/route.ts`. */
  function routesOf(file: LoadedFile): { fn: Fn; method: string; path: string }[] {
    const under = /(?:^|\/)app\/(?:(.*)\/)?route\.[jt]sx?$/.exec(file.path);
    if (!under) return [];
    const parts = (under[1] ?? '').split('/').filter((part) => part !== '' && !/^[(@]/.test(part));
    const path = `/${parts.map((part) => part.replace(/^\[(?:\[?\.{3})?(.*?)\]+$/, ':$1')).join('/')}`;
    return file.facts.exports.flatMap((e) => {
      if (e.kind !== 'value' || !/^(?:GET|POST|PUT|PATCH|DELETE)$/.test(e.name)) return [];
      return definitions.of(nodeOf(file, e.value)).flatMap((node) => {
        const value = graph.value(node);
        const fn = value.kind === 'function' ? functionAt(graph.fileOf(node), value.fn) : undefined;
        return fn ? [{ fn, method: e.name.toLowerCase(), path }] : [];
      });
    });
  }

  return { isPlatformDoor, opened, isBehindMiddleware, routesOf };
}
