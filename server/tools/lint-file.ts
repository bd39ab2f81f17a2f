/** `lint_file`: one file, saved or not, within its whole program. */
import { z } from 'zod';
import type { Finding, Place } from '../finding.ts';
import type { LintResult } from '../lint.ts';
import { answerShape, toAnswer } from './answer.ts';
import { locate, locateFile, type Located } from './locate.ts';
import { lintOptions, lintShape } from './options.ts';
import { answerText } from './text.ts';
import { defineTool } from './tool.ts';

const limit = 100;

export const lintFile = defineTool({
  name: 'lint_file',
  title: 'Lint one file',
  description:
    'Finds security mistakes of AI agents and MCP servers in one file: a token of the caller that is forwarded, an audience that nobody checks, scopes that are too broad. Call it after you write or change such a file, with `content` before you save it. Answers every finding in the file, and every finding elsewhere whose path runs through it, because the whole program is analysed. Reads only.',
  input: z.strictObject({
    path: z.string().describe('The file, relative to the workspace or absolute.'),
    content: z.string().optional().describe('The text to lint instead of what is saved; the file need not exist yet.'),
    ...lintShape,
  }),
  output: answerShape,
  isReadOnly: true,
  run(host, { path, content, ...asked }) {
    const options = lintOptions(host, asked);
    const { workspace, path: file } = locate(host, path);
    return withContent({ workspace, path: file }, content, () => {
      locateFile(host, path);
      const result = narrowed(workspace.lint(options), file);
      return toAnswer(host, [{ workspace, result }], limit);
    });
  },
  text: answerText,
});

/** The result of `use` while the content, if there is one, counts instead of the file. */
export function withContent<T>({ workspace, path }: Located, content: string | undefined, use: () => T): T {
  return content === undefined ? use() : workspace.over(new Map([[path, content]]), use);
}

/** What of a result has to do with the file. */
function narrowed(result: LintResult, file: string): LintResult {
  const isHere = (place: Pick<Place, 'file'>): boolean => place.file === file;
  const touches = ({ at, path }: Finding): boolean => isHere(at) || path.some(isHere);
  return {
    ...result,
    findings: result.findings.filter(touches),
    suppressed: result.suppressed.filter(({ finding }) => touches(finding)),
    problems: result.problems.filter(({ at }) => isHere(at)),
    warnings: result.warnings.filter((warning) => warning.file === file),
  };
}
