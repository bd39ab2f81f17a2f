/** What a person reads when a model calls one of the tools, and what needs their consent. */

export interface Invocation {
  progress: string;
  /** Asked before the tool runs; absent for tools that only read. */
  confirm?: { title: string; message: string };
}

/** By the name of the tool, from what the model gave it. */
export const invocations: Record<string, (input: unknown) => Invocation> = {
  lint_file: (input) => ({ progress: `Bailiwick reads ${textOf(input, 'path') ?? 'a file'}` }),
  lint_workspace: () => ({ progress: 'Bailiwick reads the workspace' }),
  explain_rule: (input) => ({ progress: `Bailiwick explains ${textOf(input, 'rule') ?? 'its rules'}` }),
  fix: (input) =>
    isApplied(input)
      ? {
          progress: 'Bailiwick fixes findings',
          confirm: { title: 'Fix findings', message: `Change ${target(input)}?` },
        }
      : { progress: 'Bailiwick shows what fixes would change' },
};

function isApplied(input: unknown): boolean {
  return typeof input === 'object' && input !== null && Reflect.get(input, 'apply') === true;
}

function target(input: unknown): string {
  const [path, rule, finding, title] = ['path', 'rule', 'finding', 'title'].map((key) => textOf(input, key));
  if (title !== undefined) return `what the fix “${title}” names`;
  if (finding !== undefined) return 'what the fix of one finding names';
  const of = rule === undefined ? 'the safe fixes' : `the safe fixes of ${rule}`;
  return path === undefined ? `every file that ${of} touch` : `what ${of} touch in ${path}`;
}

function textOf(input: unknown, key: string): string | undefined {
  const value: unknown = typeof input === 'object' && input !== null ? Reflect.get(input, key) : undefined;
  return typeof value === 'string' ? value : undefined;
}
