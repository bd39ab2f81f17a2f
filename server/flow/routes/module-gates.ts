/** Guards that decorators put before the methods of a controller: `@UseGuards(KeyGuard)`, on the method or on its class. */
import type { ApiCall, FunctionRef, Gate } from '../../context.ts';
import type { CallKind } from '../../models/model.ts';
import { functionAt, type Graph, type Node } from '../graph.ts';
import type { Linked } from '../link/links.ts';
import type { Apps } from './apps.ts';
import type { Gates } from './gates.ts';

interface ModuleGatesInput {
  graph: Graph;
  linked: Linked;
  apps: Apps;
  gates: Gates;
  calls(...kinds: CallKind[]): ApiCall[];
}

/** Answers what stands before a method that is bound to a path by a decorator. */
export function createModuleGates({ graph, linked, apps, gates, calls }: ModuleGatesInput) {
  /** The guards of the method and of its class. */
  function gatesOf(route: ApiCall, handlers: readonly FunctionRef[]): Gate[] {
    const [applied, made] = [true, false].map((isApplied) =>
      calls('module-gate').filter(({ row }) => 'handlers' in row.options === isApplied),
    );
    const onMethods = (applied ?? []).filter((one) => one.functionsAt('handlers').length > 0);
    const own = onMethods.filter((one) =>
      one.functionsAt('handlers').some(({ id }) => handlers.some((h) => h.id === id)),
    );
    const standing = (made ?? []).filter((one) => {
      if (own.some((outer) => isWithin(one, outer))) return true;
      // Which of several classes it is on is not looked at: one that another class has is taken for one of this, too.
      return isAbove(one, route) && !onMethods.some((outer) => isWithin(one, outer));
    });
    return standing.flatMap((one) => apps.items(one, 'gates').flatMap(ofGuard));
  }

  function ofGuard(item: Node): Gate[] {
    const judging = linked.resolve.origins(item).flatMap((origin) => {
      if (origin.kind !== 'class' && origin.kind !== 'instance') return [];
      const value = graph.value(origin.node);
      const file = graph.fileOf(origin.node);
      const fact = value.kind === 'class' ? file.facts.classes[value.cls] : undefined;
      const method = fact?.members.find(({ name, fn }) => name === 'canActivate' && fn !== undefined);
      return functionAt(file, method?.fn ?? -1) ?? [];
    });
    const found = judging.flatMap((fn) => gates.ofFunction(fn));
    // A guard of a library that no row speaks of, or one that judges out of sight, may ask anything.
    return found.length > 0 ? found : gates.of(item);
  }

  return { gatesOf };
}

function isWithin({ at }: ApiCall, { at: outer }: ApiCall): boolean {
  return at.file === outer.file && at.start >= outer.start && at.end <= outer.end;
}

function isAbove({ at }: ApiCall, { at: route }: ApiCall): boolean {
  return at.file === route.file && at.start < route.start;
}
