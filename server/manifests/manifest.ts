/** What rules see of manifests: views over the trees in which every dialect looks the same. */
import type { Document, Entry, ListTree, MapTree, TextTree, Tree } from '../documents/document.ts';
import type { Data } from '../documents/edits/data.ts';
import type { DocumentEdits } from '../documents/edits/edits.ts';
import type { Comparison, Fallback } from './comparisons.ts';
import type { Environment, GivenVariable } from './environments.ts';
import type { AgentCard, CardScheme } from './cards.ts';
import type { GraphRequest } from './graph-requests.ts';
import type { PluginAddress, PluginFunction } from './plugins.ts';
import type { PublishedPort } from './published-ports.ts';
import type { Cloud } from './cloud/cloud.ts';
import type { Confidence, Fix, Place } from '../finding.ts';
import type { Credential, Secret, Setting } from './credentials.ts';
import type { ModelTexts } from './model-texts/model-texts.ts';
import type { VulnerableVersion } from './advisories.ts';
import type { CommandLine } from './command-lines.ts';
import type { ApprovingHook } from './hook-answers.ts';
import type { AskedInput } from './inputs.ts';
import type { OpenGateway } from './tool-gateways.ts';
import type { Workflow, WorkflowAgent, WorkflowJob } from './workflows/workflow.ts';
import type { ManifestScope } from './scopes.ts';
import type { DocumentKind, ReferenceRow, SwitchRow } from './dialect.ts';

/** A document, or a map inside it, whose content has shown what it is. */
export interface Recognised {
  kind: DocumentKind;
  document: Document;
  root: Tree;
  /** How the product refers to a value that is kept elsewhere. */
  reference?: ReferenceRow;
}

/** An entry of `env` or `headers`, however it is written. */
export interface Variable {
  name: string;
  /** The name, or the whole text where name and value are one. */
  at: Place;
  value: Tree;
  /** Where the value begins in the text, for `NAME=value` in one. */
  from?: number;
  /** The entry of the map, when there is one. */
  entry?: Entry;
}

/** One MCP server, in whatever dialect it is configured. */
export interface McpServer {
  /** '' for one without a name. */
  name: string;
  document: Document;
  product: string;
  /** The name, or the first character of a server without one. */
  at: Place;
  root: MapTree;
  /** The list or map that holds the servers. */
  container: Tree;
  command?: TextTree;
  /** Texts among the arguments, those of a command that is a list included. */
  args: TextTree[];
  env: Variable[];
  headers: Variable[];
  url?: TextTree;
  /** As written, in lower case: `stdio`, `http`, `sse`, `streamable-http`. */
  transport?: string;
  /** The list of tools that it is limited to. */
  tools?: Tree;
  /** Keys by which its tools run without asking. */
  approvals: Entry[];
  isDisabled: boolean;
  launch?: Launch;
  reference: ReferenceRow;
}

/** The program that a command starts, behind the shells and launchers before it. */
export interface Launch {
  /** `npx`, `uvx`, `docker`, `deno`; the program itself when nothing fetches it. */
  launcher: string;
  /** What the launcher fetches. */
  package?: LaunchedPackage;
  /** The shell that is given a script, and the script. */
  script?: TextTree;
  /** Behind the package or program: what it is started with. */
  rest: TextTree[];
}

export interface LaunchedPackage {
  registry: 'npm' | 'pypi' | 'docker' | 'git' | 'url';
  name: string;
  /** As written: `1.2.3`, `latest`, `^1`; undefined when there is none. */
  version?: string;
  /** True when the version says exactly what runs: a full version, a digest, a commit. */
  isPinned: boolean;
  /** Where the name with its version stands, in a text that holds more or not. */
  at: Place;
  text: TextTree;
  /** The part of the text's value. */
  from: number;
  to: number;
  /** What stands between the name and an exact version there. */
  joint: '@' | '==' | ':';
}

/** A setting that takes a decision away from people. */
export interface Switch {
  row: SwitchRow;
  product: string;
  document: Document;
  /** The key and value, or the item, as a person would name it. */
  shown: string;
  at: Place;
  /** What a fix takes out. */
  member: Entry | Tree;
  /** What a fix replaces. */
  value: Tree;
}

/** A container in which something of an agent runs, with what lets it out. */
export interface Container {
  name: string;
  at: Place;
  document: Document;
  image?: TextTree;
  /** What a compose file or Kubernetes fetches for it; of a server its launch says so. */
  package?: LaunchedPackage;
  /** The agent or server of tools that a launcher fetches when the container starts. */
  fetches?: LaunchedPackage;
  /** True for an agent or a server of tools, by its name, image, command or labels. */
  isAgent: boolean;
  /** True for what these call a server of MCP. */
  isServer: boolean;
  escapes: Escape[];
  /** Files and directories of the host that it is given. */
  mounts: { at: Place; source: string }[];
  ports: PublishedPort[];
  /** Where it is told to ask nobody who is calling. */
  openedAt?: Place;
  /** The directory that its image is built from. */
  builtFrom?: string;
}

/** A setting by which a container reaches its host. */
export interface Escape {
  at: Place;
  /** As a person would name it. */
  shown: string;
  /** The end of a sentence. */
  effect: string;
  confidence: Confidence;
  /** What a fix takes out. */
  member?: Entry | Tree;
}

/** A credential in clear text, and what is known of the place. */
export interface CredentialPlace {
  credential: Credential;
  document: Document;
  /** The variable, header or flag that it is the value of. */
  setting?: Setting;
  variable?: Variable;
  server?: McpServer;
  reference?: ReferenceRow;
}

/** A document that should be a manifest and cannot be read. */
export interface Unreadable {
  document: Document;
  at: Place;
  message: string;
  /** Credentials that stand beside it. */
  masks: Place[];
}

/** What a rule may ask of manifests; every answer is in the order of paths and offsets. */
export interface Manifests {
  /** Documents, and maps in documents and code, that are of the kind. */
  recognised(...kinds: DocumentKind[]): Recognised[];
  servers(): McpServer[];
  switches(kind: SwitchRow['kind']): Switch[];
  /** The fix that its row names, where it can be written: without the entry the product asks, with the value its guard holds. */
  tighten(thrown: Switch): Fix[];
  credentials(): CredentialPlace[];
  /** The fix by which the product reads the credential from where secrets are kept; none where the product cannot. */
  refer(place: CredentialPlace): Fix[];
  /** The credentials in a text of a program: by form, and by the name of the setting that takes it. */
  secretsIn(text: string, setting?: Setting): Secret[];
  containers(): Container[];
  unreadable(): Unreadable[];
  /** Constant texts, and those with holes, of code that is read as documents. */
  codeTexts(pattern: RegExp): TextTree[];
  /** Comparisons in code that is read as documents. */
  comparisons(): Comparison[];
  /** Requests to Microsoft Graph in code that is read as documents. */
  graphRequests(): GraphRequest[];
  /** What stands in for a value that is missing, in the same code. */
  fallbacks(): Fallback[];
  /** Variables that documents give to programs. */
  environments(): Environment[];
  /** The variables of environments and of servers with their values, each place once. */
  givenVariables(): GivenVariable[];
  /** Agent cards of A2A, in documents and in code. */
  cards(): AgentCard[];
  /** The functions of Microsoft 365 plugins. */
  plugins(): PluginFunction[];
  /** Where plugins send what their functions are given, and where their users sign in. */
  pluginAddresses(): PluginAddress[];
  /** What stands in texts for models that should not. */
  modelTexts(): ModelTexts;
  /** What people are asked for. */
  inputs(): AskedInput[];
  /** Lines of command of servers and hooks. */
  commandLines(): CommandLine[];
  /** Hooks that let tools run whatever they are asked to do. */
  approvingHooks(): ApprovingHook[];
  /** Gateways that lend tools to whoever calls. */
  openGateways(): OpenGateway[];
  /** Packages of the protocols in a version with a known hole. */
  vulnerable(): VulnerableVersion[];
  /** Workflows of GitHub, with the agents in them. */
  workflows(): Workflow[];
  /** Those that strangers start through another one, with its triggers and what it hands on. */
  calledWorkflows(): Workflow[];
  /** Scopes where manifests ask for them or tell clients to. */
  scopes(): ManifestScope[];
  /** Grants and trust of clouds. */
  cloud: Cloud;
  /** The exact version that lockfiles near the document pin for a package. */
  pinned(document: Document, name: string, registry: 'npm' | 'pypi'): string | undefined;
  edits: DocumentEdits;
}

export type {
  AgentCard,
  CardScheme,
  Comparison,
  Credential,
  Environment,
  ManifestScope,
  PublishedPort,
  ReferenceRow,
  Secret,
  Setting,
};
export type { Workflow, WorkflowAgent, WorkflowJob };
export type { AskedInput, CommandLine, VulnerableVersion };
export type { Data, Document, DocumentEdits, Entry, ListTree, MapTree, TextTree, Tree };
