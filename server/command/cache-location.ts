/** Where caches lie unless told. */
import envPaths from 'env-paths';

/** The directory of this user for such things, never one of the analysed project, where somebody could put a result. */
export function defaultLocation(): string {
  return envPaths('bailiwick', { suffix: '' }).cache;
}
