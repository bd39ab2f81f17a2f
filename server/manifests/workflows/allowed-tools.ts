/** Commands that a step of a workflow lets its agent run without asking, held against what settings may not allow. */
import type { TextTree } from '../../documents/document.ts';
import { pieceOf, walk } from '../../documents/tree.ts';
import type { CompiledAgent } from '../dialects.ts';
import type { Loosened, WorkflowStep } from './workflow.ts';

/** The items of lists of allowed tools that are as good as every command, or send anything anywhere. */
export function allowedTools(step: WorkflowStep, { allows, allowed }: CompiledAgent): Loosened[] {
  return allows.flatMap(({ input, value }) =>
    textsOf(step, input).flatMap((text) =>
      [...text.value.matchAll(value)].flatMap(({ 0: list, index }) =>
        [...list.matchAll(item)].flatMap((found): Loosened[] => {
          const [shown] = found;
          const row = allowed.find((each) => each.value.test(shown))?.row;
          const from = index + found.index;
          return row ? [{ at: pieceOf(text, from, from + shown.length), shown, effect: row.effect }] : [];
        }),
      ),
    ),
  );
}

// Whole tools have rows of their own.
const item = /\b(?:Bash|PowerShell)\((?!\s*:?\*+\s*\))[^()\n]+\)/g;

function textsOf(step: WorkflowStep, input: string): TextTree[] {
  if (input === 'run') return step.run ? [step.run] : [];
  return step.inputs
    .filter(({ key }) => key === input)
    .flatMap(({ value }) => [...walk(value)].flatMap(({ tree }) => (tree.kind === 'text' ? [tree] : [])));
}
