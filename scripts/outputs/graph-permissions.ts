/** The ids of Microsoft Graph's permissions, out of the files in which Microsoft publishes them: facts only, one text each. */

interface Described {
  id: string;
  value: string;
  isAdmin: boolean;
}

interface Scheme {
  requiresAdminConsent?: boolean;
  privilegeLevel?: number;
}

interface Deployment {
  id?: string;
  scheme: string;
  environment: string;
  isHidden: boolean;
  isEnabled: boolean;
  resourceAppId: string;
}

/** The three files, parsed. */
export interface PermissionSources {
  descriptions: { delegatedScopesList: Described[]; applicationScopesList: Described[] };
  catalogue: { permissions: Record<string, { schemes: Record<string, Scheme> }> };
  deployments: { permissionDeployments: Record<string, Deployment[]> };
}

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const letters: Record<string, string> = { Application: 'a', DelegatedWork: 'd', DelegatedPersonal: 'd' };

/** `name kind id [admin] [level]` for every permission that is public or described and has an id, in the order of names. */
export function publishedPermissions({ descriptions, catalogue, deployments }: PermissionSources): string[] {
  const { applicationScopesList: application, delegatedScopesList: delegated } = descriptions;
  const forAdministrators = new Set(delegated.filter(({ isAdmin }) => isAdmin).map(({ id }) => id));
  const rows = new Map<string, string>();

  function add(name: string, letter: string, written: string | undefined, scheme: Scheme = {}): void {
    const key = `${name} ${letter}`;
    const id = written?.toLowerCase() ?? '';
    if (!guid.test(id) || rows.has(key)) return;
    const isAdmin = letter === 'd' && (scheme.requiresAdminConsent ?? forAdministrators.has(id));
    const level = scheme.privilegeLevel === undefined ? [] : [String(scheme.privilegeLevel)];
    rows.set(key, [name, letter, id, ...(isAdmin ? ['admin'] : []), ...level].join(' '));
  }

  for (const [name, deployed] of Object.entries(deployments.permissionDeployments)) {
    for (const { id, scheme, environment, isHidden, isEnabled, resourceAppId } of deployed) {
      const known = catalogue.permissions[name]?.schemes[scheme];
      const isPublic = resourceAppId === '' && isEnabled && !isHidden && /\bpublic\b/i.test(environment);
      const letter = letters[scheme];
      if (letter !== undefined && (known || isPublic)) add(name, letter, id, known);
    }
  }
  for (const { id, value } of application) add(value, 'a', id);
  for (const { id, value } of delegated) add(value, 'd', id);
  return [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
