/** A changed object: the change goes back to where the object came from, so that everyone who holds it sees it. */
import { alternatives } from '../../facts/backward.ts';
import { element, type FieldPath, under } from '../field-path.ts';
import { fnNode, functionAt, type Fn, idOf } from '../graph.ts';
import type { createCalls } from './calls.ts';
import { createInstances } from './instances.ts';
import type { Walk } from './walk.ts';
import type { Tracked } from './tracked.ts';
import type { ThisGroups } from './this-groups.ts';

interface MutationInput {
  walk: Walk;
  calls: ReturnType<typeof createCalls>;
  groupsOf(node: number): ThisGroups;
  leave(state: Tracked, to: 'this' | number, path: FieldPath, fn: Fn): void;
}

/** Returns the step that follows a change backward through aliases, parameters and `this`. */
export function createMutations({ walk, calls, groupsOf, leave }: MutationInput) {
  const { graph, linked } = walk;
  const instances = createInstances(walk);

  function keyName(state: Tracked, key: number | undefined): string {
    return (key === undefined ? undefined : linked.resolve.key(graph.sibling(state.node, key))) ?? element;
  }

  function mutate(state: Tracked): void {
    const { entry, path, node } = state;
    const value = graph.value(node);
    const back = (id: number, to: FieldPath | undefined): void => {
      if (to !== undefined) walk.add({ entry, node: graph.sibling(node, id), path: to, isMutation: true }, state);
    };
    switch (value.kind) {
      case 'member': {
        const holder = graph.sibling(node, value.base);
        const { kind } = graph.value(holder);
        // `this.http.defaults.headers.common.Authorization = token`: a client that is kept in a field.
        if (kind === 'this') calls.mutatedApi(state);
        if (kind === 'this' || kind === 'class') instances.ofField(state, holder);
        return back(value.base, under(value.name, path));
      }
      case 'element':
        return back(value.base, under(keyName(state, value.key), path));
      case 'import':
        calls.mutatedApi(state);
        for (const origin of linked.exporter(node)) walk.add({ entry, node: origin, path, isMutation: true }, state);
        return;
      case 'param': {
        const fn = functionAt(graph.fileOf(node), value.fn);
        if (fn) leave(state, value.index, path, fn);
        return calls.mutatedApi(state);
      }
      case 'call':
        calls.mutatedApi(state);
        instances.ofNew(state);
        return calls.mutatedResult(state);
      case 'global':
        return calls.mutatedApi(state);
      case 'this':
      case 'super': {
        const fn = functionAt(graph.fileOf(node), groupsOf(node).method(idOf(node)));
        if (fn) leave(state, 'this', path, fn);
        if (value.cls === undefined) return;
        // A method that only a framework calls: its object is the one that every other method sees.
        if (!fn || linked.callers(fnNode(fn)).length === 0) {
          for (const group of groupsOf(node).ofClass(value.cls)) back(group.canonical, path);
        }
        return;
      }
      default:
        for (const id of alternatives(value)) back(id, path);
    }
  }

  return mutate;
}
