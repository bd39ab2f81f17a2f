/** The rules as the manifest of the extension lists them, so that they are known before the server runs. */
interface Manifest {
  contributes: {
    configuration: { properties: { 'bailiwick.rules': { properties: Record<string, { description: string }> } } };
  };
}

/** Titles by id. */
export function ruleTitles(manifest: unknown): Record<string, string> {
  const { properties } = (manifest as Manifest).contributes.configuration.properties['bailiwick.rules'];
  return Object.fromEntries(Object.entries(properties).map(([id, { description }]) => [id, description]));
}
