/** What is known of the project around a file, computed once for each package. */
import type { ApiCall, Project } from '../../context.ts';
import type { McpRevision } from '../../context/project.ts';
import type { CallKind } from '../../models/model.ts';
import type { Graph } from '../graph.ts';

interface ProjectInput {
  graph: Graph;
  calls(...kinds: CallKind[]): ApiCall[];
  isTest(path: string): boolean;
}

const second = ['@modelcontextprotocol/server', '@modelcontextprotocol/client', '@modelcontextprotocol/core'];
const first = '@modelcontextprotocol/sdk';
// Which minor version of the first SDK brought which revision.
const since: [number, McpRevision][] = [
  [24, '2025-11-25'],
  [13, '2025-06-18'],
  [0, '2025-03-26'],
];

/** Answers about projects. */
export function createProject({ graph, calls, isTest }: ProjectInput): { project(file: string): Project } {
  const memo = new Map<string, Project>();
  let reach: Pick<Project, 'isHttp' | 'isStdio'> | undefined;

  function project(file: string): Project {
    const dir = graph.resolver.packageOf(file)?.dir ?? '';
    let found = memo.get(dir);
    if (!found) memo.set(dir, (found = find(file)));
    return found;
  }

  function find(file: string): Project {
    const version = (name: string): string | undefined => {
      const range = graph.resolver.packageOf(file)?.dependencies.get(name);
      return graph.resolver.installedVersion(file, name) ?? /\d+(?:\.\d+)*/.exec(range ?? '')?.[0];
    };
    const isMade = (...kinds: CallKind[]): boolean => calls(...kinds).some(({ at }) => !isTest(at.file));
    reach ??= { isHttp: isMade('mcp-transport', 'mcp-handler'), isStdio: isMade('mcp-stdio') };
    const revision = revisionBy(version);
    return {
      version,
      revision,
      // Revisions are dates, which are ordered as texts are.
      isBefore: (other) => revision !== undefined && revision < other,
      isOlder: (name, than) => compareVersions(version(name), than) < 0,
      ...reach,
    };
  }

  return { project };
}

function compareVersions(version: string | undefined, than: string): number {
  const [own, other] = [version ?? than, than].map((text) => text.split('.').map((part) => Number.parseInt(part, 10)));
  for (let i = 0; i < 3; i++) {
    const difference = (own?.[i] ?? 0) - (other?.[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function revisionBy(version: Project['version']): McpRevision | undefined {
  if (second.some((name) => version(name) !== undefined)) return '2026-07-28';
  const [major = NaN, minor = 0] = (version(first) ?? '').split('.').map(Number);
  if (Number.isNaN(major) || version(first) === undefined) return undefined;
  if (major > 1) return '2026-07-28';
  return since.find(([from]) => minor >= from)?.[1];
}
