/** A workspace made ready for questions: facts on demand, each file read and parsed at most once. */
import type { Config } from './config.ts';
import type { RuleContext } from './context.ts';
import type { Facts } from './facts/facts.ts';
import { readTypeScript } from './facts/typescript.ts';
import type { Failure } from './finding.ts';
import { createModuleResolver, type ModuleResolver } from './flow/modules.ts';
import { createProgram } from './flow/program.ts';
import { scanSpecifiers } from './input/imports.ts';
import type { InputFile, Skip } from './input/inventory.ts';
import { createLines, type Lines } from './input/lines.ts';
import { compileTrigger } from './input/trigger.ts';
import { createCatalog, type Catalog } from './models/catalog.ts';
import type { Model } from './models/model.ts';
import type { Workspace } from './workspace.ts';

export interface SessionOptions {
  workspace: Workspace;
  config: Config;
  models: Model[];
  /** False parses every file: the findings must be the same, which a test checks. */
  isFiltered?: boolean;
}

export interface Session {
  workspace: Workspace;
  config: Config;
  /** The program, linked when first asked for. */
  program(): RuleContext;
  facts(path: string): Facts | undefined;
  /** The decoded text of a file that was read; '' otherwise. */
  text(path: string): string;
  lines(path: string): Lines;
  isTest(path: string): boolean;
  /** What was left out or could not be read while files were loaded, beside what discovery found. */
  notes: { skipped: Skip[]; failures: Failure[]; warnings: Failure[] };
  stats: Stats;
}

/** Milliseconds and counts of one run. */
export interface Stats {
  parsedFiles: number;
  parsedBytes: number;
  selectMs: number;
  parseMs: number;
  linkMs: number;
}

/** A session over one state of the workspace. */
export function createSession({ workspace, config, models, isFiltered = true }: SessionOptions): Session {
  const byPath = new Map(workspace.files.map((file) => [file.path, file]));
  const texts = new Map<string, string>();
  const lineTables = new Map<string, Lines>();
  const factsByPath = new Map<string, Facts | undefined>();
  const notes: Session['notes'] = { skipped: [], failures: [], warnings: [] };
  const stats: Stats = { parsedFiles: 0, parsedBytes: 0, selectMs: 0, parseMs: 0, linkMs: 0 };
  let program: RuleContext | undefined;

  function textOf(file: InputFile): string | undefined {
    const known = texts.get(file.path);
    if (known !== undefined) return known;
    const loaded = workspace.load(file);
    if (loaded.kind === 'skip') notes.skipped.push(loaded.skip);
    else if (loaded.kind === 'failure') notes.failures.push(loaded.failure);
    else {
      if (loaded.warning) notes.warnings.push(loaded.warning);
      texts.set(file.path, loaded.text);
      return loaded.text;
    }
    return undefined;
  }

  function facts(path: string): Facts | undefined {
    if (factsByPath.has(path)) return factsByPath.get(path);
    const file = byPath.get(path);
    const started = performance.now();
    const text = file && textOf(file);
    const found = text === undefined ? undefined : readTypeScript(path, text);
    factsByPath.set(path, found);
    if (found && text !== undefined) {
      stats.parsedFiles++;
      stats.parsedBytes += text.length;
      const [problem] = found.problems;
      if (problem)
        notes.warnings.push({
          file: path,
          ...lines(path).at(problem.start),
          reason: `${problem.message}; the rest of the file was read`,
        });
    }
    stats.parseMs += performance.now() - started;
    return found;
  }

  function lines(path: string): Lines {
    let table = lineTables.get(path);
    if (!table) lineTables.set(path, (table = createLines(texts.get(path) ?? '')));
    return table;
  }

  function link(): RuleContext {
    const resolver = createModuleResolver({
      files: byPath.keys(),
      ...workspace.manifests,
      read: (path) => workspace.manifest(path),
    });
    const catalog = createCatalog(models);
    const started = performance.now();
    const files = isFiltered ? select(catalog, resolver) : [...byPath.keys()];
    stats.selectMs += performance.now() - started;
    const parsedBefore = stats.parseMs;
    const linking = performance.now();
    const context = createProgram({ files, load: facts, resolver, catalog, config, isTest });
    stats.linkMs = performance.now() - linking - (stats.parseMs - parsedBefore);
    return context;
  }

  // Files with a telling word, and files that import one of them; what flows reach beyond is read on demand.
  function select(catalog: Catalog, resolver: ModuleResolver): string[] {
    const isTriggered = compileTrigger(catalog.words);
    const hits = new Set<string>();
    const imports = new Map<string, string[]>();
    for (const file of workspace.files) {
      const read = workspace.bytes(file);
      if (!read || isTriggered(read.bytes, read.length)) hits.add(file.path);
      else imports.set(file.path, scanSpecifiers(read.bytes.subarray(0, read.length)));
    }
    const importers = [...imports].flatMap(([path, specifiers]) => {
      const isImporter = specifiers.some((specifier) => {
        const target = resolver.resolve(path, specifier);
        return target.kind === 'file' && hits.has(target.file);
      });
      return isImporter ? [path] : [];
    });
    return [...hits, ...importers].sort();
  }

  const isTest = (path: string): boolean => byPath.get(path)?.isTest === true;

  return {
    workspace,
    config,
    program: () => (program ??= link()),
    facts,
    text: (path) => texts.get(path) ?? '',
    lines,
    isTest,
    notes,
    stats,
  };
}
