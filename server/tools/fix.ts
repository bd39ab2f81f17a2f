/** `fix`: shows what fixes would change, and changes it when asked to. */
import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';
import { z } from 'zod';
import { failureShape, findingShape } from '../report/json-shape.ts';
import { mask, masked } from '../report/masked.ts';
import { counted } from '../report/report.ts';
import { shownFinding } from './answer.ts';
import { type Chosen, chooseSafe, chooseOne } from './choose.ts';
import { type Change, ToolError, type ToolHost, type ToolWorkspace } from './host.ts';
import { withContent } from './lint-file.ts';
import { checkConfiguration, locate, locateFile, shownFailure, shownPath } from './locate.ts';
import { findRule } from './options.ts';
import { failureLine, findingText, place } from './text.ts';
import { defineTool } from './tool.ts';

const maxRemaining = 50;

const output = z.strictObject({
  applied: z.boolean().describe('True when the files were written.'),
  fixes: z.array(
    z.strictObject({
      rule: z.string(),
      title: z.string(),
      safety: z.enum(['safe', 'suggestion']),
      at: findingShape.shape.at,
      finding: z.string().describe('Fingerprint of the finding.'),
    }),
  ),
  files: z
    .array(z.strictObject({ file: z.string(), diff: z.string().describe('Unified; credentials in it are masked.') }))
    .describe('What changes.'),
  remaining: z.array(findingShape).describe('Findings that these files have afterwards.'),
  failures: z.array(failureShape).describe('What could not be written.'),
});

type Answer = z.infer<typeof output>;

export const fix = defineTool({
  name: 'fix',
  title: 'Fix findings',
  description:
    'Shows the fixes of findings as a diff; writes them only with `apply: true`. Without `finding` it takes the safe fixes, which can only tighten, of one file or of the whole workspace. With the fingerprint of a `finding` it takes that one; a suggestion must be named by its `title`, because a person should choose it: show the diff first.',
  input: z.strictObject({
    path: z.string().optional().describe('Only findings in this file.'),
    content: z.string().optional().describe('The unsaved text of that file; only for a preview.'),
    rule: z.string().optional().describe('Only findings of this rule.'),
    finding: z.string().optional().describe('Fingerprint of the one finding to fix.'),
    title: z.string().optional().describe('Title of the fix to take, when the finding has several or no safe one.'),
    apply: z.boolean().default(false).describe('Write the files.'),
  }),
  output,
  isReadOnly: false,
  run(host, { path, content, rule, finding, title, apply }) {
    if (content !== undefined && path === undefined) throw new ToolError('`content` needs the `path` of its file.');
    if (content !== undefined && apply)
      throw new ToolError('`content` is for previews; save the file first, then call with `apply: true`.');
    if (title !== undefined && finding === undefined)
      throw new ToolError('`title` needs the fingerprint of its `finding`.');
    if (rule !== undefined) findRule(host, rule);
    const located = path === undefined ? undefined : locate(host, path);
    const preview = (): Planned[] => {
      if (path !== undefined) locateFile(host, path);
      const among = { rule, file: located?.path };
      const workspaces = located ? [located.workspace] : host.workspaces;
      return workspaces.map((workspace) => {
        checkConfiguration(workspace);
        return plan(host, workspace, among, finding, title);
      });
    };
    const planned = located ? withContent(located, content, preview) : preview();
    if (finding !== undefined && planned.every(({ fixes }) => fixes.length === 0))
      throw new ToolError(
        `There is no finding ${finding}${path === undefined ? '' : ' there'}; lint again, it may be gone.`,
      );
    const failures = apply ? write(host, planned) : [];
    return {
      applied: apply && failures.length === 0 && planned.some(({ changes }) => changes.length > 0),
      fixes: planned.flatMap(({ fixes }) => fixes),
      files: planned.flatMap(({ files }) => files),
      remaining: planned.flatMap(({ remaining }) => remaining).slice(0, maxRemaining),
      failures,
    };
  },
  text: fixText,
});

interface Planned extends Pick<Answer, 'fixes' | 'files' | 'remaining'> {
  workspace: ToolWorkspace;
  changes: readonly Change[];
}

function plan(
  host: ToolHost,
  workspace: ToolWorkspace,
  among: { rule: string | undefined; file: string | undefined },
  fingerprint: string | undefined,
  title: string | undefined,
): Planned {
  const chosen: Chosen =
    fingerprint === undefined
      ? chooseSafe(host, workspace, among)
      : chooseOne(host, workspace, { ...among, fingerprint, title });
  const { changes, fixes } = chosen;
  const hidden = changes.length === 0 ? [] : credentials(host, workspace);
  const files = changes.map(({ file, before, after }) => {
    const shown = shownPath(host, workspace, file);
    return { file: shown, diff: hidden.reduce(withoutText, difference(shown, before, after)) };
  });
  return {
    workspace,
    changes,
    fixes,
    files,
    remaining: changes.length === 0 ? [] : afterwards(host, workspace, changes),
  };
}

/** The texts that rules found to be credentials; a diff shows lines around what changes, and lines that are gone. */
function credentials(host: ToolHost, workspace: ToolWorkspace): string[] {
  const { masks } = workspace.lint({ rules: host.rules });
  const session = workspace.session();
  return masks.map(({ file, start, end }) => session.text(file).slice(start, end)).filter((text) => text.length > 3);
}

function withoutText(diff: string, text: string): string {
  return diff.replaceAll(text, mask);
}

/** The findings that the changed files would have. */
function afterwards(host: ToolHost, workspace: ToolWorkspace, changes: readonly Change[]): Answer['remaining'] {
  const texts = new Map(changes.map(({ file, after }) => [file, after]));
  return workspace.over(texts, () =>
    workspace
      .lint({ rules: host.rules })
      .findings.filter(({ at }) => texts.has(at.file))
      .map((finding) => shownFinding(host, workspace, finding)),
  );
}

function difference(file: string, before: string, after: string): string {
  return masked(
    createTwoFilesPatch(file, file, before, after, undefined, undefined, {
      context: 3,
      headerOptions: FILE_HEADERS_ONLY,
    }),
  );
}

function write(host: ToolHost, planned: readonly Planned[]): Answer['failures'] {
  const failures: Answer['failures'] = [];
  for (const { workspace, changes } of planned) {
    if (changes.length === 0) continue;
    const failed = workspace.write(changes);
    failures.push(...failed.map((failure) => shownFailure(host, workspace, failure)));
  }
  return failures;
}

function fixText({ applied, fixes, files, remaining, failures }: Answer): string {
  if (fixes.length === 0) return 'There is nothing that a safe fix closes.';
  const what = `${fixes.length} fix${fixes.length === 1 ? '' : 'es'} in ${counted(files.length, 'file')}`;
  const head = applied
    ? `Written: ${what}.`
    : failures.length > 0
      ? `Nothing was written: ${what} asked for.`
      : `Preview, nothing was written: ${what}. Call again with apply: true to write.`;
  return [
    head,
    ...failures.map((failure) => failureLine('failed', failure)),
    fixes.map(({ rule, title, safety, at }) => `${safety} ${rule} ${place(at)} ${title}`).join('\n'),
    ...files.map(({ diff }) => diff.trimEnd()),
    remaining.length === 0 ? 'No findings remain in these files.' : 'These files still have:',
    ...remaining.map(findingText),
  ].join('\n\n');
}
