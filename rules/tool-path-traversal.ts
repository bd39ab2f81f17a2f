import { defineRule, type Flow, type FunctionRef, type RuleContext } from '../server/sdk.ts';

// Where a file speaks of what lies inside of a directory, the check may be of a kind that is not seen.
const confining =
  /within|inside|realpath|safe(?!_?parse)|sanitiz|traversal|confin|(?<!maximum )allowed(?!_?(?:origin|host|method|header|mime))|isSubPath|relativeTo/i;

export const toolPathTraversal = defineRule({
  meta: {
    id: 'tool-path-traversal',
    title: 'Argument of a tool in the path of a file',
    pillar: 'access',
    severity: 'error',
    confidence: 'high',
    fixable: 'never',
    since: 'next',
    references: [
      'mcp:2026-07-28/server/resources#security-considerations',
      'mcp:2026-07-28/client/roots#security-considerations',
      'cwe:22',
      'cwe:59',
      'owasp-asi:02',
      'owasp-mcp:05',
      'norm:features-12',
      'norm:features-25',
    ],
  },
  *check(context) {
    for (const flow of context.flows({ from: ['tool-argument'], to: ['file-path'] })) {
      yield {
        at: flow.sink,
        path: flow.steps,
        related: flow.alsoFrom,
        confidence: flow.isTail && !context.says(flow.sink, confining, 'file') ? 'high' : 'medium',
        message: flow.isTail
          ? `What the model chose decides the ${flow.sink.note}: \`..\` leads out of the directory before it`
          : `The model names the ${flow.sink.note}, anywhere on this machine`,
        why: whyOf(flow),
        help: 'Resolve the path, follow links with `realpath`, and refuse it unless `path.relative` from the directory begins neither with `..` nor with a root.',
      };
    }
    yield* siblings(context);
  },
});

const paths = /path|full|resolved|abs(olute)?|real|target|file|dest|candidate|joined|requested/i;
const roots = /dir|root|base|folder|workspace|cwd|path|allowed/i;
// What never ends in a separator.
const bare = /^(resolve|realpath|realpathSync|cwd|normalize|join|homedir|dirname|__dirname|tmpdir)$/;

// `full.startsWith(root)`: what lies beside the directory begins like it, `/srv/notes` and `/srv/notes-of-others`.
function* siblings(context: RuleContext) {
  const ofTools = new Map<number, FunctionRef>();
  const dispatched = context.calls('tool-dispatch').map((call) => ({ handlers: call.functionsAt('handler') }));
  for (const { handlers } of [...context.tools(), ...dispatched])
    for (const handler of handlers) for (const fn of context.reach(handler)) ofTools.set(fn.id, handler);
  if (ofTools.size === 0) return;
  for (const { at, names, against, inside, within } of context.partialMatches(paths)) {
    const holder = [inside, within].find((fn) => fn && ofTools.has(fn.id));
    if (names[1] !== 'startsWith' || !against || !holder || context.isTest(at.file)) continue;
    const written = context.edits.textOf(against.written);
    // A name alone; whoever adds a separator writes more.
    if (!/^[\w$.]+$/.test(written) || !roots.test(written) || context.says(at, /^sep$/m, 'file')) continue;
    // What is named on the command line mostly ends in none.
    const isGiven = against.text === undefined && against.names.includes('argv');
    const isBare =
      against.text === undefined ? against.names.some((name) => bare.test(name)) : !/[\\/]$/.test(against.text);
    const isResolved = names.some((name) => /^(resolve|join|normalize|realpath|realpathSync)$/.test(name));
    if (
      !(isBare || isGiven) ||
      !isResolved ||
      context.callsNamed(holder, /^(relative|isInside|isPathInside|isSubdir)$/)
    )
      continue;
    yield {
      at,
      confidence: isBare ? ('high' as const) : ('medium' as const),
      severity: 'warning' as const,
      message: 'A path beside this directory passes the check when its name begins in the same way',
      why: 'What the model chose may lie in `/srv/notes-of-others` when the directory is `/srv/notes`: the model repeats what it has read, and the tool reads or writes there.',
      help: 'Add the separator (`root + path.sep`), or refuse unless `path.relative` from the directory begins neither with `..` nor with a root.',
    };
  }
}

function whyOf({ sink }: Flow): string {
  return /read/.test(sink.note)
    ? 'The model repeats what it has read: a page or an issue that says so makes the tool read keys and settings, which the model then sees and may send on.'
    : 'The model repeats what it has read: a page or an issue that says so makes the tool change files that others run or trust.';
}
