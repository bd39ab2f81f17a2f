/** Writes an annotation where a call registers one tool, and no other. */
import type { Tool } from '../../context.ts';
import type { Span } from '../../finding.ts';
import { parseRelativePath } from '../../models/access-path.ts';
import type { Value } from '../../facts/facts.ts';
import type { Graph } from '../graph.ts';
import { addItem, type ListText, type TextEdit } from './lists.ts';
import type { createSites } from './sites.ts';
import { indentation, lineEnd } from './source-text.ts';

type Sites = ReturnType<typeof createSites>;
type Call = Value & { kind: 'call' };

const annotations = /^(?:title|\w+Hint)$/;

/** The edits that give the tool the annotation; undefined where what is written there may speak of other tools, too. */
export function giveHint(
  graph: Graph,
  sites: Sites,
  text: string,
  { at, call, name, fields }: Tool,
  hint: string,
): TextEdit[] | undefined {
  const value = call && graph.value(call.call.id);
  const paths = call?.places['annotations'] ?? [];
  if (!call || value?.kind !== 'call' || name === undefined || at.file !== call.at.file) return undefined;
  // What registers many tools has the name of none of them.
  const isOwn = ({ start, end }: Span): boolean =>
    call.element ? start <= at.start && at.end <= end : value.start <= start && end <= value.end;
  if (!call.element && !(value.start <= at.start && at.end <= value.end)) return undefined;
  if (paths.length > 1)
    return beforeHandler(graph, text, { id: call.call.id, call: value, hasSchema: fields() !== undefined }, hint);
  const [path] = paths.map((written) => parseRelativePath(`${written}.Member[${hint}]`));
  const element = call.element && { node: call.element.id, depth: parseRelativePath(call.element.list).length };
  const site = path && sites.siteOf(call.call.id, [path], element);
  if (site?.kind !== 'missing' || site.file.path !== at.file || !isOwn(site.list)) return undefined;
  const item = site.names.length > 1 ? `${site.names[0] ?? ''}: { ${hint}: true }` : `${hint}: true`;
  return addItem(text, site.list, item);
}

// `tool(name, description, schema, handler)`: what is said of the tool stands before its handler.
function beforeHandler(
  graph: Graph,
  text: string,
  { id, call, hasSchema }: { id: Parameters<Graph['value']>[0]; call: Call; hasSchema: boolean },
  hint: string,
): TextEdit[] | undefined {
  const [before, handler] = call.args.slice(-2);
  if (!before || !handler || call.args.length < 2 || call.args.some(({ isSpread }) => isSpread)) return undefined;
  const said = graph.value(graph.sibling(id, before.value));
  if (said.kind === 'object' && said.start >= call.start && said.end <= call.end) {
    const names = said.properties.map((property) => property.name);
    if (names.length > 0 && names.every((each) => each !== undefined && annotations.test(each)))
      return addItem(text, listOf(said), `${hint}: true`);
  } else if (said.kind !== 'literal' && !(hasSchema && call.args.length < 5)) return undefined;
  const start = text.lastIndexOf('\n', handler.start - 1) + 1;
  const isOwnLine = text.slice(start, handler.start).trim() === '';
  const gap = isOwnLine ? `${lineEnd(text)}${indentation(text, handler.start)}` : ' ';
  return [{ start: handler.start, end: handler.start, text: `{ ${hint}: true },${gap}` }];
}

function listOf({ start, end, properties }: Value & { kind: 'object' }): ListText {
  return { start, end, ends: properties.map((property) => property.end) };
}
