/** Variables that documents give to a program: `.env` files, containers, jobs, settings of hosts, maps of configuration. */
import type { Document, Entry, Tree } from '../documents/document.ts';
import { entriesOf, placeOf, scalarOf, textOf, valueAt, walk } from '../documents/tree.ts';
import type { Place } from '../finding.ts';
import type { McpServer, Recognised, Variable } from './manifest.ts';
import { variables } from './servers.ts';

/** The variables of one program, or those that several share. */
export interface Environment {
  document: Document;
  /** The map or list that holds them, or the file. */
  at: Place;
  root: Tree;
  variables: Variable[];
  /** The map around them: a container, a service. */
  holder?: Tree;
  /** True for a file that shows how a real one is to be written, and for one machine of a developer. */
  isSample: boolean;
}

/** A variable with the value that a document gives it. */
export interface GivenVariable {
  document: Document;
  name: string;
  /** Without white space around it. */
  text: string;
  at: Place;
  /** What has to go so that nothing is given any more. */
  tree: Entry | Tree;
  isSample: boolean;
}

const keys = new Set([
  'env',
  'environment',
  'envs',
  'environmentVariables',
  'appSettings',
  'app_settings',
  'ENV',
  'Values',
  'Variables',
]);
const sample =
  /(?:^|[./_-])(?:example|sample|template|dist|local|playground|dev|development|test|testing)(?:[./_-]|$)/i;

/** The environments of the documents, in their order. */
export function environmentsOf(documents: readonly Document[], recognised: readonly Recognised[]): Environment[] {
  const objects = new Map(
    recognised.flatMap((each) => (each.kind === 'kubernetes' ? [[each.root, each] as const] : [])),
  );
  return documents.flatMap((document) => {
    const isSample = sample.test(document.file);
    const environment = (root: Tree, holder?: Tree): Environment[] => {
      const found = variables(root);
      return found.length === 0
        ? []
        : [{ document, at: placeOf(root), root, variables: found, isSample, ...(holder ? { holder } : {}) }];
    };
    return document.roots.flatMap((top) => {
      if (document.syntax === 'env') return environment(top);
      // All instructions together are what the image has.
      if (document.syntax === 'dockerfile') {
        const all = entriesOf(top).flatMap(({ key, value }) => (key === 'ENV' ? environment(value) : []));
        const [first] = all;
        return first
          ? [{ ...first, at: placeOf(top), root: top, variables: all.flatMap((each) => each.variables) }]
          : [];
      }
      const kind = textOf(valueAt(top, 'kind'));
      const isData = objects.has(top) && (kind === 'ConfigMap' || kind === 'Secret');
      const data = isData ? ['data', 'stringData'].flatMap((key) => valueAt(top, key) ?? []) : [];
      return [
        ...data.flatMap((tree) => environment(tree)),
        ...[...walk(top)].flatMap(({ tree, entry, parent }) =>
          entry && keys.has(entry.key) && (tree.kind === 'map' || tree.kind === 'list')
            ? environment(tree, parent)
            : [],
        ),
      ];
    });
  });
}

/** What environments and servers give, each place once. */
export function givenVariables(environments: readonly Environment[], servers: readonly McpServer[]): GivenVariable[] {
  const all = [
    ...environments,
    ...servers.map(({ document, env }) => ({ document, variables: env, isSample: false })),
  ].flatMap(({ document, variables: list, isSample }) =>
    list.map(({ name, value, from = 0, at, entry }) => ({
      document,
      name,
      text: (scalarOf(value) ?? '').slice(from).trim(),
      at: entry ? { file: at.file, start: at.start, end: value.end } : placeOf(value),
      tree: entry ?? value,
      isSample,
    })),
  );
  const seen = new Set<string>();
  return all.filter(({ at: { file, end } }) => {
    const place = `${file}|${end}`;
    const isNew = !seen.has(place);
    seen.add(place);
    return isNew;
  });
}
