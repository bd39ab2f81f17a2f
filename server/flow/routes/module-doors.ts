/** Doors of applications that find their routes by decorators: what stands before one may be said in any file of it. */
import type { ApiCall } from '../../context.ts';
import type { CallKind } from '../../models/model.ts';
import type { Graph, LoadedFile } from '../graph.ts';
import { joined } from './apps.ts';
import { type Before, distinct, type Layers, onlyText } from './layers.ts';

interface ModuleDoorsInput {
  graph: Graph;
  layers: Layers;
  calls(...kinds: CallKind[]): ApiCall[];
}

export interface ModuleDoors {
  /** What stands before a route or a module of routes, once for each application that imports it. */
  before(call: ApiCall): Before[];
}

const maxFiles = 400;

/** A reader of such applications. */
export function createModuleDoors({ graph, layers, calls }: ModuleDoorsInput): ModuleDoors {
  const memo = new Map<string, Set<LoadedFile>>();

  function before(call: ApiCall): Before[] {
    const holder = graph.file(call.at.file);
    const own = call.option('path').state === 'absent' ? '' : onlyText(call, 'path');
    const path = joined(baseOf(call), own);
    const made = calls('module-app').filter((app) => holder && filesOf(app).has(holder));
    return distinct(
      made.flatMap((app) =>
        layers.before(app.call.id, call, path).map((way) => ({ ...way, isWhole: way.isWhole && !mayBeGuarded(app) })),
      ),
    );
  }

  // The decorator of a class stands before those of its methods.
  function baseOf({ row, at, call }: ApiCall): string | undefined {
    if (row.kind !== 'module-route') return '';
    const above = calls('module-base').filter((base) => base.at.file === at.file && base.at.start < call.at.start);
    const base = above.toSorted((a, b) => a.at.start - b.at.start).at(-1);
    return base && (base.option('path').state === 'absent' ? '' : onlyText(base, 'path'));
  }

  // A provider guards all routes, and so does a call on the application; either may stand in any file of it.
  function mayBeGuarded(app: ApiCall): boolean {
    const files = filesOf(app);
    const names = new Set(app.row.elsewhere);
    return files.size >= maxFiles || [...files].some((file) => isNaming(file, names));
  }

  // What the file that makes the application imports, and what that imports.
  function filesOf({ at }: ApiCall): Set<LoadedFile> {
    let files = memo.get(at.file);
    if (!files) {
      const start = graph.file(at.file);
      memo.set(at.file, (files = new Set(start ? [start] : [])));
      for (const file of files) {
        if (files.size >= maxFiles) break;
        for (const specifier of file.facts.specifiers) {
          const target = graph.resolver.resolve(file.path, specifier);
          const next = target.kind === 'file' ? graph.file(target.file) : undefined;
          if (next) files.add(next);
        }
      }
    }
    return files;
  }

  return { before };
}

function isNaming({ facts }: LoadedFile, names: ReadonlySet<string>): boolean {
  return facts.values.some((value) => 'name' in value && names.has(value.name));
}
