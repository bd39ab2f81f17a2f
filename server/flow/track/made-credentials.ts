/** Codes, tokens and keys that a program makes for others, known by the name of what makes them or holds them. */
import type { SourceRow } from '../../models/model.ts';
import { calleeName, type Graph, idOf, type LoadedFile, type Node } from '../graph.ts';
import type { Linked } from '../link/links.ts';

const kind = 'made-credential';
const made: SourceRow = { kind, path: '', note: 'credential that this program makes' };
const random: SourceRow = { kind, path: '', note: 'credential that this program makes up' };
const kept: SourceRow = { kind, path: '', note: 'contents of the file in which tokens are kept' };

const keeping = /(?:token|credential)s?_?(?:store|storage|cache)?_?(?:path|file(?:_?(?:path|name))?)$/i;
const making =
  /^(?:create|generate|issue|mint|make|new)_?(?:[a-z]+_?)?(?:auth(?:orization|entication)?_?code|(?:access|refresh|bearer|session|auth|api|id)_?token|jwt|api_?key|client_?secret)$/i;
// Programs make codes and tokens of many kinds; near OAuth these are what opens something.
const makingNearOAuth = /^(?:create|generate|issue|mint|make)_?(?:code|token)$/i;
const oauthWords = ['authorization_code', 'code_challenge', 'codeChallenge', 'code_verifier', 'codeVerifier'];

const guessing = /^(?:randomBytes|randomUUID|nanoid)$/;
const shaping = /^(?:toString|slice|substring|replace|replaceAll)$/;
// What opens a door of this program; a bare `token` may be one of a request, a page or a task.
const opening = /^(?:\w+_)?(?:auth|access|api|bearer|admin|gateway|mcp)_?(?:token|key|secret)$|^(?:\w+_)?password$/i;
const maxSteps = 5;

interface MadeInput {
  graph: Graph;
  linked: Pick<Linked, 'usesOf'>;
  /** True when one of the words stands in the file. */
  holds(file: LoadedFile, words: readonly string[]): boolean;
}

/** Returns what knows a call that makes such a credential, or reads it from where it is kept. */
export function createMadeCredentials({ graph, linked, holds }: MadeInput) {
  return function rowOf(call: Node): SourceRow | undefined {
    const value = graph.value(call);
    const file = graph.fileOf(call);
    const name = calleeName(file, idOf(call));
    if (value.kind !== 'call' || name === '') return undefined;
    if (making.test(name) || (makingNearOAuth.test(name) && holds(file, oauthWords))) return made;
    if (guessing.test(name) && isNamed(call, 0)) return random;
    const path = file.facts.values[value.args[0]?.value ?? -1];
    const isFile = /^readFile(?:Sync)?$/.test(name) && path !== undefined && 'name' in path && keeping.test(path.name);
    return isFile ? kept : undefined;
  };

  // Random bytes that are kept under the name of a credential: `authToken = given || randomBytes(32).toString('hex')`.
  function isNamed(node: Node, steps: number): boolean {
    if (steps > maxSteps) return false;
    return linked.usesOf(node).some((use) => {
      if (use.kind === 'receiver') {
        const call = graph.sibling(node, use.call);
        return shaping.test(calleeName(graph.fileOf(node), idOf(call))) && isNamed(call, steps + 1);
      }
      if (use.kind !== 'copy' && use.kind !== 'derive') return false;
      const to = graph.sibling(node, use.to);
      const value = graph.value(to);
      if (value.kind !== 'variable') return isNamed(to, steps + 1);
      return opening.test(value.name.replace(/([a-z\d])([A-Z])/g, '$1_$2'));
    });
  }
}
