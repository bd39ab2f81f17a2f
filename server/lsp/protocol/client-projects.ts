/** The projects of the client: its folders, the open documents outside of them, and the settings of each. */
import { isWithin } from '../../input/repository.ts';
import type { ProjectOrder } from '../messages.ts';
import { countsFor, isLinted, isRelevant } from '../relevance.ts';
import { defaultSettings, readSettings, type Settings } from './settings.ts';
import { isVirtual, toPath } from '../uris.ts';

export interface ClientProjectsOptions {
  rules: readonly string[];
  /** What the client holds for the section `bailiwick` at each URI, in their order. */
  settingsAt(uris: readonly string[]): Promise<readonly unknown[]>;
  /** All projects that are to be analysed, and those among them that are no longer what they were. */
  onChange(orders: ProjectOrder[], anew: string[]): void;
  onProblem(sentence: string): void;
}

export interface ClientProjects {
  addFolders(uris: readonly string[]): void;
  removeFolders(uris: readonly string[]): void;
  open(uri: string): void;
  close(uri: string): void;
  /** Asks for the settings again. */
  refresh(): Promise<void>;
  /** Resolves when everything until now is applied. */
  settled(): Promise<void>;
  /** All projects, those that are switched off too. */
  orders(): ProjectOrder[];
  /** Those that are switched on. */
  active(): ProjectOrder[];
  /** True for a folder all of whose files are looked at. */
  isWhole(project: string): boolean;
  /** The project that answers for a file; undefined when there is none or when it is switched off. */
  ownerOf(uri: string): ProjectOrder | undefined;
  /** The projects for which the file may count, if its name is one that counts. */
  concernedBy(uri: string, counts?: (path: string) => boolean): string[];
  /** Absolute paths of files, also outside a project, that count for it. */
  setReads(project: string, paths: readonly string[]): void;
  setExtent(project: string, extent: ProjectOrder['extent']): void;
}

/** The projects of a client that has told of none yet. */
export function createClientProjects(options: ClientProjectsOptions): ClientProjects {
  const folders = new Set<string>();
  const documents = new Set<string>();
  const settings = new Map<string, Settings>();
  const extents = new Map<string, ProjectOrder['extent']>();
  const reads = new Map<string, ReadonlySet<string>>();
  let orders: ProjectOrder[] = [];
  let applied = Promise.resolve();

  function folderOf(uri: string): string | undefined {
    const path = toPath(uri);
    if (path === undefined) return undefined;
    const around = [...folders].filter((folder) => isWithin(toPath(folder) ?? '\0', path));
    // Of several folders around it, the innermost.
    return around.sort((a, b) => b.length - a.length)[0];
  }

  function keys(): string[] {
    const alone = [...documents].filter((uri) => folderOf(uri) === undefined);
    return [...[...folders].sort(), ...alone];
  }

  function apply(): void {
    const before = new Map(orders.map((order) => [order.key, JSON.stringify(order)]));
    orders = keys().map((key) => ({
      key,
      kind: folders.has(key) ? ('folder' as const) : ('document' as const),
      settings: settings.get(key) ?? defaultSettings,
      extent: extents.get(key) ?? 'all',
    }));
    const anew = orders.filter((order) => before.has(order.key) && before.get(order.key) !== JSON.stringify(order));
    const isSame = anew.length === 0 && orders.length === before.size && orders.every(({ key }) => before.has(key));
    if (!isSame)
      options.onChange(
        orders,
        anew.map(({ key }) => key),
      );
  }

  async function fetchSettings(wanted: readonly string[]): Promise<void> {
    const found = await options.settingsAt(wanted);
    wanted.forEach((key, index) => {
      const { settings: read, problems } = readSettings(found[index], options.rules);
      settings.set(key, { ...defaultSettings, ...read });
      problems.forEach((problem) => options.onProblem(problem));
    });
  }

  // One after the other: an answer that comes late must not undo a newer one.
  function update(isAll: boolean): Promise<void> {
    applied = applied.then(async () => {
      const wanted = keys().filter((key) => isAll || !settings.has(key));
      if (wanted.length > 0) await fetchSettings(wanted);
      apply();
    });
    return applied;
  }

  function isOn({ settings: { enable } }: ProjectOrder): boolean {
    return enable !== false;
  }

  return {
    addFolders(uris) {
      // What is not on the disk cannot be walked; its open documents are looked at by themselves.
      for (const uri of uris) if (toPath(uri) !== undefined) folders.add(uri);
      void update(false);
    },
    removeFolders(uris) {
      for (const uri of uris) {
        folders.delete(uri);
        settings.delete(uri);
        extents.delete(uri);
        reads.delete(uri);
      }
      void update(false);
    },
    open(uri) {
      if (!isVirtual(uri) && !isLinted(toPath(uri) ?? '')) return;
      documents.add(uri);
      if (folderOf(uri) === undefined) void update(false);
    },
    close(uri) {
      if (!documents.delete(uri) || folders.has(uri)) return;
      settings.delete(uri);
      if (folderOf(uri) === undefined) void update(false);
    },
    refresh: () => update(true),
    settled: () => applied,
    orders: () => orders,
    active: () => orders.filter(isOn),
    isWhole: (project) =>
      orders.some(({ key, kind, extent }) => key === project && kind === 'folder' && extent === 'all'),
    ownerOf(uri) {
      const folder = folderOf(uri);
      const order = orders.find(({ key }) => key === (folder ?? uri));
      return order && isOn(order) ? order : undefined;
    },
    concernedBy(uri, counts = isRelevant) {
      const path = toPath(uri);
      const concerned = orders.filter(({ key }) => {
        if (key === uri || (path !== undefined && reads.get(key)?.has(path))) return true;
        const project = toPath(key);
        return path !== undefined && project !== undefined && counts(path) && countsFor(project, path);
      });
      return concerned.filter(isOn).map(({ key }) => key);
    },
    setReads: (project, paths) => void reads.set(project, new Set(paths)),
    setExtent(project, extent) {
      extents.set(project, extent);
      apply();
    },
  };
}
