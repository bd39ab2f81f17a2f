/** How far a role reaches: what its scope says, and where nothing is said, the template. */
import type { Document, Entry, Tree } from '../../documents/document.ts';
import { textOf, valueAt } from '../../documents/tree.ts';
import type { RoleReach } from './cloud.ts';
import { type References, wordAt } from './references.ts';

/** Of a directory role: the whole tenant unless it names a part. */
export function directoryReach(inside: Tree): RoleReach {
  const scope = wordAt(inside, 'directoryScopeId', 'directory_scope_id');
  return scope === undefined || scope === '/' ? 'tenant' : 'resource';
}

/** Of a role of Azure in a template. */
export function azureReach(document: Document, root: Tree, type: string, resolve: References['resolve']): RoleReach {
  const scope = valueAt(root, 'scope');
  if (document.syntax === 'hcl') return terraformReach(scope && resolve(document, scope));
  if (scope?.kind === 'call') return reachOfCall(scope.name);
  if (scope?.kind === 'expression') return 'resource';
  if (scope?.kind === 'text') return textReach(scope.value);
  // A role that is given below a resource: `Microsoft.Storage/storageAccounts/providers/roleAssignments`.
  if (/\/providers\//i.test(type)) return 'resource';
  const [top] = document.roots;
  const target =
    wordAt(top, 'targetScope') ?? /\/(\w+)DeploymentTemplate\.json/i.exec(textOf(valueAt(top, '$schema')) ?? '')?.[1];
  return (target && reachOfCall(target)) || 'resource-group';
}

/** Of a role that a program gives. */
export function codeReach(scope: Tree | undefined): RoleReach {
  if (scope?.kind === 'text') return textReach(scope.value);
  const source = scope?.kind === 'expression' ? scope.source : '';
  if (/\bresource_?group\w*\.id$/i.test(source)) return 'resource-group';
  return source.endsWith('.id') && !/subscription|management/i.test(source) ? 'resource' : 'unknown';
}

function reachOfCall(name: string): RoleReach {
  switch (name.toLowerCase()) {
    case 'tenant':
      return 'tenant';
    case 'managementgroup':
      return 'management-group';
    case 'subscription':
      return 'subscription';
    case 'resourcegroup':
      return 'resource-group';
    default:
      return 'unknown';
  }
}

function terraformReach(scope: Tree | undefined): RoleReach {
  // `format("/subscriptions/%s", …)`
  const text = scope?.kind === 'call' && scope.name === 'format' ? scope.args[0] : scope;
  const [, only] = (text?.kind === 'text' && /^\$\{([^{}]+)\}$/.exec(text.value)) || [];
  if (text?.kind === 'text' && only === undefined) return textReach(text.value);
  const source = only ?? (text?.kind === 'expression' ? text.source : '');
  const [, word] = /^(?:data\.)?azurerm_(management_group|subscription|resource_group|\w+)\./.exec(source) ?? [];
  if (word === undefined) return 'unknown';
  if (word === 'management_group') return 'management-group';
  if (word === 'subscription') return 'subscription';
  return word === 'resource_group' ? 'resource-group' : 'resource';
}

function textReach(scope: string): RoleReach {
  if (/\/resourceGroups\/[^/]+\/./i.test(scope)) return 'resource';
  if (/\/resourceGroups\//i.test(scope)) return 'resource-group';
  if (/^\/subscriptions\/[^/]+\/?$/i.test(scope)) return 'subscription';
  if (/^\/providers\/Microsoft\.Management\/managementGroups\//i.test(scope)) return 'management-group';
  return scope === '/' ? 'tenant' : 'unknown';
}

/** `roleAssignments.create(scope, name, { … })`. */
export function firstArgument(declared: Entry | undefined): Tree | undefined {
  return declared?.value.kind === 'call' ? declared.value.args[0] : undefined;
}
