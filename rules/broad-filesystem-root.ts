import { defineRule, type Fix, type Manifests, type McpServer, type TextTree } from '../server/sdk.ts';

export const broadFilesystemRoot = defineRule({
  meta: {
    id: 'broad-filesystem-root',
    title: 'Whole home or disk opened to an agent',
    pillar: 'access',
    severity: 'warning',
    confidence: 'high',
    fixable: 'sometimes',
    since: 'next',
    references: [
      'mcp:2026-07-28/basic/security_best_practices',
      'cwe:732',
      'cwe:250',
      'cwe:552',
      'owasp-asi:02',
      'owasp-asi:05',
      'owasp-mcp:02',
      'norm:practices-15',
      'norm:features-24',
    ],
  },
  *check({ manifests }) {
    for (const thrown of manifests.switches('filesystem'))
      yield { ...words(`\`${thrown.shown}\` ${thrown.row.effect}`), at: thrown.at, fixes: manifests.tighten(thrown) };
    for (const server of manifests.servers())
      for (const root of rootsOf(server))
        yield {
          ...words(
            `\`${root.value}\` is opened whole to ${server.name ? `the server \`${server.name}\`` : 'this server'}`,
          ),
          at: root,
          fixes: narrow(manifests, server, root),
        };
  },
});

function words(message: string) {
  return {
    message,
    confidence: 'high' as const,
    why: 'There lie keys, tokens, mail and the settings of the agent itself: one sentence that it reads can make it send or change them.',
    help: 'Open the directory of the project, and each further one by its own path.',
  };
}

const root =
  /^(?:\/|~\/?|\$HOME\/?|\$\{HOME\}\/?|\$\{env:HOME\}\/?|\$\{userHome\}\/?|%USERPROFILE%\\?|\/home\/[^/]+\/?|\/Users\/[^/]+\/?|\/root\/?|[A-Za-z]:[\\/]*|[A-Za-z]:[\\/]Users[\\/][^\\/]+[\\/]?)$/;

/** The arguments behind a file server that are a root; where the server is another, a path is not what it serves. */
function rootsOf({ launch, args }: McpServer): TextTree[] {
  const name = launch?.package?.name ?? launch?.launcher ?? '';
  const isFiles =
    /(?:^|[/_-])(?:file-?system|filesystem-mcp|mcp-filesystem)/i.test(name) ||
    args.some(({ value }) => /server-filesystem/.test(value));
  return isFiles
    ? (launch?.rest ?? args).filter(({ value }) => root.test(value) && !/your|user_?name|<|path.to/i.test(value))
    : [];
}

// Only VS Code says where the project lies; elsewhere the path would be invented.
function narrow({ edits }: Manifests, { document, reference }: McpServer, text: TextTree): Fix[] {
  const changed = reference.inputs === undefined ? undefined : edits.replaceText(document, text, '${workspaceFolder}');
  return changed ? [{ title: 'Open the workspace alone', safety: 'suggestion', edits: changed }] : [];
}
