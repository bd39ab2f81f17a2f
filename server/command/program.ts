/** The command line: arguments in, a report and an exit code out. */
import { Command, CommanderError, Option } from 'commander';
import process from 'node:process';
import type { CheckOptions } from './arguments.ts';
import { complaint } from './complaint.ts';
import type { McpOptions } from './mcp.ts';
import { reasonOf } from '../input/attempt.ts';
import manifest from '../../package.json' with { type: 'json' };

/** 0: clean. 1: errors or warnings are shown, or more warnings than allowed. 2: could not run, or something failed. */
const couldNotRun = 2;

// Every command is read when it is given: most of them need what `--version` does not.
function program(): Command {
  const main = new Command('bailiwick')
    .description(
      'Keeps every AI agent inside its own authority: lints agent code for identity, access and monitoring mistakes.',
    )
    .version(manifest.version)
    .showHelpAfterError('(bailiwick --help lists what there is)')
    .exitOverride();
  main
    .command('check', { isDefault: true })
    .description('lint files and directories')
    .argument('[paths...]', 'files or directories', ['.'])
    .addOption(
      new Option('--format <format>', 'form of the report')
        .choices(['text', 'json', 'sarif', 'github', 'markdown'])
        .default('text'),
    )
    .option('--output <file>', 'write the report to a file')
    .option('--rule <id>', 'run only this rule; may be repeated', (id, ids?: string[]) => [...(ids ?? []), id])
    .addOption(
      new Option('--severity <least>', 'show only findings at least so severe').choices(['error', 'warning', 'info']),
    )
    .addOption(
      new Option('--confidence <least>', 'show only findings at least so sure (default: high)').choices([
        'high',
        'medium',
        'low',
      ]),
    )
    .option('--pedantic', 'show findings of every confidence and run pedantic rules')
    .option('--include-tests', 'show findings on test and fixture paths, and in sources on example paths, too')
    .option('--config <file>', 'use this configuration file')
    .option('--fix', 'apply the safe fixes')
    .option('--max-warnings <n>', 'allow so many warnings before the exit code is 1', wholeNumber)
    .option('--quiet', 'print no findings, only failures and the summary')
    .option('--no-color', 'print without colours')
    .option('--stats', 'say where the time went')
    .option('--no-cache', 'take over nothing of earlier runs, and keep nothing')
    .option(
      '--cache-location <directory>',
      'keep what later runs can take over here, and not in the cache directory of this user',
    )
    .action(async (paths: string[], options: CheckOptions) => {
      const { check } = await import('./check.ts');
      process.exitCode = await check(paths, options, manifest.version);
    });
  main
    .command('rules')
    .description('list the rules')
    .option('--data', 'list the tables of permissions and roles that they know, with date, age and sources')
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .action(async ({ data, format }: { data?: boolean; format: 'text' | 'json' }) => {
      const { listData, listRules } = await import('./rules.ts');
      write(data ? listData(format, new Date()) : listRules(format));
    });
  main
    .command('explain')
    .description('print the page of a rule')
    .argument('<rule>')
    .action(async (id: string) => {
      const { explain } = await import('./rules.ts');
      const page = explain(id);
      if (page.isKnown) return write(page.text);
      process.exitCode = couldNotRun;
      process.stderr.write(page.text);
    });
  main
    .command('mcp')
    .description('serve the tools for coding agents over standard input and output (Model Context Protocol)')
    .argument('[roots...]', 'directories that the agent may look at', ['.'])
    .option('--config <file>', 'use this configuration file')
    .action(async (roots: string[], options: McpOptions) => {
      const { mcp } = await import('./mcp.ts');
      if (!(await mcp(roots, options, manifest.version))) process.exitCode = couldNotRun;
    });
  main
    .command('init')
    .description('write a commented .bailiwick.yaml')
    .action(async () => {
      const { init } = await import('./init.ts');
      const { text, isDone } = init(process.cwd());
      process.exitCode = isDone ? 0 : couldNotRun;
      (isDone ? process.stdout : process.stderr).write(text);
    });
  return main;
}

/** The number that the text says; NaN for anything but digits. */
function wholeNumber(text: string): number {
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

function write(text: string): void {
  process.stdout.write(text);
}

/** Does what the arguments of the process ask for, and sets its exit code. */
export async function main(): Promise<void> {
  // A reader that went away, such as `| head`, is no error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  try {
    await program().parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? 0 : couldNotRun;
      return;
    }
    process.exitCode = couldNotRun;
    process.stderr.write(complaint(reasonOf(error)));
    if (process.env['BAILIWICK_DEBUG'] && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
    else process.stderr.write('This is a defect; BAILIWICK_DEBUG=1 shows where. Please report it.\n');
  }
}
