/** Answers of other services that say no: what such an answer holds is the reason, and never what was asked for. */
import type { ValueId } from '../../facts/facts.ts';
import type { Place } from '../../finding.ts';
import type { Graph, LoadedFile } from '../graph.ts';

const statuses = /^(?:status|statusCode)$/;

/** True where the program comes to the place only after a look at an answer that failed: `if (!response.ok)`, `if (status >= 400)`. */
export function isAfterRefusal(graph: Graph, { file: path, start, end }: Place): boolean {
  const file = graph.file(path);
  return (
    file?.facts.guards.some(({ test, thenStart, thenEnd, elseStart = Infinity, elseEnd = -1 }) => {
      if (start >= thenStart && end <= thenEnd) return hasFailed(file, test, true);
      return start >= elseStart && end <= elseEnd && hasFailed(file, test, false);
    }) === true
  );
}

// Whether an answer has failed where the test came out so.
function hasFailed(file: LoadedFile, test: ValueId, outcome: boolean): boolean {
  const value = file.facts.values[test];
  switch (value?.kind) {
    case 'unary':
      return value.op === '!' && hasFailed(file, value.value, !outcome);
    case 'member':
      return value.name === 'ok' && !outcome;
    case 'logical': {
      const sides = [value.left, value.right];
      if (value.op !== '&&' && value.op !== '||') return false;
      const isEach = (value.op === '&&') === outcome;
      return isEach
        ? sides.some((side) => hasFailed(file, side, outcome))
        : sides.every((side) => hasFailed(file, side, outcome));
    }
    case 'binary': {
      const read = file.facts.values[value.left];
      const code = file.facts.values[value.right];
      if (read?.kind !== 'member' || !statuses.test(read.name) || code?.kind !== 'literal') return false;
      return typeof code.value === 'number' && isFailure(value.op, code.value, outcome);
    }
    default:
      return false;
  }
}

// 2xx says yes (RFC 9110, section 15.3).
function isFailure(op: string, code: number, outcome: boolean): boolean {
  const isYes = code >= 200 && code < 300;
  if (/^===?$/.test(op)) return outcome !== isYes;
  if (/^!==?$/.test(op)) return outcome === isYes;
  return code >= 299 && (op.startsWith('>') ? outcome : op.startsWith('<') && !outcome);
}
