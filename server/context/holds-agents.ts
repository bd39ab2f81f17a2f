/** Whether what stands somewhere belongs to an agent, and not to a program that only knows of some. */
import type { RuleContext } from '../context.ts';
import type { Place } from '../finding.ts';

/**
 * True when the package around the place holds tools for a model, or serves or runs an agent. A command line that writes
 * settings of MCP for whoever calls it, or has the word in a name, is none.
 */
export function holdsAgents(
  at: Place,
  context: Pick<RuleContext, 'tools' | 'calls' | 'says' | 'isSamePackage'>,
): boolean {
  const isNear = (other: { at: Place }) => context.isSamePackage(at, other.at);
  return (
    context.tools().some(isNear) ||
    context.calls('tool', 'approval', 'mcp-transport', 'mcp-handler', 'a2a-handler', 'a2a-transport').some(isNear) ||
    context.says(at, /^@modelcontextprotocol\//im) ||
    /(^|[^a-z])mcp([^a-z]|$)/i.test(at.file)
  );
}
