/** How a function says no to a request: by a status, by the words of an error, or by throwing where a credential does not fit. */
import { backwardSlice, operands, throughReads } from '../../facts/backward.ts';
import type { Facts, Value, ValueId } from '../../facts/facts.ts';
import { callsWithin } from '../../facts/within.ts';
import { calleeName, type Fn, isInside } from '../graph.ts';

/** What functions are called that ask who is calling. */
export const credentialName = /auth|token|api_?key|session|secret|credential|signature/i;
/** Names under which requests carry what proves who is calling, and nothing else. */
const proof =
  /^(?:(?:proxy-)?authorization|x-[a-z-]*(?:auth|token|key|secret)[a-z-]*|(?:[a-z]+-)*signature(?:-[a-z0-9]+)*|api[-_]?keys?|bearer|access_?token)$/i;
const words =
  /unauthori[sz]ed|unauthenticated|forbidden|denied|invalid_?token|missing_?token|authenticat|\bbearer .*\b(?:required|missing|not provided)|\b(?:missing|no|required|requires) .*\b(?:bearer|api key|access token|credentials?|authorization header)\b/i;

/** True for 401, 403, and texts and names that refuse. */
export function refuses(value: Value): boolean {
  if (value.kind === 'literal')
    return value.value === 401 || value.value === 403 || (typeof value.value === 'string' && words.test(value.value));
  return (
    (value.kind === 'member' || value.kind === 'variable' || value.kind === 'import' || value.kind === 'class') &&
    'name' in value &&
    words.test(value.name)
  );
}

/** True where a test throws in a function that is called for credentials, or a test of a credential throws in any. */
export function throwsOnGuard(fn: Fn): boolean {
  const { facts } = fn.file;
  const throwing = facts.guards.filter((g) => isInside(fn, g) && (g.thenExit === 'throw' || g.elseExit === 'throw'));
  return (
    throwing.length > 0 && (credentialName.test(fn.fact.name) || throwing.some((g) => looksAtProof(facts, g.test)))
  );
}

// `if (!keys.has(req.get('x-api-key') ?? '')) throw new Error('no')`
function looksAtProof({ values }: Facts, test: ValueId): boolean {
  const read = throughReads(values);
  const onward = (value: Value): readonly ValueId[] => {
    const given = value.kind === 'call' ? value.args.map((arg) => arg.value) : operands(value);
    return [...read(value), ...given];
  };
  return backwardSlice(values, test, onward).some((id) => values[id] !== undefined && names(values[id], proof));
}

/** True where an error is made whose class refuses: `new UnauthorizedException(…)`. */
export function makesRefusal({ file, fact }: Fn): boolean {
  return callsWithin(file.facts, fact).some((id) => {
    const call = file.facts.values[id];
    return call?.kind === 'call' && call.isNew === true && words.test(calleeName(file, id));
  });
}

/** True for a member, a global, a parameter or a text of such a name. */
export function names(value: Value, name: RegExp): boolean {
  if (value.kind === 'member' || value.kind === 'global' || value.kind === 'param') return name.test(value.name);
  return value.kind === 'literal' && typeof value.value === 'string' && name.test(value.value);
}
