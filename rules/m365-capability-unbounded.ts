import {
  defineRule,
  isTrue,
  itemsOf,
  placeOf,
  type Report,
  textAt,
  textOf,
  type Tree,
  valueAt,
} from '../server/sdk.ts';

export const m365CapabilityUnbounded = defineRule({
  meta: {
    id: 'm365-capability-unbounded',
    title: 'Capability of a declarative agent without bounds',
    pillar: 'access',
    severity: 'warning',
    confidence: 'medium',
    fixable: 'sometimes',
    since: 'next',
    references: ['cwe:200', 'cwe:250', 'owasp-asi:03', 'owasp-llm:02', 'owasp-llm:06'],
  },
  *check({ manifests }) {
    for (const { document, root } of manifests.recognised('declarative-agent')) {
      const capabilities = itemsOf(valueAt(root, 'capabilities'));
      const isPrivate = capabilities.some((capability) => isOpen(capability, textOf(valueAt(capability, 'name'))));
      for (const capability of capabilities) {
        const found = judge(capability, isPrivate);
        if (!found) continue;
        const name = textOf(valueAt(capability, 'name')) ?? '';
        const edits = manifests.edits.remove(document, capability);
        yield {
          why: texts,
          ...found,
          // Which of it the agent needs nobody can see.
          fixes: edits ? [{ title: `Take \`${name}\` out`, safety: 'suggestion', edits }] : [],
        };
      }
    }
  },
});

const texts =
  'The agent answers from everything that its user may read, and whatever stands in any of it, a mail from a stranger included, speaks to the model.';

/** Keys of which one bounds what the capability reaches. */
const bounds: Record<string, { keys: string[]; what: string }> = {
  OneDriveAndSharePoint: {
    keys: ['items_by_url', 'items_by_sharepoint_ids'],
    what: 'every file and site that the user can open',
  },
  Email: { keys: ['folders', 'shared_mailbox', 'group_mailboxes'], what: 'the whole mailbox' },
  TeamsMessages: { keys: ['urls'], what: 'every chat and channel of the user' },
  Meetings: { keys: ['items_by_id'], what: 'every meeting of the user' },
  Dataverse: { keys: ['knowledge_sources'], what: 'every table that the user can read' },
};

function isOpen(capability: Tree, name = ''): boolean {
  const { keys } = bounds[name] ?? {};
  return keys !== undefined && !keys.some((key) => isGiven(valueAt(capability, key)));
}

function isGiven(tree: Tree | undefined): boolean {
  return tree !== undefined && tree.kind !== 'null' && !(tree.kind === 'list' && tree.items.length === 0);
}

type Found = Pick<Report, 'at' | 'confidence' | 'message' | 'help'> & Partial<Report>;

function judge(capability: Tree, isPrivate: boolean): Found | undefined {
  const name = textAt(capability, 'name');
  const { keys = [], what } = bounds[name?.value ?? ''] ?? {};
  if (name && what !== undefined && isOpen(capability, name.value))
    return {
      at: placeOf(name),
      confidence: 'medium',
      message: `\`${name.value}\` reaches ${what}`,
      help: `Name what the agent is for in ${keys.map((key) => `\`${key}\``).join(' or ')}.`,
    };
  // What an agent may both read in private and look up anywhere it can also carry out.
  if (name?.value === 'WebSearch' && !isGiven(valueAt(capability, 'sites')) && isPrivate)
    return {
      at: placeOf(name),
      confidence: 'high',
      message: 'The agent searches the whole web and reads private data without bounds',
      why: 'A page that it finds can tell the model what to do, and the next search can carry what the user has to whoever wrote the page.',
      help: 'Name the `sites`, and bound the capabilities that reach private data.',
    };
  const related = valueAt(capability, 'include_related_content');
  return related && isTrue(related)
    ? {
        at: placeOf(related),
        confidence: 'medium',
        message: 'The agent also reads what is related to people: their documents, mails and chats',
        help: 'Leave `include_related_content` out unless the agent is for that.',
      }
    : undefined;
}
