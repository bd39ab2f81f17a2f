/** The tools, and a call of one by its name. */
import { z } from 'zod';
import { explainRule } from './explain-rule.ts';
import { fix } from './fix.ts';
import { type ToolHost, ToolError } from './host.ts';
import { lintFile } from './lint-file.ts';
import { lintWorkspace } from './lint-workspace.ts';
import type { Tool } from './tool.ts';

/** What a coding agent may ask of Bailiwick. */
export const tools: readonly Tool[] = [lintFile, lintWorkspace, explainRule, fix];

export interface ToolAnswer {
  /** The answer for a reader; what went wrong when `isError`. */
  text: string;
  /** The answer as the tool's output shape says. */
  structured?: Record<string, unknown>;
  isError: boolean;
}

/** The answer of a tool; whatever goes wrong is told in it and never thrown. */
export function callTool(host: () => ToolHost, name: string, input: unknown): ToolAnswer {
  const tool = tools.find((each) => each.name === name);
  if (!tool) return failed(`There is no tool "${name}"; there are ${tools.map((each) => each.name).join(', ')}.`);
  const parsed = tool.input.safeParse(input ?? {});
  if (!parsed.success) return failed(`The arguments of ${name} are wrong: ${z.prettifyError(parsed.error)}`);
  try {
    const structured = tool.run(host(), parsed.data);
    return { text: tool.text(structured), structured, isError: false };
  } catch (error) {
    if (error instanceof ToolError) return failed(error.message);
    const reason = error instanceof Error ? error.message : String(error);
    return failed(`Bailiwick failed: ${reason}. This is a defect; please report it.`);
  }
}

function failed(text: string): ToolAnswer {
  return { text, isError: true };
}
