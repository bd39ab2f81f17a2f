/** Why something on the disk could not be read, in words that a person can act on. */
const meanings: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOENT: 'it is not there',
  ELOOP: 'its symbolic links go in a circle',
  EISDIR: 'it is a directory',
  ENOTDIR: 'a part of the path is not a directory',
  ENAMETOOLONG: 'its name is too long',
  EMFILE: 'too many files are open',
};

const remedies: Record<string, string> = {
  EACCES: 'grant read permission or list it under ignore: in .bailiwick.yaml',
  EPERM: 'grant read permission or list it under ignore: in .bailiwick.yaml',
  ENOENT: 'check the path',
};

/** A sentence for an error of the file system: what could not be read, why, and what to do. */
export function whyUnreadable(error: unknown, what: 'directory' | 'file'): string {
  const code = errorCode(error);
  const meaning = meanings[code] ?? (code || (error instanceof Error ? error.message : String(error)));
  const remedy = remedies[code] ?? 'list it under ignore: in .bailiwick.yaml if it does not matter';
  return `cannot read the ${what}: ${meaning}; ${remedy}`;
}

/** The system's name of an error (`ENOENT`), or ''. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
