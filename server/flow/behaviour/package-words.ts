/** Whether a package of the project speaks of something: in a constant text or in the name of what it reads or calls. */
import type { Facts } from '../../facts/facts.ts';
import type { Place } from '../../finding.ts';
import type { Graph, LoadedFile } from '../graph.ts';
import { gather } from '../../gather.ts';

interface PackageWordsInput {
  graph: Graph;
  selected: readonly LoadedFile[];
  isTest(path: string): boolean;
}

/** Answers about the words of packages, as far as their files have a telling word. */
export function createPackageWords({ graph, selected, isTest }: PackageWordsInput) {
  const byPackage = new Map<string, LoadedFile[]>();
  const wordsOf = new Map<LoadedFile, string>();
  const packageOf = (path: string): string => graph.resolver.packageOf(path)?.dir ?? '';

  function filesNear(near: Place): LoadedFile[] {
    if (byPackage.size === 0) {
      for (const file of selected) {
        if (isTest(file.path)) continue;
        const key = packageOf(file.path);
        gather(byPackage, key, file);
      }
    }
    return byPackage.get(packageOf(near.file)) ?? [];
  }

  /** True when a file of the same package, or only this file, writes or reads something named so; one word at a time. */
  function says(near: Place, words: RegExp, scope: 'package' | 'file' = 'package'): boolean {
    return filesNear(near).some((file) => {
      if (scope === 'file' && file.path !== near.file) return false;
      return words.test(textOf(file));
    });
  }

  function textOf(file: LoadedFile): string {
    let text = wordsOf.get(file);
    if (text === undefined) wordsOf.set(file, (text = wordsIn(file.facts)));
    return text;
  }

  function isSamePackage(one: Place, other: Place): boolean {
    return packageOf(one.file) === packageOf(other.file);
  }

  /** True when a path, the name of a package, or what is imported speaks of agents or of models, or tokens of agents are asked for. */
  function speaksOfAgents(): boolean {
    return selected.some((file) => {
      const { path, facts } = file;
      const names = [path, graph.resolver.packageOf(path)?.name ?? '', ...facts.specifiers];
      return !isTest(path) && (names.some((name) => ofAgents.test(name)) || ofAgentIdentity.test(textOf(file)));
    });
  }

  return { says, isSamePackage, speaksOfAgents };
}

// By no name of a library: `mcp` in the path, `agents` as a directory, an `ai` that is imported.
const ofAgents =
  /(^|[^a-z])(mcp|a2a|llms?|modelcontextprotocol)([^a-z]|$)|(^|\/)agents([-/.]|$)|(^|\/)agent([/.]|$)|^ai$|^@ai-|openai|anthropic|langchain|genai|copilot-sdk|mistralai|ollama|mastra|llamaindex|bedrock-(agent|runtime)|vertexai|generative-ai|teams-ai|(^|\/)ai-(projects|agents|inference)|strands-agents|voltagent|agent-kit/i;
// The parameter of Entra that names an agent.
const ofAgentIdentity = /^fmi_?path$/im;
const named = new Set(['member', 'variable', 'param', 'global', 'import']);

// One word a line, so that a pattern may use `^` and `$` with the flag `m`.
function wordsIn({ values, specifiers }: Facts): string {
  const words = new Set(specifiers);
  for (const value of values) {
    if (named.has(value.kind) && 'name' in value) words.add(value.name);
    else if (value.kind === 'literal' && typeof value.value === 'string') words.add(value.value);
    else if (value.kind === 'template') for (const text of value.texts) words.add(text);
    else if (value.kind === 'object') for (const { name } of value.properties) if (name !== undefined) words.add(name);
  }
  return [...words].join('\n');
}
