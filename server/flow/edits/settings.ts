/** Code that reads a setting and throws as long as it is missing. */
import { valuesOf } from '../../facts/by-kind.ts';
import type { Setting } from '../../context.ts';
import type { Value } from '../../facts/facts.ts';
import type { Place, Span } from '../../finding.ts';
import type { Graph, LoadedFile } from '../graph.ts';
import type { TextEdit } from './lists.ts';

/** An expression that throws with the message, written with single quotes. */
export function thrower(message: string): string {
  return `(() => { throw new Error('${message.replace(/['"`\\\n]/g, '')}'); })()`;
}

/** The edit that throws where else a quoted text would stand in: `process.env.SECRET ?? 'changeme'`; undefined where it stands elsewhere. */
export function throwInstead(text: string, { start, end }: Span, message: string): TextEdit[] | undefined {
  const isQuoted = /^(['"`]).*\1$/s.test(text.slice(start - 1, end + 1));
  const isFallback = /(?:\|\||\?\?)$/.test(
    text
      .slice(0, start - 1)
      .trimEnd()
      .slice(-2),
  );
  return isQuoted && isFallback ? [{ start: start - 1, end: end + 1, text: thrower(message) }] : undefined;
}

/** Writes the read of a setting, by a name that the project has where there is exactly one; a stub that throws without settings. */
export function createSettings(graph: Graph) {
  let told: string[] | undefined;

  function settingCode(name: string, named: RegExp, near: Place): Setting {
    told ??= graph.first.flatMap(environmentNames);
    const known = [...told, ...importedBy(near.file).flatMap(environmentNames)];
    // Without `process` in any file it is not certain that the runtime has one.
    if (known.length === 0) return { code: thrower('write the expected value here'), isStub: true };
    const fitting = [...new Set(known)].filter((variable) => named.test(variable));
    const variable = fitting.length === 1 && fitting[0] !== undefined ? fitting[0] : name;
    return { code: `process.env.${variable} || ${thrower(`${variable} is not set`)}`, isStub: false };
  }

  // Where settings are kept nothing else need be told, so that nobody may have read the file yet.
  function importedBy(path: string): LoadedFile[] {
    return (graph.file(path)?.facts.specifiers ?? []).flatMap((specifier) => {
      const found = graph.resolver.resolve(path, specifier);
      return found.kind === 'file' ? (graph.file(found.file) ?? []) : [];
    });
  }

  return { settingCode };
}

// Also '' for a file that reads `process` and names no variable.
function environmentNames({ facts }: LoadedFile): string[] {
  return valuesOf(facts, 'global', 'member').flatMap(([value]) => {
    if (isProcess(value)) return [''];
    if (value.kind !== 'member') return [];
    const base = facts.values[value.base];
    const root = base?.kind === 'member' && base.name === 'env' ? facts.values[base.base] : undefined;
    return isProcess(root) ? [value.name] : [];
  });
}

function isProcess(value: Value | undefined): boolean {
  return value?.kind === 'global' && value.name === 'process';
}
