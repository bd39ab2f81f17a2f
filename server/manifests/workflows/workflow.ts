/** Workflows of GitHub as rules see them, whether they are YAML of Actions or Markdown of agentic workflows. */
import type { Document, Entry, MapTree, TextTree, Tree } from '../../documents/document.ts';
import type { Place } from '../../finding.ts';

export interface Workflow {
  document: Document;
  root: MapTree;
  /** True for Markdown whose front matter configures an agent. */
  isAgentic: boolean;
  triggers: WorkflowTrigger[];
  permissions: Permissions;
  jobs: WorkflowJob[];
  /** True when a secret of a provider of models is handed to a step. */
  hasModelKey: boolean;
  /** Where another workflow calls it, whose triggers these are. */
  calledAt?: Place;
}

export interface WorkflowTrigger {
  name: string;
  at: Place;
  /** True when people who may not write can start it, and it runs with the rights of the repository. */
  isOpen: boolean;
  /** What they can do to start it, where that is known. */
  actions: string[];
}

/** The rights of the job's token; `entry` is where they are said, which may be the workflow. */
export interface Permissions {
  entry?: Entry;
  level: 'all' | 'some' | 'none' | 'unset' | 'unknown';
  /** The rights to write: `contents`, `issues`. */
  writes: { name: string; at: Place }[];
}

export interface WorkflowJob {
  name: string;
  at: Place;
  root: MapTree;
  workflow: Workflow;
  /** Those of the job, else of the workflow. */
  permissions: Permissions;
  steps: WorkflowStep[];
  /** Something in the conditions, jobs before it or steps may refuse people who may not write. */
  isGated: boolean;
  agents: WorkflowAgent[];
}

export interface WorkflowStep {
  root: MapTree;
  /** The action without its version. */
  action: string;
  uses?: TextTree;
  run?: TextTree;
  inputs: Entry[];
  env: Entry[];
}

/** A step, or a whole agentic workflow, in which a model decides what is done. */
export interface WorkflowAgent {
  product: string;
  at: Place;
  step?: WorkflowStep;
  /** True when it refuses people who may not write by itself, and nothing here opens it. */
  isChecked: boolean;
  /** Settings that let people in who may not write. */
  opened: Loosened[];
  /** Settings that take its guards away. */
  loosened: Loosened[];
  /** True when the setting of the token is empty, so that it can do nothing but answer. */
  hasNoToken: boolean;
  /** Names of secrets that it is given besides the key of its model and the token of the job. */
  secrets: { name: string; at: Place; input: string }[];
}

export interface Loosened {
  at: Place;
  shown: string;
  /** The end of a sentence. */
  effect: string;
  /** What a fix takes out. */
  member?: Entry | Tree;
}
