/** Where agents on the SDKs for JavaScript stand, and which files belong to them. */
import type { Recognised } from './manifest.ts';

// Folders that hold what is deployed, beside the program.
const deploying =
  /(?:^|(?<=\/))(?:infra(?:structure)?|deploy(?:ment|ments)?|k8s|kubernetes|helm|charts?|manifests|bicep|terraform|env|config)\/.*$/;

/** The folders of packages among the projects of agents, each with a slash at its end but for the root. */
export function agentFolders(projects: readonly Recognised[]): string[] {
  return projects.flatMap(({ document: { file } }) =>
    /(?:^|\/)package\.json$/.test(file) ? [file.slice(0, -'package.json'.length)] : [],
  );
}

/** Whether the file is of an agent in one of the folders: below it, above it, or in the folder that deploys it. */
export function isOfAgent(file: string, folders: readonly string[]): boolean {
  const own = file.slice(0, file.lastIndexOf('/') + 1).replace(deploying, '');
  return folders.some((folder) => file.startsWith(folder) || folder.startsWith(own));
}
