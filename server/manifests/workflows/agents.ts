/** The steps of a job in which a model decides what is done, as the rows of the dialects know them. */
import type { Entry, TextTree } from '../../documents/document.ts';
import { pieceOf, scalarOf, textOf, walk } from '../../documents/tree.ts';
import type { CompiledAgent, CompiledLoosening } from '../dialects.ts';
import { allowedTools } from './allowed-tools.ts';
import type { Loosened, WorkflowAgent, WorkflowStep } from './workflow.ts';

/** The agent that a step runs, if it runs one. */
export function agentOf(step: WorkflowStep, known: readonly CompiledAgent[]): WorkflowAgent | undefined {
  const script = step.run ? uncommented(step.run) : '';
  for (const agent of known) {
    const { row } = agent;
    if (agent.isAction(step.action)) {
      const isMeant = (row.needs ?? []).every((name) =>
        step.inputs.some(({ key, value }) => key === name && isSet(value)),
      );
      return isMeant && step.uses
        ? made(agent, step, { file: step.uses.file, start: step.uses.start, end: step.uses.end })
        : undefined;
    }
    const found = agent.start?.(script);
    if (found && step.run) return made(agent, step, pieceOf(step.run, found.from, found.to));
  }
  return undefined;
}

function isSet(value: Entry['value']): boolean {
  const text = scalarOf(value);
  return text !== undefined && text !== '' && text !== 'false';
}

// A line of comment is replaced by blanks, so that places stay.
function uncommented(run: TextTree): string {
  return run.value.replace(/^([ \t]*)#.*$/gm, (line) => ' '.repeat(line.length));
}

function made(agent: CompiledAgent, step: WorkflowStep, at: WorkflowAgent['at']): WorkflowAgent {
  const { row, product, opens, loosens } = agent;
  const opened = step.inputs.flatMap((entry) => loosenedBy(entry, opens));
  const loosened = [
    ...step.inputs.flatMap((entry) => loosenedBy(entry, loosens)),
    ...(step.run
      ? inText(
          step.run,
          loosens.filter(({ input }) => input === 'run'),
        )
      : []),
    ...allowedTools(step, agent),
  ];
  const tokens = [...step.inputs, ...step.env].filter(({ key }) => /^(?:github[-_]token|gh[-_]token)$/i.test(key));
  return {
    product: row.name ?? product,
    at,
    step,
    isChecked: row.isChecked === true && opened.length === 0,
    opened,
    loosened,
    hasNoToken: tokens.length > 0 && tokens.every(({ value }) => scalarOf(value) === ''),
    secrets: [...step.inputs, ...step.env].flatMap(secretsOf),
  };
}

function loosenedBy(entry: Entry, rows: readonly CompiledLoosening[]): Loosened[] {
  return rows.flatMap(({ input, value, effect }): Loosened[] => {
    if (input !== entry.key) return [];
    const texts = [...walk(entry.value)].flatMap(({ tree }) => (scalarOf(tree) === undefined ? [] : [tree]));
    return texts.flatMap((tree): Loosened[] => {
      const text = scalarOf(tree) ?? '';
      const found = value.exec(text);
      if (!found) return [];
      const isWhole = found[0].trim() === text.trim();
      const shown = isWhole ? `${entry.key}: ${text.trim()}` : found[0].trim();
      const from = found.index + found[0].length - found[0].trimStart().length;
      const at = tree.kind === 'text' ? pieceOf(tree, from, found.index + found[0].trimEnd().length) : entry.at;
      return [{ at, shown, effect, ...(isWhole ? { member: entry } : {}) }];
    });
  });
}

function inText(run: TextTree, rows: readonly CompiledLoosening[]): Loosened[] {
  return rows.flatMap(({ value, effect }) => {
    const found = value.exec(uncommented(run));
    if (!found) return [];
    const from = found.index + found[0].length - found[0].trimStart().length;
    return [{ at: pieceOf(run, from, found.index + found[0].trimEnd().length), shown: found[0].trim(), effect }];
  });
}

const modelKey =
  /(?:^|_)(?:ANTHROPIC|CLAUDE|OPENAI|GEMINI|GOOGLE|VERTEX|MISTRAL|GROQ|XAI|DEEPSEEK|OPENROUTER|BEDROCK|AWS|AZURE|MODEL|LLM|CODEX|COPILOT|CURSOR|QWEN|DASHSCOPE|MOONSHOT|KIMI|ZAI|GLM|GCP|WIF|OPENCODE|AUGMENT|LITELLM)(?:_|$)/i;

/** True for the name of a secret by which a model is paid. */
export function isModelKey(name: string): boolean {
  return modelKey.test(name) && /KEY|TOKEN|SECRET|CREDENTIAL/i.test(name);
}

function secretsOf({ key, value }: Entry): WorkflowAgent['secrets'] {
  const text = textOf(value);
  if (text === undefined || value.kind !== 'text') return [];
  return Array.from(text.matchAll(/\bsecrets(?:\.([A-Za-z_]\w*)|\[['"]([A-Za-z_]\w*)['"]\])/g), (match) => ({
    name: match[1] ?? match[2] ?? '',
    at: pieceOf(value, match.index, match.index + match[0].length),
    input: key,
  })).filter(({ name }) => name !== 'GITHUB_TOKEN' && !modelKey.test(name));
}
