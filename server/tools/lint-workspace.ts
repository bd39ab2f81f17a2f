/** `lint_workspace`: everything, or what lies below some paths. */
import { z } from 'zod';
import type { Finding } from '../finding.ts';
import type { LintResult } from '../lint.ts';
import { answerShape, type Linted, toAnswer } from './answer.ts';
import { checkConfiguration, locate, type Located } from './locate.ts';
import { lintOptions, lintShape } from './options.ts';
import { answerText } from './text.ts';
import { defineTool } from './tool.ts';

export const lintWorkspace = defineTool({
  name: 'lint_workspace',
  title: 'Lint the workspace',
  description:
    'Finds security mistakes of AI agents and MCP servers in the whole workspace, as `bailiwick check` does: forwarded tokens, missing audience checks, broad scopes. Call it before you say that work on an agent or an MCP server is done. Reads only.',
  input: z.strictObject({
    paths: z
      .array(z.string())
      .min(1)
      .optional()
      .describe('Files or directories whose findings are shown; the whole workspace is analysed all the same.'),
    limit: z.int().min(1).max(1000).default(100).describe('How many findings are shown.'),
    ...lintShape,
  }),
  output: answerShape,
  isReadOnly: true,
  run(host, { paths, limit, ...asked }) {
    const options = lintOptions(host, asked);
    const located = paths?.map((path) => locate(host, path));
    const linted = host.workspaces
      .filter((workspace) => !located || located.some((each) => each.workspace === workspace))
      .map((workspace): Linted => {
        checkConfiguration(workspace);
        const result = workspace.lint(options);
        return {
          workspace,
          result: located
            ? below(
                result,
                located.filter((each) => each.workspace === workspace),
              )
            : result,
        };
      });
    return toAnswer(host, linted, limit);
  },
  text: answerText,
});

function below(result: LintResult, located: readonly Located[]): LintResult {
  const isShown = ({ file }: { file: string }): boolean =>
    located.some(({ path }) => path === '' || file === path || file.startsWith(`${path}/`));
  const touches = ({ at, path }: Finding): boolean => isShown(at) || path.some(isShown);
  return {
    ...result,
    findings: result.findings.filter(touches),
    suppressed: result.suppressed.filter(({ finding }) => touches(finding)),
    problems: result.problems.filter(({ at }) => isShown(at)),
    warnings: result.warnings.filter(({ file }) => file === undefined || isShown({ file })),
  };
}
