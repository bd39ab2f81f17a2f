/** Tools that ask the model whose data are meant, on a server that knows who is calling. */
import type { FunctionRef, RuleContext, Tool } from '../../server/sdk.ts';

/** Names of fields by which somebody says who they are. */
export const person =
  /^(user|tenant|account|customer|owner|caller|principal|actor|on_?behalf_?of)(_?(id|email|name))?$|^(acting_?)?user_?(id|email|name)$|^(owner|tenant|account|customer)_?id$/i;
const known = /auth|principal|session|claims|subject|^sub$|currentUser|identity|caller|token/i;

export const why =
  'Whoever calls writes it, so whoever calls is whoever they like: a model that was led astray asks for the data of another, and gets them.';
export const help =
  'Take the caller from the token that was verified (`authInfo`, its `sub`), and what is asked for only as far as that caller may see it.';

/** Reports of a server that knows its callers elsewhere, and here asks the model. */
export function* ofArguments(context: RuleContext) {
  const isGated = context.endpoints().some((door) => door.protocol !== 'http' && door.authentication() === 'always');
  if (!isGated) return;
  const tools = context.tools().filter(({ at, handlers }) => handlers.length > 0 && !context.isTest(at.file));
  const asking = tools.flatMap((tool) => {
    const field = personOf(tool);
    return field && tool.reads().includes(field.name) && !knowsCaller(tool.handlers, context) ? [{ tool, field }] : [];
  });
  for (const { tool, field } of asking) {
    // What every tool does is how the service is asked, and no slip.
    const isException =
      asking.length < 3 &&
      tools.some(
        (other) => other !== tool && context.isSamePackage(other.at, tool.at) && knowsCaller(other.handlers, context),
      );
    yield {
      at: field.at,
      confidence: isException && !isOfOthers(tool) ? ('high' as const) : ('medium' as const),
      message: `The model says whose data these are (\`${field.name}\`), and nothing holds it against who is calling`,
      why,
      help,
    };
  }
}

/** True of a tool that is about somebody else than the caller: whom a message goes to, whom somebody looks for. */
export function isOfOthers(tool: Tool): boolean {
  const words = [tool.name ?? '', ...(tool.option('description').texts ?? [])].join(' ');
  return /\b(?:send|post|message|dm|notify|invite|assign|mention|share|look(?:s|ing)? ?up|find|search|get[-_ ]\w*[-_ ]?user|member)/i.test(
    words,
  );
}

// The owner of a repository is a part of its address.
function personOf(tool: Tool) {
  const fields = tool.fields() ?? [];
  const isAddress = fields.some(({ name }) => /^repo(sitory)?(_?name)?$/i.test(name));
  return fields.find(({ name }) => person.test(name) && !(isAddress && /^owner(_?(id|name))?$/i.test(name)));
}

function knowsCaller(handlers: readonly FunctionRef[], context: RuleContext): boolean {
  return handlers.some((fn) => context.mentions(fn, known));
}
