/** What is known of the products that are configured by manifests, as rows; the shape in `dialect-shape.ts` validates them. */
import type { Syntax } from '../documents/document.ts';

export const documentKinds = [
  'agent-card',
  'agent-description',
  'agent-file',
  'agent-flow',
  'agent-gateway',
  'agent-gateway-resource',
  'agent-hooks',
  'agent-object',
  'agent-project',
  'agent-settings',
  'agent-token-request',
  'agentic-workflow',
  'app-role-grant',
  'application-credential',
  'bicep',
  'client-metadata',
  'cloudformation',
  'compose',
  'consent-grant',
  'declarative-agent',
  'deployment',
  'dockerfile',
  'dotnet-settings',
  'entra-application',
  'env-file',
  'external-account',
  'federated-credential',
  'iam-policy',
  'identity-provider',
  'inheritable-permissions',
  'kubernetes',
  'helm-values',
  'hosted-tool',
  'langgraph',
  'launch-settings',
  'llm-gateway',
  'mcp-bundle',
  'mcp-servers',
  'openapi',
  'package',
  'plugin',
  'policy-statement',
  'arm-template',
  'protected-resource',
  'python-project',
  'implicit-grant',
  'resource-access',
  'role-grant',
  'scope-request',
  'server-json',
  'service-account-key',
  'smithery',
  'teams-app',
  'terraform',
  'tool-gateway',
  'tool-list',
  'tooling-manifest',
  'workflow',
] as const;

/** What a document is, once its content has shown it. */
export type DocumentKind = (typeof documentKinds)[number];

/** A document is of the kind when its path fits, where paths are given, and one of the signs in `has` is met. */
export interface DocumentRow {
  kind: DocumentKind;
  /** Ends of paths, `*` for a part of a name: `.claude/settings*.json`. */
  paths?: string[];
  syntaxes?: Syntax[];
  /** Signs: paths of keys joined by `&`, each with `*` for any key and perhaps `=` and a pattern for the value. */
  has: string[];
  lacks?: string[];
  /** Signs may be met by any map of the document, not only by its root. */
  inside?: boolean;
  /** Words of which a file must hold one to be read at all, in place of the longest key of the signs. */
  words?: string[];
  reference?: ReferenceRow;
}

/** How a value refers to a variable that is set elsewhere; NAME stands for the variable. */
export interface ReferenceRow {
  /** In `env`, `headers`, `args` and `url`: `${env:NAME}`. */
  value?: string;
  /** The key of a list of prompts, to which `${input:NAME}` refers. */
  inputs?: string;
  /** Keys that take the name alone: of variables handed on, of the variable that holds the bearer token, and per header. */
  names?: { env?: string; bearer?: string; headers?: string };
  /** A secret of the product's own store must have this prefix. */
  prefix?: string;
}

/** Where MCP servers stand. */
export interface ServerRow {
  id: string;
  paths?: string[];
  /** The path of the container; '' for the root. */
  at: string;
  /** The container may stand anywhere in the document. */
  inside?: boolean;
  /** Words of which a file must hold one to be read for it, in place of the key. */
  words?: string[];
  /** The container is one server, not a map or list of them. */
  isOne?: boolean;
  /** In Python: calls that are given a server, or a map of servers. */
  calls?: string[];
  /** What the first argument without a name is, or an item of the list that is a text. */
  first?: string;
  /** Every map in the container must be a server by its command: nothing else says what the file is. */
  isAll?: boolean;
  reference?: ReferenceRow;
}

/** The names under which products keep the same thing, in the order in which they count. */
export type ServerField =
  | 'name'
  | 'command'
  | 'args'
  | 'env'
  | 'headers'
  | 'url'
  | 'transport'
  | 'tools'
  | 'approve'
  | 'envFile'
  | 'cwd'
  | 'disabled';

/** A setting that takes a decision away from people, or opens what keeps an agent in. */
export interface SwitchRow {
  kind: 'auto-approve' | 'bypass' | 'filesystem' | 'endpoint' | 'package';
  /** Documents in which it counts. */
  paths: string[];
  /** The path of the key; `*` is any key. */
  key: string;
  /** Pattern of the value, or of an item of a list, or of a key of a map; a value of `true` without it. */
  value?: string;
  /** What the pattern is held against. */
  on?: 'value' | 'items' | 'keys' | 'words';
  /** Items or values that it must not fit, though the pattern does. */
  except?: string;
  /** The rule of `permissions.allow` that says the same, with `$1` for what the pattern finds: only what is told of that is told. */
  as?: string;
  /** Pattern that the value of the key must fit, where the pattern is held against keys. */
  to?: string;
  /** Signs that the document must meet besides. */
  when?: string;
  /** Signs of the item that the last `*` of the key stands for, or of the map that holds the key. */
  beside?: string;
  /** Keys that must not stand there: they narrow what it says. */
  without?: string[];
  /** What it does, in words that follow `\`key: value\``. */
  effect: string;
  severity?: 'error' | 'warning' | 'info';
  confidence?: 'high' | 'medium' | 'low';
  /** What a fix does: takes the entry or item out, or puts this value there. */
  fix?: 'remove' | { value: string | boolean };
}

/** How the credentials of an issuer look. */
export interface CredentialRow {
  /** Words for a reader: `GitHub token`. */
  what: string;
  pattern: string;
}

/** A step of a workflow that runs an agent. */
export interface AgentRow {
  /** How it is called, where that is not the name of the product. */
  name?: string;
  /** The action, without its version; `*` stands for a part of it. */
  action?: string;
  /** Pattern of a command line that starts it without people. */
  command?: string;
  /** Names of the program, and of the packages that bring it. */
  programs?: string[];
  /** Options or subcommands of the program with which it works without people. */
  by?: string[];
  /** It refuses people who may not write to the repository. */
  isChecked?: boolean;
  /** Inputs without which the action is no agent. */
  needs?: string[];
  /** Inputs whose values let people in who may not write. */
  opens?: LooseningRow[];
  /** Inputs, or `run` for the command line, whose values take guards away. */
  loosens?: LooseningRow[];
  /** Inputs, or `run`, in which such a pattern finds a list; its items are judged as those of `permissions.allow`. */
  allows?: { input: string; value: string }[];
}

export interface LooseningRow {
  input: string;
  value: string;
  /** What it does, as the end of a sentence. */
  effect: string;
}

/** A version of a package that is known to have a hole. */
export interface AdvisoryRow {
  registry: 'npm' | 'pypi';
  package: string;
  /** The first version with it; all without. */
  from?: string;
  /** The first version without it. */
  fixed: string;
  id: string;
  /** What can happen, as a clause. */
  what: string;
}

/** Which paths of an API the permissions of a family open: `Mail` of `Mail.ReadWrite`. */
export interface FamilyRow {
  scope: string;
  /** Pattern of the path. */
  paths: string;
}

/** What of a dialect is written in programs of Python, too. */
export interface PythonRow {
  /** Words of which a file must hold one to be read. */
  words: string[];
  /** Kinds whose rows hold for dictionaries and for what calls are given by name. */
  kinds?: DocumentKind[];
  /** Objects are made by calls that take in snake case what documents hold in camel case. */
  isCamel?: boolean;
}

export interface Dialect {
  product: string;
  /** Families of the permissions of Microsoft Graph. */
  families?: FamilyRow[];
  /** Words of which a source file must hold one for its calls and object literals to be read as a manifest. */
  code?: string[];
  python?: PythonRow;
  /** Paths of keys below which the keys of `switches` may stand; the root alone without it. */
  within?: string[];
  documents?: DocumentRow[];
  servers?: ServerRow[];
  fields?: Partial<Record<ServerField, string[]>>;
  switches?: SwitchRow[];
  /** Steps of workflows that run an agent. */
  agents?: AgentRow[];
  credentials?: CredentialRow[];
  advisories?: AdvisoryRow[];
  /** Files of prose that agents read as their instructions. */
  instructions?: string[];
}
