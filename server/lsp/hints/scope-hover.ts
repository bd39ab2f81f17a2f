/** What a scope, permission or role can do, and the narrower one, as Markdown. */
import { type ScopeEntry, type ScopeKind, scopeCatalog } from '../../models/scopes.ts';

/** Names of the providers of the catalogue, for readers. */
export const providerTitles: Readonly<Record<string, string>> = {
  'atlassian-3lo': 'Atlassian (OAuth)',
  'atlassian-connect': 'Atlassian Connect',
  'atlassian-datacenter': 'Atlassian Data Center',
  'aws-iam': 'AWS IAM',
  'aws-managed-policy': 'AWS',
  'azure-rbac': 'Azure',
  entra: 'Microsoft Entra',
  'entra-directory-role': 'Microsoft Entra',
  'exchange-online': 'Exchange Online',
  'gcp-iam': 'Google Cloud',
  generic: 'any provider',
  'github-app': 'GitHub Apps',
  'github-oauth': 'GitHub',
  gitlab: 'GitLab',
  'google-oauth': 'Google',
  'm365-declarative-agent': 'Microsoft 365 Copilot',
  'microsoft-graph': 'Microsoft Graph',
  okta: 'Okta',
  salesforce: 'Salesforce',
  'sharepoint-online': 'SharePoint Online',
  slack: 'Slack',
};

const kindTitles: Record<ScopeKind, string> = {
  application: 'application permission',
  delegated: 'delegated permission',
  'oauth-scope': 'OAuth scope',
  'directory-role': 'directory role',
  'rbac-role': 'role',
  'iam-role': 'role',
  principal: 'principal',
  'app-permission': 'app permission',
  'descriptor-scope': 'scope of an app descriptor',
  'managed-policy': 'managed policy',
  action: 'action',
  capability: 'capability',
  generic: 'wildcard',
};

const weights: Record<ScopeEntry['tier'], string> = {
  5: 'raises rights or takes over sign-in',
  4: 'organisation-wide, destructive or a tap on data',
  3: 'everything of one user',
  2: 'narrow, but sensitive',
};

/** The entries of one scope; those of the same name stand below each other. */
export function scopeMarkdown(entries: readonly ScopeEntry[]): string {
  return entries.map(entryMarkdown).join('\n\n---\n\n');
}

/** One entry: name, kind, what it can do, the narrower one, and the id by which manifests name it. */
export function entryMarkdown(entry: ScopeEntry): string {
  const provider = providerTitles[entry.provider] ?? entry.provider;
  const isBroad = scopeCatalog().isBroad(entry);
  const narrower = entry.instead?.map((name) => (/\s/.test(name) ? name : `\`${name}\``)).join(' or ');
  const lines = [
    `**\`${entry.name}\`** · ${kindTitles[entry.kind]} · ${provider}`,
    `${sentence(entry.why)} ${isBroad ? 'Broad' : 'Not broad'}: ${entry.isDerived && entry.tier === 2 ? 'narrow' : weights[entry.tier]}.${entry.isDerived ? ` ${derived(entry)}` : ''}`,
    narrower === undefined ? '' : `Narrower: ${narrower}.`,
    entry.isAdminOnly ? 'Only an administrator can consent to it.' : '',
    refusal(entry),
    entry.guid === undefined ? '' : `Id: \`${entry.guid}\``,
  ];
  return lines.filter((line) => line !== '').join('\n\n');
}

function derived({ sourceLevel }: ScopeEntry): string {
  const rated = sourceLevel === undefined ? 'Microsoft does not rate it' : `Microsoft rates it ${sourceLevel} of 4`;
  return `Judged by its name; ${rated}.`;
}

// Microsoft's list is whole: what does not stand on it is not refused.
function refusal({ provider, agentBlocked }: ScopeEntry): string {
  if (agentBlocked) return 'Microsoft refuses it to agent identities.';
  return provider === 'microsoft-graph' ? 'It is not among those that Microsoft refuses to agent identities.' : '';
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
