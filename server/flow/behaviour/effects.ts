/** What running a function does to the world, read from the calls that it reaches. */
import type { Effect, EffectKind, FunctionRef } from '../../context.ts';
import type { Value, ValueId } from '../../facts/facts.ts';
import { callsWithin } from '../../facts/within.ts';
import type { Functions } from './functions.ts';
import { calleeName, type Fn, type Graph, idOf, type Node, nodeOf, peeled } from '../graph.ts';
import type { Linked } from '../link/links.ts';

// What APIs call their methods; a project's own functions are looked into instead.
const verbs: [EffectKind, RegExp][] = [
  [
    'deletes',
    /^(hard|permanently|bulk|batch)?(delete|destroy|drop|purge|erase|wipe|uninstall|unlink|rmdir|terminate|deprovision|Delete|Destroy|Drop|Purge|Erase|Terminate)(?![a-z])/,
  ],
  [
    'pays',
    /^(charge|refund|payout|transfer|pay|sendTransaction|sendRawTransaction|placeOrder|capturePayment|createPayment|createPaymentIntent|createTransfer|createRefund)(?![a-z])/,
  ],
  ['sends', /^(sendMail|sendEmail|sendMessage|sendSms|postMessage|sendTransactionalEmail)(?![a-z])/],
  ['runs', /^(exec|execSync|execFile|execFileSync|spawn|spawnSync|execa|execaCommand)$/],
];
const removing = /^(rm|rmSync|unlinkSync|rmdirSync|remove|removeSync)$/;
const payments = /charges|paymentIntents|refunds|transfers|payouts/;
const mails = /messages|emails|mail/;
const statements = /^\s*(delete\s+from|drop\s+(table|database|schema)|truncate\s)/i;
// What a program keeps for itself, and forgets again.
const kept =
  /(cache|map|set|store|storage|session|cookie|param|header|pending|active|listener|timer|registry|memo|seen|transport|connection|client|socket|watch|state|queue|lock|subscri|handle|context|temp|tmp)s?$/i;
// A file that the program made for a moment, an entry that it can make anew.
const passing =
  /^\/(?:var\/)?tmp\/|(?:^|[a-z_\d])(?:te?mp|scratch)(?![a-z])|(?:te?mp|cache|lock)_?(?:file|path|dir|key|name)/i;
const maxFound = 8;
/** What it does, as a sentence goes on. */
export const inWords: Record<EffectKind, string> = {
  deletes: 'deletes something',
  pays: 'moves money',
  sends: 'sends messages',
  runs: 'runs programs',
};

interface EffectsInput {
  graph: Graph;
  linked: Linked;
  functions: Pick<Functions, 'reach' | 'fnOf'>;
}

/** Answers what a function does. */
export function createEffects({ graph, linked, functions }: EffectsInput) {
  const memo = new Map<number, Effect[]>();

  function effects(ref: FunctionRef): Effect[] {
    let found = memo.get(ref.id);
    if (!found) memo.set(ref.id, (found = functions.reach(ref).flatMap(within).slice(0, maxFound)));
    return found;
  }

  function within(ref: FunctionRef): Effect[] {
    const fn = functions.fnOf(ref);
    if (!fn) return [];
    return callsWithin(fn.file.facts, fn.fact).flatMap((id) => effectOf(fn, id));
  }

  function effectOf(fn: Fn, id: ValueId): Effect[] {
    const value = fn.file.facts.values[id];
    if (value?.kind !== 'call') return [];
    const call = nodeOf(fn.file, id);
    const kind = kindOf(call, value);
    if (kind === 'deletes' && value.args.some((arg) => isPassing(graph.sibling(call, arg.value)))) return [];
    if (kind === 'deletes' && isRemade(fn, value)) return [];
    return kind ? [{ kind, at: graph.place(call), name: calleeName(fn.file, id), does: inWords[kind] }] : [];
  }

  function kindOf(call: Node, value: Value & { kind: 'call' }): EffectKind | undefined {
    if (value.isNew) return undefined;
    const { functions: own, apis } = linked.targets(call);
    if (own.length > 0) return own.some((fn) => asksToDelete(call, value, fn)) ? 'deletes' : undefined;
    if (apis.some((api) => api.package === 'globals' && api.label !== 'fetch')) return undefined;
    const written = calleeName(graph.fileOf(call), idOf(call));
    // `const { deleteAccount: raw } = api`: the library's own name.
    const name =
      apis
        .flatMap(({ label }) => label.split('.').at(-1) ?? [])
        .find((own) => verbs.some(([, verb]) => verb.test(own))) ?? written;
    const receiver = receiverOf(call, value);
    if (isDeleting(call, value) || (name === 'send' && sendsCommand(call, value))) return 'deletes';
    const isFiles = apis.some((api) => /^(node:fs|fs-extra|rimraf|del)/.test(api.package));
    if (isFiles) return removing.test(name) || /^(unlink|rmdir)/.test(name) ? 'deletes' : undefined;
    if (name === 'create' && payments.test(receiver)) return 'pays';
    if (name === 'send' && mails.test(receiver)) return 'sends';
    const [kind] = verbs.find(([, verb]) => verb.test(name)) ?? [];
    if (kind === 'runs')
      return apis.some((api) => /child_process|execa|shelljs/.test(api.package)) ? 'runs' : undefined;
    const object = name.replace(/^(?:hard|permanently|bulk|batch)?[A-Z]?[a-z]+/, '') || receiver;
    if (kind === 'deletes' && (kept.test(object) || isClosing(call, value, name) || !isAwaited(call))) return undefined;
    return kind;
  }

  // `if (typeof opened.destroy === 'function') await opened.destroy()`: who asks whether it can be closed has opened it.
  function isClosing(call: Node, { args, start, end }: Value & { kind: 'call' }, name: string): boolean {
    if (args.length > 0 || !/^(?:destroy|terminate)$/.test(name)) return false;
    const { guards, values } = graph.fileOf(call).facts;
    return guards.some(({ test, thenStart, thenEnd }) => {
      const asked = values[test];
      const left = asked?.kind === 'binary' ? values[asked.left] : undefined;
      const read = left?.kind === 'unary' && left.op === 'typeof' ? values[left.value] : undefined;
      return start >= thenStart && end <= thenEnd && read?.kind === 'member' && read.name === name;
    });
  }

  // `rmSync(output); mkdirSync(output)`: a directory that the program fills itself.
  function isRemade({ file, fact }: Fn, { args: [path], end }: Value & { kind: 'call' }): boolean {
    const removed = path && peeled(graph, nodeOf(file, path.value));
    return callsWithin(file.facts, fact).some((id) => {
      const other = file.facts.values[id];
      if (other?.kind !== 'call' || other.start < end || !/^(?:mkdir|mkdirSync)$/.test(calleeName(file, id)))
        return false;
      const [made] = other.args;
      return made !== undefined && peeled(graph, nodeOf(file, made.value)) === removed;
    });
  }

  // What stands in the place of what is deleted: a name, a text, or a call that makes one.
  function isPassing(node: Node, depth = 0): boolean {
    const value = graph.value(node);
    if (depth > 3) return false;
    const onward = (id: number): boolean => isPassing(graph.sibling(node, id), depth + 1);
    switch (value.kind) {
      case 'literal':
        return typeof value.value === 'string' && passing.test(value.value);
      case 'template':
        return passing.test(value.texts[0] ?? '') || (value.texts[0] === '' && value.parts.slice(0, 1).some(onward));
      case 'variable':
        return passing.test(value.name) || value.values.some(onward);
      case 'member':
        return passing.test(value.name);
      case 'call':
        return (
          passing.test(calleeName(graph.fileOf(node), idOf(node))) ||
          value.args.slice(0, 1).some((a) => onward(a.value))
        );
      default:
        return false;
    }
  }

  // `client.accounts.delete()`: `accounts`.
  function receiverOf(call: Node, value: Value & { kind: 'call' }): string {
    const callee = graph.value(graph.sibling(call, value.callee));
    if (callee.kind !== 'member') return '';
    const base = graph.value(graph.sibling(call, callee.base));
    return 'name' in base && typeof base.name === 'string' ? base.name : '';
  }

  // A request with the method DELETE, a statement of SQL that deletes.
  function isDeleting(call: Node, value: Value & { kind: 'call' }): boolean {
    return value.args.some((arg) => {
      const node = graph.sibling(call, arg.value);
      const found = graph.value(node);
      if (found.kind === 'literal') return typeof found.value === 'string' && statements.test(found.value);
      if (found.kind === 'template') return statements.test(found.texts[0] ?? '');
      if (found.kind !== 'object') return false;
      const method = found.properties.find((p) => p.name === 'method');
      return method !== undefined && linked.resolve.text(graph.sibling(node, method.value)) === 'DELETE';
    });
  }

  // `callApi(token, 'DELETE', path)`, `callApi(path, { method: 'DELETE' })`: a function of the project that sends it on.
  function asksToDelete(call: Node, value: Value & { kind: 'call' }, { file, fact }: Fn): boolean {
    return value.args.some((arg, index) => {
      const node = graph.sibling(call, arg.value);
      const parameter = fact.params[index];
      const taken = parameter === undefined ? undefined : file.facts.values[parameter];
      const isVerb = taken?.kind === 'param' && /^(?:http_?|request_?)?(?:method|verb)$/i.test(taken.name);
      if (isVerb && linked.resolve.text(node) === 'DELETE') return true;
      return graph.value(node).kind === 'object' && isDeleting(call, { ...value, args: [arg] });
    });
  }

  // `client.send(new DeleteObjectCommand(…))`
  function sendsCommand(call: Node, { args: [first] }: Value & { kind: 'call' }): boolean {
    const made = first && peeled(graph, graph.sibling(call, first.value));
    const value = made === undefined ? undefined : graph.value(made);
    return (
      made !== undefined &&
      value?.kind === 'call' &&
      value.isNew === true &&
      /^(?:Delete|Terminate|Purge|Destroy|Remove)\w*Command$/.test(calleeName(graph.fileOf(made), idOf(made)))
    );
  }

  // What a program waits for happens elsewhere; what it does not wait for is mostly in its own memory.
  function isAwaited(node: Node, depth = 0): boolean {
    if (depth > 8) return false;
    const onward = (id: number): boolean => isAwaited(graph.sibling(node, id), depth + 1);
    return linked.usesOf(node).some((use) => {
      if (use.kind === 'return') return true;
      if (use.kind === 'receiver' || use.kind === 'callee') return onward(use.call);
      if (use.kind === 'take') return onward(use.to);
      return use.kind === 'copy' && (graph.value(graph.sibling(node, use.to)).kind === 'await' || onward(use.to));
    });
  }

  return { effects, effectOf, isAwaited };
}
